/** postgres.js: everything in the extended protocol and pipelined, cursors by portals, COPY as a stream, LISTEN. Arguments: URI, steps as JSON. */
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import type { Step } from './steps.ts';

const [uri = '', path = ''] = process.argv.slice(2);
const { steps, emails } = JSON.parse(readFileSync(path, 'utf8')) as {
  steps: readonly Step[];
  emails: readonly string[];
};
const [one = '', two = '', three = ''] = emails;
const { hostname, port, pathname, username, password, searchParams } = new URL(uri);
const ca = searchParams.get('sslrootcert');
const told: unknown[] = [];
const sql = postgres({
  host: hostname,
  port: Number(port),
  database: pathname.slice(1),
  username: decodeURIComponent(username),
  password: decodeURIComponent(password),
  ssl: ca === null ? false : { ca: readFileSync(ca) },
  max: 1,
  onnotice: (notice) => told.push([notice['severity'], notice['message']]),
});

async function say(step: string, work: () => Promise<unknown>): Promise<void> {
  let got: unknown;
  try {
    got = await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    got = { error: 'code' in error ? error.code : error.message };
  }
  process.stdout.write(`${JSON.stringify({ step, got })}\n`);
}

for (const prepare of [false, true]) {
  for (const { step, sql: text, params } of steps) {
    await say(`${step}${prepare ? '.prepared' : ''}`, async () => [
      ...(await sql.unsafe(text, [...(params ?? [])] as never[], { prepare }).values()),
    ]);
  }
}
await say('tagged', async () => [
  ...(await sql`select id, email from members where email = ${one} or email in ${sql([two, three])} order by id`),
]);
await say('prepared', async () => {
  const got = [];
  for (const email of [one, two, three, one])
    got.push(...(await sql`select id, email from members where email = ${email}`));
  return got;
});
await say('pipeline', async () => {
  const asked = Array.from(
    { length: 30 },
    (_, n) => sql`select email, ${n}::int as n from members where email = ${emails[n % 3] ?? ''}`,
  );
  return (await Promise.all(asked)).map((each) => [...each]);
});
await say('pipeline.fails', async () => {
  const asked = [
    sql`select email from members where id = 100001`,
    sql`select 1 / 0`,
    sql`select email from members where email = ${two}`,
  ];
  return (await Promise.allSettled(asked)).map((each) =>
    each.status === 'fulfilled' ? [...each.value] : (each.reason as { code: string }).code,
  );
});
await say('portal', async () => {
  const got: unknown[] = [];
  await sql`select id, email from members order by id`.cursor(13, (part) => void got.push([...part]));
  return got;
});
await say('portal.closed', async () => {
  const got: unknown[] = [];
  await sql`select id, email from members order by id`.cursor(5, (part) => {
    got.push([...part]);
    return got.length === 2 ? sql.CLOSE : undefined;
  });
  return got;
});
await say('transaction', async () =>
  sql.begin('isolation level serializable', async (tx) => {
    const got: unknown[] = [[...(await tx`select email from members where email = ${one}`)]];
    await tx.savepoint(async (inner) => inner`select 1 / 0`).catch((error: { code: string }) => got.push(error.code));
    got.push([
      ...(await tx`select current_setting('transaction_isolation') as level, email from members where email = ${two}`),
    ]);
    return got;
  }),
);
await say('transaction.pipelined', async () =>
  sql
    .begin((tx) => [
      tx`select email from members where id = 100001`,
      tx`select id from members where email = ${one}`,
      tx`select 3 as n`,
    ])
    .then((each) => each.map((part) => [...part])),
);
await say('simple', async () => {
  const results: unknown = await sql
    .unsafe(`select 1 as n; select email from members where email = '${one}'; select 2 as n`)
    .simple();
  return (results as unknown[][]).map((each) => [...each]);
});
await say('described', async () => {
  const { columns, types } =
    (await sql`select id, email, array[email] as all from members where email = ${one}`.describe()) as unknown as {
      columns: { name: string; type: number }[];
      types: number[];
    };
  return [columns.map(({ name, type }) => [name, type]), types];
});
await say('cancelled', async () => {
  const asked = sql`select count(email), pg_sleep(60) from members`.execute();
  setTimeout(() => asked.cancel(), 400);
  return asked;
});
await say('copy.sealed', async () => {
  const parts: Buffer[] = [];
  for await (const part of await sql`copy (select id, email from members order by id limit 3) to stdout`.readable())
    parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
});
await say('notified', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const listening = await sql.listen('heard', resolve);
  await sql.notify('heard', '한글');
  const got = await promise;
  await listening.unlisten();
  return got;
});
await say('notices', async () => {
  told.length = 0;
  await sql.unsafe(`do $$ begin raise notice 'said'; end $$`);
  return [...told];
});
await sql.end();
