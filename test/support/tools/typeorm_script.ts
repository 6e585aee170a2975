/** TypeORM, by entity schemas (decorators are not erasable). Argument: URI. */
import { DataSource, EntitySchema, In, IsNull } from 'typeorm';
import { type Person, datesAsText, line, password, people, say, uri } from './work.ts';

datesAsText();
type Member = Person & { id: string; password: string; orders?: Order[] };
type Order = {
  id: string;
  item: string;
  amount_krw: number;
  recipient: string;
  delivery_address: string;
  member: Member;
};
const id = { type: 'bigint', primary: true, generated: true } as const;
const text = { type: 'text' } as const;
const perhaps = { type: 'text', nullable: true } as const;

const Members = new EntitySchema<Member>({
  name: 'members',
  columns: {
    id,
    email: { type: 'text', unique: true },
    password: text,
    name: text,
    phone: perhaps,
    address: perhaps,
    birth_date: { type: 'date', nullable: true },
  },
  relations: { orders: { type: 'one-to-many', target: 'orders', inverseSide: 'member' } },
});
const Orders = new EntitySchema<Order>({
  name: 'orders',
  columns: { id, item: text, amount_krw: { type: 'int' }, recipient: text, delivery_address: text },
  relations: {
    member: { type: 'many-to-one', target: 'members', inverseSide: 'orders', joinColumn: { name: 'member_id' } },
  },
});

const source = new DataSource({
  type: 'postgres',
  url: uri,
  entities: [Members, Orders],
  extra: { connectionString: uri, max: 2 },
});
await source.initialize();
const members = source.getRepository(Members);
const [kim, lee, park, choi, yoon, ...bulk] = people.map((person) => ({ ...person, password }));
if (!kim || !lee || !park || !choi || !yoon) throw new Error('people.tsv is short');
const byEmail = (email: string) => members.findOneByOrFail({ email });
const bulkEmails = bulk.map(({ email }) => email);
const bulkMembers = () => members.find({ where: { email: In(bulkEmails) }, order: { id: 'ASC' } });

await say('create', async () => {
  const made: string[] = [];
  for (const person of [kim, lee, park]) made.push(line(await members.save({ ...person })));
  return made;
});
await say('duplicate', () => members.save({ ...kim }));
await say('find', async () => line(await byEmail(kim.email)));
await say('find.none', () => members.findBy({ email: 'nobody@example.kr' }));
await say('update', async () => {
  await members.update({ email: kim.email }, { phone: '010-9999-0001', name: '김하람' });
  return line(await byEmail(kim.email));
});
await say('update.returning', async () => {
  const found = await byEmail(park.email);
  await members.save({ ...found, phone: '010-9999-0003', birth_date: '2001-12-06' });
  return line(await byEmail(park.email));
});
await say('upsert', async () => {
  const made: string[] = [];
  for (const person of [{ ...lee, name: '이가람', phone: '010-9999-0002' }, choi]) {
    await members.upsert(person, { conflictPaths: ['email'], skipUpdateIfNoValuesChanged: true });
    made.push(line(await byEmail(person.email)));
  }
  return made;
});
await say('find.list', async () => {
  const wanted = [kim.email, choi.email, 'nobody@example.kr'];
  const rows = await members.find({ select: { email: true }, where: { email: In(wanted) }, order: { id: 'ASC' } });
  return rows.map(({ email }) => email);
});
await say('find.phone', async () => {
  const rows = await members.find({ where: [{ phone: '010-9999-0001' }, { email: lee.email }], order: { id: 'ASC' } });
  return rows.map(line);
});
await say('count', () => members.count());
await say('orders', async () => {
  const orders = source.getRepository(Orders);
  for (const [who, item] of [
    [kim, 'lamp'],
    [kim, 'chair'],
    [lee, 'desk'],
  ] as const) {
    const member = await byEmail(who.email);
    await orders.save({ member, item, amount_krw: 1000, recipient: who.name, delivery_address: '세종시 한누리대로 1' });
  }
  const rows = await orders.find({ relations: { member: true }, order: { id: 'ASC' } });
  return rows.map((row) => [row.member.email, row.item, row.recipient, row.delivery_address].join('|'));
});
await say('transaction', async () => {
  const failed = await source
    .transaction(async (tx) => {
      await tx.getRepository(Members).save({ ...yoon });
      await tx.getRepository(Members).update({ email: kim.email }, { name: '바뀜' });
      throw new Error('rolled back');
    })
    .catch((error: Error) => error.message);
  return [failed, await members.findBy({ email: yoon.email }), line(await byEmail(kim.email))];
});
await say('bulk', async () => {
  await members.save(bulk.map((person) => ({ ...person })));
  return (await bulkMembers()).map(line);
});
await say('bulk.update', async () => {
  const [one, two] = await bulkMembers();
  await members.save([
    { ...one, phone: '010-3000-0000' },
    { ...two, phone: '010-3000-0001' },
  ]);
  return (await bulkMembers()).map(line);
});
await say('null', async () => {
  await members.update({ email: bulk[0]?.email ?? '' }, { phone: null });
  return (await members.find({ where: { phone: IsNull() }, order: { id: 'ASC' } })).map(({ email }) => email);
});
await say('delete', async () => {
  await members.remove(await byEmail(park.email));
  return members.count();
});
await say('delete.list', async () => {
  await members.delete({ email: In(people.map(({ email }) => email)) });
  return members.count();
});
await source.destroy();
