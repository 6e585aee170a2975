import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../rooms/source.ts';
import type { Claim } from './read.ts';

/** A sentence for each name in the claims that the tree below `root` does not have (any more). */
export function brokenClaims(root: string, claims: readonly Claim[]): string[] {
  const migrations = listFiles(root, 'migrations', '.sql').map((path) =>
    withoutComments(readFileSync(join(root, path), 'utf8')),
  );
  const hasConstraint = (name: string) => migrations.some((text) => wholeName(name).test(text));
  return claims.flatMap((claim) => [
    ...claim.constraints
      .filter((name) => !hasConstraint(name))
      .map((name) => say(claim, `no migration has \`${name}\``)),
    ...claim.files
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => say(claim, `there is no file \`${path}\``)),
    ...claim.tests.filter((name) => !hasTest(root, name)).map((name) => say(claim, `there is no test \`${name}\``)),
  ]);
}

/** Whether `path › name` is a test: the file has the name as a whole string. */
function hasTest(root: string, claim: string): boolean {
  const [path, name] = claim.split(' › ');
  if (path === undefined || name === undefined || !existsSync(join(root, path))) return false;
  const text = readFileSync(join(root, path), 'utf8');
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${name.replaceAll(quote, `\\${quote}`)}${quote}`));
}

function wholeName(name: string): RegExp {
  return new RegExp(`(?<![\\w])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w])`);
}

function withoutComments(sql: string): string {
  return sql.replace(/--[^\n]*/g, '');
}

function say(claim: Claim, fault: string): string {
  return `docs/promises.md:${claim.line}  ${fault}: the promise "${claim.promise}" rests on it. Name what holds it now, or give it back.`;
}
