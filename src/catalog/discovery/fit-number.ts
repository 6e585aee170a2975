/** Numbers that the state, a bank or a card issuer gives to a person. */
import { isDay } from './calendar.ts';
import { icaoDigit, passesIban, passesLuhn, passesResident } from './digits.ts';
import type { Fit } from './finding.ts';

const resident = /^(\d{2})(\d{2})(\d{2})[- ]?([0-9])(\d{6})$/;
const residentMasked = /^(\d{2})(\d{2})(\d{2})-([0-9])\*{6}$/;

const residentWritten = /^\d{6}-[0-9][\d*]{6}$/;

/**
 * Resident and alien registration numbers. Strict with a check digit that fits; loose with a birth date that there is, as those given since October 2020
 * and those with six stars are, and whatever is written like one.
 */
export function fitResident(text: string): Fit {
  const parts = resident.exec(text) ?? residentMasked.exec(text);
  if (parts === null) return residentWritten.test(text) ? 'loose' : null;
  const [, year = '', month = '', day = '', sex = ''] = parts;
  const century = '1256'.includes(sex) ? 1900 : '3478'.includes(sex) ? 2000 : 1800;
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

export function fitAccount(text: string): Fit {
  const tight = text.replaceAll(/\s/g, '').toUpperCase();
  if (iban.test(tight) && passesIban(tight)) return 'strict';
  return account.test(text) || accountMasked.test(text) ? 'loose' : null;
}

const mrz = /^([A-Z\d<]{9})(\d)[A-Z<]{3}(\d{6})(\d)[MFX<](\d{6})(\d)/;
/** Korea's: kind and eight digits, since December 2021 with a letter in the middle. */
const koreanPassport = /^[MSRODG](?:\d{8}|\d{3}[A-Z]\d{4})$/;
const passport = /^(?=.*\d{5})(?:[A-Z]{0,2}\d{6,9}[A-Z]?|\d{2}[A-Z]{2}\d{5})$/;

export function fitPassport(text: string): Fit {
  const zone = mrz.exec(text.trim().slice(-44));
  if (zone !== null) {
    const checks = [
      [zone[1], zone[2]],
      [zone[3], zone[4]],
      [zone[5], zone[6]],
    ];
    if (checks.every(([field = '', digit]) => icaoDigit(field) === Number(digit))) return 'strict';
  }
  const upper = text.trim().toUpperCase();
  if (koreanPassport.test(upper)) return 'strict';
  return passport.test(upper) ? 'loose' : null;
}

/** Korea's: the office that gave it (11 to 28), year, number, check. */
const koreanLicence = /^(?:1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}$/;
const koreanLicenceTight = /^(?:1[1-9]|2[0-8])\d{10}$/;
const licence = /^(?=.*\d{3})[A-Z\d][A-Z\d -]{4,23}$/;

export function fitLicence(text: string): Fit {
  const upper = text.trim().toUpperCase();
  if (koreanLicence.test(upper)) return 'strict';
  return koreanLicenceTight.test(upper) || licence.test(upper) ? 'loose' : null;
}
