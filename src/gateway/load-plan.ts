/** COPY table FROM STDIN into a table with sealed columns, which the gateway carries out as INSERTs: PostgreSQL has no COPY FROM under row security. */
import { Refusal } from '../platform/mod.ts';
import { type CopyFormat, csvFormat, textFormat } from './copy-rows.ts';
import { parseText } from './parse-text.ts';
import type { SealedTable, SealedTables } from './sealed-tables.ts';
import { type Node, kindOf, listOf, objectOf, textOf, wordsOf } from './syntax.ts';
import { insertPortion } from './write-owners.sql.ts';

export type LoadPlan = {
  readonly table: SealedTable;
  readonly columns: readonly string[];
  readonly format: CopyFormat;
  /** The INSERT of a portion: one array a column. */
  readonly insert: string;
};

/** Null where the text is no COPY FROM into such a table. Throws JK520 where it stands beside others, or in a form that is not carried out. */
export function loadPlanOf(text: string, tables: SealedTables, searchPath: string): LoadPlan | null {
  if (!/\bcopy\b/i.test(text)) return null;
  const statements = parsed(text).map((one) => kindOf(objectOf(one)['stmt']));
  for (const [kind, copy] of statements) {
    if (kind !== 'CopyStmt' || copy['is_from'] !== true) continue;
    const relation = objectOf(copy['relation']);
    const words = [textOf(relation['schemaname']), textOf(relation['relname'])].filter((word) => word !== '');
    const table = tables.named(words, searchPath);
    const listed = wordsOf(copy['attlist']);
    const columns = listed.length > 0 ? listed : (table?.columns ?? []);
    if (table === undefined || !columns.some((column) => table.sealed.has(column))) continue;
    if (statements.length > 1) throw new Refusal('JK520');
    if (copy['filename'] !== undefined || copy['whereClause'] !== undefined) throw new Refusal('JK520');
    return { table, columns, format: formatOf(copy, columns), insert: insertPortion(table, columns) };
  }
  return null;
}

function parsed(text: string): readonly Node[] {
  try {
    return (parseText(text) as { readonly stmts?: readonly Node[] }).stmts ?? [];
  } catch {
    return [];
  }
}

/** Throws JK520 where an option is not carried out, or not one that PostgreSQL takes. */
function formatOf(copy: Node, columns: readonly string[]): CopyFormat {
  const options = listOf(copy['options']).map((option) => kindOf(option)[1]);
  const named = options.find((option) => option['defname'] === 'format');
  let format = optionText(named) === 'csv' ? csvFormat : textFormat;
  const names = options.map((option) => textOf(option['defname']));
  if (new Set(names).size < names.length) throw new Refusal('JK520');
  for (const option of options) {
    const value = optionText(option);
    switch (textOf(option['defname'])) {
      case 'format':
        if (value !== 'csv' && value !== 'text') throw new Refusal('JK520');
        break;
      case 'delimiter':
        format = { ...format, delimiter: value };
        break;
      case 'null':
        format = { ...format, null: value };
        break;
      case 'header':
        format = {
          ...format,
          header: /^(?:true|on|1|match|)$/i.test(value),
          ...(/^match$/i.test(value) && { names: columns }),
        };
        break;
      case 'quote':
        format = { ...format, quote: value, escape: names.includes('escape') ? format.escape : value };
        break;
      case 'escape':
        format = { ...format, escape: value };
        break;
      case 'encoding':
        if (!/^utf-?8$/i.test(value)) throw new Refusal('JK520');
        break;
      default:
        throw new Refusal('JK520');
    }
  }
  if (!isFormat(format)) throw new Refusal('JK520');
  return format;
}

/** Source: PostgreSQL 18, COPY: one byte each, and none that would mean two things. */
function isFormat({ csv, delimiter, null: none, quote, escape }: CopyFormat): boolean {
  const one = (text: string) => Buffer.byteLength(text) === 1 && !/[\r\n\0]/.test(text);
  if (!one(delimiter) || /[\r\n]/.test(none) || none.includes(delimiter)) return false;
  if (!csv) return quote === '' && escape === '' && !/[\\.a-z0-9]/.test(delimiter);
  return one(quote) && one(escape) && quote !== delimiter && !none.includes(quote);
}

function optionText(option: Node | undefined): string {
  const [kind, value] = kindOf(option?.['arg'] ?? null);
  if (kind === 'Boolean') return value['boolval'] === true ? 'true' : 'false';
  if (kind === 'Integer') return value['ival'] === 1 ? 'true' : 'false';
  return textOf(value['sval']);
}
