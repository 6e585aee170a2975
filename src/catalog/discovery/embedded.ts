/** Personal data inside a longer text: only what a check digit or an unmistakable form gives away counts. */
import { passesLuhn, passesResident } from './digits.ts';
import { fitCard, fitResident } from './fit-number.ts';
import type { Finding } from './finding.ts';

const email = /[\p{L}\d._%+-]{1,64}@(?:[\p{L}\d-]{1,63}\.)+[\p{L}]{2,24}/gu;
const korean = /(?<![\d.-])(?:\+82[- ]?1|01)[016789][-. ]?\d{3,4}[-. ]?\d{4}(?![\d-])/g;
const dialled =
  /(?<![\d.-])(?:\+\d{1,3}[- ]\(?\d{1,4}\)?[- ]\d{3,4}[- ]\d{3,4}|\(?[2-9]\d{2}\)?[-. ][2-9]\d{2}[-.]\d{4})(?![\d-])/g;
const thirteen = /(?<![\d-])\d{6}-?[1-8]\d{6}(?![\d-])/g;
const card = /(?<![\d-])\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?![\d-])/g;
/** `성함: 김하늘`: a form that somebody filled in. */
const labelled = /(?:^|[\s,;([])(?:성명|성함|이름|예금주|수령인|받는\s?분|고객명)\s*[:：=]\s*[가-힣]{2,4}(?![가-힣])/g;

/** What stands in the text, with how many different ones. Nothing where the text as a whole is one value. */
export function embeddedIn(text: string): ReadonlyMap<Finding, readonly string[]> {
  const found = new Map<Finding, readonly string[]>();
  const put = (finding: Finding, values: readonly string[]) => {
    if (values.length > 0) found.set(finding, [...(found.get(finding) ?? []), ...values]);
  };
  put('email', text.match(email) ?? []);
  put('phone', [...(text.match(korean) ?? []), ...(text.match(dialled) ?? [])]);
  put(
    'rrn',
    (text.match(thirteen) ?? []).filter(
      (one) => fitResident(one) === 'strict' && passesResident(one.replaceAll(/\D/g, '')),
    ),
  );
  put(
    'card',
    (text.match(card) ?? []).filter((one) => fitCard(one) === 'strict' && passesLuhn(one.replaceAll(/\D/g, ''))),
  );
  put('name', text.match(labelled) ?? []);
  return found;
}
