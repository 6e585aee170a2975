/** A result as psql shows it, and as JSON. */
import { displayWidth, padTo, printable } from './display-width.ts';
import type { Texts } from './texts.ts';

export type Result = {
  readonly command: string | null;
  readonly rowCount: number | null;
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
};

/** OIDs of PostgreSQL's built-in types; the numbers never change. */
const numeric = new Set([20, 21, 23, 26, 700, 701, 790, 1700]);
const exact = new Set([21, 23, 26]);
const boolean = 16;
const json = new Set([114, 3802]);

export function alignedLines({ command, rowCount, fields, rows }: Result, { sql: say }: Texts): string[] {
  if (fields.length === 0) return [[command, rowCount].filter((part) => part !== null).join(' ')];
  const cells = rows.map((row) => row.map((value) => printable(value ?? '')));
  const names = fields.map(({ name }) => printable(name));
  const widths = names.map((name, n) =>
    Math.max(displayWidth(name), ...cells.map((row) => displayWidth(row[n] ?? ''))),
  );
  const side = fields.map(({ dataTypeID }) => (numeric.has(dataTypeID) ? 'right' : 'left'));
  const line = (values: readonly string[], at: (n: number) => 'left' | 'right') =>
    values
      .map((value, n) => ` ${padTo(value, widths[n] ?? 0, at(n))} `)
      .join('|')
      .trimEnd();
  return [
    line(
      names.map((name, n) => ' '.repeat(Math.floor(((widths[n] ?? 0) - displayWidth(name)) / 2)) + name),
      () => 'left',
    ),
    widths.map((width) => '-'.repeat(width + 2)).join('+'),
    ...cells.map((row) => line(row, (n) => side[n] ?? 'left')),
    say.rows(rows.length),
  ];
}

/** Rows as objects. Numbers that a double holds exactly are numbers, the rest stays text. */
export function jsonRows({ fields, rows }: Result): Record<string, unknown>[] {
  return rows.map((row) =>
    Object.fromEntries(fields.map(({ name, dataTypeID }, n) => [name, jsonValue(row[n] ?? null, dataTypeID)])),
  );
}

function jsonValue(value: string | null, type: number): unknown {
  if (value === null) return null;
  if (type === boolean) return value === 't';
  if (exact.has(type)) return Number(value);
  if (type === 20 && Number.isSafeInteger(Number(value))) return Number(value);
  return json.has(type) ? JSON.parse(value) : value;
}
