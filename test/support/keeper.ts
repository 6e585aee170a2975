/** `node keeper.ts FOLDER`: waits until the process that holds its input is gone, ends what that one left running, and removes the folder. */
import { rmSync } from 'node:fs';
import { endLeftovers } from '../../scripts/test/leftovers.ts';
import { marks } from './run-folder.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node keeper.ts FOLDER');
process.stdin.resume();
await new Promise((gone) => process.stdin.once('close', gone));
for (const left of await endLeftovers(folder, marks.own))
  process.stderr.write(`left running, and ended now: ${left}\n`);
rmSync(folder, { recursive: true, force: true });
