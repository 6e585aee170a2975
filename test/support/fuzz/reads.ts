/** Statements that read. */
import fc from 'fast-check';
import { condition, found, hidden } from './conditions.ts';
import type { Piece } from './statement.ts';
import { spelled } from './statement.ts';
import { type Sealed, idFor, sealedColumns, valueFor } from './words.ts';

const sealed = fc.constantFrom<Sealed>(...sealedColumns);
const plain = fc.constantFrom('grade', 'status', 'postal_code', 'bank_name', 'marketing_opt_in', 'joined_at', 'id');

/** A target over `m`; none makes the statement fail while it runs. */
const target: fc.Arbitrary<Piece> = fc.oneof(
  {
    arbitrary: sealed.map(
      (column): Piece =>
        () =>
          `m.${column}`,
    ),
    weight: 6,
  },
  {
    arbitrary: plain.map(
      (column): Piece =>
        () =>
          `m.${column}`,
    ),
    weight: 3,
  },
  {
    arbitrary: fc.constantFrom<Piece>(
      () => 'm.id * 2 + 1',
      () => 'coalesce(m.email, m.mobile)',
      () => "m.grade || '-' || m.status",
      () => 'case when m.id % 2 = 0 then m.email end as even',
      () => 'nullif(m.mobile, m.email)',
      () => '(select count(*) from orders o where o.member_id = m.id)',
      () => '(select m2.email from members m2 where m2.id = m.id)',
      () => 'array[m.email, m.mobile]',
      () => 'null as nothing',
      () => '42::int2',
      () => "'constant'",
      () => 'm.email is not null',
      () => "date '2026-01-31' - interval '1 month'",
      () => 'row_number() over (order by m.id)',
      () => 'lag(m.email) over (order by m.id)',
      () => 'first_value(m.name_ko) over (partition by m.grade order by m.id)',
      () => 'count(*) over (partition by m.email)',
      () => '3.14::numeric(5,2)',
    ),
    weight: 3,
  },
  {
    arbitrary: fc.record({ found, at: fc.nat(59), how: spelled }).map(
      ({ found: column, at, how }): Piece =>
        (writer) =>
          `m.${column} = ${writer.text(valueFor(writer.world, column, at), how)}`,
    ),
    weight: 1,
  },
  {
    arbitrary: fc.oneof(
      fc.record({ sealed, f: fc.constantFrom('lower', 'length', 'max', 'substring', 'reverse') }).map(
        ({ sealed: column, f }): Piece =>
          (writer) => {
            writer.uses('functions');
            return f === 'max' ? `(select max(z.${column}) from members z)` : `${f}(m.${column})`;
          },
      ),
      fc.record({ sealed, f: fc.constantFrom('concat', 'to_jsonb', 'format') }).map(
        ({ sealed: column, f }): Piece =>
          (writer) => {
            writer.uses('output');
            return f === 'format' ? `format('%s', m.${column})` : `${f}(m.${column})`;
          },
      ),
    ),
    weight: 1,
  },
);

const targets = fc.array(target, { minLength: 1, maxLength: 4 });
const limit = fc.option(fc.tuple(fc.nat(6), fc.nat(3)));
const joins = [
  '',
  '',
  'join orders o on o.member_id = m.id',
  'left join orders o on o.member_id = m.id and o.amount_krw > 50000',
];

const select = fc
  .record({ targets, join: fc.constantFrom(...joins), condition, limit, ordered: fc.boolean(), distinct: fc.nat(9) })
  .map(
    ({ targets: list, join, condition: where, limit: only, ordered, distinct }): Piece =>
      (writer) => {
        const targetsOf = list.map((one) => one(writer)).join(', ');
        // rows of one member have no order of their own
        const wanted =
          join === '' ? targetsOf : targetsOf.replaceAll('over (order by m.id)', 'over (order by m.id, o.id)');
        const order = ordered || only !== null ? ` order by m.id${join === '' ? '' : ', o.id'}` : '';
        writer.ordered = order !== '';
        const cut = only === null ? '' : ` limit ${only[0]}${only[1] === 0 ? '' : ` offset ${only[1]}`}`;
        const once = distinct === 0 ? `distinct on (m.id${join === '' ? '' : ', o.id'}) ` : '';
        return `select ${once}${wanted} from members m ${join} where ${where(writer)}${order}${cut}`;
      },
  );

