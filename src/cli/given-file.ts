import { readFileSync } from 'node:fs';
import { Refusal } from '../platform/light.ts';

/** The text of a file that was named on the command line. Throws JK015 where it cannot be read. */
export function readGiven(file: string): string {
  return readFrom(file, file);
}

/** The same, where `-` is standard input. */
export function readGivenOrInput(file: string): string {
  return readFrom(file === '-' ? 0 : file, file);
}

/**
 * The text of a file that a spreadsheet wrote: UTF-8, else EUC-KR, by which Korean ones of Windows are written. What CP949 adds to that comes out as control characters, which
 * whoever reads the text refuses.
 */
export function readGivenText(file: string): string {
  const bytes = bytesFrom(file, file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('euc-kr').decode(bytes);
  }
}

function readFrom(source: string | number, file: string): string {
  return bytesFrom(source, file).toString('utf8');
}

function bytesFrom(source: string | number, file: string): Buffer {
  try {
    return readFileSync(source);
  } catch (cause) {
    throw new Refusal('JK015', { file }, cause);
  }
}
