/**
 * The adoption map: YAML that a person reads and edits, read once and strictly. Whatever is wrong in it is told with its path and line (JK610).
 */
import { type Category, ruleOf } from '../../catalog/mod.ts';
import { type Params, type Phrase, Refusal, type ShapeFault, linedYaml, shapeFaults } from '../../platform/mod.ts';
import { readPasswords } from './map-passwords.ts';
import { type WrittenMap, mapShape } from './map-shape.ts';
import type { MappedPassword } from './old-hash.ts';
import { type TableName, fullName, parseTable } from '../table-name.ts';

export type MappedColumn = {
  readonly column: string;
  readonly category: Category;
  readonly findable: boolean;
  /** The law that requires keeping the value: registered with the field. Never null for a resident registration number. */
  readonly statute: string | null;
};

/** What leads from a row to the data subject. */
export type Way =
  /** The row's own column holds the subject's key. */
  | { readonly kind: 'column'; readonly column: string }
  /** Rows of another table point here by `column`; whom they lead to owns this row. `key`: what they point at; null is the primary key. */
  | {
      readonly kind: 'via';
      readonly table: string;
      readonly column: string;
      readonly key: string | null;
      readonly sharedAllowed: boolean;
    }
  /** The table says nothing of a person: it is read without a wall. */
  | { readonly kind: 'none' };

export type MappedTable = {
  readonly name: TableName;
  /** As it is written in the map. */
  readonly path: string;
  readonly way: Way;
  readonly columns: readonly MappedColumn[];
  /** Hashed one-way, never sealed: no grant of a person reads them. */
  readonly passwords: readonly MappedPassword[];
  readonly plain: readonly string[];
  readonly never: readonly string[];
};

/** `path`: the view as it is written in the map. */
export type ViewAnswer = { readonly path: string } & (
  | { readonly kind: 'drop' }
  | { readonly kind: 'replace'; readonly sql: string }
);

export type AdoptionMap = {
  readonly file: string;
  readonly database: string;
  readonly service: { readonly name: string; readonly display: string | null };
  readonly subject: { readonly table: TableName; readonly key: string };
  /** The subjects' own table first. */
  readonly tables: readonly MappedTable[];
  /** By full name. */
  readonly views: ReadonlyMap<string, ViewAnswer>;
  /** Names of what goes, and of what stays as it is, as the plan prints them: `index public.idx_last_name`. In the order of the map. */
  readonly drop: ReadonlySet<string>;
  readonly keep: ReadonlySet<string>;
  /** Line of a path of the map, from 1; of the nearest that there is. */
  lineOf(...path: string[]): number;
};

/** Throws JK610 with path and line of the first fault. */
export function parseMap(text: string, file: string): AdoptionMap {
  const yaml = linedYaml(text);
  const lineOf = (...path: string[]) => yaml.lineOf(path);
  const fault: Fault = (path, what, params) =>
    new Refusal('JK610', { file, line: lineOf(...path), path: path.join('.') || 'the map', fault: what, ...params });

  if (yaml.broken !== null) {
    const { line, code, fault: what, cause } = yaml.broken;
    throw new Refusal('JK610', { file, line, path: 'YAML', fault: what, code }, cause);
  }
  const parsed = mapShape.safeParse(yaml.value, { reportInput: true });
  if (!parsed.success) throw shapeFault(shapeFaults(parsed.error.issues), fault);
  const written = parsed.data;
  const subject = { table: parseTable(written.subject.table), key: written.subject.key };
  const tables = Object.entries(written.tables).map(([path, table]) => readTable(path, table, subject, fault));
  checkTables(tables, subject, fault);
  checkAnswers(written, fault);
  const isPeople = (table: MappedTable) => fullName(table.name) === fullName(subject.table);
  return {
    file,
    database: written.database,
    service: typeof written.service === 'string' ? { name: written.service, display: null } : written.service,
    subject,
    tables: [...tables.filter(isPeople), ...tables.filter((table) => !isPeople(table))],
    views: new Map(
      Object.entries(written.views ?? {}).map(([name, answer]) => [
        fullName(parseTable(name)),
        readAnswer(name, answer),
      ]),
    ),
    drop: new Set(written.drop ?? []),
    keep: new Set(written.keep ?? []),
    lineOf,
  };
}

type Fault = (path: readonly string[], what: Phrase, params?: Params) => Refusal;
type Subject = AdoptionMap['subject'];

