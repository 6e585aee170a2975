/** What goes to the terminal: answers on standard output, everything about them on standard error. Colours only where somebody looks. */
import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Columns to fill; a file or a pipe gets lines as long as they are. */
export function width(): number {
  return process.stdout.isTTY ? Math.max(process.stdout.columns, 40) : Number.POSITIVE_INFINITY;
}

export function out(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Where nobody reads any more what is told (a closed terminal, the end of a pipe), `then` comes in place of the end that `bin/jikimi.ts` makes. */
export function whenUnread(then: () => void): void {
  process.stdout.removeAllListeners('error').on('error', then);
}

export function err(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** For standard output; NO_COLOR and FORCE_COLOR are obeyed. */
export function paint(style: Style, text: string): string {
  return text === '' ? '' : styleText(style, text, { stream: process.stdout });
}

export function paintError(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stderr });
}

/** One line that is written over while work goes on; nothing without a terminal. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}
