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

/**
 * Values come from a database or from whoever asked for a grant: what could move the cursor, change the terminal or turn the reading
 * direction is shown as its number instead.
 */
export function printable(text: string): string {
  return text.replaceAll(unprintable, (character) =>
    character === '\n' ? '↵' : character === '\t' ? ' ' : character === '\u200d' ? character : `\\u{${hex(character)}}`,
  );
}

/** A line that was painted: only the colours that `paint` writes remain. */
export function printableLine(line: string): string {
  return line
    .split(painted)
    .map((part, n) => (n % 2 === 1 ? part : printable(part)))
    .join('');
}

/** A value as one line of JSON that a terminal can show too: the same value to whoever parses it. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(unprintable, (character) =>
    Array.from(
      { length: character.length },
      (_, n) => `\\u${character.charCodeAt(n).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const painted = new RegExp(`(${String.raw`\x1b\[(?:1|2|22|31|32|33|36|39)m`})`);

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}
