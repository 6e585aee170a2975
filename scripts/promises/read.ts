/** One line of docs/promises.md below a promise: what holds it. Empty lists where the cell is a dash. */
export type Claim = {
  /** From 1, for a message. */
  readonly line: number;
  readonly promise: string;
  readonly constraints: readonly string[];
  readonly files: readonly string[];
  /** `path › name of the test`. */
  readonly tests: readonly string[];
};

const columns = ['what holds it', 'constraint', 'file', 'test'];

/**
 * The claims of docs/promises.md: a `## N. Promise` each, and below it a table whose columns are `what holds it`, `constraint`, `file`
 * and `test`, with names in backticks. Throws where the document has another shape, since a claim that is not read is not checked.
 */
export function readPromises(markdown: string): Claim[] {
  const claims: Claim[] = [];
  const titles: string[] = [];
  for (const [index, text] of markdown.split('\n').entries()) {
    const title = /^## (\d+\. .+)$/.exec(text)?.[1];
    if (title !== undefined) titles.push(title);
    const cells = cellsOf(text);
    if (cells.length === 0 || /^[-: ]+$/.test(cells.join('')) || cells.join('|') === columns.join('|')) continue;
    const promise = titles.at(-1);
    if (cells.length !== columns.length || promise === undefined)
      throw new Error(
        `docs/promises.md:${index + 1}  a row has ${columns.length} cells (${columns.join(', ')}) and stands below a promise`,
      );
    const [constraints, files, tests] = cells.slice(1).map(namesIn);
    claims.push({ line: index + 1, promise, constraints: constraints ?? [], files: files ?? [], tests: tests ?? [] });
  }
  const empty = titles.find((title) => !claims.some((claim) => claim.promise === title));
  if (titles.length !== 5 || empty !== undefined)
    throw new Error(`docs/promises.md: five promises with a row each, not so: ${empty ?? titles.length}`);
  return claims;
}

function cellsOf(text: string): string[] {
  const row = /^\|(.*)\|\s*$/.exec(text)?.[1];
  return row === undefined ? [] : row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}
