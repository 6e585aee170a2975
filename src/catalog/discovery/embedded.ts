/** Personal data inside a longer text: only what a check digit or an unmistakable form gives away counts. */
import { passesIban, passesLuhn, passesResident } from './digits.ts';
import { fitPhone } from './fit-contact.ts';
import { fitCard, fitResident } from './fit-number.ts';
import { fitLocation } from './fit-place.ts';
import type { Finding } from './finding.ts';

const email = /[\p{L}\d._%+-]{1,64}@(?:[\p{L}\d-]{1,63}\.)+[\p{L}]{2,24}/gu;
const korean = /(?<![\d.-])(?:\+82[- ]?1|01)[016789][-. ]?\d{3,4}[-. ]?\d{4}(?![\d-])/g;
const landline = /(?<![\d.-])0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\d)[-)]\d{3,4}-\d{4}(?![\d-])/g;
const dialled = /(?<![\d.-])\(?[2-9]\d{2}\)?[-. ][2-9]\d{2}[-.]\d{4}(?![\d-])/g;
/** E.164 in whatever groups; its eight to fifteen digits are counted apart. */
const international = /(?<![\d.+-])\+[1-9][\d() .-]{6,20}\d(?![\d-])/g;
const thirteen = /(?<![\d-])\d{6}-?[1-8]\d{6}(?![\d-])/g;
const card = /(?<![\d-])\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?![\d-])/g;
const iban = /(?<![A-Z\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![A-Z\d])/g;
const koreanAccount =
  /(?:은행|뱅크|농협|수협|신협|우체국|금고|계좌(?:번호)?)\s*[:：|,;]?\s*\d{2,6}-\d{2,6}-\d{2,8}(?:-\d{1,3})?(?![\d-])/g;
const licence = /(?<![\d-])(?:1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}(?![\d-])/g;
const passport =
  /(?:여권(?:\s?번호)?|\bpassport(?: (?:no|number|nr))?)\.?\s*[:：#]?\s*(?:[A-Z]{1,2}\d{6,8}|[A-Z]\d{3}[A-Z]\d{4}|\d{9})(?![A-Z\d])/gi;
const birth =
  /(?:생년월일|생일|\bdate of birth|\bd\.?o\.?b\.?|\bborn(?: on)?)\s*[:：]?\s*(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{6}|\d{8}|\d{4}년\s?\d{1,2}월\s?\d{1,2}일)(?![\d-])/gi;
/** A version looks the same: only with a word before it. */
const ip =
  /(?:\bip(?:v4)?(?: ?addr(?:ess)?)?|\bfrom|\bclient|\bremote|아이피|접속지?)\s*[:：=]?\s*(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/gi;
const pair = /(?<![\d.])-?\d{1,3}\.\d{4,}\s?,\s?-?\d{1,3}\.\d{4,}(?![\d.])/g;
const koreanAddress =
  /(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[북남]도|전라[북남]도|경상[북남]도)(?:특별자치시|특별자치도|특별시|광역시|시|도)?\s+\S{1,6}[시군구]\s+(?:\S{1,8}\s+)?\S{1,12}(?:로|길|동|읍|면|리)\s*\d+/g;
const street =
  /(?<![\d-])\d{1,6} (?:[A-Z][a-z]+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Place|Way)(?![A-Za-z])/g;
/** `성함: 김하늘`: a form that somebody filled in. */
const labelled = /(?:^|[\s,;([])(?:성명|성함|이름|예금주|수령인|받는\s?분|고객명)\s*[:：=]\s*[가-힣]{2,4}(?![가-힣])/g;

/** What stands in the text, with how many different ones. Nothing where the text as a whole is one value. */
export function embeddedIn(text: string): ReadonlyMap<Finding, readonly string[]> {
  const found = new Map<Finding, readonly string[]>();
  const put = (finding: Finding, values: readonly string[]) => {
    if (values.length > 0) found.set(finding, [...(found.get(finding) ?? []), ...values]);
  };
  put('email', text.match(email) ?? []);
  put('phone', [
    ...[korean, landline, dialled].flatMap((form) => text.match(form) ?? []),
    ...(text.match(international) ?? []).filter((one) => fitPhone(one) === 'strict'),
  ]);
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
  put('account', [
    ...(text.match(iban) ?? []).filter((one) => passesIban(one.replaceAll(' ', ''))),
    ...(text.match(koreanAccount) ?? []),
  ]);
  put('licence', text.match(licence) ?? []);
  put('passport', text.match(passport) ?? []);
  put('birth_date', text.match(birth) ?? []);
  put('ip', text.match(ip) ?? []);
  put(
    'location',
    (text.match(pair) ?? []).filter((one) => fitLocation(one) === 'strict'),
  );
  put(
    'address',
    [koreanAddress, street].flatMap((form) => text.match(form) ?? []),
  );
  put('name', text.match(labelled) ?? []);
  return found;
}