const grouped = fc.record({ found, condition, kind: fc.nat(9), hidden }).map(
  ({ found: column, condition: where, kind, hidden: other }): Piece =>
    (writer) => {
      const rest = () => `from members m where ${where(writer)}`;
      switch (kind) {
        case 0:
          return `select m.grade, count(*), count(distinct m.${column}) ${rest()} group by m.grade`;
        case 1:
          return `select m.${column}, count(*) ${rest()} group by m.${column}`;
        case 2:
          return `select distinct m.${column} ${rest()}`;
        case 3:
          return `select array_agg(m.${column} order by m.id) ${rest()}`;
        case 4:
          return `select m.grade, array_agg(m.${other} order by m.id), bool_or(m.marketing_opt_in) ${rest()} group by grouping sets ((m.grade), ())`;
        case 5:
          return `select count(*) filter (where ${where(writer)}), max(m.id), min(m.joined_at) from members m`;
        case 6:
          writer.uses('apart');
          return `select distinct m.${other} ${rest()}`;
        case 7:
          writer.uses('order');
          return `select m.id, m.${column} ${rest()} order by m.${column}`;
        case 8:
          return `select a.id, b.id from members a join members b on a.${column} = b.${column} join members m on m.id = a.id where ${where(writer)}`;
        default:
          return `select m.grade, (array_agg(m.${other} order by m.id))[1] ${rest()} group by 1 having count(*) > 1`;
      }
    },
);

const composed = fc
  .record({
    condition,
    second: condition,
    found,
    word: fc.constantFrom('union', 'union all', 'intersect', 'except', 'except all'),
    kind: fc.nat(8),
    at: fc.nat(59),
    how: spelled,
  })
  .map(
    ({ condition: where, second, found: column, word, kind, at, how }): Piece =>
      (writer) => {
        const branch = (one: Piece) => `select m.${column} from members m where ${one(writer)}`;
        switch (kind) {
          case 0:
            return `${branch(where)} ${word} ${branch(second)}`;
          case 1:
            return `with w as (${branch(where)}) select w.${column}, count(*) from w group by w.${column}`;
          case 2:
            return `with w as materialized (select m.* from members m where ${where(writer)}), v as (select w.id, w.email as e from w) select v.e, m.mobile from v join members m on m.id = v.id`;
          case 3:
            return `select q.${column} from (${branch(where)}) q where q.${column} = ${writer.text(valueFor(writer.world, column, at), how)}`;
          case 4:
            return `select m.id, l.item from members m cross join lateral (select o.item from orders o where o.member_id = m.id order by o.id limit 1) l where ${where(writer)}`;
          case 5:
            return `with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) select r.n, m.email from r join members m on m.id = 100000 + r.n where ${where(writer)}`;
          case 6:
            writer.uses('mixed');
            return `${branch(where)} union select m.grade from members m where ${second(writer)}`;
          case 7:
            return `select m.email, v.n from members m join (values (${writer.number(idFor(writer.world, at), how)}, 1), (100002, 2)) v(id, n) on v.id = m.id where ${where(writer)}`;
          default:
            return `table members`;
        }
      },
  );

const others: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  () => 'select count(*) from orders',
  () => 'select * from orders order by id limit 3',
  () => 'select member_id, paid_year, paid_krw from payout_tax',
  () => "select 'a', null, 1.5, true, '{1,2}'::int[], now() is not null",
  () => "values (1, null), (2, 'b')",
  () => 'select generate_series(1, 30)',
  () => 'select',
  () => '',
  () => ';',
  () => 'select 1 / 0',
  () => "select 'x'::int",
  () => 'select nothing from members',
  () => 'select * from nowhere',
  () => "select repeat('x', 5000)",
  (writer) => {
    writer.uses('unread');
    return 'select rrn from payout_tax';
  },
  (writer) => {
    writer.uses('shown');
    return "select email from members union all select 'nobody@fuzz.example'";
  },
  (writer) => {
    writer.uses('output');
    return 'select m from members m';
  },
);

export const reading: fc.Arbitrary<Piece> = fc.oneof(
  { arbitrary: select, weight: 6 },
  { arbitrary: grouped, weight: 3 },
  { arbitrary: composed, weight: 3 },
  { arbitrary: others, weight: 2 },
);
