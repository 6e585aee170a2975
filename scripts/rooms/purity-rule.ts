import type { Fault } from './fault.ts';
import { kindOf } from './kind.ts';
import { dottedName, type Import, lineAt, resolveImport, type Source, walk } from './source.ts';
import { type Kind, pureNames, pureNamesOfPlatform, refusedGlobals, refusedModules, roomOfEdges } from './table.ts';

const advice: Partial<Record<Kind, string>> = {
  noun: 'a pure noun reads no clock, environment, database or network: pass the value in, or move this to a verb or an edge file (CONTRIBUTING.md, "What a file is").',
  verb: 'a verb is one transaction: no mail and no HTTP inside. Record the fact, and let a job or a route do this.',
};

/** Nouns stay pure and verbs stay inside their transaction: no refused module, no refused global. */
export function purityFaults(source: Source): Fault[] {
  const kind = kindOf(source);
  const say = advice[kind];
  if (say === undefined) return [];
  const fault = (offset: number, what: string): Fault => {
    return { path: source.path, line: lineAt(source.text, offset), rule: 'purity', say: `${what}: ${say}` };
  };
  return [
    ...source.imports
      .filter((one) => isRefused(kind, one))
      .map((one) => fault(one.offset, `import of '${one.specifier}'`)),
    ...source.imports.flatMap((one) =>
      impureNames(kind, source.path, one).map((name) => fault(one.offset, `${name} of platform`)),
    ),
    ...globalUses(source, refusedGlobals[kind] ?? []).map((use) => fault(use.offset, use.name)),
  ];
}

function isRefused(kind: Kind, one: Import): boolean {
  const onlyPure = one.names.length > 0 && one.names.every((name) => pureNames.includes(name));
  return !onlyPure && (refusedModules[kind]?.some((pattern) => pattern.test(one.specifier ?? '')) ?? false);
}

function impureNames(kind: Kind, from: string, one: Import): string[] {
  if (kind !== 'noun' || resolveImport(from, one.specifier) !== `src/${roomOfEdges}/mod.ts`) return [];
  return one.names.length === 0 ? ['The whole'] : one.names.filter((name) => !pureNamesOfPlatform.includes(name));
}

/** Uses of globals by dotted name; a name that the file declares or imports itself is not the global. */
export function globalUses(source: Source, names: readonly string[]): { name: string; offset: number }[] {
  const own = declaredNames(source);
  const uses: { name: string; offset: number }[] = [];
  walk(source.program, (node, parent) => {
    if (parent?.type === 'MemberExpression' && (parent['object'] === node || !parent['computed'])) return;
    if (parent?.type === 'Property' && parent['key'] === node && !parent['computed']) return;
    if (parent !== undefined && /^(TS|PropertyDefinition|MethodDefinition|LabeledStatement)/.test(parent.type)) return;
    const name = longestDottedName(node);
    if (name === undefined || own.has(name.split('.')[0] ?? '')) return;
    if (names.some((refused) => name === refused || name.startsWith(`${refused}.`)))
      uses.push({ name, offset: node.start });
  });
  return uses;
}

/** The dotted name at the bottom of a chain of members and calls: `Temporal.Now` in `Temporal.Now.instant().epochMilliseconds`. */
function longestDottedName(node: unknown): string | undefined {
  const whole = dottedName(node);
  if (whole !== undefined || typeof node !== 'object' || node === null || !('type' in node)) return whole;
  return node.type === 'MemberExpression' && 'object' in node ? dottedName(node.object) : undefined;
}

function declaredNames(source: Source): Set<string> {
  const names = new Set<string>();
  walk(source.program, (node, parent) => {
    if (node.type !== 'Identifier' || parent === undefined) return;
    const declares =
      /^Import\w*Specifier$/.test(parent.type) ||
      (parent.type === 'VariableDeclarator' && parent['id'] === node) ||
      (/Function|TSDeclare/.test(parent.type) && (parent['id'] === node || isIn(parent['params'], node)));
    if (declares) names.add(String(node['name']));
  });
  return names;
}

function isIn(list: unknown, node: unknown): boolean {
  return Array.isArray(list) && list.includes(node);
}
