/**
 * Statements about equality, made by fast-check over the schema beside this file, and how each is sent. A statement is data until it is written out, so
 * that what fails shrinks to the least that fails.
 */
import fc from 'fast-check';

export type Sent = {
  readonly text: string;
  readonly values: readonly (string | null | readonly (string | null)[])[];
  /** Declared in Parse; none: the server infers. */
  readonly declared: 'none' | 'text' | 'varchar';
  /** `sql`: by SQL's PREPARE and EXECUTE. `again`: a named statement, executed with these values and then with each value's neighbour. */
  readonly mode: 'simple' | 'extended' | 'again' | 'sql';
};

type Group = 'email' | 'phone' | 'account';
type Value = { readonly value: string | null; readonly spelled: number };
type Scope = readonly { readonly alias: string; readonly table: Table }[];

const tables = {
  person: { email: ['email'], phone: ['phone'], account: ['account'], plain: 'nick' },
  contact: { email: ['email', 'backup'], phone: [], account: [], plain: 'kind' },
  letter: { email: ['sent_to'], phone: ['phone'], account: [], plain: 'title' },
} as const;
type Table = keyof typeof tables;

const emails = [...[1, 2, 3, 4, 6, 7, 8, 11].map((n) => `a${n}@x.kr`), 'nobody@x.kr', "o'brien\\n@x.kr", '한글@x.kr'];
const phones = [...[0, 1, 2, 3, 4, 6].map((n) => `010-1234-000${n}`), '010-9999-9999', '+44 20 7946 0000'];
/** Of the form of phone numbers, and of addresses too. */
const accounts = ['110-123-456789', '010-1234-0003', '3333011234567', 'a3@x.kr', 'x y', '1-2'];
const plains = ['nick0', 'nick1', 'nick2', 'home', 'work', ''];
/** Of the form of no address and no number. */
const odd = ['', 'kim', 'x y'];

/** Writes one statement: gathers its parameters. */
class Writer {
  readonly values: (string | null | readonly (string | null)[])[] = [];
  /** Whether a parameter stands beside a sealed and a plain column: not in SQL's PREPARE (docs/differences.md, `mixed`). */
  mixes = false;
  #alias = 0;

  parameter(value: string | null | readonly (string | null)[]): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  alias(): string {
    return `s${++this.#alias}`;
  }
}

