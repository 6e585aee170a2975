import assert from 'node:assert/strict';
import { chmod, copyFile, cp, mkdtemp, readdir, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, after, test } from 'node:test';
import { keyStoreContract, refuses } from '../../test/contracts/keystore.ts';
import { createFileKeyStore, openFileKeyStore, passphraseBeside } from './open-file-keystore.ts';

const passphrase = 'correct horse battery staple';

async function place(t: TestContext): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'jikimi-keys-'));
  t.after(() => rm(parent, { recursive: true, force: true }));
  return join(parent, 'keys');
}

/** Makes a store with epochs 1 (destroyed), 2, 3 and group 1, closed. */
async function make(directory: string): Promise<void> {
  const store = await createFileKeyStore(directory, passphrase);
  await store.newEpoch();
  await store.newEpoch();
  await store.newGroup();
  await store.destroyEpoch(1);
  store.close();
}

const shelf = await mkdtemp(join(tmpdir(), 'jikimi-keys-'));
after(() => rm(shelf, { recursive: true, force: true }));
await make(join(shelf, 'keys'));

/** A copy of one such store: to derive the key of a passphrase costs half a second. */
async function used(t: TestContext): Promise<string> {
  const directory = await place(t);
  await cp(join(shelf, 'keys'), directory, { recursive: true });
  return directory;
}

keyStoreContract('FileKeyStore', async (t) => {
  const directory = await place(t);
  return {
    store: await createFileKeyStore(directory, passphrase),
    again: () => openFileKeyStore(directory, passphrase),
  };
});

test('createFileKeyStore does leave only its own files, readable by their owner alone', async (t) => {
  const directory = await place(t);
  await make(directory);
  assert.deepEqual((await readdir(directory)).toSorted(), [
    'epoch-1.destroyed',
    'epoch-2.key',
    'epoch-3.key',
    'group-1.key',
    'store.json',
  ]);
  assert.deepEqual(await readdir(join(directory, '..')), ['keys']);
  assert.equal((await stat(directory)).mode & 0o777, 0o700);
  for (const name of await readdir(directory))
    assert.equal((await stat(join(directory, name))).mode & 0o777, 0o600, name);
});

test('FileKeyStore does write no key and no passphrase in clear', async (t) => {
  const directory = await used(t);
  const store = await openFileKeyStore(directory, passphrase);
  const secrets = [await store.epochKey(2), await store.epochKey(3), store.groupKey(1), Buffer.from(passphrase)];
  for (const name of await readdir(directory)) {
    const bytes = await readFile(join(directory, name));
    for (const secret of secrets) {
      assert.ok(!bytes.includes(secret), name);
      assert.ok(!bytes.includes(secret.toString('hex')), name);
    }
  }
});

test('createFileKeyStore does not touch a store that is there', async (t) => {
  const directory = await used(t);
  await refuses('JK305', () => createFileKeyStore(directory, passphrase));
  assert.equal(await (await openFileKeyStore(directory, passphrase)).currentEpoch(), 3);
  assert.deepEqual(await readdir(join(directory, '..')), ['keys']);
});

test('openFileKeyStore does never make a store', async (t) => {
  const directory = await place(t);
  await refuses('JK304', () => openFileKeyStore(directory, passphrase));
  assert.deepEqual(await readdir(join(directory, '..')), []);
});

test('openFileKeyStore does stay locked with a wrong or an empty passphrase', async (t) => {
  const directory = await used(t);
  for (const wrong of ['', 'correct horse battery stapl', Buffer.alloc(0)])
    await refuses('JK302', () => openFileKeyStore(directory, wrong));
  await refuses('JK302', async () => createFileKeyStore(await place(t), ''));
});

test('openFileKeyStore does tell a damaged header from a wrong passphrase, at every byte and length', async (t) => {
  const directory = await used(t);
  const file = join(directory, 'store.json');
  const whole = await readFile(file);
  for (let i = 0; i < whole.length; i += 7) {
    const damaged = Buffer.from(whole);
    damaged[i] = (damaged[i] as number) ^ 1;
    for (const bytes of [damaged, whole.subarray(0, i)]) {
      await writeFile(file, bytes);
      await refuses('JK303', () => openFileKeyStore(directory, passphrase));
    }
  }
  await writeFile(file, whole);
  await openFileKeyStore(directory, passphrase);
});

