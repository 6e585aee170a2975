import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync, type Program, visitorKeys } from 'oxc-parser';

/** How one module names another. `worker` is `new Worker(new URL('…', import.meta.url))`: same process, so it counts as an import. */
export type Import = {
  /** As written; undefined for an `import()` whose argument is computed. */
  readonly specifier: string | undefined;
  readonly how: 'static' | 'dynamic' | 'worker';
  /** The names taken, as the other module calls them; empty where the whole module is taken. */
  readonly names: readonly string[];
  /** Gone when the program runs (`import type`). */
  readonly erased: boolean;
  readonly offset: number;
};

/** One TypeScript file: its path from the root of the repository, its text and its tree. */
export type Source = {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly imports: readonly Import[];
};

/** A node of the tree of which we only know that it is one. */
export type AnyNode = { readonly type: string; readonly start: number; readonly end: number } & Readonly<
  Record<string, unknown>
>;

const skipped = new Set(['node_modules', 'data', 'dist', '.git']);

/** Paths below `root/folder` that end in `ending`, sorted, with `/` between; none where there is no such folder. */
export function listFiles(root: string, folder: string, ending: string): string[] {
  const start = join(root, folder);
  if (!statSync(start, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(start, { withFileTypes: true })
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : listFiles(root, path, ending);
      return entry.name.endsWith(ending) ? [path] : [];
    })
    .sort();
}

/** Reads and parses `root/path`. Throws where it is no TypeScript, with place and reason. */
export function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const { program, errors } = parseSync(path, text);
  const fault = errors.find((error) => error.severity === 'Error');
  if (fault) throw new Error(`${path}:${lineAt(text, fault.labels[0]?.start ?? 0)}  ${fault.message}`);
  return { path, text, program, imports: importsOf(program) };
}

/** Line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The path that a relative import means, from the root; undefined for a package. */
export function resolveImport(from: string, specifier: string | undefined): string | undefined {
  if (specifier === undefined || !/^\.{1,2}\//.test(specifier)) return undefined;
  return posix.normalize(posix.join(dirname(from), specifier));
}

/** Calls `visit` with every node, parents first. */
export function walk(program: Program, visit: (node: AnyNode, parent: AnyNode | undefined) => void): void {
  const go = (value: unknown, parent: AnyNode | undefined): void => {
    if (Array.isArray(value)) for (const item of value) go(item, parent);
    else if (isNode(value)) {
      visit(value, parent);
      for (const key of visitorKeys[value.type] ?? []) go(value[key], value);
    }
  };
  go(program, undefined);
}

export function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The text of a string literal or of a template without holes; undefined for anything else. */
export function literalText(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  const parts = quasis(node);
  return parts.length === 1 ? parts[0] : undefined;
}

/** The fixed parts of a template literal. */
export function quasis(template: AnyNode): string[] {
  const parts = Array.isArray(template['quasis']) ? template['quasis'] : [];
  return parts.map((part: { value: { cooked: string | null; raw: string } }) => part.value.cooked ?? part.value.raw);
}

/** `Temporal.Now.instant` for such a chain of names; undefined for anything else. */
export function dottedName(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return String(node['name']);
  if (node.type !== 'MemberExpression') return undefined;
  const left = dottedName(node['object']);
  const right = node['computed'] ? literalText(node['property']) : dottedName(node['property']);
  if (left === undefined || right === undefined) return undefined;
  return left === 'globalThis' ? right : `${left}.${right}`;
}

function importsOf(program: Program): Import[] {
  const found: Import[] = [];
  walk(program, (node) => {
    const one = importAt(node);
    if (one) found.push({ ...one, offset: node.start });
  });
  return found;
}

function importAt(node: AnyNode): Omit<Import, 'offset'> | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return staticImport(node, node['importKind']);
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node['source'] ? staticImport(node, node['exportKind']) : undefined;
    case 'ImportExpression':
      return { specifier: literalText(node['source']), how: 'dynamic', names: [], erased: false };
    case 'TSImportType':
      return { specifier: literalText(node['source']), how: 'static', names: [], erased: true };
    case 'NewExpression':
      return workerAt(node);
    default:
      return undefined;
  }
}

function staticImport(node: AnyNode, kind: unknown): Omit<Import, 'offset'> {
  return { specifier: literalText(node['source']), how: 'static', names: namesAt(node), erased: kind === 'type' };
}

function namesAt(node: AnyNode): string[] {
  const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'].filter(isNode) : [];
  const names = specifiers.map((one) => dottedName(one['imported'] ?? one['local']));
  const whole = specifiers.some(
    (one) => one.type === 'ImportNamespaceSpecifier' || one.type === 'ImportDefaultSpecifier',
  );
  return whole ? [] : names.filter((name) => name !== undefined);
}

function workerAt(node: AnyNode): Omit<Import, 'offset'> | undefined {
  if (dottedName(node['callee']) !== 'Worker') return undefined;
  const [address] = Array.isArray(node['arguments']) ? node['arguments'] : [];
  const inner = isNode(address) && address.type === 'NewExpression' ? address['arguments'] : [address];
  return {
    specifier: literalText(Array.isArray(inner) ? inner[0] : undefined),
    how: 'worker',
    names: [],
    erased: false,
  };
}
