/** Korean surnames of two syllables (Statistics Korea, census of surnames). */
const longSurnames = new Set([
  '남궁',
  '황보',
  '제갈',
  '사공',
  '선우',
  '서문',
  '독고',
  '동방',
  '어금',
  '망절',
  '강전',
  '소봉',
  '장곡',
  '무본',
]);

const HANGUL = /^[가-힣]{2,6}$/;
const HANGUL_APART = /^([가-힣]{1,2})\s+([가-힣]{1,4})$/;
const LATIN = /^\p{Script=Latin}[\p{Script=Latin}\p{M}'’.-]*(?:\s+\p{Script=Latin}[\p{Script=Latin}\p{M}'’.-]*){0,4}$/u;
const TWO_LETTERS = /\p{L}.*\p{L}/u;

/**
 * Hangul: the surname, and the last syllable of a given name of two or more. Latin: the first letter of each word of two or more.
 * Null for any other script or shape.
 */
export function maskName(text: string): string | null {
  const [, surname = '', given = ''] = HANGUL_APART.exec(text) ?? [];
  if (surname.length === 1 || longSurnames.has(surname)) return `${surname} ${maskGiven(given)}`;
  if (HANGUL.test(text)) {
    const long = text.length > 2 && longSurnames.has(text.slice(0, 2)) ? 2 : 1;
    return text.slice(0, long) + maskGiven(text.slice(long));
  }
  return LATIN.test(text) ? text.split(/\s+/).map(maskWord).join(' ') : null;
}

function maskGiven(given: string): string {
  return given.length === 1 ? '*' : '*'.repeat(given.length - 1) + given.slice(-1);
}

function maskWord(word: string): string {
  return TWO_LETTERS.test(word) ? `${Array.from(word)[0]}***` : '***';
}