test('openFileKeyStore does refuse a store that others may read', async (t) => {
  const directory = await used(t);
  await chmod(directory, 0o750);
  await refuses('JK306', () => openFileKeyStore(directory, passphrase));
  await chmod(directory, 0o700);
  await chmod(join(directory, 'store.json'), 0o644);
  await refuses('JK306', () => openFileKeyStore(directory, passphrase));
});

test('FileKeyStore does refuse a key file that is damaged, cut, lost or another one', async (t) => {
  const directory = await used(t);
  const store = await openFileKeyStore(directory, passphrase);
  const file = join(directory, 'epoch-2.key');
  const whole = await readFile(file);
  for (let i = 0; i < whole.length; i += 1) {
    const damaged = Buffer.from(whole);
    damaged[i] = (damaged[i] as number) ^ 1;
    for (const bytes of [damaged, whole.subarray(0, i)]) {
      await writeFile(file, bytes);
      await refuses('JK303', () => store.epochKey(2));
    }
  }
  for (const other of ['epoch-3.key', 'group-1.key']) {
    await copyFile(join(directory, other), file);
    await refuses('JK303', () => store.epochKey(2));
  }
  await unlink(file);
  await refuses('JK303', () => store.epochKey(2));
  await copyFile(join(directory, 'epoch-3.key'), join(directory, 'group-1.key'));
  await refuses('JK303', () => openFileKeyStore(directory, passphrase));
});

test('FileKeyStore does refuse the key file of another store with the same passphrase', async (t) => {
  const [one, other] = [await used(t), await place(t)];
  await make(other);
  await copyFile(join(other, 'epoch-2.key'), join(one, 'epoch-2.key'));
  const store = await openFileKeyStore(one, passphrase);
  await refuses('JK303', () => store.epochKey(2));
});

test('FileKeyStore does say that it is down while its directory is away, and serve when it is back', async (t) => {
  const directory = await used(t);
  const store = await openFileKeyStore(directory, passphrase);
  await rename(directory, `${directory}.away`);
  await refuses('JK301', () => store.epochKey(2));
  await refuses('JK301', () => store.currentEpoch());
  await refuses('JK301', () => store.newEpoch());
  await refuses('JK301', () => store.destroyEpoch(2));
  await rename(`${directory}.away`, directory);
  assert.equal((await store.epochKey(2)).length, 32);
});

test('FileKeyStore does hold an epoch for destroyed when a crash left its key file, and ends it when opened or asked again', async (t) => {
  const directory = await used(t);
  const file = join(directory, 'epoch-2.key');
  const kept = await readFile(file);
  const store = await openFileKeyStore(directory, passphrase);
  await writeFile(join(directory, 'epoch-2.destroyed'), '');
  await refuses('JK307', () => store.epochKey(2));
  await store.destroyEpoch(2);
  await assert.rejects(stat(file));
  await writeFile(file, kept);
  const opened = await openFileKeyStore(directory, passphrase);
  await assert.rejects(stat(file));
  await refuses('JK307', () => opened.epochKey(2));
});

test('FileKeyStore does pass over what a crash left of a key that was being begun', async (t) => {
  const directory = await used(t);
  await writeFile(join(directory, 'epoch-4.key.0123456789ab.new'), 'half', { mode: 0o600 });
  const store = await openFileKeyStore(directory, passphrase);
  assert.equal(await store.currentEpoch(), 3);
  assert.equal(await store.newEpoch(), 4);
});

test('FileKeyStore does refuse when all its epochs are lost, and begins none in their place', async (t) => {
  const directory = await used(t);
  for (const name of await readdir(directory)) if (name.startsWith('epoch')) await unlink(join(directory, name));
  await refuses('JK303', () => openFileKeyStore(directory, passphrase));
});

test('passphraseBeside does make one once, for its owner alone, and never for a store whose own is lost', async (t) => {
  const directory = await place(t);
  const made = await passphraseBeside(directory);
  assert.match(made, /^[\w-]{43}$/);
  assert.equal((await stat(`${directory}.passphrase`)).mode & 0o777, 0o600);
  (await createFileKeyStore(directory, made)).close();
  (await openFileKeyStore(directory, await passphraseBeside(directory))).close();
  await unlink(`${directory}.passphrase`);
  await refuses('JK302', () => passphraseBeside(directory));
});
