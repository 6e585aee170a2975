/** INSERT in its forms, and MERGE that inserts: of members, of their orders, and of what was paid out to them. */
import fc from 'fast-check';
import type { Piece, Writer } from './statement.ts';
import { found, hidden } from './conditions.ts';
import { type Pick, type Sealed, idFor, pick, sealedColumns, valueFor } from './words.ts';

/** A new member: for each column a value, seldom one that is there already, NULL or DEFAULT. */
type Row = { readonly n: number; readonly picks: readonly Pick[]; readonly flaw: number; readonly id: number };
const row: fc.Arbitrary<Row> = fc.record({
  n: fc.integer({ min: 24, max: 59 }),
  picks: fc.array(pick, { minLength: 9, maxLength: 9 }),
  flaw: fc.nat(90).map((n) => (n === 0 ? 100 : n - 1)),
  id: fc.nat(40),
});
const rows = fc.array(row, { minLength: 1, maxLength: 3 });

const plainColumns = ['id', 'postal_code', 'bank_name'] as const;
const columns = [...plainColumns, ...sealedColumns];

/** The n of e-mail and number is the row's, so that rows differ; `flaw` puts in what is refused. */
function valueOf(writer: Writer, one: Row, column: Sealed, nth: number): string | null {
  const { at } = one.picks[nth] ?? { at: 30 };
  if (one.flaw === nth) return null;
  if (one.flaw === 9 && column === 'email') return valueFor(writer.world, 'email', at % 24);
  if (one.flaw === 10 && column === 'mobile') return valueFor(writer.world, 'mobile', at % 24);
  return valueFor(writer.world, column, column === 'email' || column === 'mobile' ? one.n : 24 + (at % 36));
}

const idOf = (one: Row) => 3_000_000 + (one.id % 20);
const code = (one: Row) => (one.flaw === 11 ? '123' : '04524');
const howOf = (one: Row, nth: number) => one.picks[nth % 9]?.how ?? 0;

function cells(writer: Writer, one: Row): string[] {
  return [
    one.flaw === 12 ? 'default' : writer.number(idOf(one), howOf(one, 0)),
    writer.text(code(one), howOf(one, 1)),
    one.flaw === 13 ? 'null' : writer.text('하늘은행', howOf(one, 2)),
    ...sealedColumns.map((column, nth) =>
      one.flaw === 14 && nth === 3 ? 'default' : writer.text(valueOf(writer, one, column, nth), howOf(one, nth)),
    ),
  ];
}

const returning: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  () => '',
  () => ' returning id',
  () => ' returning id, email, grade',
  () => ' returning *',
  () => ' returning name_ko as n, id + 1',
);
const into = `insert into members (${columns.join(', ')})`;

const conflict: fc.Arbitrary<Piece> = fc
  .record({ kind: fc.nat(11), found, hidden, at: pick, excluded: fc.boolean() })
  .map(
    ({ kind, found: by, hidden: column, at, excluded }): Piece =>
      (writer) => {
        const to = () =>
          excluded ? `excluded.${column}` : writer.text(valueFor(writer.world, column, 24 + (at.at % 36)), at.how);
        if (kind === 0) return ' on conflict do nothing';
        if (kind === 1) return ` on conflict (${by}) do nothing`;
        if (kind === 2) return ` on conflict (${by}) do update set ${column} = ${to()}`;
        if (kind === 3) return ` on conflict (id) do update set ${column} = ${to()}, grade = 'tree'`;
        if (kind === 4)
          return ` on conflict on constraint an_email_belongs_to_one_member do update set ${column} = ${to()}`;
        if (kind === 5) return ` on conflict (${by}) do update set ${column} = ${to()} where members.grade <> 'seed'`;
        if (kind === 6) return ` on conflict (id) do update set grade = 'tree'`;
        if (kind === 7) {
          writer.uses('conflict');
          writer.uses('functions');
          return ` on conflict (lower(${by})) do update set ${column} = ${to()}`;
        }
        return '';
      },
  );

