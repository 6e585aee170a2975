/** The command line against a running office: each verb done, refused and misused, for people and as JSON. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, after, before, test } from 'node:test';
import { freePort, withClient } from '../support/cluster.ts';
import { exampleTerms } from '../support/jikimi.ts';
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

/** Runs a line that was printed, in another terminal: nothing of this one's environment. */
function inShell(line: string) {
  const commands = 'jikimi() { "$NODE" "$ENTRY" "$@"; }; npx() { "$@"; };';
  return spawnSync('bash', ['-c', `${commands} ${line}`], {
    env: { PATH: it.environment['PATH'], NODE: process.execPath, ENTRY: entry, LANG: 'C.UTF-8' },
    encoding: 'utf8',
  });
}

const why = ['--days', '30', '--max', '200', '--ticket', 'CS-1', '--work', 'Answers members'];

test('jikimi exits 2 on wrong usage, with what comes near and where it is told', async () => {
  assert.equal(
    await fails(2, /./, 'grnat'),
    'There is no verb "grnat". Did you mean grant?\n  → `npx jikimi --help` shows how, with examples.\n',
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
    assert.match(await done(...verb.split(' '), '--help'), /Examples:\n {2}npx jikimi/);
  assert.match(await done('connect', '--help', '--lang', 'ko'), /사용법:[\s\S]*예:/);
  const connect = (await done('connect', '--help')).replaceAll(/\s+/g, ' ');
  assert.match(connect, /only the one who requested it gets it/);
  assert.doesNotMatch(connect, /--uri --as responsible/);
});

test('jikimi why, version and completion need no office', async () => {
  const environment = { JIKIMI_HOME: join(it.config.home, 'nothing'), JIKIMI_HTTP_PORT: '1' };
  const told = await jikimi(['why', 'jk208', '--lang', 'ko'], { environment });
  assert.match(told.out, /^JK208 이 주소에서는/);
  assert.equal((await jikimi(['why', 'JK999'], { environment })).code, 1);
  const cap = await jikimi(['why', 'JK222'], { environment });
  assert.match(cap.out, /in a minute, in a day or in all\.[^]*counts anew[^]*may succeed/);
  assert.doesNotMatch(cap.out, /…|\{\{/);
  assert.match((await jikimi(['version', '--json'], { environment })).out, /^\{"version":"/);
  for (const shell of ['bash', 'zsh', 'fish'])
    assert.match((await jikimi(['completion', shell], { environment })).out, /explain/);
  const script = JSON.parse((await jikimi(['completion', 'fish', '--json'], { environment })).out).script;
  assert.match(script, /complete/);
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

test('jikimi doctor says that there is no installation, with the way on, and makes nothing', async (t) => {
  const home = homeWith(t, {});
  for (const place of [home, join(home, 'not', 'there')]) {
    const { code, out } = await jikimi(['doctor', '--home', place]);
    assert.equal(code, 1);
    assert.match(out, /✓ free disk space: [1-9]\d* MB/);
    assert.ok(
      out.includes(`✗ There is no installation here: ${place}\n    → Make one with \`JIKIMI_HOME=${place} `),
      out,
    );
    assert.doesNotMatch(out, /members|certificate|processes/);
  }
  assert.deepEqual(readdirSync(home), []);
});

test('jikimi doctor of a home that somebody signs in from looks at that, and advises no start', async (t) => {
  const home = homeWith(t, {});
  mkdirSync(join(home, 'sessions'), { mode: 0o700 });
  writeFileSync(join(home, 'sessions', 'signed-in.json'), '{}', { mode: 0o600 });
  const { out } = await jikimi(['doctor', '--home', home]);
  assert.match(out, /! what the gateway is checked by: .*ca\.pem\n/);
  assert.match(out, /[✓✗] office of the installation that this home signs in to/);
  assert.doesNotMatch(out, /no installation|npm start/);
});

test('jikimi doctor reads an installation only', async () => {
  const files = () => readdirSync(it.config.home, { recursive: true }).map(String).sort();
  const before = files();
  const { code, out } = await jikimi(['doctor']);
  assert.equal(code, 1);
  assert.match(out, /✗ this home has no password for: jikimi\n/);
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
    ...exampleTerms,
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
  assert.match(
    await done('grant', 'show', 'refunds'),
    /Ended +\d.*\nEnded by +park\.jiho \(responsible\): not stated\n/,
  );
  await fails(1, /^JK217 .*REVOKED.*\n {2}→ /, 'connect', 'refunds');
});

test('jikimi grant request is strict about how it is written', async () => {
  const request = ['grant', 'request', 'strict', ...exampleTerms, ...why];
  await fails(2, /--field is needed/, ...request, '--all');
  await fails(2, /table\.column=mode/, ...request, '--all', '--field', 'email');
  await fails(
    2,
    /needed: --purpose, --field, --days\./,
    'grant',
    'request',
    'x',
    '--service',
    'x',
    '--database',
    'x',
    '--source',
    '::1/128',
    '--ticket',
    'CS-1',
    '--work',
    'x',
  );
  await fails(2, /--subject ID/, ...request, '--field', 'members.email=full');
  await fails(1, /^JK003 .*\n.*there is members\.email, /, ...request, '--all', '--field', 'members.emial=full');
  await fails(
    1,
    /^JK002 .*: NAME /,
    'grant',
    'request',
    'No Name',
    ...exampleTerms,
    ...why,
    '--all',
    '--field',
    'members.email=full',
  );
  await fails(2, /whole number/, ...request, '--all', '--field', 'members.email=full', '--per-day', '0');
  await fails(1, /^JK003 /, ...request, '--all', '--field', 'members.email=full', '--replaces', 'none');
});

test('jikimi grant reject says no', async () => {
  await done(
    'grant',
    'request',
    'never',
    ...exampleTerms,
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
  const uri = 'postgresql://haneul:x@127.0.0.1:1/example';
  assert.equal(await done('database', '--uri'), `${uri}\n`);
  assert.equal(JSON.parse(await done('database', '--uri', '--json')).uri, uri);
  assert.deepEqual(Object.keys(JSON.parse(await done('database', '--json'))), ['file']);
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

test('jikimi shows what others wrote without what could change the terminal', async () => {
  const evil = '\u001b[2J\u009b2J\u202e한글 \u001b[31mred';
  const shownAs = '\\u{1b}[2J\\u{9b}2J\\u{202e}한글 \\u{1b}[31mred';
  const fields = ['--field', 'members.email=match', '--all'];
  await done('grant', 'request', 'evil', ...exampleTerms, ...why, ...fields);
  // As it stands where it was written before the office refused such texts, or by a hand in the database.
  await withClient(it.superuser, async (client) => {
    await client.query('alter table access.grant disable trigger never_changed');
    await client.query(`update access.grant set ticket = $1, work = $2 where name = 'evil'`, [evil, `${evil} work`]);
    await client.query('alter table access.grant enable always trigger never_changed');
  });
  const shown = await done('grant', 'show', 'evil');
  assert.ok(shown.includes(`${shownAs}\n`) && shown.includes(`${shownAs} work\n`), JSON.stringify(shown));
  assert.doesNotMatch(shown.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
  const json = await done('grant', 'show', 'evil', '--json');
  assert.doesNotMatch(json, /[\u007f-\u009f\u202a-\u202e]/);
  assert.equal(JSON.parse(json).ticket, evil);
});

test('jikimi says how to ask on, with every option that was given', async () => {
  const asked = {
    'grant list': ['--holder', 'seo.yuna'],
    history: ['--handler', 'seo.yuna', '--from', '2020-01-01T00:00:00+09:00'],
  };
  for (const [verb, options] of Object.entries(asked)) {
    const words = [...verb.split(' '), ...options, '--limit', '1', '--as', 'responsible', '--lang', 'en'];
    const more = /^More: (.*)$/m.exec(await done(...words))?.[1] ?? '';
    assert.match(more, /--before \S+/);
    for (const option of [...options, '--limit 1', '--as responsible', '--lang en'])
      assert.ok(more.includes(option), more);
    const next = inShell(more);
    assert.equal(next.status, 0, next.stderr);
    assert.notEqual(next.stdout, await done(...words));
  }
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
    const both = await jikimi(['sql', 'example', '--json', '-c', 'select 1 as a', '-c', 'select 2 as b'], {
      environment,
    });
    assert.deepEqual([both.code, both.out], [0, '[{"a":1}]\n[{"b":2}]\n'], both.err);
    const goesOn = await jikimi(['sql', 'example', '--json', '-c', 'select 1/0', '-c', 'select 2 as b'], {
      environment,
    });
    assert.deepEqual([goesOn.code, goesOn.out], [1, '[{"b":2}]\n'], goesOn.err);
    assert.match(goesOn.err, /"22012"/);
    const wrong = await jikimi(['sql', 'example', '-c', 'selec 1'], { environment });
    assert.deepEqual(
      [wrong.code, wrong.err],
      [1, '42601 syntax error at or near "selec"\nLINE 1: selec 1\n        ^\n'],
    );
    assert.equal((await jikimi(['sql', 'example', '-c', 'select 1', '-f', 'x'], { environment })).code, 2);
    assert.equal((await jikimi(['sql', 'example'], { environment, input: ' ' })).code, 2);
    door.close();
    assert.match((await jikimi(['sql', 'example', '-c', 'select 1'], { environment })).err, /^JK014 /);
  } finally {
    door.close();
  }
});

test('jikimi adopt --dry-run exits 1 where the map leaves a question open, and says where to answer', async (t) => {
  await withClient(it.superuser, (client) => client.query('create database shop'));
  await withClient(it.cluster.uri('shop'), async (client) => {
    await client.query('create table customer (id bigint primary key, email text)');
    await client.query('create view loud as select upper(email) as email from customer');
  });
  const map = [
    'version: 1',
    'database: shop',
    'service: haneul-talk',
    'subject: { table: customer, key: id }',
    'tables:',
    '  customer: { subject: id, columns: { email: { category: email, find: email } }, plain: [id] }',
  ].join('\n');
  const home = homeWith(t, { 'open.yaml': map, 'answered.yaml': `${map}\nviews: { loud: { drop: true } }\n` });
  const environment = { JIKIMI_ADOPT_URI: it.cluster.uri('shop') };
  const open = await jikimi(['adopt', join(home, 'open.yaml'), '--dry-run'], { environment });
  assert.equal(open.code, 1);
  assert.match(open.out, /adopt refuses until it does\n {2}view public\.loud[\s\S]*Nothing was changed\./);
  assert.match(open.err, /^JK624 [\s\S]*→ Views: add under `views`/);
  const answered = await jikimi(['adopt', join(home, 'answered.yaml'), '--dry-run'], { environment });
  assert.equal(answered.code, 0, answered.err);
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
