/**
 * HR's list of people as a file: comma-separated, with a row of names first. Only what the file says by itself is judged here; plan-import.ts holds it against who is on record.
 * docs/people.md has the columns.
 */
import { type CsvRow, type Language, readCsv } from '../platform/mod.ts';

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

/** What can be wrong, in words. Each stands with its line and its column, and never with the value. */
export const faultWords = {
  quotes: {
    en: 'a quote is open, or stands where none may',
    ko: '따옴표가 닫히지 않았거나 있어서는 안 될 곳에 있습니다',
  },
  length: { en: 'has more or fewer cells than the first row', ko: '칸의 수가 첫 행과 다릅니다' },
  long: { en: 'is longer than 10,000 characters', ko: '10,000자를 넘습니다' },
  rows: { en: 'there are more than 10,000 rows', ko: '10,000행을 넘습니다' },
  empty_file: { en: 'there is no row under the names of the columns', ko: '열 이름 아래에 행이 없습니다' },
  unknown_column: { en: 'is no column that there is', ko: '없는 열입니다' },
  column_twice: { en: 'stands twice', ko: '두 번 있습니다' },
  column_missing: { en: 'is missing', ko: '이 열이 없습니다' },
  empty: { en: 'is empty', ko: '비어 있습니다' },
  account: {
    en: 'must be small letters, digits, dots, hyphens, a letter first',
    ko: '영문 소문자로 시작하는 소문자, 숫자, 점, 붙임표여야 합니다',
  },
  text: { en: 'is longer than 100 characters or holds a control character', ko: '100자를 넘거나 제어 문자가 있습니다' },
  personal: {
    en: 'seems to hold an e-mail address or a phone number',
    ko: '이메일 주소나 전화번호처럼 보이는 것이 있습니다',
  },
  day: { en: 'is no day like 2027-01-04', ko: '2027-01-04와 같은 날짜가 아닙니다' },
  days: { en: 'is before the first day', ko: '첫날보다 앞섭니다' },
  language: { en: 'is neither ko nor en', ko: 'ko도 en도 아닙니다' },
  twice: { en: 'stands in an earlier row too', ko: '앞의 행에도 있습니다' },
  service: { en: 'is a service account', ko: '서비스 계정입니다' },
  name: {
    en: 'is not the name on record: an account never becomes somebody else’s',
    ko: '등록된 이름과 다릅니다. 계정은 다른 사람의 것이 될 수 없습니다',
  },
  left: {
    en: 'has left, and stays so: who comes back joins under a new account',
    ko: '퇴사했으므로 되돌릴 수 없습니다. 다시 입사하면 새 계정을 쓰세요',
  },
  first_day: { en: 'is not the first day on record', ko: '등록된 입사일과 다릅니다' },
  away: { en: 'is on leave and cannot be moved', ko: '휴직 중이어서 옮길 수 없습니다' },
  planned_end: {
    en: 'is not the last day on record: take that back first (`jikimi person return`)',
    ko: '등록된 퇴사일과 다릅니다. 먼저 취소하세요(`jikimi person return`)',
  },
  oneself: { en: 'is you: nobody changes their own', ko: '본인입니다. 자신의 것은 스스로 바꿀 수 없습니다' },
  owner: { en: 'is an owner, whom another owner ends', ko: '소유자이므로 다른 소유자만 끝낼 수 있습니다' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;
export type FaultKind = keyof typeof faultWords;

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
    else if (/@\S+\.\S/.test(value) || /\d(?:[\s.-]?\d){6,}/.test(value)) fault(column, 'personal');
    return value;
  };
  const day = (column: Column) => {
    const value = cell(column);
    if (typeof value === 'string' && !isDay(value)) fault(column, 'day');
    return value;
  };
  const account = cell('account') ?? '';
  if (!/^[a-z][a-z0-9._-]{0,62}$/.test(account)) fault('account', account === '' ? 'empty' : 'account');
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
