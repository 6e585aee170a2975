import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classify } from './classify.ts';
import type { Column, ForeignKey, Table } from './column.ts';
import { personTables } from './person-table.ts';
import { type Way, waysTo } from './ways.ts';

/** `id! member_id>member.id email`: columns of one table; `!` primary key, `~` unique. */
function table(name: string, told: string, rows = 1000): Table {
  const columns: Column[] = [];
  const foreignKeys: ForeignKey[] = [];
  for (const word of told.split(' ')) {
    const [, column = '', flags = '', target, key] = /^([\w가-힣]+)([!~]*)(?:>([\w.]+)\.(\w+))?$/.exec(word) ?? [];
    columns.push({
      name: column,
      type: 'text',
      base: 'text',
      comment: null,
      generated: false,
      key: flags.includes('!'),
      unique: flags !== '',
      notNull: flags.includes('!'),
      publicMayRead: false,
    });
    if (target !== undefined && key !== undefined)
      foreignKeys.push({ columns: [column], table: `public.${target}`, keys: [key] });
  }
  return {
    oid: 0,
    schema: 'public',
    name,
    comment: null,
    kind: 'table',
    rows,
    heirs: 0,
    rowType: false,
    key: columns.filter((one) => one.key).map((one) => one.name),
    columns,
    foreignKeys,
    mayRead: true,
  };
}

function waysIn(...tables: Table[]): { person: string | undefined; ways: Record<string, Way> } {
  const looked = tables.map((one) => ({ table: one, columns: classify(one, null), sampled: null }));
  const person = personTables(looked)[0];
  if (person === undefined) return { person: undefined, ways: {} };
  const ways = waysTo(person, tables);
  return { person: person.table.name, ways: Object.fromEntries([...ways].map(([name, way]) => [name.slice(7), way])) };
}

const member = table('member', 'id! first_name email');

test('a foreign key to the subject is the way; of several the one that names the subject', () => {
  const { person, ways } = waysIn(member, table('orders', 'id! approved_by>member.id member_id>member.id'));
  assert.equal(person, 'member');
  assert.deepEqual(ways['orders'], { kind: 'column', column: 'member_id', by: 'key' });
});

test('what the subject points at is its own where there are about as many, and a list where there are few', () => {
  const people = table('member', 'id! first_name email address_id>address.id grade_id>grade.id');
  const { ways } = waysIn(people, table('address', 'id! street', 900), table('grade', 'id! label', 5));
  assert.deepEqual(ways['address'], { kind: 'via', table: 'public.member', column: 'address_id', key: null });
  assert.equal(ways['grade'], undefined);
});

test('ways lead over several tables, and over a key that both share with a third', () => {
  const { person, ways } = waysIn(
    table('entity', 'entity_id!', 1100),
    table('person', 'entity_id!>entity.entity_id', 1000),
    table('emailaddress', 'entity_id!>person.entity_id email'),
    table('phone', 'n! entity_id>person.entity_id phone_number'),
    table('lives', 'n! entity_id>entity.entity_id house_id>house.id'),
    table('house', 'id! street'),
  );
  assert.equal(person, 'person');
  assert.deepEqual(ways['lives'], { kind: 'column', column: 'entity_id', by: 'key' });
  assert.deepEqual(ways['house'], { kind: 'via', table: 'public.lives', column: 'house_id', key: null });
});

test('without a foreign key a column that is called as the key leads there, and says so', () => {
  const { ways } = waysIn(table('g5_member', 'mb_id! mb_name mb_email'), table('g5_order', 'od_id! mb_id od_tel'));
  assert.deepEqual(ways['g5_order'], { kind: 'column', column: 'mb_id', by: 'name' });
  const named = waysIn(member, table('coupon', 'id! member_id code'));
  assert.deepEqual(named.ways['coupon'], { kind: 'column', column: 'member_id', by: 'name' });
});

test('one row for one row can be told to adopt; many rows over a row cannot', () => {
  const { ways } = waysIn(
    member,
    table('orders', 'id! member_id>member.id'),
    table('shipment', 'id! order_id~>orders.id phone'),
    table('order_line', 'id! order_id>orders.id phone'),
  );
  assert.deepEqual(ways['shipment'], { kind: 'via', table: 'public.orders', column: 'id', key: 'order_id' });
  assert.deepEqual(ways['order_line'], {
    kind: 'far',
    over: ['public.order_line.order_id', 'public.orders.member_id'],
  });
});

test('customers come before workers, workers before shops, and things are nobody', () => {
  const customer = table('customer', 'id! first_name email store_id>store.id', 600);
  const staff = table('staff', 'id! first_name email password', 5);
  const store = table('store', 'id! phone address', 2);
  assert.equal(waysIn(store, staff, customer).person, 'customer');
  assert.equal(waysIn(store, staff).person, 'staff');
  assert.equal(waysIn(table('film', 'id! title'), table('language', 'id! name')).person, undefined);
});
