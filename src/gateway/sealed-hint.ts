/** The server's errors about sealed columns in words that say what to do: our codes from the catalogue, and a hint where an operator is missing. */
import { reportFields } from './backend-parsers.ts';
import { Refusal, isCode } from '../platform/mod.ts';
import { type Language, errorResponse } from './error-response.ts';
import { FrameWriter } from './frame-writer.ts';

type Hint = Readonly<Record<Language, string>>;

const compare: Hint = {
  en: 'Sealed columns know only =, <>, in, any, distinct and joins. Compare the whole value with =, or search by a plain column.',
  ko: '봉인된 열은 =, <>, in, any, distinct, 조인만 됩니다. 전체 값을 =로 비교하거나 일반 열로 찾으세요.',
};

const store: Hint = {
  en: 'What is stored in a sealed column is a literal or a parameter of its own for each row, not a value out of a query or another table. Read it first and send it.',
  ko: '봉인된 열에는 행마다 따로 쓴 리터럴이나 매개변수를 저장합니다. 조회나 다른 테이블에서 나온 값은 안 됩니다. 먼저 읽은 뒤 보내세요.',
};

const copied: Hint = {
  en: 'A value is sealed for one person and one column, and another column or row does not take it as it is. Read it first and send it. To a row that the same text of several statements made, send it by a statement of its own.',
  ko: '값은 한 사람의 한 열을 위해 봉인되어 다른 열이나 행에 그대로 넣을 수 없습니다. 먼저 읽은 뒤 보내세요. 여러 문장으로 된 같은 텍스트가 만든 행에는 따로 보낸 문장으로 쓰세요.',
};

const denied: Hint = {
  en: 'The table is not in the map with which the database was adopted, or one of these columns is kept from everybody (`never`): name the columns instead of *. A grant that does not write only reads.',
  ko: '데이터베이스를 맡길 때 쓴 맵에 없는 테이블이거나, 아무도 읽지 못하게 한(`never`) 열이 들어 있습니다. * 대신 열 이름을 적으세요. 쓰기가 허용되지 않은 권한은 읽기만 합니다.',
};

/** docs/adopt.md, "Views". */
const closedView: Hint = {
  en: 'No grant reads a view before its owner opens it to them: alter view V set (security_invoker = true); grant select on V to jikimi_reader. The tables behind it must be in the map.',
  ko: '뷰는 소유자가 열어 주기 전에는 어떤 권한으로도 읽지 못합니다: alter view V set (security_invoker = true); grant select on V to jikimi_reader. 그 뒤의 테이블도 맵에 있어야 합니다.',
};

const closedCopy: Hint = {
  en: 'No grant reads a materialized view before its owner opens it to them: grant select on V to jikimi_reader. It holds a copy of everybody, whomever the grant lists.',
  ko: '구체화된 뷰는 소유자가 열어 주기 전에는 어떤 권한으로도 읽지 못합니다: grant select on V to jikimi_reader. 권한에 적힌 사람과 관계없이 모든 사람의 사본이 들어 있습니다.',
};

/** No such function or operator, no such object, types that do not match, a parameter of two types. */
const hinted: ReadonlySet<string> = new Set(['42883', '42704', '42804', '42P08']);

/** What the sealed type itself raises (migrations/members). Any other code of ours, raised in the database, is somebody's own words. */
const ofTheSealedType: ReadonlySet<string> = new Set(['JK501', 'JK502', 'JK503', 'JK504', 'JK505']);

/** What the database refused in our name: an operator of the sealed type raised it. Null for any other error. `searched`: columns of which JK502 may be. */
export function refusedByDatabase(error: Buffer, searched: () => readonly string[]): Refusal | null {
  for (const [letter, value] of reportFields(error, 0, error.length)) {
    if (letter !== 0x43) continue;
    const code = value.toString('utf8');
    const refusal = refusalOf(code);
    const columns = refusal?.code === 'JK502' ? searched() : [];
    return columns.length === 0 ? refusal : new Refusal('JK502', { sealed_column: columns.join(', ') });
  }
  return null;
}

/** The error as it is, in our words where it carries one of our codes, or with our hint where it is about an operator, a function or a copy of sealed values. */
export function hintFor(error: Buffer, language: Language): Buffer {
  const fields = [...reportFields(error, 0, error.length)].map(
    ([letter, value]) => [letter, value.toString('utf8')] as const,
  );
  const code = fields.find(([letter]) => letter === 0x43)?.[1];
  const refusal = refusalOf(code);
  if (refusal !== null) return errorResponse(refusal, language);
  const said = (letter: number) => fields.find(([each]) => each === letter)?.[1] ?? '';
  const hint = hintOf(code, said(0x4d), said(0x6e));
  if (hint === null) return error;
  const writer = new FrameWriter(error.length + 256).begin(error[0] ?? 0);
  for (const [letter, value] of fields) if (letter !== 0x48) writer.byte(letter).raw(Buffer.from(value)).byte(0);
  return writer.byte(0x48).raw(Buffer.from(hint[language])).byte(0).byte(0).end().take();
}

/** By what PostgreSQL denies. */
const mayNot: ReadonlyMap<string, Hint> = new Map([
  ['table', denied],
  ['sequence', denied],
  ['view', closedView],
  ['materialized view', closedCopy],
]);

function hintOf(code: string | undefined, message: string, constraint: string): Hint | null {
  // The checks that adopting puts on each sealed column and on the table.
  if (code === '23514') return /_is_sealed$|^sealed_for_one_subject$/.test(constraint) ? copied : null;
  if (code === '42501') {
    const kind = /^permission denied for (table|sequence|view|materialized view) /.exec(message)?.[1];
    return mayNot.get(kind ?? '') ?? null;
  }
  if (code === undefined || !hinted.has(code) || !/\bsealed\b/.test(message)) return null;
  return code === '42804' && message.includes('is of type sealed but expression is of type') ? store : compare;
}

function refusalOf(code: string | undefined): Refusal | null {
  return code !== undefined && isCode(code) && ofTheSealedType.has(code) ? new Refusal(code) : null;
}
