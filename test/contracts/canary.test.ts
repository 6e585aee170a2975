/**
 * No message carries plaintext without an earlier record. The client here stops reading at each chunk that reaches it; whatever known value is in it
 * must be on record already, committed, as another connection sees it. And nothing else of the installation holds these values at all.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { connectBackend } from '../../src/gateway/backend.ts';
import { bind, execute, parse, query, sync } from '../../src/gateway/frontend-builders.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { Records } from '../support/recorded.ts';

/** A value that must not be seen before it is on record: whose it is and of which field. */
type Canary = { readonly text: Buffer; readonly subject: string; readonly field: number };

const columns = ['name_en', 'email', 'mobile', 'address', 'card_number', 'bank_account'] as const;
/** In bytes: shorter texts, like those that are part of another's value, could come for another reason. */
const shortest = 8;

let jikimi: Jikimi;
let records: Records;
let canaries: Canary[];

before(async () => {
  jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
  records = new Records(jikimi);
  const fields = columns.map((column) => ({ table: 'members', column, mode: 'full' as const }));
  await jikimi.grant({ name: 'canary', fields });
  await jikimi.grant({ name: 'to-know-them', fields });
  canaries = await readCanaries();
});
after(async () => {
  await records.stop();
  await jikimi.stop();
});

async function readCanaries(): Promise<Canary[]> {
  const client = new pg.Client({
    connectionString: (await jikimi.connect('to-know-them')).replace(/\?.*/, '?sslmode=disable'),
  });
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(
    `select pii.subject_of(email)::text as subject, ${columns.join(', ')} from members order by id`,
  );
  await client.end();
  const { numbers } = await records.one<{ numbers: Record<string, number> }>(
    `select json_object_agg(col, id) as numbers from catalog.field where tbl = 'members'`,
  );
  const all = rows.flatMap((row) =>
    columns.map((column) => ({
      text: Buffer.from(row[column] ?? ''),
      subject: row['subject'] ?? '',
      field: numbers[column] ?? 0,
    })),
  );
  const values = all.map(({ text }) => String(text));
  return all.filter(
    ({ text }, n) =>
      text.length >= shortest && !values.some((value, other) => other !== n && value.includes(String(text))),
  );
}

async function signedIn(): Promise<{ socket: Socket; session: string }> {
  const { hostname, port, username, password } = new URL(await jikimi.connect('canary'));
  const { socket } = await connectBackend({
    host: hostname,
    port: Number(port),
    role: decodeURIComponent(username),
    secret: decodeURIComponent(password),
    parameters: new Map([['database', 'example']]),
    timeoutMs: 60_000,
  });
  return { socket, session: await records.lastSession('canary') };
}

/** Sends, and looks at each chunk before it reads on. Returns how many canaries came, and everything that came. */
async function watched(
  socket: Socket,
  session: string,
  frames: readonly Buffer[],
  readies = 1,
): Promise<{ seen: number; said: Buffer }> {
  const seen = new Set<Canary>();
  let said = Buffer.alloc(0);
  let left = readies;
  let frameAt = 0;
  socket.write(Buffer.concat(frames));
  while (left > 0) {
    const chunk = await nextChunk(socket);
    assert.ok(chunk !== null, 'the connection was closed');
    const before = Math.max(0, said.length - 400);
    said = Buffer.concat([said, chunk]);
    const fresh = said.subarray(before);
    const found = canaries.filter((canary) => !seen.has(canary) && fresh.includes(canary.text));
    await allOnRecord(session, found);
    for (const one of found) seen.add(one);
    while (said.length >= frameAt + 5 && said.length >= frameAt + 1 + said.readUInt32BE(frameAt + 1)) {
      if (said[frameAt] === 0x5a) left -= 1;
      frameAt += 1 + said.readUInt32BE(frameAt + 1);
    }
  }
  return { seen: seen.size, said };
}

/** One chunk, with the socket paused behind it. */
async function nextChunk(socket: Socket): Promise<Buffer | null> {
  const { promise, resolve } = Promise.withResolvers<Buffer | null>();
  const closed = () => resolve(null);
  socket.once('close', closed);
  socket.once('data', (chunk: Buffer) => {
    socket.pause();
    resolve(chunk);
  });
  socket.resume();
  const chunk = await promise;
  socket.removeListener('close', closed);
  return chunk;
}

async function allOnRecord(session: string, found: readonly Canary[]): Promise<void> {
  if (found.length === 0) return;
  const { missing } = await records.one<{ missing: number }>(
    `select count(*)::int as missing from unnest($2::uuid[], $3::int[]) as seen(subject, field)
     where not exists (select from custody.disclosure d join custody.disclosure_part p using (session_id, batch) join ledger.opening o on o.id = d.entry_id
       where d.session_id = $1 and p.outcome = 'opened' and p.field_id = seen.field and seen.subject = any(p.subjects))`,
    [session, found.map((one) => one.subject), found.map((one) => one.field)],
  );
  assert.equal(missing, 0, `${missing} of ${found.length} values reached the client before their record`);
}

