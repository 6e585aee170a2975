/** The linter of rooms: `node scripts/lint-rooms.ts [ROOT]`. Exit 0 where the tree keeps docs/design.md, section 2, 1 with a line for each fault. */
import { join } from 'node:path';
import { checkTree } from './rooms/check-tree.ts';
import { printFault } from './rooms/fault.ts';

const elsewhere = process.argv[2];
const { files, faults } =
  elsewhere === undefined ? checkTree(join(import.meta.dirname, '..')) : checkTree(elsewhere, []);
for (const fault of faults) process.stdout.write(`${printFault(fault)}\n`);
process.stdout.write(`rooms: ${files} files, ${faults.length} faults\n`);
process.exitCode = faults.length > 0 || files === 0 ? 1 : 0;
