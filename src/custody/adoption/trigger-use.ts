/** Whether the code of a trigger may compute on sealed columns. PostgreSQL keeps no record of it: the error is on the side of asking. */

export type TriggerCode = {
  readonly ofView: boolean;
  readonly language: string;
  readonly builtIn: boolean;
  readonly source: string;
  readonly args: readonly string[];
};

/**
 * A trigger of a view is there to work on its columns; PostgreSQL's own work on what their arguments name; code in another language than PL/pgSQL cannot
 * be looked into. PL/pgSQL computes on a column that it names, and may where it hands on the whole row (`to_jsonb(new)`, `using new`).
 */
export function mayCompute(
  { ofView, language, builtIn, source, args }: TriggerCode,
  sealed: readonly string[],
): boolean {
  if (ofView || sealed.some((column) => args.includes(column))) return true;
  if (builtIn) return false;
  if (language !== 'plpgsql') return true;
  const code = source.toLowerCase();
  return sealed.some((column) => names(code, column.toLowerCase())) || handsRowOn(code);
}

function names(code: string, column: string): boolean {
  for (let at = code.indexOf(column); at >= 0; at = code.indexOf(column, at + 1)) {
    const around = (code[at - 1] ?? ' ') + (code[at + column.length] ?? ' ');
    if (!/[\p{L}\p{N}_$]/u.test(around)) return true;
  }
  return false;
}

/** NEW or OLD other than before one of its columns, or returned as it is. Comments are left out: "new" is a word of English. */
function handsRowOn(source: string): boolean {
  const code = source
    .replaceAll(/^((?:[^'\n]|'[^'\n]*')*?)--.*$/gm, '$1')
    .replaceAll(/\breturn\s+coalesce\s*\(\s*(?:new|old)\s*,\s*(?:new|old)\s*\)/g, '');
  return /(?<![\p{L}\p{N}_$.]|\breturn\s+)(?:new|old)(?![\p{L}\p{N}_$]|\s*\.\s*[\p{L}_"])/u.test(code);
}