const ofMembers: fc.Arbitrary<Piece> = fc.record({ rows, form: fc.nat(9), returning, conflict }).map(
  ({ rows: list, form, returning: back, conflict: met }): Piece =>
    (writer) => {
      const first = list[0] as Row;
      const tuple = (one: Row) => `(${cells(writer, one).join(', ')})`;
      const noDefault = (one: Row): Row => (one.flaw === 12 || one.flaw === 14 ? { ...one, flaw: 100 } : one);
      if (form === 0)
        return `${into} select ${cells(writer, noDefault(first)).join(', ')}${met(writer)}${back(writer)}`;
      if (form === 1)
        return `${into} select ${cells(writer, noDefault(first)).join(', ')} where not exists (select from members where email = ${writer.text(valueOf(writer, first, 'email', 2), 0)})${back(writer)}`;
      if (form === 2) {
        const values = list.map((one) => tuple(noDefault(one))).join(', ');
        return `${into} select * from (values ${values}) as v(${columns.join(', ')})${back(writer)}`;
      }
      if (form === 3) {
        const types = columns.map((column) => (column === 'id' ? 'bigint' : 'text'));
        const of = (one: Row) => [
          String(idOf(one)),
          code(one),
          '하늘은행',
          ...sealedColumns.map((column, nth) => valueOf(writer, one, column, nth)),
        ];
        if (writer.simple) writer.uses('arrays');
        const arrays = columns.map((_, n) =>
          writer.list(
            list.map((one) => of(one)[n] ?? null),
            types[n] ?? 'text',
          ),
        );
        return `${into} select * from unnest(${arrays.join(', ')})${back(writer)}`;
      }
      if (form === 4) {
        const wanted = columns.filter((_, n) => n !== 3 + (first.n % 9));
        const given = cells(writer, first).filter((_, n) => n !== 3 + (first.n % 9));
        return `insert into members (${wanted.join(', ')}) values (${given.join(', ')})${back(writer)}`;
      }
      const on = met(writer);
      if (on.includes('do update') && list.length > 1 && !on.includes('excluded')) writer.uses('conflict');
      return `${into} values ${list.map(tuple).join(', ')}${on}${back(writer)}`;
    },
);

const ofOrders: fc.Arbitrary<Piece> = fc.record({ pick, n: fc.nat(30), form: fc.nat(4) }).map(
  ({ pick: { at, how }, n, form }): Piece =>
    (writer) => {
      const member = () => writer.number(idFor(writer.world, at), how);
      const item = () => writer.text(n === 7 ? ' ' : `item ${n}`, how + 1);
      if (form === 0)
        return `insert into orders (id, member_id, item, amount_krw) select ${30_000_000 + n}, m.id, ${writer.literal("'gift'")}, ${n} from members m where m.id = ${member()} returning item`;
      if (form === 1)
        return `insert into orders (member_id, item, amount_krw) values (${member()}, ${item()}, ${n}) returning id, status`;
      const id = writer.number(30_000_000 + n, how);
      return `insert into orders (id, member_id, item, amount_krw) values (${id}, ${member()}, ${item()}, ${(n - 2) * 100})${form === 2 ? ' on conflict (id) do update set item = excluded.item' : ''}`;
    },
);

const ofPayouts: fc.Arbitrary<Piece> = fc.record({ pick, year: fc.nat(4), form: fc.nat(3), rrn: fc.nat(3) }).map(
  ({ pick: { at, how }, year, form, rrn }): Piece =>
    (writer) => {
      const member = () => writer.number(idFor(writer.world, at), how);
      const number = () => writer.text(rrn === 3 ? null : `90010${rrn}-1234568`, how + 2);
      const rest = `${writer.literal("'소득세법 제164조'")}, ${form === 3 ? 0 : 1000}, ${2019 + year}`;
      return `insert into payout_tax (member_id, rrn, statute, paid_krw, paid_year) values (${member()}, ${number()}, ${rest})${form === 1 ? ' on conflict (member_id, paid_year) do update set rrn = excluded.rrn' : ''} returning member_id`;
    },
);

