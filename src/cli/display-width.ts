import { stripVTControlCharacters } from 'node:util';

/** Characters that take two columns (Unicode East Asian Width W and F, for the scripts that occur here). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const without = /\p{M}|[\u{200b}-\u{200f}]/u;

/** Columns that a text takes on a terminal; Hangul takes two a syllable, colours none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text))
    width += without.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

export function padTo(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'left' ? text + space : space + text;
}

/** Cut with `…` where it does not fit. */
export function fit(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let fitted = '';
  for (const character of stripVTControlCharacters(text)) {
    if (displayWidth(fitted + character) > width - 1) break;
    fitted += character;
  }
  return `${fitted}…`;
}

/** Values come from a database: what could move the cursor or change the terminal is shown as its number instead. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === '\n'
      ? '↵'
      : character === '\t'
        ? ' '
        : character === '\u200d'
          ? character
          : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
