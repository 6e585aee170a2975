/** Numbers that the state, a bank or a card issuer gives to a person. */
import { isDay } from './calendar.ts';
import { icaoDigit, passesIban, passesLuhn, passesResident } from './digits.ts';
import type { Fit } from './finding.ts';

/** The seventh digit of those born before 1900 was 9 or 0: today a company's number (the court's, the kind, a serial) has it there. */
const resident = /^(\d{2})(\d{2})(\d{2})[- ]?([1-8])(\d{6})$/;
const residentMasked = /^(\d{2})(\d{2})(\d{2})-([1-8])\*{6}$/;

const residentWritten = /^\d{6}-[1-8][\d*]{6}$/;

/**
 * Resident and alien registration numbers. Strict with a check digit that fits; loose with a birth date that there is, as those given since October 2020
 * and those with six stars are, and whatever is written like one.
 */
export function fitResident(text: string): Fit {
  const parts = resident.exec(text) ?? residentMasked.exec(text);
  if (parts === null) return residentWritten.test(text) ? 'loose' : null;
  const [, year = '', month = '', day = '', sex = ''] = parts;
  const century = '1256'.includes(sex) ? 1900 : 2000;
  if (!isDay(century + Number(year), Number(month), Number(day))) return residentWritten.test(text) ? 'loose' : null;
  return parts.length > 5 && passesResident(text.replaceAll(/\D/g, '')) ? 'strict' : 'loose';
}

/** First digits and lengths that the networks give out (ISO/IEC 7812; Visa, Mastercard, Amex, Diners, Discover, JCB, UnionPay, Maestro, Korea's 9). */
const issued =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d{2}|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,13}|6(?:011|4[4-9]\d|5\d{2})\d{12,15}|35(?:2[89]|[3-8]\d)\d{12,15}|62\d{14,17}|(?:5018|5020|5038|6304|6759|676[1-3])\d{8,15}|9\d{15})$/;
const cardWritten = /^\d(?:[ -]?\d){11,18}$/;
const cardMasked = /^(?=.*[*xX•]{4})[\d*xX• -]{12,25}$/;

export function fitCard(text: string): Fit {
  if (!cardWritten.test(text)) return cardMasked.test(text) && /\d{4}$/.test(text) ? 'loose' : null;
  const digits = text.replaceAll(/\D/g, '');
  return issued.test(digits) && passesLuhn(digits) ? 'strict' : 'loose';
}

const iban = /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/;
const account = /^(?=(?:\D*\d){8,20}\D*$)\d[\d -]*[\d*]$/;
const accountMasked = /^(?=.*\*{3})\d[\d* -]{7,24}$/;
/** The groups in which Korea's banks write their numbers; four, four and four alone are left out, which parcels have too. */
const koreanAccount =
  /^(?:\d{6}-\d{2}-\d{6}|\d{3}-\d{2}-\d{4}-\d{3}|\d{3}-\d{3}-\d{6}|\d{3}-\d{2}-\d{6}(?:-\d)?|\d{4}-\d{3}-\d{6}|\d{3}-\d{6}-\d{5}|\d{3}-\d{4}-\d{4}-\d{2}|\d{3}-\d{6}-\d{2}-\d{3}|\d{4}-\d{2}-\d{7}|\d{4}-\d{4}-\d{4}-\d|\d{3}-\d{6}-\d{3}|\d{2}-\d{2}-\d{6}|\d{3}-\d{8}-\d{3})$/;
/** `국민 123456-01-123456 홍길동`: who keeps it stands before the number. */
const behindBank =
  /^\[?(?:KB|NH|IBK|KDB|KEB|SC|iM|국민|신한|우리|하나|외환|농협|기업|산업|수협|신협|카카오|토스|케이|K|새마을|우체국|제일|씨티|부산|대구|광주|전북|경남|제주|저축|산림조합)\S{0,6}[\] :/]+\d[\d-]{8,18}\d(?:[ /(]+[가-힣*]{2,5}\)?)?$/i;
/** So telephones, firms and parts are numbered, and no account. */
const otherNumber = /^\d{3}-(?:\d{3}-\d{4}|\d{2}-\d{5})$/;

export function fitAccount(text: string): Fit {
  const tight = text.replaceAll(/\s/g, '').toUpperCase();
  if (iban.test(tight) && passesIban(tight)) return 'proven';
  if (behindBank.test(text)) return 'proven';
  if (koreanAccount.test(text)) return 'strict';
  if (otherNumber.test(text)) return null;
  return account.test(text) || accountMasked.test(text) ? 'loose' : null;
}

/** The second line of a passport's zone (ICAO Doc 9303, parts 4 and 5), and the first of an identity card's: number, digit, birth, digit, end, digit. */
const secondLine = /^([A-Z\d<]{9})(\d)[A-Z<]{3}(\d{6})(\d)[MFX<](\d{6})(\d)/;
/** The first line: the document, who gave it, and the holder's name. */
const firstLine = /^[PV][A-Z<][A-Z]{3}[A-Z]+(?:<[A-Z]+)*<<[A-Z<]+$/;
/** Korea's: kind and eight digits, since December 2021 with a letter in the middle. */
const koreanPassport = /^[MSRODG](?:\d{8}|\d{3}[A-Z]\d{4})$/;
/** Most others: up to three letters and digits (Korea's own before 2008), and Germany's, which has no vowels. */
const passport =
  /^(?=.*\d{5})(?:[A-Z]{0,3}\d{6,9}[A-Z]?|\d{2}[A-Z]{2}\d{5})$|^(?=.*\d)[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{8}$/;

export function fitPassport(text: string): Fit {
  const upper = text.trim().toUpperCase();
  const zone = secondLine.exec(upper.slice(-44)) ?? secondLine.exec(upper.slice(-36));
  if (zone !== null) {
    const checks = [
      [zone[1], zone[2]],
      [zone[3], zone[4]],
      [zone[5], zone[6]],
    ];
    if (checks.every(([field = '', digit]) => icaoDigit(field) === Number(digit))) return 'proven';
  }
  if (upper.length >= 30 && firstLine.test(upper)) return 'proven';
  if (koreanPassport.test(upper)) return 'strict';
  return passport.test(upper) ? 'loose' : null;
}

/** Korea's: the office that gave it (11 to 28), year, number, check. */
const koreanLicence = /^(?:1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}$/;
const koreanLicenceTight = /^(?:1[1-9]|2[0-8])\d{10}$/;
/** Before 1996 the region's name stood for its number. */
const koreanLicenceOld =
  /^(?:서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산)[ -]?\d{2}-\d{6}-\d{2}$/;
/** Britain's: name, the birth's decade, month (a woman's is 50 more), day and year, initials, and three to tell apart. */
const britishLicence = /^[A-Z][A-Z9]{4}\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z\d]{3}$/;
/** Six digits or fewer are a doctor's or a shop's. */
const licence = /^(?=.*\d{3})(?=.*[A-Z]|(?:\D*\d){7})[A-Z\d][A-Z\d -]{4,23}$/;

export function fitLicence(text: string): Fit {
  const upper = text.trim().toUpperCase();
  if (koreanLicence.test(upper) || koreanLicenceOld.test(upper) || britishLicence.test(upper.replaceAll(' ', '')))
    return 'strict';
  return koreanLicenceTight.test(upper) || licence.test(upper) ? 'loose' : null;
}
