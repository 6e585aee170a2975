import { readFileSync } from 'node:fs';
import { Refusal } from '../platform/mod.ts';

/** The text of a file that was named on the command line. Throws JK015 where it cannot be read. */
export function readGiven(file: string): string {
  return readFrom(file, file);
}

/** The same, where `-` is standard input. */
export function readGivenOrInput(file: string): string {
  return readFrom(file === '-' ? 0 : file, file);
}

function readFrom(source: string | number, file: string): string {
  try {
    return readFileSync(source, 'utf8');
  } catch (cause) {
    throw new Refusal('JK015', { file }, cause);
  }
}
