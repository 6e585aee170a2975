/** One message group of a sequence: a text by the simple protocol, or parse, bind and execute up to a Sync. */
import fc from 'fast-check';
import { changing } from './changes.ts';
import { rowsDiffer } from './declared.ts';
import { inserting } from './inserts.ts';
import { reading } from './reads.ts';
import { type Piece, type Protocol, type Unit, type World, unitOf } from './statement.ts';

/** How a statement is carried by the extended protocol. */
export type Manner = {
  readonly name: '' | 's1' | 's2';
  readonly describe: 'none' | 'statement' | 'portal' | 'both';
  readonly formats: readonly (0 | 1)[];
  /** Executions of one portal; each for so many rows, 0 for all. */
  readonly rows: readonly number[];
  readonly flush: boolean;
};
export type Step =
  | { readonly kind: 'simple'; readonly units: readonly Unit[] }
  | { readonly kind: 'extended'; readonly units: readonly (Unit & { readonly manner: Manner })[] };
/** A step before it is written out for the members at hand. */
export type Draft = { make(world: World): Step; toString(): string };

const manner: fc.Arbitrary<Manner> = fc.record({
  name: fc.constantFrom<Manner['name']>('', '', 's1', 's2'),
  describe: fc.constantFrom<Manner['describe']>('none', 'portal', 'statement', 'both'),
  formats: fc.constantFrom<Manner['formats']>([], [0], [1]),
  rows: fc.constantFrom<Manner['rows']>([0], [0], [2, 2, 0], [1, 0]),
  flush: fc.boolean(),
});

const control: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  ...[
    'begin',
    'begin',
    'begin isolation level repeatable read',
    'start transaction read only',
    'commit',
    'commit',
    'end',
    'rollback',
    'abort',
    'savepoint a',
    'savepoint b',
    'rollback to a',
    'rollback to savepoint b',
    'release a',
    'commit and chain',
  ].map((text) => () => text),
);

const session: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  ...[
    "set timezone = 'Asia/Seoul'",
    "set datestyle = 'SQL, DMY'",
    'set extra_float_digits = 0',
    'set local statement_timeout = 60000',
    'show timezone',
    'show server_version',
    'reset all',
    'set search_path = public, pii',
    'set search_path = nowhere',
    'discard temp',
    'deallocate all',
    'listen fuzz',
    'unlisten *',
    'set constraints all immediate',
    'fetch 3 from c',
    'fetch all from c',
    'move 2 in c',
    'close c',
    'deallocate p',
    'do $$ begin perform 1; end $$',
    'set standard_conforming_strings = on',
    'set nothing.at_all = 3',
    'set nothing = 3',
  ].map((text) => () => text),
  (writer) => {
    writer.uses('wrapped');
    return 'execute p';
  },
  (writer) => {
    writer.uses('temporary');
    return 'create temporary table t (n int)';
  },
);

const broken: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  ...[
    "select 'unterminated from members",
    'selec email from members',
    'select email from from members',
    'select (email from members',
    'insert into members values',
    'update members set where id = 1',
    'select $$ unterminated',
    'select /* unterminated',
    'select "unterminated',
    "select E'\\",
    "select U&'\\d800'",
    'select $0',
    'select * from members where email = = 3',
    "select email from members where email = 'a' 'b'",
    "select x'zz'",
    'select 1a',
    'select \\ from members',
    '한글',
    'select email from members where name = \u00a0',
    'merge into members',
    'select * from members m where m.nothing = 3',
    'insert into members (nothing) values (1)',
    'insert into nowhere values (1)',
    'delete from members where',
    "update members set email = 'a@b.example' where nothing = 3",
    'select email from members where id = any(array[100001, 100002]) and',
    '()',
    ')',
  ].map((text) => () => text),
);

/** A cursor without hold by the simple protocol alone: docs/differences.md, `block`. */
const wrapping: fc.Arbitrary<Piece> = fc.record({ reading, how: fc.nat(5) }).map(
  ({ reading: inner, how }): Piece =>
    (writer) => {
      const text = inner(writer);
      if (text.trim() === '' || text.includes(';')) return text;
      if (how === 0 && writer.ordered && writer.simple) return `declare c cursor for ${text}`;
      if (how === 1 && writer.ordered) return `declare c scroll cursor with hold for ${text}`;
      if (how === 2 && writer.parameters.length === 0) return `prepare p as ${text}`;
      if (how === 3 && writer.parameters.length === 0) {
        writer.uses('copy');
        return `copy (${text}) to stdout`;
      }
      writer.uses('plans');
      return `explain (costs off) ${text}`;
    },
);

export type Kinds = { readonly writes: number };

/** Statements of every kind; `writes` is the weight of those that change members. */
function statement({ writes }: Kinds): fc.Arbitrary<Piece> {
  return fc.oneof(
    { arbitrary: reading, weight: 10 },
    { arbitrary: inserting, weight: writes },
    { arbitrary: changing, weight: writes },
    { arbitrary: control, weight: 5 },
    { arbitrary: session, weight: 2 },
    { arbitrary: wrapping, weight: 2 },
    { arbitrary: broken, weight: 1 },
  );
}

export function steps(kinds: Kinds): fc.Arbitrary<Draft> {
  const piece = statement(kinds);
  const noise = fc.nat(100_000);
  return fc.oneof(
    fc.tuple(fc.array(fc.tuple(piece, noise), { minLength: 1, maxLength: 3 })).map(([list]) => draft('simple', list)),
    fc.array(fc.tuple(piece, noise, manner), { minLength: 1, maxLength: 3 }).map((list) => draft('extended', list)),
  );
}

function draft(kind: Protocol, list: readonly (readonly [Piece, number, Manner?])[]): Draft {
  const make = (world: World): Step => {
    const units = list.map(([piece, noise, how]) => ({ ...unitOf(piece, kind, world, noise), manner: how ?? usual }));
    return kind === 'simple' ? { kind, units: whole(units) } : { kind, units: units.map(sane) };
  };
  return { make, toString: () => `${kind} step` };
}

const usual: Manner = { name: '', describe: 'portal', formats: [], rows: [0], flush: false };

/** Portions of rows that have no order are different rows each time. */
function sane<T extends Unit & { readonly manner: Manner }>(unit: T): T {
  return unit.ordered && !rowsDiffer(unit.features) ? unit : { ...unit, manner: { ...unit.manner, rows: [0] } };
}

/** What has no end swallows what comes after it: it stands alone. */
function whole(units: readonly Unit[]): readonly Unit[] {
  const open = units.find(({ text }) => /unterminated|\\$/.test(text));
  const said = units.filter(({ text }) => text !== '' && text !== ';');
  return open === undefined ? (said.length === 0 ? units.slice(0, 1) : said) : [open];
}
