import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fates } from './fates.ts';

const parameter = (n: number) => 2 * n + 1;

test('Fates gives to all that met, however long their chain, the group that one of them meets, and soon', () => {
  const fates = new Fates();
  const length = 15_000;
  const began = performance.now();
  for (let n = 1; n < length; n++)
    fates.meet({ leaves: new Set([parameter(n + 1), parameter(n)]), columns: new Set() });
  fates.meet({ leaves: new Set([parameter(1)]), columns: new Set([{ field: 1, group: 7 }]) });
  const { parameters, literals } = fates.groups();
  assert.deepEqual([parameters.size, literals.size], [length, 0]);
  assert.deepEqual(new Set(parameters.values()), new Set([7]));
  // walked link by link it is 20 s, in which the gateway answers nobody
  assert.ok(performance.now() - began < 5000);
});
