/** The server's errors about sealed columns in words that say what to do: our codes from the catalogue, and a hint where an operator is missing. */
import { reportFields } from './backend-parsers.ts';
import { Refusal, isCode } from '../platform/mod.ts';
import { type Language, errorResponse } from './error-response.ts';
import { FrameWriter } from './frame-writer.ts';

const hints: Readonly<Record<Language, string>> = {
  en: 'Sealed columns know only =, <>, in, any, distinct and joins. Compare the whole value with =, or search by a plain column.',
  ko: '봉인된 열은 =, <>, in, any, distinct, 조인만 됩니다. 전체 값을 =로 비교하거나 일반 열로 찾으세요.',
};

/** No such function or operator, no such object, types that do not match, a parameter of two types. */
const hinted: ReadonlySet<string> = new Set(['42883', '42704', '42804', '42P08']);

/** What the sealed type itself raises (migrations/members). Any other code of ours, raised in the database, is somebody's own words. */
const ofTheSealedType: ReadonlySet<string> = new Set(['JK501', 'JK502', 'JK503', 'JK504', 'JK505']);

/** What the database refused in our name: an operator of the sealed type raised it. Null for any other error. */
export function refusedByDatabase(error: Buffer): Refusal | null {
  for (const [letter, value] of reportFields(error, 0, error.length)) {
    if (letter !== 0x43) continue;
    const code = value.toString('utf8');
    return refusalOf(code);
  }
  return null;
}

/** The error as it is, in our words where it carries one of our codes, or with our hint where it is about an operator or function on sealed values. */
export function hintFor(error: Buffer, language: Language): Buffer {
  const fields = [...reportFields(error, 0, error.length)].map(
    ([letter, value]) => [letter, value.toString('utf8')] as const,
  );
  const code = fields.find(([letter]) => letter === 0x43)?.[1];
  const refusal = refusalOf(code);
  if (refusal !== null) return errorResponse(refusal, language);
  const message = fields.find(([letter]) => letter === 0x4d)?.[1] ?? '';
  if (code === undefined || !hinted.has(code) || !/\bsealed\b/.test(message)) return error;
  const writer = new FrameWriter(error.length + 256).begin(error[0] ?? 0);
  for (const [letter, value] of fields) if (letter !== 0x48) writer.byte(letter).raw(Buffer.from(value)).byte(0);
  return writer.byte(0x48).raw(Buffer.from(hints[language])).byte(0).byte(0).end().take();
}

function refusalOf(code: string | undefined): Refusal | null {
  return code !== undefined && isCode(code) && ofTheSealedType.has(code) ? new Refusal(code) : null;
}
