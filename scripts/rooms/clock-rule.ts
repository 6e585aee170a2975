import type { Fault } from './fault.ts';
import { isTest, roomOf } from './kind.ts';
import { globalUses } from './purity-rule.ts';
import { lineAt, literalText, quasis, type Source, walk } from './source.ts';
import { refusedClocks, refusedSqlClocks } from './table.ts';

/** One clock: `platform.now()`, so that a drill or a story can move it. Platform itself and tests may read the machine's. */
export function clockFaults(source: Source): Fault[] {
  if (!/^(src|bin)\//.test(source.path) || isTest(source.path) || roomOf(source.path) === 'platform') return [];
  const inCode = globalUses(source, refusedClocks).map((use) => ({
    path: source.path,
    line: lineAt(source.text, use.offset),
    rule: 'clock' as const,
    say: `${use.name} is a clock of its own: take the time from platform's clock and pass it in (dates by Temporal).`,
  }));
  return [...inCode, ...(source.path.endsWith('.sql.ts') ? clocksInStatements(source) : [])];
}

/** The same for a migration; platform's own defines the clock. */
export function migrationClockFaults(path: string, text: string): Fault[] {
  if (/platform/.test(path)) return [];
  return clocksInSql(
    path,
    text.replace(/--[^\n]*/g, (comment) => ' '.repeat(comment.length)),
    0,
    text,
  );
}

function clocksInStatements(source: Source): Fault[] {
  const faults: Fault[] = [];
  walk(source.program, (node) => {
    const text = node.type === 'TemplateLiteral' ? quasis(node).join('$1') : literalText(node);
    if (text !== undefined) faults.push(...clocksInSql(source.path, text, node.start, source.text));
  });
  return faults;
}

function clocksInSql(path: string, sql: string, start: number, whole: string): Fault[] {
  return [...sql.matchAll(new RegExp(refusedSqlClocks, 'gi'))].map((match) => ({
    path,
    line: lineAt(whole, start) + sql.slice(0, match.index).split('\n').length - 1,
    rule: 'clock',
    say: `${match[0].trim()} is a clock of its own: write platform.now().`,
  }));
}
