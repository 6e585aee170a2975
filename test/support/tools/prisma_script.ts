/** Prisma without its engine, on @prisma/adapter-pg. Argument: URI. */
import { PrismaPg } from '@prisma/adapter-pg';
import { getPrismaClientClass } from './prisma/client.ts';
import { type Person, line, password, people, say, uri } from './work.ts';

/** What is read of the rows; client.ts stands here without the types that would be generated beside it. */
type Row = Omit<Person, 'birth_date'> & { readonly birth_date: Date | null };
type Order = {
  readonly item: string;
  readonly recipient: string;
  readonly delivery_address: string;
  readonly member: Row;
};

const PrismaClient = getPrismaClientClass();
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: uri, max: 2 }), errorFormat: 'minimal' });
const { members, orders } = prisma;
const day = (text: string | null) => (text === null ? null : new Date(text));
const [kim, lee, park, choi, yoon, ...bulk] = people.map((person) => ({
  ...person,
  password,
  birth_date: day(person.birth_date),
}));
if (!kim || !lee || !park || !choi || !yoon) throw new Error('people.tsv is short');
const byEmail = (email: string) => members.findUniqueOrThrow({ where: { email } });
const bulkEmails = bulk.map(({ email }) => email);
const bulkMembers = () => members.findMany({ where: { email: { in: bulkEmails } }, orderBy: { id: 'asc' } });

await say('create', async () => {
  const made: string[] = [];
  for (const data of [kim, lee, park]) made.push(line(await members.create({ data })));
  return made;
});
await say('duplicate', () => members.create({ data: kim }));
await say('find', async () => line(await byEmail(kim.email)));
await say('find.none', () => members.findMany({ where: { email: 'nobody@example.kr' } }));
await say('update', async () => {
  await members.update({ where: { email: kim.email }, data: { phone: '010-9999-0001', name: '김하람' } });
  return line(await byEmail(kim.email));
});
await say('update.returning', async () => {
  const { id } = await byEmail(park.email);
  return line(await members.update({ where: { id }, data: { phone: '010-9999-0003', birth_date: day('2001-12-06') } }));
});
await say('upsert', async () => {
  const made: string[] = [];
  for (const { email, ...rest } of [{ ...lee, name: '이가람', phone: '010-9999-0002' }, choi])
    made.push(
      line(
        await members.upsert({
          where: { email },
          create: { email, ...rest },
          update: { name: rest.name, phone: rest.phone },
        }),
      ),
    );
  return made;
});
await say('find.list', async () => {
  const wanted = [kim.email, choi.email, 'nobody@example.kr'];
  const rows = await members.findMany({
    select: { email: true },
    where: { email: { in: wanted } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ email }: Row) => email);
});
await say('find.phone', async () => {
  const either = [{ phone: '010-9999-0001' }, { email: lee.email }];
  return (await members.findMany({ where: { OR: either }, orderBy: { id: 'asc' } })).map(line);
});
await say('count', () => members.count());
await say('orders', async () => {
  for (const [who, item] of [
    [kim, 'lamp'],
    [kim, 'chair'],
    [lee, 'desk'],
  ] as const) {
    const order = { item, amount_krw: 1000, recipient: who.name, delivery_address: '세종시 한누리대로 1' };
    await orders.create({ data: { ...order, member: { connect: { email: who.email } } } });
  }
  const rows = await orders.findMany({ include: { member: true }, orderBy: { id: 'asc' } });
  return rows.map((row: Order) => [row.member.email, row.item, row.recipient, row.delivery_address].join('|'));
});
await say('transaction', async () => {
  const failed = await prisma
    .$transaction(async (tx) => {
      await tx.members.create({ data: yoon });
      await tx.members.update({ where: { email: kim.email }, data: { name: '바뀜' } });
      throw new Error('rolled back');
    })
    .catch((error: Error) => error.message);
  return [failed, await members.findMany({ where: { email: yoon.email } }), line(await byEmail(kim.email))];
});
await say('bulk', async () => {
  await members.createMany({ data: bulk });
  return (await bulkMembers()).map(line);
});
await say('bulk.update', async () => {
  await prisma.$transaction(
    bulkEmails.slice(0, 2).map((email, n) => members.update({ where: { email }, data: { phone: `010-3000-000${n}` } })),
  );
  return (await bulkMembers()).map(line);
});
await say('null', async () => {
  await members.updateMany({ where: { email: bulkEmails[0] ?? '' }, data: { phone: null } });
  return (await members.findMany({ where: { phone: null }, orderBy: { id: 'asc' } })).map(({ email }: Row) => email);
});
await say('delete', async () => {
  await members.delete({ where: { email: park.email } });
  return members.count();
});
await say('delete.list', async () => {
  await members.deleteMany({ where: { email: { in: people.map(({ email }) => email) } } });
  return members.count();
});
await prisma.$disconnect();
