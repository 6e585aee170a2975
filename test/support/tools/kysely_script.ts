/** Kysely. Argument: URI. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';
import { datesAsText, line, password, people, say, uri } from './work.ts';

datesAsText();
const db = new Kysely<Tables>({
  dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: uri, max: 2 }) }),
});
const [kim, lee, park, choi, yoon, ...bulk] = people.map((person) => ({ ...person, password }));
if (!kim || !lee || !park || !choi || !yoon) throw new Error('people.tsv is short');
const byEmail = (email: string) => db.selectFrom('members').selectAll().where('email', '=', email);
const count = async () => {
  const { n } = await db.selectFrom('members').select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow();
  return n;
};

await say('create', async () => {
  const made: string[] = [];
  for (const person of [kim, lee, park])
    made.push(line(await db.insertInto('members').values(person).returningAll().executeTakeFirstOrThrow()));
  return made;
});
await say('duplicate', () => db.insertInto('members').values(kim).execute());
await say('find', async () => line(await byEmail(kim.email).executeTakeFirstOrThrow()));
await say('find.none', () => byEmail('nobody@example.kr').execute());
await say('update', async () => {
  const changed = { phone: '010-9999-0001', name: '김하람' };
  await db.updateTable('members').set(changed).where('email', '=', kim.email).execute();
  return line(await byEmail(kim.email).executeTakeFirstOrThrow());
});
await say('update.returning', async () => {
  const { id } = await byEmail(park.email).executeTakeFirstOrThrow();
  const set = { phone: '010-9999-0003', birth_date: '2001-12-06' };
  return line(await db.updateTable('members').set(set).where('id', '=', id).returningAll().executeTakeFirstOrThrow());
});
await say('upsert', async () => {
  const made: string[] = [];
  for (const person of [{ ...lee, name: '이가람', phone: '010-9999-0002' }, choi]) {
    const row = await db
      .insertInto('members')
      .values(person)
      .onConflict((on) =>
        on.column('email').doUpdateSet((set) => ({ name: set.ref('excluded.name'), phone: set.ref('excluded.phone') })),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    made.push(line(row));
  }
  return made;
});
await say('find.list', async () => {
  const wanted = [kim.email, choi.email, 'nobody@example.kr'];
  const rows = await db.selectFrom('members').select('email').where('email', 'in', wanted).orderBy('id').execute();
  return rows.map(({ email }) => email);
});
await say('find.phone', async () => {
  const rows = await db
    .selectFrom('members')
    .selectAll()
    .where((where) => where.or([where('phone', '=', '010-9999-0001'), where('email', '=', lee.email)]))
    .orderBy('id')
    .execute();
  return rows.map(line);
});
await say('count', count);
await say('orders', async () => {
  for (const [who, item] of [
    [kim, 'lamp'],
    [kim, 'chair'],
    [lee, 'desk'],
  ] as const) {
    const { id } = await byEmail(who.email).executeTakeFirstOrThrow();
    const order = {
      member_id: id,
      item,
      amount_krw: 1000,
      recipient: who.name,
      delivery_address: '세종시 한누리대로 1',
    };
    await db.insertInto('orders').values(order).execute();
  }
  const rows = await db
    .selectFrom('members as m')
    .innerJoin('orders as o', 'o.member_id', 'm.id')
    .select(['m.email', 'o.item', 'o.recipient', 'o.delivery_address'])
    .orderBy('o.id')
    .execute();
  return rows.map((row) => [row.email, row.item, row.recipient, row.delivery_address].join('|'));
});
await say('transaction', async () => {
  const failed = await db
    .transaction()
    .execute(async (tx) => {
      await tx.insertInto('members').values(yoon).execute();
      await tx.updateTable('members').set({ name: '바뀜' }).where('email', '=', kim.email).execute();
      throw new Error('rolled back');
    })
    .catch((error: Error) => error.message);
  return [failed, await byEmail(yoon.email).execute(), line(await byEmail(kim.email).executeTakeFirstOrThrow())];
});
const bulkEmails = bulk.map(({ email }) => email);
const bulkLines = async () =>
  (await db.selectFrom('members').selectAll().where('email', 'in', bulkEmails).orderBy('id').execute()).map(line);
await say('bulk', async () => {
  await db.insertInto('members').values(bulk).execute();
  return bulkLines();
});
await say('bulk.update', async () => {
  await db
    .insertInto('members')
    .values(bulk.slice(0, 2).map((person, n) => ({ ...person, phone: `010-3000-000${n}` })))
    .onConflict((on) => on.column('email').doUpdateSet((set) => ({ phone: set.ref('excluded.phone') })))
    .execute();
  return bulkLines();
});
await say('null', async () => {
  await db
    .updateTable('members')
    .set({ phone: null })
    .where('email', '=', bulk[0]?.email ?? '')
    .execute();
  const rows = await db.selectFrom('members').select('email').where('phone', 'is', null).orderBy('id').execute();
  return rows.map(({ email }) => email);
});
await say('delete', async () => {
  await db.deleteFrom('members').where('email', '=', park.email).execute();
  return count();
});
await say('delete.list', async () => {
  await db
    .deleteFrom('members')
    .where(
      'email',
      'in',
      people.map(({ email }) => email),
    )
    .execute();
  return count();
});
await db.destroy();
