/** Conditions over the example's tables, typed: what stands beside a sealed column is of its kind, unless a declared difference is meant. */
import fc from 'fast-check';
import type { Piece } from './statement.ts';
import { spelled } from './statement.ts';
import { type Findable, type Sealed, findable, idFor, pick, unfindable, valueFor } from './words.ts';

/** A condition on a row of members called `m`. */
export type Condition = Piece;

export const found = fc.constantFrom<Findable>(...findable);
export const hidden = fc.constantFrom<Sealed>(...unfindable);
const equality = fc.constantFrom('=', '=', '=', '<>', '!=', 'is distinct from', 'is not distinct from');
const picks = fc.array(pick, { minLength: 1, maxLength: 3 });
const no = fc.constantFrom('', '', 'not ');

const grades = ['seed', 'sprout', 'tree', 'forest', 'none'];

const onFound: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ found, equality, pick, turned: fc.boolean() }).map(
    ({ found: column, equality: is, pick: { at, how }, turned }): Condition =>
      (writer) => {
        const value = writer.text(valueFor(writer.world, column, at), how);
        return turned ? `${value} ${is} m.${column}` : `m.${column} ${is} ${value}`;
      },
  ),
  fc.record({ found, picks, no }).map(
    ({ found: column, picks: list, no: not }): Condition =>
      (writer) =>
        `m.${column} ${not}in (${list.map(({ at, how }) => writer.text(valueFor(writer.world, column, at), how)).join(', ')})`,
  ),
  fc.record({ found, picks, test: fc.constantFrom('= any', '<> all') }).map(
    ({ found: column, picks: list, test }): Condition =>
      (writer) =>
        `m.${column} ${test} (${writer.list(
          list.map(({ at }) => valueFor(writer.world, column, at)),
          'text',
        )})`,
  ),
  fc.record({ found, no }).map(
    ({ found: column, no: not }): Condition =>
      () =>
        `m.${column} is ${not}null`,
  ),
  fc.record({ found, at: fc.nat(30), no }).map(
    ({ found: column, at, no: not }): Condition =>
      (writer) => {
        const alias = writer.alias();
        return `m.${column} ${not}in (select ${alias}.${column} from members ${alias} where ${alias}.id < ${idFor(writer.world, at)})`;
      },
  ),
);

const onPlain: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ pick, is: fc.constantFrom('=', '<', '>', '>=', '<=', '<>') }).map(
    ({ pick: { at, how }, is }): Condition =>
      (writer) =>
        `m.id ${is} ${writer.number(idFor(writer.world, at), how)}`,
  ),
  fc
    .record({ grade: fc.constantFrom(...grades), how: spelled, is: fc.constantFrom('=', '<>', '<', 'like', '~~*') })
    .map(
      ({ grade, how, is }): Condition =>
        (writer) =>
          `m.grade ${is} ${writer.text(grade, how)}`,
    ),
  fc.record({ no, at: fc.nat(5) }).map(
    ({ no: not, at }): Condition =>
      (writer) => {
        const alias = writer.alias();
        return `${not}exists (select from orders ${alias} where ${alias}.member_id = m.id and ${alias}.amount_krw > ${at * 40_000})`;
      },
  ),
  fc.constantFrom<Condition>(
    () => 'm.marketing_opt_in',
    () => 'true',
    () => 'null::boolean',
    () => "m.status in ('active', 'dormant')",
    () => 'm.id between 100002 and 100007',
    () => "m.joined_at > '2020-01-01'::timestamptz",
    () => 'm.id % 2 = 0',
  ),
);

/** What is declared to be different on a sealed column. */
const odd: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ found, is: fc.constantFrom('like', '<', '>', '~', 'between', 'ilike'), at: fc.nat(59) }).map(
    ({ found: column, is, at }): Condition =>
      (writer) => {
        writer.uses('operators');
        const value = () => writer.literal(`'${valueFor(writer.world, column, at)}'`);
        return `m.${column} ${is} ${value()}${is === 'between' ? ` and ${value()}` : ''}`;
      },
  ),
  fc
    .record({
      column: fc.oneof(found, hidden),
      f: fc.constantFrom('lower', 'length', 'md5', 'trim', 'left', '||', '::text', '::varchar'),
    })
    .map(
      ({ column, f }): Condition =>
        (writer) => {
          writer.uses('functions');
          if (f === 'length') return `length(m.${column}) > 3`;
          if (f === 'left') return `left(m.${column}, 2) = 'xx'`;
          if (f === '||') return `m.${column} || 'x' = 'yx'`;
          if (f.startsWith('::')) return `m.${column}${f} = 'nobody'`;
          return `${f}(m.${column}) = 'nobody'`;
        },
    ),
  fc.record({ hidden, pick }).map(
    ({ hidden: column, pick: { at, how } }): Condition =>
      (writer) => {
        writer.uses('unfindable');
        return `m.${column} = ${writer.text(valueFor(writer.world, column, at), how)}`;
      },
  ),
  fc.record({ found, other: fc.constantFrom('grade', 'status', 'postal_code') }).map(
    ({ found: column, other }): Condition =>
      (writer) => {
        writer.uses('mixed');
        return `m.${column} = m.${other}`;
      },
  ),
  fc.record({ found }).map(
    ({ found: column }): Condition =>
      (writer) => {
        writer.uses('form');
        return `m.${column} = ${writer.literal("U&'\\0041bc'")}`;
      },
  ),
);

const { condition: any } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: onPlain, weight: 6 },
    { arbitrary: onFound, weight: 8 },
    { arbitrary: odd, weight: 1 },
    {
      arbitrary: fc.tuple(tie('condition'), tie('condition'), fc.constantFrom('and', 'or')).map(
        ([a, b, word]): Condition =>
          (writer) =>
            `(${a(writer)} ${word} ${b(writer)})`,
      ),
      weight: 4,
    },
    {
      arbitrary: fc.tuple(tie('condition'), fc.nat(2)).map(
        ([inner, how]): Condition =>
          (writer) => {
            const text = inner(writer);
            return [`not (${text})`, `case when ${text} then true end`, `(${text}) is not true`][how] ?? '';
          },
      ),
      weight: 2,
    },
  ),
}));
export const condition: fc.Arbitrary<Condition> = any;

/** One that leads to at most one member. */
export const oneMember: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ pick }).map(
    ({ pick: { at, how } }): Condition =>
      (writer) =>
        `m.id = ${writer.number(idFor(writer.world, at), how)}`,
  ),
  fc.record({ found, pick }).map(
    ({ found: column, pick: { at, how } }): Condition =>
      (writer) =>
        `m.${column} = ${writer.text(valueFor(writer.world, column, at), how)}`,
  ),
);
