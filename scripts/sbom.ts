/** Writes docs/sbom.cdx.json, our own bill of materials, from package-lock.json; `--check` only says whether it is up to date. */
import { join } from 'node:path';
import { writeOrCheck } from './generated.ts';
import { cycloneDx } from './parts/cyclonedx.ts';
import { insideParts } from './parts/inside.ts';
import { readLock } from './parts/lock.ts';

const root = join(import.meta.dirname, '..');
const text = `${JSON.stringify(cycloneDx(readLock(root), insideParts), null, 2)}\n`;
writeOrCheck(join(root, 'docs', 'sbom.cdx.json'), text, 'node scripts/sbom.ts');
