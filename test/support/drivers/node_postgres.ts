/** node-postgres: text and binary results, named statements, cursors by hand, LISTEN, COPY. Arguments: URI, steps as JSON. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Step } from './steps.ts';

const [uri = '', path = ''] = process.argv.slice(2);
const { steps, emails } = JSON.parse(readFileSync(path, 'utf8')) as {
  steps: readonly Step[];
  emails: readonly string[];
};
const [one = '', two = '', three = ''] = emails;
const client = new pg.Client({ connectionString: uri });
await client.connect();

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

async function rows(
  text: string,
  values: readonly unknown[] = [],
  more: Partial<pg.QueryArrayConfig & { binary: boolean; queryMode: string }> = {},
) {
  const result = await client.query({
    text,
    values: values.length === 0 ? undefined : [...values],
    rowMode: 'array',
    ...more,
  } as pg.QueryArrayConfig);
  return { rows: result.rows, tag: result.command, fields: result.fields.map((field) => field.name) };
}

for (const { step, sql, params } of steps) await say(step, () => rows(sql, params));
for (const { step, sql, params } of steps)
  await say(`${step}.binary`, () => rows(sql, params, { binary: true, queryMode: 'extended' }));

const find = 'select id, email from members where email = $1';
await say('prepared', async () => {
  const got = [];
  for (const email of [one, two, 'nobody@example.kr', three, one])
    got.push((await rows(find, [email], { name: 'find' })).rows);
  return got;
});
await say('queued', () => Promise.all([one, two, three].map(async (email) => (await rows(find, [email])).rows)));
await say('transaction', async () => {
  const got: unknown[] = [];
  const failing = (text: string) => rows(text).catch((error: { code: string }) => got.push(error.code));
  await rows('begin isolation level repeatable read');
  got.push((await rows(find, [one])).rows);
  await rows('savepoint s');
  await failing('select 1 / 0');
  await failing(`select id from members where email = '${one}'`);
  await rows('rollback to savepoint s');
  got.push((await rows(find, [two])).rows);
  await failing('select email from nowhere');
  got.push((await rows('commit')).tag);
  got.push((await rows(find, [one])).rows);
  return got;
});
await say('cursor', async () => {
  const got: unknown[] = [];
  await rows('begin');
  await rows(`declare c scroll cursor for select id, email from members where email <> '${one}' order by id`);
  for (const text of ['fetch 3 from c', 'move 5 in c', 'fetch backward 2 from c', 'fetch all from c'])
    got.push((await rows(text)).rows);
  await rows('declare b binary cursor with hold for select email from members order by id limit 4');
  await rows('commit');
  got.push((await rows('fetch all from b')).rows.map((row: unknown[]) => String(row[0])));
  await rows('close b');
  return got;
});
await say('several', async () => {
  const results: unknown = await client.query(
    `select 1 as n; select email from members where id = 100001; ; select id from members where email = '${one}'`,
  );
  return (results as pg.QueryResult<Record<string, unknown>>[]).map((each) => each.rows);
});
await say('empty', async () => (await client.query('')).rows);
await say('notified', async () => {
  const heard = new Promise((done) => client.once('notification', ({ channel, payload }) => done([channel, payload])));
  await rows('listen heard');
  await rows(`notify heard, '한글'`);
  const got = await heard;
  await rows('unlisten *');
  return got;
});
await say('notices', async () => {
  const told: unknown[] = [];
  const listener = (notice: { severity?: string; message?: string }) => told.push([notice.severity, notice.message]);
  client.on('notice', listener as never);
  await rows(`do $$ begin raise notice 'said'; raise warning 'louder'; end $$`);
  await rows('select 1');
  client.off('notice', listener as never);
  return told;
});
await client.end();
