/**
 * Every row of the attack table against a running installation, by a real driver, by psql, and by a client
 * without manners. Each ends in ciphertext or in a refusal that stands in the history.
 *
 * Not tested: timing on masked columns. The server compares pseudonyms and has no plaintext whose comparison could take longer; what the time of
 * an index search tells (that a value exists) the answer tells as well, and the question is on record.
 */
import { after, before, suite } from 'node:test';
import { around } from './attacks/around.ts';
import { disguise } from './attacks/disguise.ts';
import { ending } from './attacks/ending.ts';
import { finding } from './attacks/finding.ts';
import { identity } from './attacks/identity.ts';
import { type Scene, openScene } from './attacks/scene.ts';
import { spelled } from './attacks/spelled.ts';
import { writing } from './attacks/writing.ts';

suite('the attack table', () => {
  let scene: Scene;
  before(async () => {
    scene = await openScene();
  });
  after(() => scene.close());
  disguise(() => scene);
  around(() => scene);
  finding(() => scene);
  spelled(() => scene);
  identity(() => scene);
  writing(() => scene);
  ending(() => scene);
});
