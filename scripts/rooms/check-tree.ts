import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockFaults, migrationClockFaults } from './clock-rule.ts';
import { doorFaults } from './doors-rule.ts';
import type { Fault } from './fault.ts';
import { folderFaults } from './folder-rule.ts';
import { purityFaults } from './purity-rule.ts';
import { shapeFaults } from './shape-rule.ts';
import { listFiles, readSource, type Source } from './source.ts';
import { sqlFaults } from './sql-rule.ts';
import { exceptions, folders } from './table.ts';

const rules: readonly ((source: Source) => Fault[])[] = [doorFaults, purityFaults, sqlFaults, clockFaults, shapeFaults];

type Exception = (typeof exceptions)[number];

/** Every fault of the tree below `root`, by path and line, and the number of files that were read. */
export function checkTree(
  root: string,
  excused: readonly Exception[] = exceptions,
): { files: number; faults: Fault[] } {
  const sources = folders.flatMap((folder) => listFiles(root, folder, '.ts')).map((path) => readSource(root, path));
  const migrations = listFiles(root, 'migrations', '.sql');
  const found = [
    ...folderFaults(sources.map((source) => source.path)),
    ...sources.flatMap((source) => rules.flatMap((rule) => rule(source))),
    ...migrations.flatMap((path) => migrationClockFaults(path, readFileSync(join(root, path), 'utf8'))),
  ];
  const excuses = (row: Exception) => (fault: Fault) => fault.path === row.path && fault.rule === row.rule;
  const faults = found.filter((fault) => !excused.some((row) => excuses(row)(fault)));
  const idle = excused.filter((row) => !found.some(excuses(row))).map(idleException);
  return { files: sources.length + migrations.length, faults: [...faults, ...idle].sort(byPlace) };
}

function idleException(row: Exception): Fault {
  const say = `The exception for ${row.path} excuses nothing any more: delete its row.`;
  return { path: 'scripts/rooms/table.ts', line: 1, rule: row.rule, say };
}

function byPlace(one: Fault, other: Fault): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.line - other.line;
}
