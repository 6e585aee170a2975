/** Check digits, each by the standard that gives it. All take digits only. */

/** ISO/IEC 7812-1, annex B: the last digit checks those before it. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let n = 0; n < digits.length; n++) {
    const digit = digits.charCodeAt(digits.length - 1 - n) - 48;
    const counted = n % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return digits.length > 1 && sum % 10 === 0;
}

/** ISO 13616: the account moved before the country and read as one number leaves 1 when divided by 97 (ISO 7064, MOD 97-10). */
export function passesIban(text: string): boolean {
  let rest = 0;
  for (const letter of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(letter, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}

const residentWeights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/**
 * The thirteenth digit of a Korean registration number: (11 − Σ mod 11) mod 10 for residents, and 2 more, mod 10, for foreigners (seventh digit 5 to 8).
 * Numbers given since October 2020 have none.
 */
export function passesResident(thirteen: string): boolean {
  const sum = residentWeights.reduce((total, weight, n) => total + weight * Number(thirteen[n]), 0);
  const check = (11 - (sum % 11)) % 10;
  const foreign = /^.{6}[5-8]/.test(thirteen);
  return (foreign ? (check + 2) % 10 : check) === Number(thirteen[12]);
}

const icaoWeights = [7, 3, 1];

/** ICAO Doc 9303, part 3, 4.9: the digit behind a field of a machine-readable zone; `<` counts nothing. */
export function icaoDigit(field: string): number {
  const value = (letter: string) => (letter === '<' ? 0 : Number.parseInt(letter, 36));
  return Array.from(field).reduce((sum, letter, n) => sum + value(letter) * (icaoWeights[n % 3] ?? 0), 0) % 10;
}
