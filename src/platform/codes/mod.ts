/**
 * The closed union of everything that Jikimi refuses or reports. One table a room; a code never changes its meaning.
 * JK0 platform · JK1 people · JK2 access · JK3 custody · JK4 gateway · JK5 finding (the probe) · JK6 catalog and adopt ·
 * JK7 ledger · JK8 law.
 */
import { accessCodes } from './access.ts';
import { catalogCodes } from './catalog.ts';
import { custodyCodes } from './custody.ts';
import { findingCodes } from './finding.ts';
import { gatewayCodes } from './gateway.ts';
import { lawCodes } from './law.ts';
import { ledgerCodes } from './ledger.ts';
import { passwordCodes } from './passwords.ts';
import { peopleCodes } from './people.ts';
import { platformCodes } from './platform.ts';
import type { CodeEntry } from './table.ts';

export { bare } from './bare.ts';
export { fill } from './fill.ts';
export { isPhrase, type Phrase, phraseSlots, phrases } from './phrases.ts';
export { inWords, vocabulary } from './words.ts';

export const codes = {
  ...platformCodes,
  ...peopleCodes,
  ...accessCodes,
  ...custodyCodes,
  ...gatewayCodes,
  ...findingCodes,
  ...catalogCodes,
  ...passwordCodes,
  ...ledgerCodes,
  ...lawCodes,
};

export type Code = keyof typeof codes;

export function isCode(text: string): text is Code {
  return Object.hasOwn(codes, text);
}

/** The entry of a code, widened so that callers need not know which room it came from. */
export function entryOf(code: Code): CodeEntry {
  return codes[code];
}
