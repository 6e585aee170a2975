import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeptInputs } from './kept-inputs.ts';
import type { Loaded } from './load-inputs.ts';

const loaded = (scope: string[] | null): Loaded =>
  ({ inputs: { scope, stops: [['someone', 'held']] }, facts: {} }) as unknown as Loaded;

test('KeptInputs keeps what was asked for less than a second ago, without the stops of those who were asked about', () => {
  const kept = new KeptInputs();
  kept.keep('grant', loaded(null), 5000);
  assert.equal(kept.of('grant', 5999)?.inputs.stops, null);
  assert.equal(kept.of('other', 5000), undefined);
  assert.equal(kept.of('grant', 6000), undefined);
  assert.equal(kept.of('grant', 5000), undefined, 'forgotten once it was too old');
});

test('KeptInputs keeps nothing of a grant with a list of subjects', () => {
  const kept = new KeptInputs();
  kept.keep('grant', loaded([]), 5000);
  assert.equal(kept.of('grant', 5000), undefined);
});
