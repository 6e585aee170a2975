/** Reads every statement of a text that writes into a sealed column. */
import { Refusal } from '../platform/mod.ts';
import { Copies } from './copies.ts';
import { type Replacement, type Token, splice, tokensOf } from './literals.ts';
import { parseText } from './parse-text.ts';
import type { Tree } from './places.ts';
import type { SealedTable, SealedTables } from './sealed-tables.ts';
import { kindOf, type Node, objectOf, textOf } from './syntax.ts';
import { checkWrapped } from './wrapped.ts';
import { groupsOfInsert } from './write-insert.ts';
import { groupsOfMerge } from './write-merge.ts';
import type { Group } from './write-shape.ts';
import { groupsOfUpdate } from './write-update.ts';

export type Written = {
  /** The statement with its casts and marks as PostgreSQL must see them; offsets of the groups are its. */
  readonly text: string;
  /** What made it of the text that was given. */
  readonly loosen: readonly Replacement[];
  readonly groups: readonly Group[];
};

/** Without the parser: false where the text certainly writes nothing. */
export function mayWrite(text: string): boolean {
  return /\b(?:insert|update|merge)\b/i.test(text);
}

/** Null where nothing is written into a sealed column, or the text is no SQL. Throws JK515, JK519, JK521 and JK531. */
export function writtenBy(text: string, tables: SealedTables, searchPath: string): Written | null {
  const first = read(text, tables, searchPath);
  if (first === null || first.groups.length === 0) return null;
  if (first.loosen.length === 0) return { text, loosen: [], groups: first.groups };
  const loose = splice(text, first.loosen);
  const again = read(loose, tables, searchPath);
  if (again === null || again.loosen.length > 0) throw new Refusal('JK515', { column: '' });
  return {
    text: loose,
    loosen: first.loosen,
    groups: again.groups.map((group, n) => withLimits(group, first.groups[n])),
  };
}

/** Whether something is written into a sealed column, also what cannot be sealed. */
export function writesSealed(text: string, tables: SealedTables, searchPath: string): boolean {
  try {
    return mayWrite(text) && writtenBy(text, tables, searchPath) !== null;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}

/** The casts are gone from the text that was read again; what they cut off stays. */
function withLimits(group: Group, before: Group | undefined): Group {
  const cells = group.cells.map(({ column, value }, n) => {
    const most = before?.cells[n]?.value.most ?? null;
    return { column, value: { ...value, most } };
  });
  return { ...group, cells };
}

type Read = { readonly groups: readonly Group[]; readonly loosen: readonly Replacement[] };

function read(text: string, tables: SealedTables, searchPath: string): Read | null {
  const statements = parsed(text);
  if (statements === null) return null;
  const tokens = tokensOf(text);
  const loosen: Replacement[] = [];
  const length = Buffer.byteLength(text);
  const groups = statements.flatMap(({ stmt, stmt_location: start = 0, stmt_len: size = length - start }) => {
    const own = tokens.filter((token) => token.start >= start && token.end <= start + size && token.text !== ';');
    return groupsOf(stmt, own, tables, searchPath, loosen);
  });
  return { groups, loosen: once(loosen) };
}

function groupsOf(
  stmt: Tree,
  tokens: readonly Token[],
  tables: SealedTables,
  searchPath: string,
  loosen: Replacement[],
): readonly Group[] {
  const [kind, node] = kindOf(stmt);
  const copies = () => new Copies(tables, searchPath);
  checkWrapped(stmt, (relation) => tableOf(relation, tables, searchPath), copies);
  const read = { InsertStmt: groupsOfInsert, UpdateStmt: groupsOfUpdate, MergeStmt: groupsOfMerge }[kind];
  if (read === undefined) return [];
  const table = tableOf(objectOf(node['relation']), tables, searchPath);
  return table === undefined ? [] : read(node, table, tokens, loosen, copies());
}

function tableOf(relation: Node, tables: SealedTables, searchPath: string): SealedTable | undefined {
  const words = [textOf(relation['schemaname']), textOf(relation['relname'])].filter((word) => word !== '');
  return tables.named(words, searchPath);
}

type Parsed = { readonly stmt: Tree; readonly stmt_location?: number; readonly stmt_len?: number };

function parsed(text: string): readonly Parsed[] | null {
  try {
    return (parseText(text) as { readonly stmts?: readonly Parsed[] }).stmts ?? [];
  } catch {
    return null;
  }
}

/** The same place may be named by two assignments. */
function once(replacements: readonly Replacement[]): readonly Replacement[] {
  return [...new Map(replacements.map((one) => [JSON.stringify(one), one])).values()];
}
