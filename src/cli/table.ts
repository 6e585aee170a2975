import { displayWidth, fit, padTo, printable } from './display-width.ts';
import { type Style, paint } from './terminal.ts';

export type Column = { readonly title: string; readonly side?: 'left' | 'right' };
/** Text that came from somebody: shown as it is, save what could change the terminal. */
export type Cell = string | { readonly text: string; readonly style: Style };

/** Lines of a table without rules; the widest columns give way until it fits `width`. The last column is not padded. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): string[] {
  const lines: readonly (readonly Cell[])[] = [columns.map((column) => column.title), ...rows];
  const texts = lines.map((line) => line.map((cell) => printable(typeof cell === 'string' ? cell : cell.text)));
  const widths = shrink(
    columns.map((_, n) => Math.max(...texts.map((line) => displayWidth(line[n] ?? '')))),
    width - 2 * (columns.length - 1),
  );
  return lines.map((line, row) =>
    widths
      .map((most, n) => {
        const text = fit(texts[row]?.[n] ?? '', most);
        const cell = line[n] ?? '';
        return padTo(typeof cell === 'string' ? text : paint(cell.style, text), most, columns[n]?.side);
      })
      .join('  ')
      .trimEnd(),
  );
}

const least = 6;

function shrink(widths: readonly number[], room: number): number[] {
  const shrunk = [...widths];
  for (let over = sum(shrunk) - room; over > 0; over--) {
    const widest = shrunk.indexOf(Math.max(...shrunk));
    if ((shrunk[widest] ?? 0) <= least) break;
    shrunk[widest] = (shrunk[widest] ?? 0) - 1;
  }
  return shrunk;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** `Name   value` lines, values under one another; empty values are left out. */
export function pairs(rows: readonly (readonly [name: string, value: string | null])[]): string[] {
  const told = rows.filter(([, value]) => value !== null && value !== '');
  const widest = Math.max(0, ...told.map(([name]) => displayWidth(name)));
  return told.map(([name, value]) => `${padTo(name, widest)}  ${printable(value ?? '')}`);
}
