/** Which passwords are taken: long, and not one that is guessed first. No rule of signs (NIST SP 800-63B, 5.1.1.2). */
import { type Phrase, Refusal } from '../platform/light.ts';

export const leastLength = 12;
export const longestLength = 200;

/** What is left of the commonest ones without their digits and signs; a row of keys or of the alphabet is found by itself. */
const commonest = new Set(
  [
    'password passw0rd passwort contrasena motdepasse letmein welcome admin administrator root superuser manager login access secret',
    'changeme changeit default iloveyou sunshine princess monkey dragon football baseball superman batman master shadow michael',
    'trustnobody starwars computer internet samsung google naver kakao jikimi korea seoul hello master test testtest guest user',
    'qwerty qwertyuiop asdfghjkl zxcvbnm qazwsx qazwsxedc asdf zxcv abc abcd 비밀번호 사랑해 안녕하세요 대한민국 암호',
  ]
    .join(' ')
    .split(' '),
);
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qazwsxedcrfvtgbyhnujmikolp',
];

/** One form for one password, however a keyboard composed it (NFKC, as SP 800-63B says). */
export function normalised(password: string): string {
  return password.normalize('NFKC');
}

/** What is wrong with it, or undefined. */
export function passwordFault(
  password: string,
  account: string,
): { readonly fault: Phrase; readonly least?: number; readonly most?: number } | undefined {
  const text = normalised(password);
  const { length } = Array.from(text);
  if (length < leastLength) return { fault: 'is shorter than {{least}} characters', least: leastLength };
  if (length > longestLength) return { fault: 'is longer than {{most}} characters', most: longestLength };
  const small = text.toLowerCase();
  const names = [account, ...account.split(/[._-]/)].filter((name) => name.length >= 4);
  if (names.some((name) => small.includes(name))) return { fault: 'holds the name of the account' };
  if (isCommon(small)) return { fault: 'is among the first that anybody would try' };
  return undefined;
}

function isCommon(small: string): boolean {
  return [small, small.replaceAll('@', 'a').replaceAll('$', 's')].some((text) => {
    const squeezed = text.replaceAll(/[^\p{L}\p{N}]/gu, '');
    const word = squeezed.replaceAll(/^\d+|\d+$/g, '');
    const plain = word.replaceAll(/[0135]/g, (digit) => ({ 0: 'o', 1: 'i', 3: 'e', 5: 's' })[digit] ?? digit);
    return [squeezed, word, plain].some((one) => commonest.has(one) || commonest.has(period(one))) || isRow(squeezed);
  });
}

/** Nothing but a piece of at most four that repeats, or a run of keys or of the alphabet, forwards or backwards. */
function isRow(squeezed: string): boolean {
  if (period(squeezed).length <= 4) return true;
  const backwards = Array.from(squeezed).reverse().join('');
  return rows.some((row) => [squeezed, backwards].some((one) => `${row}${row}`.includes(one)));
}

/** The shortest piece of which the text is made by repeating it, the last time perhaps in part. */
function period(text: string): string {
  for (let length = 1; length < text.length; length++) {
    const piece = text.slice(0, length);
    if (piece.repeat(Math.ceil(text.length / length)).startsWith(text)) return piece;
  }
  return text;
}

/** Throws JK112. */
export function refusePassword(password: string, account: string): void {
  const fault = passwordFault(password, account);
  if (fault !== undefined) throw new Refusal('JK112', fault);
}
