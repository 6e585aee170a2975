import { displayWidth, fit, padTo } from './display-width.ts';

export type Column = { readonly title: string; readonly side?: 'left' | 'right' };

/** Lines of a table without rules; the widest columns give way until it fits `width`. The last column is not padded. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const lines = [columns.map((column) => column.title), ...rows];
  const widths = shrink(
    columns.map((_, n) => Math.max(...lines.map((line) => displayWidth(line[n] ?? '')))),
    width - 2 * (columns.length - 1),
  );
  return lines.map((line) =>
    widths
      .map((most, n) => padTo(fit(line[n] ?? '', most), most, columns[n]?.side))
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
  return told.map(([name, value]) => `${padTo(name, widest)}  ${value ?? ''}`);
}
