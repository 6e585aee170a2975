/** `jikimi doctor` looks at everything that docs/promises.md names as carrying a promise, under that promise. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { carrying } from '../../src/cli/doctor.sql.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/promises.md'), 'utf8');
/** Triggers of many tables; doctor goes through the tables. */
const everywhere = ['never_changed', 'never_emptied'];

for (const promise of [1, 2, 3, 4, 5] as const) {
  test(`doctor knows what carries promise ${promise}`, () => {
    const section = text.split('\n## ').find((part) => part.startsWith(`${promise}. `)) ?? '';
    const named = section
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .flatMap((line) => [...(line.split('|')[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
      .filter((name) => !everywhere.includes(name));
    assert.ok(named.length > 0);
    assert.deepEqual([...new Set(named)].toSorted(), [...carrying[promise]].toSorted());
  });
}