type Piece = (writer: Writer, scope: Scope) => string;

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** The ways in which a value is written where one value may stand; the first ones bare, the others with a cast. */
const spellings: readonly ((value: string, writer: Writer) => string)[] = [
  (value) => quoted(value),
  (value, writer) => writer.parameter(value),
  (value) => `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  (value) => `$v$${value}$v$`,
  (value, writer) => `${writer.parameter(value)}::text`,
  (value, writer) => `cast(${writer.parameter(value)} as varchar)`,
  (value, writer) => `(${writer.parameter(value)})::character varying(40)`,
  (value) => `${quoted(value)}::text`,
  (value) => `cast(${quoted(value)} as varchar(60))`,
];

function written({ value, spelled }: Value, writer: Writer): string {
  if (value === null) return ['null', 'null::text'][spelled % 2] ?? '';
  return spellings[spelled % spellings.length]?.(value, writer) ?? '';
}

function arrayWritten(values: readonly Value[], how: number, writer: Writer): string {
  const plain = values.map(({ value }) => value);
  const literal = `{${plain.map((value) => (value === null ? 'null' : `"${value.replaceAll(/["\\]/g, '\\$&')}"`)).join()}}`;
  const ways = [
    () => writer.parameter(plain),
    () => `${writer.parameter(plain)}::text[]`,
    () => quoted(literal),
    () => `cast(${quoted(literal)} as varchar[])`,
    () =>
      `array[${values.map((value) => written(value, writer)).join(', ')}]${values.every(({ value }) => value === null) ? '::text[]' : ''}`,
    () => `array[${values.map((value) => written(value, writer)).join(', ')}]::text[]`,
  ];
  return ways[how % ways.length]?.() ?? '';
}

/** A sealed column of that group in scope, or of the other where none is. */
function columnOf(scope: Scope, group: Group, nth: number): { readonly column: string; readonly group: Group } {
  const all = (wanted: Group) =>
    scope.flatMap(({ alias, table }) => tables[table][wanted].map((name) => `${alias}.${name}`));
  const own = all(group);
  const [columns, of] = own.length > 0 ? [own, group] : [all('email'), 'email' as const];
  return { column: columns[nth % columns.length] ?? '', group: of };
}

const group = fc.constantFrom<Group>('email', 'email', 'phone', 'account');
const table = fc.constantFrom<Table>('person', 'contact', 'letter');
const nth = fc.nat(5);
const poolOf = (of: Group) => ({ email: emails, phone: phones, account: accounts })[of];
/** An index into the pool of whatever group the column turns out to have; now and then NULL or an odd value. */
const value = fc.record({ at: fc.nat(40), spelled: fc.nat(60) });
type Pick = { readonly at: number; readonly spelled: number };
const picked = ({ at, spelled }: Pick, of: Group): Value => {
  const pool = poolOf(of);
  if (at === 40) return { value: null, spelled };
  if (at === 39) return { value: odd[spelled % odd.length] ?? '', spelled };
  return { value: pool[at % pool.length] ?? '', spelled };
};
const values = fc.array(value, { minLength: 1, maxLength: 3 });
const operator = fc.constantFrom('=', '<>', '!=', 'is distinct from', 'is not distinct from');

const leaf: fc.Arbitrary<Piece> = fc.oneof(
  fc.record({ group, nth, operator, value, turned: fc.boolean() }).map(
    ({ group: of, nth: at, operator: op, value: one, turned }): Piece =>
      (writer, scope) => {
        const { column, group: found } = columnOf(scope, of, at);
        const other = written(picked(one, found), writer);
        return turned ? `${other} ${op} ${column}` : `${column} ${op} ${other}`;
      },
  ),
  fc.record({ group, a: nth, b: nth, operator }).map(
    ({ group: of, a, b, operator: op }): Piece =>
      (_, scope) => {
        const one = columnOf(scope, of, a);
        return `${one.column} ${op} ${columnOf(scope, one.group, b).column}`;
      },
  ),
  fc.record({ group, nth, values, not: fc.boolean() }).map(
    ({ group: of, nth: at, values: list, not }): Piece =>
      (writer, scope) => {
        const { column, group: found } = columnOf(scope, of, at);
        return `${column} ${not ? 'not ' : ''}in (${list.map((one) => written(picked(one, found), writer)).join(', ')})`;
      },
  ),
  fc
    .record({
      group,
      nth,
      values,
      how: fc.nat(20),
      test: fc.constantFrom('= any', '<> all', '<> any', '= all', '= some'),
    })
    .map(
      ({ group: of, nth: at, values: list, how, test }): Piece =>
        (writer, scope) => {
          const { column, group: found } = columnOf(scope, of, at);
          return `${column} ${test} (${arrayWritten(
            list.map((one) => picked(one, found)),
            how,
            writer,
          )})`;
        },
    ),
  fc.record({ group, nth, value, how: fc.nat(3) }).map(
    ({ group: of, nth: at, value: one, how }): Piece =>
      (writer, scope) => {
        const { column, group: found } = columnOf(scope, of, at);
        const wanted = picked(one, found).value;
        const first = writer.parameter(wanted);
        if (how === 0) return `(${first}::text is null or ${column} = ${first})`;
        if (how === 1) return `(${column} = ${first}::varchar or ${first}::varchar is null)`;
        const second = writer.parameter(wanted);
        return how === 2
          ? `(${first}::text is null or ${column} = ${second}::text)`
          : `(${first}::varchar is null or ${column} = ${second})`;
      },
  ),
  // log in by nickname or e-mail
  fc.record({ group, nth, value, how: fc.nat(6), word: fc.constantFrom('or', 'and'), by: fc.option(fc.nat(5)) }).map(
    ({ group: of, nth: at, value: one, how, word, by }): Piece =>
      (writer, scope) => {
        const { column, group: found } = columnOf(scope, of, at);
        const first = scope[0];
        if (first === undefined) return 'true';
        writer.mixes = true;
        const plain = `${first.alias}.${tables[first.table].plain}`;
        const given = writer.parameter(by === null ? picked(one, found).value : (plains[by] ?? ''));
        if (how === 0) return `(${plain} = ${given} ${word} ${column} = ${given})`;
        if (how === 1) return `(${column} = ${given} ${word} ${plain} = ${given}::text)`;
        if (how === 2) return `(lower(${plain}) = lower(${given}) ${word} ${column} = ${given}::varchar)`;
        if (how === 3)
          return `(${column} in (${given}, ${quoted(poolOf(found)[0] ?? '')}) ${word} ${plain} <> ${given})`;
        if (how === 4) return `(${given}::text is null or ${column} = ${given} ${word} ${given} = ${plain})`;
        if (how === 5) return `(${column} is distinct from ${given} ${word} ${plain} is not distinct from ${given})`;
        return `(${column} = any (array[${given}]) ${word} ${plain} like ${given} || '%')`;
      },
  ),
  fc.record({ group, nth, not: fc.boolean() }).map(
    ({ group: of, nth: at, not }): Piece =>
      (_, scope) =>
        `${columnOf(scope, of, at).column} is ${not ? 'not ' : ''}null`,
  ),
  fc.record({ value: fc.constantFrom(...plains), spelled: fc.nat(60) }).map(
    (one): Piece =>
      (writer, scope) => {
        const first = scope[0];
        return first === undefined ? 'true' : `${first.alias}.${tables[first.table].plain} = ${written(one, writer)}`;
      },
  ),
  fc.record({ group, nth, value, how: fc.nat(4) }).map(
    ({ group: of, nth: at, value: one, how }): Piece =>
      (writer, scope) => {
        const { column, group: found } = columnOf(scope, of, at);
        const other = written(picked(one, found), writer);
        if (how === 0) return `nullif(${column}, ${other}) is null`;
        if (how === 1) return `coalesce(${column}, ${columnOf(scope, found, at + 1).column}) = ${other}`;
        if (how === 2) return `case ${column} when ${other} then true else false end`;
        return how === 3 ? `pii.find(${column}, ${other})` : `(${column}, 1) = (${other}, 1)`;
      },
  ),
  fc.record({ group, nth, table, inner: nth, not: fc.boolean(), value, how: fc.nat(4), list: values }).map(
    ({ group: of, nth: at, table: from, inner, not, value: one, how, list }): Piece =>
      (writer, scope) => {
        const { column, group: found } = columnOf(scope, of, at);
        const alias = writer.alias();
        const within = columnOf([{ alias, table: from }], found, inner);
        const no = not ? 'not ' : '';
        const wanted = () => list.map((each) => `(${written(picked(each, found), writer)})`);
        if (how === 0) return `${column} ${no}in (values ${wanted().join(', ')})`;
        if (within.group !== found) return `${no}exists (select from ${from} ${alias} where ${alias}.id = 1)`;
        const condition = () => `${within.column} = ${written(picked(one, found), writer)}`;
        if (how === 1) return `${column} ${no}in (select ${within.column} from ${from} ${alias})`;
        if (how === 2) return `${column} ${no}in (select ${within.column} from ${from} ${alias} where ${condition()})`;
        if (how === 3) return `${no}exists (select from ${from} ${alias} where ${within.column} = ${column})`;
        return `${column} = (select ${within.column} from ${from} ${alias} where ${condition()} order by id limit 1)`;
      },
  ),
);

const { condition } = fc.letrec<{ condition: Piece }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    fc.tuple(tie('condition'), tie('condition'), fc.constantFrom('and', 'or')).map(
      ([a, b, word]): Piece =>
        (writer, scope) =>
          `(${a(writer, scope)} ${word} ${b(writer, scope)})`,
    ),
    tie('condition').map(
      (inner): Piece =>
        (writer, scope) =>
          `not (${inner(writer, scope)})`,
    ),
    tie('condition').map(
      (inner): Piece =>
        (writer, scope) =>
          `case when ${inner(writer, scope)} then true else false end`,
    ),
  ),
}));

/** FROM with one table, or two that are joined on sealed columns. */
const from = fc
  .record({
    one: table,
    two: fc.option(table),
    join: fc.constantFrom('join', 'left join', 'right join', 'full join'),
    group,
    a: nth,
    b: nth,
  })
  .map(({ one, two, join, group: of, a, b }): { readonly scope: Scope; readonly text: string } => {
    const first = { alias: 'a', table: one };
    if (two === null) return { scope: [first], text: `${one} a` };
    const second = { alias: 'b', table: two };
    const left = columnOf([first], of, a);
    const right = columnOf([second], left.group, b);
    const on = left.group === right.group ? `${left.column} = ${right.column}` : 'a.id = b.id';
    return { scope: [first, second], text: `${one} a ${join} ${two} b on ${on}` };
  });

const branch = fc.record({ table, group: fc.constant<Group>('email'), nth, condition });

type Body = (writer: Writer) => string;

const body: fc.Arbitrary<Body> = fc.oneof(
  fc.record({ from, condition, group, nth, kind: fc.nat(8), value }).map(
    ({ from: { scope, text }, condition: where, group: of, nth: at, kind, value: one }): Body =>
      (writer) => {
        const { column, group: found } = columnOf(scope, of, at);
        const ids = scope.map(({ alias }) => `${alias}.id`).join(', ');
        const rest = () => `from ${text} where ${where(writer, scope)}`;
        if (kind === 0) return `select count(*), count(distinct ${column}) ${rest()}`;
        if (kind === 1) return `select distinct ${column} ${rest()}`;
        if (kind === 2) return `select ${column}, count(*) ${rest()} group by ${column}`;
        if (kind === 3)
          return `select count(*) ${rest()} group by ${column} having ${column} = ${written(picked(one, found), writer)}`;
        if (kind === 4)
          return `select ${ids}, ${column} = ${written(picked(one, found), writer)}, count(*) over (partition by ${column}) ${rest()}`;
        if (kind === 5) return `select count(*) filter (where ${where(writer, scope)}) from ${text}`;
        if (kind === 6) return `with w as (select ${column} as x ${rest()}) select x, count(*) from w group by x`;
        return `select ${ids}, ${column} ${rest()}`;
      },
  ),
  fc
    .record({
      one: branch,
      two: branch,
      word: fc.constantFrom('union', 'union all', 'intersect', 'except', 'except all', 'intersect all'),
    })
    .map(
      ({ one, two, word }): Body =>
        (writer) =>
          [one, two]
            .map(({ table: name, group: of, nth: at, condition: where }, index) => {
              const scope = [{ alias: `b${index}`, table: name }];
              return `select ${columnOf(scope, of, at).column} from ${name} b${index} where ${where(writer, scope)}`;
            })
            .join(` ${word} `),
    ),
  fc.record({ from, group, nth, list: values, how: fc.nat(4), array: fc.nat(20), condition }).map(
    ({ from: { scope, text }, group: of, nth: at, list, how, array, condition: where }): Body =>
      (writer) => {
        const { column, group: found } = columnOf(scope, of, at);
        const wanted = list.map((one) => picked(one, found));
        const ids = scope.map(({ alias }) => `${alias}.id`).join(', ');
        const cells = () => wanted.map((one) => written(one, writer));
        const known = wanted.some((one) => one.value !== null);
        const source = () => {
          if (how === 0 || !known)
            return `(values ${cells()
              .map((cell) => `(${cell})`)
              .join(', ')}) v(e)`;
          if (how === 1)
            return `(values ${cells()
              .map((cell, index) => `(${index}, ${cell})`)
              .join(', ')}) v(n, e)`;
          if (how === 2)
            return `(${cells()
              .map((cell) => `select ${cell} as e`)
              .join(' union all ')}) v`;
          return `unnest(${writer.parameter(wanted.map((one) => one.value))}::${array % 2 === 0 ? 'text' : 'varchar'}[]) v(e)`;
        };
        const given = source();
        return `select ${ids}, ${column} from ${scope.length > 1 ? `(${text})` : text} ${array % 3 === 0 ? 'left ' : ''}join ${given} on ${column} = v.e where ${where(writer, scope)}`;
      },
  ),
);

export const statements: fc.Arbitrary<Sent> = fc
  .record({
    body,
    declared: fc.constantFrom('none', 'none', 'text', 'varchar'),
    mode: fc.constantFrom('extended', 'again', 'sql'),
    simple: fc.boolean(),
  })
  .map(({ body: write, declared, mode, simple }) => {
    const writer = new Writer();
    const text = write(writer);
    return {
      text,
      values: writer.values,
      declared,
      mode: writer.values.length === 0 && simple ? 'simple' : writer.mixes && mode === 'sql' ? 'again' : mode,
    } as const;
  });

/** The same statement with other values: each one's neighbour in its pool. */
export function neighbours(sent: Sent): Sent['values'] {
  const next = (one: string | null) => {
    const pool = [emails, phones, accounts].find((each) => one !== null && each.includes(one));
    return pool === undefined || one === null ? one : (pool[(pool.indexOf(one) + 1) % pool.length] ?? one);
  };
  return sent.values.map((one) => (one === null || typeof one === 'string' ? next(one) : one.map(next)));
}
