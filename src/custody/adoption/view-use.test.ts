import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadModule } from 'libpg-query';
import { garbles, moveRelations, useOf } from './view-use.ts';

const sealed = new Map([['customer', new Set(['email', 'name'])]]);

before(loadModule);

const uses: readonly (readonly [sql: string, use: 'passes' | 'computes'])[] = [
  ['select c.id, c.email from public.customer c', 'passes'],
  ['select customer.email as mail from public.customer', 'passes'],
  ['select c.id from public.customer c where c.email is not null', 'passes'],
  ['select s.name || s.email, c.email from public.staff s join public.customer c on c.id = s.id', 'passes'],
  ["select c.email || '' as mail from public.customer c", 'computes'],
  ['select lower(c.email::text) from public.customer c', 'computes'],
  ['select c.id from public.customer c where c.email::text = $$x$$', 'computes'],
  ['select distinct c.email from public.customer c', 'computes'],
  ['select c.email from public.customer c union select c.name from public.customer c', 'computes'],
  ["select x.mail || '' from (select c.email as mail from public.customer c) x", 'computes'],
  ['select c.email from public.customer c order by c.email', 'computes'],
  ['select row_to_json(c.*) from public.customer c', 'computes'],
  ['select email from public.customer, public.staff', 'passes'],
  ['select c.x || c.email from public.staff c, (select c.email from public.customer c) y', 'computes'],
];

for (const [sql, use] of uses) test(`useOf says ${use} of ${sql}`, () => assert.equal(useOf(sql, sealed), use));

const garbled: readonly (readonly [sql: string, by: string | undefined])[] = [
  ["select c.name || ' ' from customer c", '|| on name'],
  ['select concat(c.name) from customer c', 'concat() on name'],
  ['select c.email::text from customer c', 'a cast on email'],
  ["select s.name || ' ' from staff s join customer c using (id)", undefined],
  ['select count(c.email), coalesce(c.name, c.email) from customer c where c.email = c.name', undefined],
  ['select c.id from customer c where c.email like $$a%$$', '~~ on email'],
];

for (const [sql, by] of garbled)
  test(`garbles finds ${by ?? 'nothing'} in ${sql}`, () => assert.equal(garbles(sql, sealed), by));

test('moveRelations exchanges the schema of the relations named, and leaves every other text', () => {
  const moved = moveRelations(
    `select '한글 public.customer', public.customer.email from public.customer join "public"."staff" on true`,
    (schema, relation) => (relation === 'customer' ? `${schema}_stage` : undefined),
  );
  assert.equal(
    moved,
    `select '한글 public.customer', "public_stage".customer.email from "public_stage".customer join "public"."staff" on true`,
  );
});
