import { basename, dirname } from 'node:path';
import type { Fault } from './fault.ts';
import { type AnyNode, isNode, lineAt, type Source, walk } from './source.ts';
import { emptyNames } from './table.ts';

/** Named exports one by one, and names that say what is inside. A `*.config.ts` may have the default export that its tool asks for. */
export function shapeFaults(source: Source): Fault[] {
  const faults: Fault[] = [];
  const add = (line: number, say: string) => faults.push({ path: source.path, line, rule: 'shape', say });
  const empty = [...dirname(source.path).split('/'), basename(source.path).split('.')[0] ?? ''].find((name) =>
    emptyNames.test(name),
  );
  if (empty !== undefined) add(1, `The name "${empty}" says nothing: name the file for its one idea.`);
  walk(source.program, (node) => {
    const say = exportFault(node, source.path);
    if (say !== undefined) add(lineAt(source.text, node.start), say);
  });
  return faults;
}

function exportFault(node: AnyNode, path: string): string | undefined {
  if (node.type === 'ExportAllDeclaration') return 'export * hides what the door opens: export each name.';
  if (path.endsWith('.config.ts')) return undefined;
  const named = node.type === 'ExportSpecifier' && isNode(node['exported']) && node['exported']['name'] === 'default';
  return named || node.type === 'ExportDefaultDeclaration'
    ? 'A default export has no name: export it by name.'
    : undefined;
}