function readTable(path: string, written: WrittenMap['tables'][string], subject: Subject, fault: Fault): MappedTable {
  const columns = Object.entries(written.columns ?? {}).map(([column, { category, find, statute }]): MappedColumn => {
    const at = ['tables', path, 'columns', column];
    const { termGroup } = ruleOf(category);
    if (find !== undefined && find !== termGroup) {
      if (termGroup === null)
        throw fault([...at, 'find'], 'cannot stand beside category {{category}}, which is never findable', {
          category,
        });
      throw fault([...at, 'find'], 'must be {{group}}', { group: termGroup });
    }
    if (category === 'rrn' && statute === undefined) {
      throw fault(
        at,
        'is a resident registration number: name the `statute` that requires keeping it, or remove the numbers first',
      );
    }
    return { column, category, findable: find !== undefined, statute: statute ?? null };
  });
  const passwords = readPasswords(path, written, fault);
  const plain = written.plain ?? [];
  const never = written.never ?? [];
  const told = [...[...columns, ...passwords].map((one) => one.column), ...plain, ...never];
  const twice = told.find((column, n) => told.indexOf(column) !== n);
  if (twice !== undefined) throw fault(['tables', path], 'names {{name}} twice', { name: twice });
  const name = parseTable(path);
  return { name, path, way: readWay(written.subject), columns, passwords, plain, never };

  function readWay(way: WrittenMap['tables'][string]['subject']): Way {
    if (way === 'none') {
      if (columns.length > 0)
        throw fault(['tables', path, 'subject'], 'is none, but the table has columns to seal: say whose they are');
      return { kind: 'none' };
    }
    if (typeof way === 'string') {
      if (fullName(name) === fullName(subject.table) && way !== subject.key) {
        throw fault(['tables', path, 'subject'], "must be {{key}}, the key of the subjects' own table", {
          key: subject.key,
        });
      }
      return { kind: 'column', column: way };
    }
    const dot = way.via.lastIndexOf('.');
    const table = fullName(parseTable(way.via.slice(0, dot)));
    return {
      kind: 'via',
      table,
      column: way.via.slice(dot + 1),
      key: way.key ?? null,
      sharedAllowed: way.shared === 'unowned',
    };
  }
}

function checkTables(tables: readonly MappedTable[], subject: Subject, fault: Fault): void {
  const names = tables.map((table) => fullName(table.name));
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) throw fault(['tables'], 'names {{name}} twice', { name: twice });
  if (!names.includes(fullName(subject.table)))
    throw fault(['subject', 'table'], 'must be one of the tables of the map');
  for (const { path, way } of tables) {
    if (way.kind === 'via' && !names.includes(way.table))
      throw fault(['tables', path, 'subject', 'via'], 'names {{name}}, which is not in the map', { name: way.table });
  }
}

/** One answer a thing: also of a generated column that goes, which no list of the table may hold. */
function checkAnswers(written: WrittenMap, fault: Fault): void {
  const drop = written.drop ?? [];
  const keep = written.keep ?? [];
  const answers = [...drop, ...keep];
  const twice = answers.findIndex((name, n) => answers.indexOf(name) !== n);
  if (twice >= 0)
    throw fault(
      twice < drop.length ? ['drop', String(twice)] : ['keep', String(twice - drop.length)],
      'names {{name}} twice',
      {
        name: answers[twice] ?? '',
      },
    );
  for (const [path, { columns, passwords, plain, never }] of Object.entries(written.tables)) {
    const told = [...Object.keys(columns ?? {}), ...Object.keys(passwords ?? {}), ...(plain ?? []), ...(never ?? [])];
    const goes = told.find((column) => drop.includes(droppedColumn(parseTable(path), column)));
    if (goes !== undefined) throw fault(['tables', path], 'names {{name}}, which `drop` takes away', { name: goes });
  }
}

/** How `drop` and the plan name a generated column. */
export function droppedColumn(table: TableName, column: string): string {
  return `table column ${fullName(table)}.${column}`;
}

function readAnswer(path: string, answer: NonNullable<WrittenMap['views']>[string]): ViewAnswer {
  return 'drop' in answer
    ? { path, kind: 'drop' }
    : { path, kind: 'replace', sql: answer.replace.trim().replace(/;\s*$/, '') };
}

/** The deepest fault says most. */
function shapeFault(found: readonly ShapeFault[], fault: Fault): Refusal {
  const deepest = found.toSorted((a, b) => b.path.length - a.path.length)[0];
  return deepest === undefined ? fault([], 'is not a map') : fault(deepest.path, deepest.what, deepest.params);
}
