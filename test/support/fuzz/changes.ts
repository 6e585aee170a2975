/** UPDATE, DELETE and MERGE. */
import fc from 'fast-check';
import { condition, hidden, oneMember } from './conditions.ts';
import type { Piece } from './statement.ts';
import { spelled } from './statement.ts';
import { type Sealed, idFor, pick, sealedColumns, valueFor } from './words.ts';

const sealed = fc.constantFrom<Sealed>(...sealedColumns);
const returning = fc.constantFrom(
  '',
  '',
  ' returning m.id',
  ' returning m.id, m.email, m.name_ko',
  ' returning *',
  ' returning old.email, new.email, new.id',
);
/** A new value of a column, now and then one that is there. */
const fresh = fc.oneof(
  { arbitrary: fc.integer({ min: 24, max: 59 }), weight: 8 },
  { arbitrary: fc.nat(23), weight: 1 },
);

const updateOne: fc.Arbitrary<Piece> = fc
  .record({
    sealed,
    second: hidden,
    at: fresh,
    how: spelled,
    where: oneMember,
    form: fc.nat(8),
    returning,
    and: condition,
  })
  .map(
    ({ sealed: column, second, at, how, where, form, returning: back, and }): Piece =>
      (writer) => {
        const value = (of: Sealed) => writer.text(valueFor(writer.world, of, at), how);
        const set = () => {
          if (form === 0 && column !== second) return `(${column}, ${second}) = (${value(column)}, ${value(second)})`;
          if (form === 1) return `${column} = null`;
          if (form === 2) return `${column} = default`;
          if (form === 3) return `${column} = coalesce(${value(column)}, m.${column})`;
          if (form === 4) return `${column} = case when m.id % 2 = 0 then ${value(column)} else m.${column} end`;
          if (form === 5 && column !== second)
            return `${column} = ${value(column)}, ${second} = ${value(second)}, grade = 'tree'`;
          if (form === 6) return `${column} = m.${column}, status = ${writer.literal("'dormant'")}`;
          return `${column} = ${value(column)}`;
        };
        const assigned = set();
        return `update members m set ${assigned} where ${where(writer)}${form === 7 ? ` and ${and(writer)}` : ''}${back}`;
      },
  );

const updateMany: fc.Arbitrary<Piece> = fc
  .record({
    sealed: hidden,
    picks: fc.array(pick, { minLength: 1, maxLength: 3 }),
    form: fc.nat(5),
    condition,
    how: spelled,
    returning,
  })
  .map(
    ({ sealed: column, picks, form, condition: where, how, returning: back }): Piece =>
      (writer) => {
        const value = (at: number) => valueFor(writer.world, column, 24 + (at % 36));
        const distinct = [...new Map(picks.map((one) => [idFor(writer.world, one.at), one])).entries()];
        if (form === 0) {
          const rows = distinct.map(
            ([id, one]) => `(${writer.number(id, 0)}::bigint, ${writer.text(value(one.at), one.how)})`,
          );
          return `update members m set ${column} = v.x from (values ${rows.join(', ')}) as v(id, x) where m.id = v.id${back === ' returning *' ? '' : back}`;
        }
        if (form === 1) {
          if (writer.simple) writer.uses('arrays');
          const ids = writer.list(
            distinct.map(([id]) => String(id)),
            'bigint',
          );
          const values = writer.list(
            distinct.map(([, one]) => value(one.at)),
            'text',
          );
          return `update members m set ${column} = v.x from unnest(${ids}, ${values}) as v(id, x) where m.id = v.id`;
        }
        if (form === 2) {
          const cases = distinct.map(
            ([id, one]) => `when m.id = ${writer.number(id, one.how)} then ${writer.text(value(one.at), one.how)}`,
          );
          return `update members m set ${column} = case ${cases.join(' ')} else m.${column} end where m.id in (${distinct.map(([id]) => id).join(', ')})${back}`;
        }
        if (form === 3) {
          writer.uses('people');
          return `update members m set ${column} = ${writer.text(value(picks[0]?.at ?? 0), how)} where ${where(writer)}${back}`;
        }
        if (form === 4)
          return `update members m set grade = ${writer.text('sprout', how)}, marketing_opt_in = not m.marketing_opt_in where ${where(writer)}${back}`;
        return `update orders o set item = o.item || '!' from members m where m.id = o.member_id and ${where(writer)} returning o.id, m.email`;
      },
  );

