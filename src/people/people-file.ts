/**
 * HR's list of people as a file: comma-separated, with a row of names first. Only what the file says by itself is judged here; plan-import.ts holds it against who is on record.
 * docs/people.md has the columns.
 */
import { type CsvRow, type Language, readCsv, seemsPersonal } from '../platform/mod.ts';
import { accountName } from './account-name.ts';
import type { FaultKind } from './file-fault.ts';

/** In English or Korean, in any order; `account` and `name` must be there. */
export const columns = {
  account: ['account', '계정'],
  name: ['name', '이름'],
  department: ['department', '부서'],
  position: ['position', '직위'],
  firstDay: ['first_day', '입사일'],
  lastDay: ['last_day', '퇴사일'],
  language: ['language', '언어'],
} as const;
export type Column = keyof typeof columns;

export const mostRows = 10_000;

export type Fault = { readonly line: number; readonly column: string | null; readonly fault: FaultKind };

/** A row as it was written. Undefined where the file has no such column; null where the cell is empty. */
export type ListedPerson = {
  readonly line: number;
  readonly account: string;
  readonly name: string;
  readonly department: string | null | undefined;
  readonly position: string | null | undefined;
  readonly firstDay: string | null | undefined;
  readonly lastDay: string | null | undefined;
  readonly language: Language;
};

export type PeopleFile = {
  /** Those without a fault. */
  readonly rows: readonly ListedPerson[];
  readonly faults: readonly Fault[];
  /** What the file calls a column. */
  titleOf(column: Column): string;
};

const ownTitle = (column: Column): string => columns[column][0];

export function readPeopleFile(text: string): PeopleFile {
  const read = readCsv(text);
  const broken = (...faults: readonly Fault[]): PeopleFile => ({ rows: [], faults, titleOf: ownTitle });
  if ('fault' in read) return broken({ line: read.line, column: null, fault: read.fault });
  const [header, ...rows] = read;
  if (header === undefined || rows.length === 0)
    return broken({ line: header?.line ?? 1, column: null, fault: 'empty_file' });
  const tooMany = rows[mostRows];
  if (tooMany !== undefined) return broken({ line: tooMany.line, column: null, fault: 'rows' });
  const { places, faults } = namesIn(header);
  if (faults.length > 0) return broken(...faults);
  const seen = new Set<string>();
  const judged = rows.map((row) => judge(row, places, seen));
  return {
    rows: judged.filter((one) => one.faults.length === 0).map(({ person }) => person),
    faults: judged.flatMap((one) => one.faults),
    titleOf: (column) => places.get(column)?.title ?? ownTitle(column),
  };
}

type Places = ReadonlyMap<Column, { readonly at: number; readonly title: string }>;

function namesIn({ line, cells }: CsvRow): { readonly places: Places; readonly faults: readonly Fault[] } {
  const places = new Map<Column, { at: number; title: string }>();
  const faults: Fault[] = [];
  for (const [at, cell] of cells.entries()) {
    const title = cell.trim();
    const column = (Object.keys(columns) as Column[]).find((one) =>
      (columns[one] as readonly string[]).includes(title.toLowerCase()),
    );
    if (column === undefined) faults.push({ line, column: shown(title), fault: 'unknown_column' });
    else if (places.has(column)) faults.push({ line, column: title, fault: 'column_twice' });
    else places.set(column, { at, title });
  }
  for (const column of ['account', 'name'] as const)
    if (!places.has(column)) faults.push({ line, column, fault: 'column_missing' });
  return { places, faults };
}

function judge(
  { line, cells }: CsvRow,
  places: Places,
  seen: Set<string>,
): { readonly person: ListedPerson; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const fault = (column: Column, kind: FaultKind) =>
    faults.push({ line, column: places.get(column)?.title ?? column, fault: kind });
  const cell = (column: Column): string | null | undefined => {
    const place = places.get(column);
    if (place === undefined) return undefined;
    return cells[place.at]?.trim() || null;
  };
  const text = (column: Column, isNeeded: boolean) => {
    const value = cell(column);
    if (value === null && isNeeded) fault(column, 'empty');
    if (typeof value !== 'string') return value;
    if (value.length > 100 || /\p{Cc}|\uFFFD/u.test(value)) fault(column, 'text');
    else if (seemsPersonal(value)) fault(column, 'personal');
    return value;
  };
  const day = (column: Column) => {
    const value = cell(column);
    if (typeof value === 'string' && !isDay(value)) fault(column, 'day');
    return value;
  };
  const account = cell('account') ?? '';
  if (!accountName.test(account)) fault('account', account === '' ? 'empty' : 'account');
  else if (seen.has(account)) fault('account', 'twice');
  seen.add(account);
  const name = text('name', true) ?? '';
  const department = text('department', true);
  const position = text('position', false);
  const [firstDay, lastDay] = [day('firstDay'), day('lastDay')];
  if (firstDay && lastDay && isDay(firstDay) && isDay(lastDay) && lastDay < firstDay) fault('lastDay', 'days');
  const language = cell('language') ?? 'ko';
  if (language !== 'ko' && language !== 'en') fault('language', 'language');
  return {
    person: {
      line,
      account,
      name,
      department,
      position,
      firstDay,
      lastDay,
      language: language === 'en' ? 'en' : 'ko',
    },
    faults,
  };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}

/** Of what somebody wrote as the name of a column, so much that they find it. */
function shown(title: string): string {
  return title.replaceAll(/\p{Cc}/gu, '').slice(0, 40);
}
