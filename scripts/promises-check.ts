/** Fails when docs/promises.md names a constraint, a file or a test that does not exist (any more). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenClaims } from './promises/check.ts';
import { readPromises } from './promises/read.ts';

const root = join(import.meta.dirname, '..');
const claims = readPromises(readFileSync(join(root, 'docs', 'promises.md'), 'utf8'));
const broken = brokenClaims(root, claims);
for (const line of broken) process.stdout.write(`${line}\n`);
process.stdout.write(`promises: ${claims.length} claims, ${broken.length} broken\n`);
process.exitCode = broken.length > 0 ? 1 : 0;
