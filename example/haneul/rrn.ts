/**
 * Resident registration numbers (주민등록번호) as they were given until October 2020 (주민등록법 시행규칙 제2조): birth date, a digit for sex
 * and century, region, office, order, check digit. The regions here are 97 to 99, which no office ever had, so none of these is anybody's.
 */
import type { Dice, Sex } from './dice.ts';

const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/** `900101-1234567`, for a person born from 1900 to 2099. */
export function drawRrn(dice: Dice, birth: Temporal.PlainDate, sex: Sex): string {
  const body = `${yymmdd(birth)}${sexDigit(birth.year, sex)}${dice.int(97, 99)}${dice.digits(2)}${dice.int(1, 3)}`;
  return `${body.slice(0, 6)}-${body.slice(6)}${rrnCheckDigit(body)}`;
}

/** The thirteenth digit for the first twelve (digits only): (11 − Σ weightᵢ·digitᵢ mod 11) mod 10. */
export function rrnCheckDigit(twelve: string): number {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(twelve[i]), 0);
  return (11 - (sum % 11)) % 10;
}

/** 1 and 2 for men and women born in the 1900s, 3 and 4 in the 2000s. */
export function sexDigit(birthYear: number, sex: Sex): number {
  return (sex === 'male' ? 1 : 2) + (birthYear >= 2000 ? 2 : 0);
}

function yymmdd(birth: Temporal.PlainDate): string {
  return birth.toString().replaceAll('-', '').slice(2);
}
