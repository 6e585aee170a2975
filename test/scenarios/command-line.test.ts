/** The command line against a running office: each verb done, refused and misused, for people and as JSON. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, after, before, test } from 'node:test';
import { freePort, withClient } from '../support/cluster.ts';
import {
  type TestInstallation,
  fieldNumbers,
  openTestSession,
  recordBatches,
  someSubject,
  testInstallation,
} from '../support/office.ts';
import { tlsDoor } from '../support/tls-door.ts';

let it: TestInstallation;
before(async () => {
  it = await testInstallation();
  await it.office();
});
after(() => it.stop());

type Run = { readonly code: number; readonly out: string; readonly err: string };

const entry = join(import.meta.dirname, '..', '..', 'bin', 'jikimi.ts');

async function jikimi(
  words: readonly string[],
  options: { input?: string; environment?: NodeJS.ProcessEnv } = {},
): Promise<Run> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [entry, ...words],
      { env: { ...it.environment, ...options.environment } },
      (error, out, err) =>
        done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, out, err }),
    );
    child.stdin?.end(options.input ?? '');
  });
}

async function done(...words: readonly string[]): Promise<string> {
  const { code, out, err } = await jikimi(words);
  assert.equal(code, 0, `${words.join(' ')}: ${err}${out}`);
  return out;
}

async function fails(code: number, pattern: RegExp, ...words: readonly string[]): Promise<string> {
  const run = await jikimi(words);
  assert.equal(run.code, code, `${words.join(' ')}: ${run.out}${run.err}`);
  assert.match(run.err, pattern);
  return run.err;
}

const terms = [
  '--service',
  'haneul-talk',
  '--database',
  'example',
  '--purpose',
  'member-service',
  '--source',
  '127.0.0.0/8',
];
const why = ['--days', '30', '--max', '200', '--ticket', 'CS-1', '--work', 'Answers members'];

test('jikimi exits 2 on wrong usage, with what comes near and where it is told', async () => {
  assert.equal(
    await fails(2, /./, 'grnat'),
    'There is no verb "grnat". Did you mean grant?\n  → `jikimi --help` shows how, with examples.\n',
  );
  await fails(2, /"jikimi grant" needs a verb.*\n.*jikimi grant --help/, 'grant');
  await fails(2, /no option --grnt\. Did you mean --grant\?/, 'history', '--grnt', 'example');
  await fails(2, /--reason 옵션이 필요합니다/, 'grant', 'approve', 'x', '--lang', 'ko');
  await fails(2, /en or ko/, 'version', '--lang', 'fr');
  const asked = JSON.parse(await fails(2, /./, 'grant', 'show', '--json'));
  assert.equal(asked.code, 'usage');
});

test('jikimi teaches: every verb has examples', async () => {
  // src/cli/program.test.ts looks at every verb; here, that its help reaches standard output.
  assert.match(await done(), /status[\s\S]*history[\s\S]*docs\/cli\.md/);
  for (const verb of ['grant request', 'sql', 'history'])
    assert.match(await done(...verb.split(' '), '--help'), /Examples:\n {2}jikimi/);
  assert.match(await done('connect', '--help', '--lang', 'ko'), /사용법:[\s\S]*예:/);
});

test('jikimi why, version and completion need no office', async () => {
  const environment = { JIKIMI_HOME: join(it.config.home, 'nothing'), JIKIMI_HTTP_PORT: '1' };
  const told = await jikimi(['why', 'jk208', '--lang', 'ko'], { environment });
  assert.match(told.out, /^JK208 이 주소에서는/);
  assert.equal((await jikimi(['why', 'JK999'], { environment })).code, 1);
  assert.match((await jikimi(['version', '--json'], { environment })).out, /^\{"version":"/);
  for (const shell of ['bash', 'zsh', 'fish'])
    assert.match((await jikimi(['completion', shell], { environment })).out, /explain/);
  assert.equal((await jikimi(['completion', 'tcsh'], { environment })).code, 2);
  const away = await jikimi(['status'], { environment });
  assert.deepEqual([away.code, away.err.split(' ')[0]], [1, 'JK012']);
});

test('a setting that is not valid is refused in words by every verb that reads it, and keeps nobody from --help', async () => {
  const environment = { JIKIMI_HOME: join(it.config.home, 'nothing'), JIKIMI_HTTP_PORT: 'abc' };
  for (const verb of ['start', 'stop', 'reset', 'doctor', 'status']) {
    const { code, err } = await jikimi([verb], { environment });
    assert.equal(code, 1, err);
    assert.match(err, /^JK004 The setting JIKIMI_HTTP_PORT is not valid[^\n]*\n {2}→ [^\n]*\n$/, verb);
    const help = await jikimi([verb, '--help', '--lang', 'ko'], { environment });
    assert.deepEqual([help.code, help.err], [0, '']);
    assert.match(help.out, /예:/);
  }
  assert.ok(!existsSync(environment.JIKIMI_HOME), 'a home was made');
  const home = mkdtempSync(join(tmpdir(), 'jikimi-yaml-'));
  writeFileSync(join(home, 'jikimi.yaml'), 'htpPort: 8700\n');
  const unknown = spawnSync(process.execPath, ['bin/jikimi.cjs', 'start', '--home', home], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: it.environment,
    encoding: 'utf8',
  });
  assert.match(unknown.stderr, /^JK004 The setting htpPort is not valid[^\n]*\n {2}→ [^\n]*jikimi\.yaml[^\n]*\n$/);
  assert.equal(unknown.status, 1);
  rmSync(home, { recursive: true });
});

test('jikimi status tells what is down, and exits 1', async () => {
  const { code, out } = await jikimi(['status']);
  assert.equal(code, 1);
  assert.match(out, /database +up[\s\S]*gateway +down[\s\S]*Grants: 1 live/);
  assert.equal(JSON.parse((await jikimi(['status', '--json'])).out).processes.database.state, 'up');
});

/** A home of its own, with these files in it. */
function homeWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const home = mkdtempSync(join(tmpdir(), 'jikimi-reset-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(home, name, '..'), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return home;
}

const exampleHome = {
  'example.done': '',
  'keys/1': 'key',
  'secrets/database-example.password': 'x',
  'postgres/members/PG_VERSION': '18',
} as const;

test('jikimi reset removes an example home, and leaves what it did not make', async (t) => {
  const home = homeWith(t, { ...exampleHome, 'jikimi.yaml': 'language: en\n', notes: 'mine' });
  await fails(1, /^JK032 /, 'reset', '--home', home);
  assert.ok(existsSync(join(home, 'keys/1')));
  assert.equal(await done('reset', '--yes', '--home', home), `✓ ${home} is gone; the next start makes it anew\n`);
  assert.deepEqual(readdirSync(home).sort(), ['jikimi.yaml', 'notes']);
  await fails(1, /^JK031 /, 'reset', '--yes', '--home', home);
});

test('jikimi reset refuses a home that keeps the keys of an adopted database, and touches nothing', async (t) => {
  const home = homeWith(t, { ...exampleHome, 'secrets/database-shop.password': 'x' });
  await fails(1, /^JK033 .*\(shop\).*\n {2}→ Without these keys/, 'reset', '--yes', '--home', home);
  assert.deepEqual(readdirSync(home).sort(), ['example.done', 'keys', 'postgres', 'secrets']);
  assert.ok(existsSync(join(home, 'keys/1')));
});

/** Kills the process in place of its nth removal. */
const killer = `const fs = require('node:fs');
const remove = fs.rmSync;
let left = Number(process.env.KILL_AT);
fs.rmSync = (...words) => (left-- === 0 ? process.kill(process.pid, 'SIGKILL') : remove(...words));
require('node:module').syncBuiltinESMExports();`;

test('jikimi reset that was killed at any removal can be run again', (t) => {
  const tools = homeWith(t, { 'killer.cjs': killer });
  for (let at = 0; ; at++) {
    const home = homeWith(t, exampleHome);
    const words = [entry, 'reset', '--yes', '--home', home];
    const environment = { ...it.environment, KILL_AT: String(at) };
    const first = spawnSync(process.execPath, ['--require', join(tools, 'killer.cjs'), ...words], { env: environment });
    if (first.signal === null) {
      assert.ok(at > 5, `${at} removals`);
      return;
    }
    assert.ok(existsSync(join(home, 'example.done')), `after ${at} removals`);
    assert.equal(spawnSync(process.execPath, words, { env: it.environment }).status, 0, `after ${at} removals`);
    assert.ok(!existsSync(home), `after ${at} removals`);
  }
});

test('jikimi doctor says that there is no installation, with the way on, and makes nothing', async (t) => {
  const home = homeWith(t, {});
  for (const place of [home, join(home, 'not', 'there')]) {
    const { code, out } = await jikimi(['doctor', '--home', place]);
    assert.equal(code, 1);
    assert.match(out, /✓ free disk space: [1-9]\d* MB/);
    assert.ok(out.includes(`✗ There is no installation here: ${place}\n    → Make one with \`JIKIMI_HOME=${place} `), out);
    assert.doesNotMatch(out, /members|certificate|processes/);
  }
  assert.deepEqual(readdirSync(home), []);
});

test('jikimi doctor reads an installation only', async () => {
  const files = () => readdirSync(it.config.home, { recursive: true }).toSorted();
  const before = files();
  const { code, out } = await jikimi(['doctor']);
  assert.equal(code, 1);
  assert.match(out, /✗ membership database: there is none in this home/);
  assert.deepEqual(files(), before);
});

test('jikimi names the local sessions that there are', async () => {
  await fails(1, /^JK102 [\s\S]*cpo, handler, responsible/, 'grant', 'list', '--as', 'nobody');
});

test('jikimi grant asks, approves, lists, shows, explains and revokes', async () => {
  const request = [
    'grant',
    'request',
    'refunds',
    ...terms,
    ...why,
    '--field',
    'members.email=partial',
    '--field',
    'members.mobile=match',
    '--all',
  ];
  assert.match(
    await done(...request, '--window', '09:00-18:00', '--lang', 'en'),
    /"refunds" is requested\. It waits for: responsible/,
  );
  await fails(1, /^JK218 /, ...request);
  await fails(1, /^JK103 /, 'grant', 'approve', 'refunds', '--reason', 'mine', '--as', 'handler');
  assert.match(
    await done('grant', 'approve', 'refunds', '--reason', 'needed for CS-1', '--as', 'responsible'),
    /is live/,
  );
  assert.match(await done('grant', 'list'), /refunds +ACTIVE +seo\.yuna/);
  const shown = await done('grant', 'show', 'refunds');
  assert.match(shown, /09:00-18:00[\s\S]*members\.email +email +masked[\s\S]*park\.jiho/);
  assert.ok(
    shown.split('\n').every((line) => line.length <= 80),
    shown,
  );
  assert.match(await done('grant', 'explain', 'refunds', '--address', '203.0.113.7'), /every field: JK208/);
  assert.equal(JSON.parse(await done('grant', 'show', 'refunds', '--json')).state, 'ACTIVE');
  assert.match(await done('grant', 'revoke', 'refunds', '--as', 'responsible'), /has ended/);
  await fails(1, /^JK217 .*REVOKED.*\n {2}→ /, 'connect', 'refunds');
});

test('jikimi grant request is strict about how it is written', async () => {
  const request = ['grant', 'request', 'strict', ...terms, ...why];
  await fails(2, /--field is needed/, ...request, '--all');
  await fails(2, /table\.column=mode/, ...request, '--all', '--field', 'email');
  await fails(2, /--subject ID/, ...request, '--field', 'members.email=full');
  await fails(2, /whole number/, ...request, '--all', '--field', 'members.email=full', '--per-day', '0');
  await fails(1, /^JK003 /, ...request, '--all', '--field', 'members.email=full', '--replaces', 'none');
});

test('jikimi grant reject says no', async () => {
  await done(
    'grant',
    'request',
    'never',
    ...terms,
    ...why,
    '--field',
    'members.email=full',
    '--subject',
    someSubject(),
  );
  assert.match(
    await done('grant', 'reject', 'never', '--reason', 'partial suffices', '--as', 'responsible'),
    /rejected/,
  );
  assert.match(await done('grant', 'show', 'never'), /REJECTED[\s\S]*1 listed/);
  await fails(1, /^JK226 /, 'connect', 'example', '--as', 'responsible');
});

test('jikimi connect prints a line and an address that can be pasted', async () => {
  const line = await jikimi(['connect', 'example']);
  assert.match(
    line.out,
    /^PGPASSWORD='[\w-]+' psql "postgresql:\/\/example\.\w+@127\.0\.0\.1:\d+\/example\?sslmode=verify-full&sslrootcert=\/.+ca\.pem"\n$/,
  );
  const uri = await done('connect', 'example', '--uri');
  assert.match(
    uri,
    /^postgresql:\/\/example\.\w+:[\w-]+@127\.0\.0\.1:\d+\/example\?sslmode=verify-full&sslrootcert=\/.+ca\.pem\n$/,
  );
});

test('jikimi database prints the owner’s address, where there is one', async () => {
  await fails(1, /^JK016 /, 'database', '--uri');
  mkdirSync(join(it.config.home, 'secrets'), { recursive: true });
  writeFileSync(join(it.config.home, 'secrets', 'members-owner.uri'), 'postgresql://haneul:x@127.0.0.1:1/example\n');
  assert.equal(await done('database', '--uri'), 'postgresql://haneul:x@127.0.0.1:1/example\n');
});

test('jikimi history tells whose data, by whom, for what; verify finds it whole', async () => {
  const session = await openTestSession(it);
  const email = (await fieldNumbers(it)).get('email') ?? 0;
  const subjects = Array.from({ length: 5 }, someSubject);
  await recordBatches(it, session, [
    { batch: 1, parts: [{ field: email, mode: 'full', outcome: 'opened', subjects }] },
    { batch: 2, parts: [], refused: 'JK208' },
  ]);
  const told = await done('history', '--grant', 'example', '--as', 'responsible');
  assert.match(
    told,
    /REFUSED JK208 +seo\.yuna · example · member-service\n {2}This grant may not be used from this address\./,
  );
  assert.match(told, /OPENED[\s\S]*members\.email in full\n {2}5 people: [\s\S]*and 2 more/);
  assert.ok(
    told.split('\n').every((line) => line.length <= 80),
    told,
  );
  const { entries } = JSON.parse(
    await done('history', '--subject', subjects[4] ?? '', '--as', 'responsible', '--json'),
  );
  assert.equal(entries.length, 1);
  assert.match(await done('history', entries[0].id, '--as', 'responsible'), new RegExp(`${subjects[3]}[\\s\\S]*`));
  await fails(1, /^JK340 [\s\S]*pii\.subject_of/, 'history', '--subject', '100001', '--as', 'responsible');
  assert.match(await done('verify'), /^The history is whole: \d+ entries/);
  assert.deepEqual(JSON.parse(await done('verify', '--json')).faults, []);
});

test('jikimi verify exits 1 where a hand in the database changed an entry', async () => {
  await withClient(it.superuser, async (client) => {
    await client.query('alter table ledger.opening disable trigger never_changed');
    const parts = await client.query<{ relname: string }>(
      `select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'ledger.opening'::regclass`,
    );
    for (const { relname } of parts.rows)
      await client.query(`alter table ledger.${relname} disable trigger never_changed`);
    await client.query(`update ledger.opening set body = body || '{"source":"10.0.0.1"}' where kind = 'refusal'`);
  });
  const { code, out, err } = await jikimi(['verify']);
  assert.equal(code, 1);
  assert.match(out, /changed at no\. \d+/);
  assert.match(err, /^JK702 /);
});

test('jikimi sql shows results as psql does, notices and errors apart', async () => {
  assert.ok(!existsSync(join(it.config.home, 'tls')));
  const door = await tlsDoor(it.config.home, it.cluster.port);
  await mirrorCredentials();
  try {
    const environment = { JIKIMI_HTTP_PORT: await secondOffice(door.port) };
    const selected = await jikimi(
      [
        'sql',
        'example',
        '-c',
        "select 1 as id, '김하늘' as name, null as gone; do $$ begin raise notice 'seen' using hint = 'look'; end $$",
      ],
      { environment },
    );
    assert.equal(
      selected.out,
      ' id |  name  | gone\n----+--------+------\n  1 | 김하늘 |\n(1 row)\nDO\n',
      selected.err,
    );
    assert.equal(selected.err, 'NOTICE seen\n  → look\n');
    const piped = await jikimi(['sql', 'example', '--json'], { environment, input: 'select 1 as id, true as ok' });
    assert.equal(piped.out, '[{"id":1,"ok":true}]\n', piped.err);
    const wrong = await jikimi(['sql', 'example', '-c', 'selec 1'], { environment });
    assert.deepEqual(
      [wrong.code, wrong.err],
      [1, '42601 syntax error at or near "selec"\nLINE 1: selec 1\n        ^\n  → SQLSTATE 42601\n'],
    );
    assert.equal((await jikimi(['sql', 'example', '-c', 'select 1', '-f', 'x'], { environment })).code, 2);
    assert.equal((await jikimi(['sql', 'example'], { environment, input: ' ' })).code, 2);
    door.close();
    assert.match((await jikimi(['sql', 'example', '-c', 'select 1'], { environment })).err, /^JK014 /);
  } finally {
    door.close();
  }
});

/** Makes each credential that the office issues a role of the server behind the door, which stands where the gateway would. */
async function mirrorCredentials(): Promise<void> {
  await withClient(it.superuser, async (client) => {
    await client.query('create database example');
    await client.query(`
      create function access.mirror() returns trigger language plpgsql security definer as $$
      begin
        execute format('create role %I login password %L', new.username, format('SCRAM-SHA-256$%s:%s$%s:%s', new.iterations,
          encode(new.salt, 'base64'), encode(new.stored_key, 'base64'), encode(new.server_key, 'base64')));
        return null;
      end $$;
      create trigger mirror after insert on access.credential for each row execute function access.mirror();`);
  });
}

/** An office that names another gateway; its port. */
async function secondOffice(gateway: number): Promise<string> {
  const port = String(await freePort());
  it.environment['JIKIMI_GATEWAY_PORT'] = String(gateway);
  it.environment['JIKIMI_HTTP_PORT'] = port;
  await it.office('--only', 'http');
  return port;
}