const portion = (rows: number, text: string, format: 0 | 1): Buffer[] => [
  parse({ name: '', text, oids: [] }),
  bind({ portal: '', statement: '', parameterFormats: [], parameters: [], resultFormats: [format] }),
  ...Array.from({ length: Math.ceil(200 / rows) + 1 }, () => execute('', rows)),
  sync(),
];
const all = `select ${columns.join(', ')} from members order by id`;

const opened: readonly (readonly [name: string, frames: readonly Buffer[], readies?: number])[] = [
  ['a simple query', [query(all)]],
  ['two statements in one query', [query(`${all} limit 5; ${all} offset 40`)]],
  ['the extended protocol in text, seven rows at a time', portion(7, all, 0)],
  ['the extended protocol in binary, one row at a time', portion(1, all, 1)],
  [
    'a cursor',
    [
      query('begin'),
      query(`declare c cursor for ${all}`),
      query('fetch 3 from c'),
      query('fetch 50 from c'),
      query('commit'),
    ],
    5,
  ],
  [
    'a union in a view of its own',
    [
      query(
        `with u as (select email as e from members union all select mobile from members) select coalesce(e, null) from u`,
      ),
    ],
  ],
  ['an array', [query('select array_agg(email order by id) from members')]],
  ['a semi-join', [query(`select email from members where email in (select email from members limit 20)`)]],
];

for (const [name, frames, readies] of opened) {
  test(`no value reaches the client before its record: ${name}`, async () => {
    const { socket, session } = await signedIn();
    const { seen } = await watched(socket, session, frames, readies);
    socket.destroy();
    assert.ok(seen > 0, 'nothing was opened, so that nothing was proved');
  });
}

/** What must not carry a value at all, since it does not come through as a whole envelope. */
const closed: readonly (readonly [name: string, text: string])[] = [
  ['COPY TO STDOUT', 'copy (select email, mobile from members) to stdout'],
  ['a cast', 'select email::text from members'],
  ['a concatenation', `select concat(email, '') from members`],
  ['JSON', 'select to_jsonb(m) from members m'],
  ['a row as text', 'select members::text from members'],
  ['an error that names the value', 'select (email::text)::int from members'],
  [
    'a notice',
    `do $$ declare r record; begin for r in select * from members limit 3 loop raise notice '%', r; end loop; end $$`,
  ],
  [
    'an error of a function',
    `do $$ declare r record; begin for r in select * from members limit 3 loop raise exception '%', r using detail = r::text; end loop; end $$`,
  ],
  ['a plan', `explain (analyze, verbose) ${all}`],
  ['statistics', `select most_common_vals::text, histogram_bounds::text from pg_stats where tablename = 'members'`],
  ['the activity', 'select query from pg_stat_activity'],
];

for (const [name, text] of closed) {
  test(`no value reaches the client at all: ${name}`, async () => {
    const { socket, session } = await signedIn();
    const { said } = await watched(socket, session, [query(text)]);
    socket.destroy();
    const leaked = canaries.filter(
      (canary) => said.includes(canary.text) || said.includes(canary.text.toString('hex')),
    );
    assert.equal(leaked.length, 0);
  });
}

test('no value lies anywhere in the home: not in a log, not in a file of either database, also after it was looked for', async () => {
  const { socket, session } = await signedIn();
  for (const { text } of canaries.slice(0, 30)) {
    const value = String(text).replaceAll("'", "''");
    await watched(socket, session, [query(`select id from members where email = '${value}'`)]);
    await watched(socket, session, [query(`select id from members where email like '%${value}%'`)]);
    await watched(socket, session, [query(`select id from members where nobody = '${value}'`)]);
    await watched(socket, session, [query(`select id from members where email = '${value}`)]);
  }
  socket.destroy();
  const members = new pg.Client({ connectionString: jikimi.membersUri });
  await members.connect();
  await members.query('checkpoint');
  await members.end();
  await records.pool.query('checkpoint');
  assert.deepEqual(filesWith(jikimi.config.home), []);
  // the search itself finds what is there
  const planted = join(jikimi.config.home, 'log', 'planted.log');
  writeFileSync(planted, `x${String(canaries[3]?.text)}y`);
  assert.deepEqual(filesWith(jikimi.config.home), [planted]);
  rmSync(planted);
});

test("no value lies in a column of Jikimi's own database, as text or as bytes", async () => {
  const { rows: tables } = await records.pool.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'jikimi-canary-'));
  try {
    for (const { name } of tables) {
      const { rows } = await records.pool.query<{ line: string }>(`select t::text as line from ${name} t`);
      writeFileSync(join(folder, name), rows.map((row) => row.line).join('\n'));
    }
    assert.ok(tables.length > 20);
    assert.deepEqual(filesWith(folder), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Files below a folder that hold one of the values, as it is or in hexadecimal. */
function filesWith(folder: string): string[] {
  const needles = canaries.flatMap(({ text }) => [text.toString('utf8'), text.toString('hex')]);
  const { stdout, status, stderr } = spawnSync('grep', ['-rlaF', '-f', '-', folder], {
    input: needles.join('\n'),
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  assert.ok(status === 0 || status === 1, stderr);
  return stdout.split('\n').filter((line) => line !== '');
}
