/** What a table adds to its columns: whom it is of, and that it is one of addresses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makers } from '../../../test/support/made/values.ts';
import { classify } from './classify.ts';
import { type Table, classOf, textColumn } from './column.ts';
import { observe } from './observe.ts';

/** The finding of each column of a table of 100 rows, told as `name: maker`. */
function findingsOf(name: string, told: Readonly<Record<string, string>>): Record<string, string | null> {
  const columns = Object.keys(told).map(textColumn);
  const table: Table = {
    oid: 1,
    schema: 'public',
    name,
    comment: null,
    kind: 'table',
    rows: 100,
    heirs: 0,
    rowType: false,
    key: [],
    columns,
    foreignKeys: [],
    mayRead: true,
  };
  const observed = new Map(
    Object.entries(told).map(([each, maker]) => [
      each,
      observe(
        Array.from({ length: 100 }, (_, n) => String(makers[maker]?.(n + 1))),
        classOf('text'),
        2026,
      ),
    ]),
  );
  return Object.fromEntries(classify(table, observed).map(({ column, verdict }) => [column.name, verdict.finding]));
}

test('classify takes the lines of a table of addresses for addresses, and those of another for nothing', () => {
  const lines = { label: 'word', line_1: 'suite', city: 'city', state: 'state' };
  assert.deepEqual(findingsOf('user_addresses', lines), {
    label: null,
    line_1: 'address',
    city: 'address',
    state: 'address',
  });
  assert.deepEqual(findingsOf('rentals', { billing_address: 'street', state: 'status' }), {
    billing_address: 'address',
    state: null,
  });
  assert.deepEqual(findingsOf('print_jobs', { line_1: 'word', state: 'status' }), { line_1: null, state: null });
});

test('classify makes no table one of people because its rows have digests', () => {
  assert.deepEqual(findingsOf('devices', { name: 'product', hash: 'sha256' }), { name: null, hash: null });
  assert.deepEqual(findingsOf('devices', { name: 'full', password_hash: 'sha256' }), {
    name: 'name',
    password_hash: 'password',
  });
});

test('classify hears who asks where a table has ways to reach people', () => {
  assert.deepEqual(findingsOf('tickets', { requester: 'full', contact: 'email' }), {
    requester: 'name',
    contact: 'email',
  });
  assert.deepEqual(findingsOf('tickets', { requester: 'last', size: 'int' }), { requester: null, size: null });
});

test('classify takes a name called as its own table for the row’s, unless the table is one of people', () => {
  const { opp_name } = findingsOf('opportunities', { opp_name: 'product', owner_name: 'full' });
  assert.equal(opp_name, null);
  assert.equal(findingsOf('patient', { pat_name: 'full' })['pat_name'], 'name');
});

test('classify takes an `acct` beside a card, and one of nobody for nothing', () => {
  assert.equal(findingsOf('cards', { card_no: 'card', stl_acct: 'account' })['stl_acct'], 'account');
  assert.equal(findingsOf('ledger', { word: 'word', gl_acct: 'account' })['gl_acct'], null);
});
