import type { Fault } from './fault.ts';
import { isTest } from './kind.ts';
import { type AnyNode, dottedName, isNode, lineAt, literalText, quasis, type Source, walk } from './source.ts';
import { statementCalls, statementText } from './table.ts';

/** SQL stands in `*.sql.ts` alone, one function a statement. Tests, benches and migrations are free to use it. */
export function sqlFaults(source: Source): Fault[] {
  if (!/^(src|bin)\//.test(source.path) || isTest(source.path) || source.path.endsWith('.sql.ts')) return [];
  const faults: Fault[] = [];
  walk(source.program, (node, parent) => {
    const what = statementAt(node, parent);
    if (what === undefined) return;
    const say = `${what} is SQL: make it a named function in a *.sql.ts of the room and call that.`;
    faults.push({ path: source.path, line: lineAt(source.text, node.start), rule: 'sql', say });
  });
  return faults;
}

function statementAt(node: AnyNode, parent: AnyNode | undefined): string | undefined {
  switch (node.type) {
    case 'TaggedTemplateExpression':
      return /^sql(\.|$)/.test(dottedName(node['tag']) ?? '') ? 'The tag sql`…`' : undefined;
    case 'CallExpression':
      return statementCall(node['callee']);
    case 'TemplateLiteral':
      if (parent?.type === 'TaggedTemplateExpression') return undefined;
      return statementText.test(quasis(node).join('$1')) ? quote(quasis(node)[0]) : undefined;
    case 'Literal':
      return statementText.test(literalText(node) ?? '') ? quote(literalText(node)) : undefined;
    default:
      return undefined;
  }
}

function statementCall(callee: unknown): string | undefined {
  if (!isNode(callee) || callee.type !== 'MemberExpression') return undefined;
  if (dottedName(callee) === 'sql.raw') return 'sql.raw(…)';
  const method = dottedName(callee['property']);
  return method !== undefined && statementCalls.includes(method) ? `.${method}(…)` : undefined;
}

function quote(text: string | undefined): string {
  const line = (text ?? '').trim().replace(/\s+/g, ' ');
  return `"${line.length > 40 ? `${line.slice(0, 40)}…` : line}"`;
}