const remove: fc.Arbitrary<Piece> = fc.record({ where: oneMember, condition, form: fc.nat(4), returning }).map(
  ({ where, condition: many, form, returning: back }): Piece =>
    (writer) => {
      if (form === 0) return `delete from members m where ${where(writer)}${back}`;
      if (form === 1)
        return `delete from orders o using members m where m.id = o.member_id and ${many(writer)} returning o.id, m.mobile`;
      if (form === 2)
        return `delete from payout_tax p where p.member_id in (select m.id from members m where ${where(writer)})`;
      return `delete from members m where m.id >= 3000000 and ${many(writer)}${back}`;
    },
);

const merge: fc.Arbitrary<Piece> = fc
  .record({ hidden, picks: fc.array(pick, { minLength: 1, maxLength: 3 }), form: fc.nat(3), by: fc.boolean() })
  .map(
    ({ hidden: column, picks, form, by }): Piece =>
      (writer) => {
        const distinct = [...new Map(picks.map((one) => [idFor(writer.world, one.at), one])).entries()];
        const key = by ? 'm.id = s.id' : 'm.id = s.id and m.id > 0';
        const rows = distinct.map(
          ([id, one]) =>
            `(${writer.number(id, 0)}::bigint, ${writer.text(valueFor(writer.world, column, 24 + (one.at % 36)), one.how)})`,
        );
        const using = `merge into members m using (values ${rows.join(', ')}) as s(id, x) on ${key}`;
        if (form === 0) return `${using} when matched then update set ${column} = s.x`;
        if (form === 1)
          return `${using} when matched and m.grade = 'seed' then delete when matched then update set ${column} = s.x when not matched then do nothing`;
        if (form === 2)
          return `${using} when matched then update set ${column} = s.x, grade = 'tree' returning m.id, m.${column}`;
        return `merge into orders o using members m on m.id = o.member_id when matched and m.id = ${idFor(writer.world, picks[0]?.at ?? 0)} then update set status = 'refunded'`;
      },
  );

const refused: fc.Arbitrary<Piece> = fc
  .record({ sealed, where: oneMember, at: fresh, how: spelled, form: fc.nat(5) })
  .map(
    ({ sealed: column, where, at, how, form }): Piece =>
      (writer) => {
        const value = () => writer.text(valueFor(writer.world, column, at), how);
        writer.uses(form < 3 ? 'computed' : form === 3 ? 'moved' : 'wrapped');
        if (form === 0) return `update members m set ${column} = lower(${value()}) where ${where(writer)}`;
        if (form === 1) return `update members m set ${column} = ${value()} || 'x' where ${where(writer)}`;
        if (form === 2) return `update members m set ${column} = m.grade where ${where(writer)}`;
        if (form === 3)
          return `update members m set ${column === 'email' ? 'name_ko' : column} = m.email where ${where(writer)}`;
        if (form === 4)
          return `with w as (update members m set ${column} = ${value()} where ${where(writer)} returning m.id) select id from w`;
        return `explain (costs off) update members m set ${column} = ${value()} where ${where(writer)}`;
      },
  );

export const changing: fc.Arbitrary<Piece> = fc.oneof(
  { arbitrary: updateOne, weight: 5 },
  { arbitrary: updateMany, weight: 4 },
  { arbitrary: remove, weight: 2 },
  { arbitrary: merge, weight: 2 },
  { arbitrary: refused, weight: 1 },
);
