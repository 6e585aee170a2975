/**
 * Writes THIRD_PARTY_NOTICES.md: the licence texts of what an installation runs, from the packages themselves; `--check` only says whether
 * it is up to date. What is only on some platforms, or only builds and tests, is named without its text, so that every machine writes the
 * same file.
 */
import { join } from 'node:path';
import { writeOrCheck } from './generated.ts';
import { insideParts } from './parts/inside.ts';
import { readLock } from './parts/lock.ts';
import { notices } from './parts/notices.ts';

const root = join(import.meta.dirname, '..');
writeOrCheck(
  join(root, 'THIRD_PARTY_NOTICES.md'),
  notices(root, readLock(root), insideParts),
  'node scripts/notices.ts',
);
