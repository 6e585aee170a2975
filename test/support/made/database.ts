/**
 * Made-up databases, told as text: a line `table NAME ROWS`, then a line a column: `name type maker flags…`. Flags: `!` primary key, `?` may be null,
 * `u` unique, `>table.column` foreign key, `#words` comment (to the end of the line). A foreign key takes rows of the other table in turn, or one at random.
 */
import type pg from 'pg';
import { makers } from './values.ts';

export type MadeTable = { readonly name: string; readonly rows: number; readonly columns: readonly MadeColumn[] };
export type MadeColumn = {
  readonly name: string;
  readonly type: string;
  readonly maker: string;
  readonly key: boolean;
  readonly unique: boolean;
  readonly points: string | null;
  readonly comment: string | null;
};

/** What makes the values of a word; `n` is the number of the row, from 1. */
export type MakerOf = (word: string) => (n: number) => unknown;

export function readSchema(text: string): MadeTable[] {
  const tables: { name: string; rows: number; columns: MadeColumn[] }[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [head = '', comment = null] = line.split(/\s+#/);
    const words = head.split(/\s+/);
    if (words[0] === 'table') tables.push({ name: words[1] ?? '', rows: Number(words[2]), columns: [] });
    else {
      const [name = '', type = '', maker = '', ...flags] = words;
      tables.at(-1)?.columns.push({
        name,
        type,
        maker,
        key: flags.includes('!'),
        unique: flags.includes('u'),
        points: flags.find((flag) => flag.startsWith('>'))?.slice(1) ?? null,
        comment,
      });
    }
  }
  return tables;
}

const quoted = (name: string): string => `"${name}"`;

/** Makes the tables in the schema `public` of an empty database and fills them; `filled: false` leaves them empty. */
export async function makeDatabase(
  client: pg.ClientBase,
  text: string,
  { filled = true, makerOf = maker }: { filled?: boolean; makerOf?: MakerOf } = {},
): Promise<void> {
  const rowsOf = new Map<string, Record<string, unknown>[]>();
  for (const table of readSchema(text)) {
    const lines = table.columns.map((column) => {
      const [target = '', key = ''] = column.points?.split('.') ?? [];
      return `${quoted(column.name)} ${column.type}${column.unique ? ' unique' : ''}${column.points === null ? '' : ` references ${quoted(target)} (${quoted(key)})`}`;
    });
    const keys = table.columns.filter((column) => column.key).map((column) => quoted(column.name));
    if (keys.length > 0) lines.push(`primary key (${keys.join(', ')})`);
    await client.query(`create table ${quoted(table.name)} (${lines.join(', ')})`);
    for (const { name, comment } of table.columns)
      if (comment !== null)
        await client.query(`comment on column ${quoted(table.name)}.${quoted(name)} is '${comment}'`);
    if (!filled) continue;
    const rows = Array.from({ length: table.rows }, (_, n) => row(table, n, rowsOf, makerOf));
    rowsOf.set(table.name, rows);
    await client.query(
      `insert into ${quoted(table.name)} select * from json_populate_recordset(null::${quoted(table.name)}, $1)`,
      [JSON.stringify(rows)],
    );
  }
  await client.query('analyze');
}

function row(
  table: MadeTable,
  n: number,
  made: ReadonlyMap<string, Record<string, unknown>[]>,
  makerOf: MakerOf,
): Record<string, unknown> {
  return Object.fromEntries(
    table.columns.map((column) => {
      if (column.points === null) return [column.name, cut(makerOf(column.maker)(n + 1), column.type)];
      const [target = '', key = ''] = column.points.split('.');
      const there = made.get(target) ?? [];
      return [column.name, there[n % Math.max(1, there.length)]?.[key] ?? null];
    }),
  );
}

/** As long as the column allows. */
function cut(value: unknown, type: string): unknown {
  const most = /char\((\d+)\)/.exec(type)?.[1];
  return typeof value === 'string' && most !== undefined ? value.slice(0, Number(most)) : value;
}

function maker(name: string): (n: number) => unknown {
  const found = makers[name];
  if (found === undefined) throw new Error(`nothing makes ${name}`);
  return found;
}
