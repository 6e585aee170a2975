/** What every key store must do, whoever made it: the contract of `src/custody/keystore.ts`. Run it from the adapter's own test. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { type KeyStore, LARGEST_GROUP } from '../../src/custody/keystore.ts';
import type { Code } from '../../src/platform/codes/mod.ts';
import { Refusal } from '../../src/platform/refusal.ts';

export type KeyStoreUnderTest = {
  /** A new store, just made. */
  readonly store: KeyStore;
  /** Opens the same keys as another process would. */
  readonly again: () => Promise<KeyStore>;
};

export function keyStoreContract(adapter: string, make: (t: TestContext) => Promise<KeyStoreUnderTest>): void {
  test(`${adapter} does begin with one epoch, which is current`, async (t) => {
    const { store } = await make(t);
    await store.answers();
    assert.equal(await store.currentEpoch(), 1);
    assert.equal((await store.epochKey(1)).length, 32);
  });

  test(`${adapter} does number epochs densely and keep the older ones`, async (t) => {
    const { store } = await make(t);
    const first = await store.epochKey(1);
    assert.equal(await store.newEpoch(), 2);
    assert.equal(await store.newEpoch(), 3);
    assert.equal(await store.currentEpoch(), 3);
    assert.deepEqual(await store.epochKey(1), first);
    assert.notDeepEqual(await store.epochKey(2), first);
    assert.notDeepEqual(await store.epochKey(2), await store.epochKey(3));
  });

  test(`${adapter} does hand out a copy that the caller may overwrite`, async (t) => {
    const { store } = await make(t);
    const copy = await store.epochKey(1);
    const kept = Buffer.from(copy);
    copy.fill(0);
    assert.deepEqual(await store.epochKey(1), kept);
  });

  test(`${adapter} does destroy an epoch for ever, once or twice asked, and no other`, async (t) => {
    const { store, again } = await make(t);
    await store.newEpoch();
    const second = await store.epochKey(2);
    await store.destroyEpoch(1);
    await store.destroyEpoch(1);
    for (const view of [store, await again()]) {
      await refuses('JK307', () => view.epochKey(1));
      assert.deepEqual(await view.epochKey(2), second);
      assert.equal(await view.currentEpoch(), 2);
    }
    assert.equal(await store.newEpoch(), 3);
  });

  test(`${adapter} does never use a destroyed number again`, async (t) => {
    const { store, again } = await make(t);
    for (const epoch of [2, 3, 4]) {
      assert.equal(await store.newEpoch(), epoch);
      await store.destroyEpoch(epoch - 1);
    }
    assert.equal(await (await again()).newEpoch(), 5);
  });

  test(`${adapter} does not destroy the current epoch`, async (t) => {
    const { store } = await make(t);
    await refuses('JK309', () => store.destroyEpoch(1));
    assert.equal((await store.epochKey(1)).length, 32);
  });

  test(`${adapter} does refuse an epoch that never was`, async (t) => {
    const { store } = await make(t);
    for (const epoch of [0, -1, 1.5, 2, Number.NaN, Infinity]) {
      await refuses('JK308', () => store.epochKey(epoch));
      await refuses('JK308', () => store.destroyEpoch(epoch));
    }
  });

  test(`${adapter} does give each term group a key of its own that stays`, async (t) => {
    const { store, again } = await make(t);
    assert.equal(await store.newGroup(), 1);
    assert.equal(await store.newGroup(), 2);
    assert.equal(store.groupKey(1).length, 32);
    assert.notDeepEqual(store.groupKey(1), store.groupKey(2));
    const other = await again();
    assert.deepEqual(other.groupKey(1), store.groupKey(1));
    assert.deepEqual(other.groupKey(2), store.groupKey(2));
  });

  test(`${adapter} does refuse a term group that never was`, async (t) => {
    const { store } = await make(t);
    for (const group of [0, -1, 1.5, 1, Number.NaN, LARGEST_GROUP + 1])
      await refuses('JK310', async () => store.groupKey(group));
  });

  test(`${adapter} does show at once what another process began and destroyed`, async (t) => {
    const { store, again } = await make(t);
    const other = await again();
    assert.equal(await other.newEpoch(), 2);
    assert.equal(await store.currentEpoch(), 2);
    assert.deepEqual(await store.epochKey(2), await other.epochKey(2));
    await store.epochKey(1);
    await other.destroyEpoch(1);
    await refuses('JK307', () => store.epochKey(1));
    const group = await other.newGroup();
    assert.deepEqual(store.groupKey(group), other.groupKey(group));
  });

  test(`${adapter} does give no number twice when many begin at once`, async (t) => {
    const { store, again } = await make(t);
    const views = [store, await again(), store, await again()];
    const epochs = await Promise.all(views.map((view) => view.newEpoch()));
    const groups = await Promise.all(views.map((view) => view.newGroup()));
    assert.deepEqual(
      epochs.toSorted((a, b) => a - b),
      [2, 3, 4, 5],
    );
    assert.deepEqual(
      groups.toSorted((a, b) => a - b),
      [1, 2, 3, 4],
    );
  });

  test(`${adapter} does refuse everything once closed, and open again with its keys`, async (t) => {
    const { store, again } = await make(t);
    const key = await store.epochKey(1);
    const group = Buffer.from(store.groupKey(await store.newGroup()));
    store.close();
    store.close();
    await refuses('JK302', () => store.answers());
    await refuses('JK302', () => store.currentEpoch());
    await refuses('JK302', () => store.epochKey(1));
    await refuses('JK302', () => store.newEpoch());
    await refuses('JK302', () => store.destroyEpoch(1));
    await refuses('JK302', async () => store.groupKey(1));
    await refuses('JK302', () => store.newGroup());
    const opened = await again();
    assert.deepEqual(await opened.epochKey(1), key);
    assert.deepEqual(opened.groupKey(1), group);
  });
}

/** Asserts that the work is refused with this code and no other. */
export async function refuses(code: Code, work: () => Promise<unknown>): Promise<void> {
  await assert.rejects(work, (error) => error instanceof Refusal && error.code === code, `expected ${code}`);
}
