/** Comma-separated values (RFC 4180) as people export them from a spreadsheet: lines of any ending, a byte order mark, quoted fields that hold commas and lines. */
import { CsvError, parse } from 'csv-parse/sync';

export type CsvRow = {
  /** On which line of the file it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
};
/** `quotes`: a quote is open at the end, or stands where none may; `length`: more or fewer cells than the first row has; `long`: a row of more than 10,000 characters. */
export type CsvBroken = { readonly line: number; readonly fault: 'quotes' | 'length' | 'long' };

const longest = 10_000;

/** Every row that is not empty, or the first fault, behind which nothing can be told. */
export function readCsv(text: string): readonly CsvRow[] | CsvBroken {
  try {
    const rows = parse(text, { info: true, bom: true, skip_empty_lines: true, trim: true, max_record_size: longest });
    return (rows as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number((error as { lines?: unknown }).lines ?? 1) || 1;
    if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') return { line, fault: 'length' };
    return { line, fault: error.code === 'CSV_MAX_RECORD_SIZE' ? 'long' : 'quotes' };
  }
}