/** MERGE that inserts where it meets nobody. */
const merging: fc.Arbitrary<Piece> = fc
  .record({
    rows,
    by: fc.constantFrom('id', 'email', 'mobile', 'both'),
    changed: hidden,
    form: fc.nat(4),
    returning: fc.constantFrom('', '', ' returning m.id, merge_action()', ' returning m.*', ' returning m.email, s.id'),
    year: fc.nat(4),
  })
  .map(
    ({ rows: list, by, changed, form, returning: back, year }): Piece =>
      (writer) => {
        if (form === 0) {
          const tuples = list.map((one) => {
            const member = `${writer.number(idFor(writer.world, one.id), howOf(one, 0))}::bigint`;
            return `(${member}, ${2019 + year}, ${writer.text(`90010${one.n % 10}-1234568`, howOf(one, 1))})`;
          });
          return `merge into payout_tax p using (values ${tuples.join(', ')}) as s(m, y, x) on p.member_id = s.m and p.paid_year = s.y when matched then update set rrn = s.x when not matched then insert (member_id, rrn, statute, paid_krw, paid_year) values (s.m, s.x, ${writer.literal("'소득세법 제164조'")}, 1000, s.y) returning p.member_id, merge_action()`;
        }
        // the plan of the join says which row comes first, and so which of two faults is told
        const spoilt = (one: Row) => list.length === 1 && one.flaw !== 12 && one.flaw !== 14;
        const tuples = list.map((one) => {
          const [id, ...others] = cells(writer, spoilt(one) ? one : { ...one, flaw: 100 });
          return `(${[`${id}::bigint`, ...others].join(', ')})`;
        });
        if (by === 'both') writer.uses('people');
        const on = by === 'both' ? 'm.id = s.id or m.email = s.email' : `m.${by} = s.${by}`;
        const update = form === 1 ? `grade = 'tree'` : `${changed} = s.${changed}`;
        const matched = form === 2 ? `when matched and m.id % 2 = 0 then do nothing ` : '';
        const values = columns.map((column) => `s.${column}`).join(', ');
        return `merge into members m using (values ${tuples.join(', ')}) as s(${columns.join(', ')}) on ${on} ${matched}when matched then update set ${update} when not matched then insert (${columns.join(', ')}) values (${values})${back}`;
      },
  );

const refused: fc.Arbitrary<Piece> = fc.record({ row, kind: fc.nat(6) }).map(
  ({ row: one, kind }): Piece =>
    (writer) => {
      const clean = { ...one, flaw: 100 };
      if (kind === 0) {
        writer.uses('wrapped');
        return `with w as (${into} values (${cells(writer, clean).join(', ')}) returning id) select id from w`;
      }
      if (kind === 1) {
        writer.uses('wrapped');
        return `explain (costs off) ${into} values (${cells(writer, clean).join(', ')})`;
      }
      const given = cells(writer, clean);
      if (kind === 2) {
        writer.uses('computed');
        given[3] = `lower(${given[3]})`;
      } else if (kind === 3) {
        writer.uses('computed');
        given[4] = `${given[4]} || ${writer.literal("'x'")}`;
      } else if (kind === 4) {
        writer.uses('computed');
        given[5] = "(select 'fuzz.sub@fuzz.example')";
      } else {
        writer.uses('moved');
        return `insert into members (${columns.join(', ')}) select ${3_000_000 + (one.id % 20)}, postal_code, bank_name, ${sealedColumns.join(', ')} from members where id = 100001`;
      }
      return `${into} values (${given.join(', ')})`;
    },
);

export const inserting: fc.Arbitrary<Piece> = fc.oneof(
  { arbitrary: ofMembers, weight: 8 },
  { arbitrary: ofOrders, weight: 3 },
  { arbitrary: ofPayouts, weight: 2 },
  { arbitrary: merging, weight: 2 },
  { arbitrary: refused, weight: 1 },
);
