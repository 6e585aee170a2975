/** Stock drivers do the same through the gateway as with the database itself, or the difference stands in docs/differences.md. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { allowedParameters } from '../../src/gateway/startup-parameters.ts';
import { withClient } from '../support/cluster.ts';
import { type Run, compare, jsonLines, plainName, sections } from '../support/drivers/compare.ts';
import { type Sample, stepsFor } from '../support/drivers/steps.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { makePlainMembers } from '../support/plain-members.ts';
import { noPsql, psql } from '../support/psql.ts';

const drivers = fileURLToPath(new URL('../support/drivers/', import.meta.url));
const doc = readFileSync(new URL('../../docs/differences.md', import.meta.url), 'utf8');
const driverJar = '/usr/share/java/postgresql.jar';
const python = '/usr/bin/python3';

const columns = [
  'name_ko',
  'name_en',
  'email',
  'mobile',
  'address',
  'birth_date',
  'card_number',
  'bank_account',
  'last_location',
];
const noPsycopg = runs(python, '-c', 'import psycopg') ? false : 'psycopg 3 is not installed (python3-psycopg)';
const noPgjdbc =
  runs('javac', '-version') && existsSync(driverJar)
    ? false
    : 'pgjdbc or a JDK is not installed (libpostgresql-jdbc-java, default-jdk-headless)';

/** Steps that may differ, by the table of the document. */
const listed = new Set(
  doc
    .slice(doc.indexOf('## Statements'), doc.indexOf('## Writing'))
    .split('\n')
    .flatMap((line) =>
      line.startsWith('| `')
        ? [...(line.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '')
        : [],
    ),
);
const seenToDiffer = new Set<string>();

let jikimi: Jikimi;
let gateway = '';
let direct = '';
const folder = mkdtempSync(join(tmpdir(), 'jikimi-drivers-'));
const stepsJson = join(folder, 'steps.json');
const stepsText = join(folder, 'steps.tsv');
let sample: Sample;

before(async () => {
  jikimi = await startJikimi();
  await jikimi.grant({
    name: 'drivers',
    fields: columns.map((column) => ({ table: 'members', column, mode: 'full' as const })),
  });
  gateway = await jikimi.connect('drivers');
  direct = await makePlainMembers(jikimi, gateway);
  const { rows } = await withClient(direct, (client) =>
    client.query<{ email: string; mobile: string }>('select email, mobile from members order by id limit 3'),
  );
  sample = { emails: rows.map(({ email }) => email), mobile: rows[0]?.mobile ?? '' };
  const steps = stepsFor(sample);
  writeFileSync(stepsJson, JSON.stringify({ steps, emails: sample.emails }));
  const words = (params: (typeof steps)[number]['params'] = []) =>
    params.map((value) => (value === null ? '\\N' : typeof value === 'string' ? value : `[${value.join(',')}]`));
  const lines = steps.map(({ step, sql, params }) => [step, sql, ...words(params)]);
  writeFileSync(stepsText, [sample.emails, ...lines].map((line) => line.join('\t')).join('\n'));
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await jikimi.stop();
});

describe('drivers', () => {
  test('psycopg 3 does the same direct and through the gateway', { skip: noPsycopg }, () =>
    same((uri) => jsonLines(python, [join(drivers, 'psycopg_script.py'), uri, stepsJson]), 100),
  );

  test('pgjdbc does the same direct and through the gateway', { skip: noPgjdbc }, async () => {
    const { status, stderr } = spawnSync('javac', ['-cp', driverJar, '-d', folder, join(drivers, 'Pgjdbc.java')], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    await same(
      (uri) =>
        jsonLines('java', ['-XX:TieredStopAtLevel=1', '-cp', `${driverJar}:${folder}`, 'Pgjdbc', uri, stepsText]),
      150,
    );
  });

  test('node-postgres does the same direct and through the gateway', () =>
    same(
      (uri) =>
        jsonLines(process.execPath, [
          '--disable-warning=DeprecationWarning',
          join(drivers, 'node_postgres.ts'),
          uri,
          stepsJson,
        ]),
      90,
    ));

  test('postgres.js does the same direct and through the gateway', () =>
    same((uri) => jsonLines(process.execPath, [join(drivers, 'postgres_js.ts'), uri, stepsJson]), 90));

  test('psql does the same direct and through the gateway', { skip: noPsql }, () =>
    same((uri) => {
      const script = `psql -X -f ${join(drivers, 'psql_script.sql')} -v one="$ONE" -v two="$TWO" "$MEMBERS"`;
      return sections(script, { MEMBERS: uri, ONE: sample.emails[0], TWO: sample.emails[1] });
    }, 25),
  );

  test('a difference that is listed is there', { skip: noPsql || noPgjdbc || noPsycopg }, () => {
    assert.deepEqual([...seenToDiffer].toSorted(), [...listed].toSorted());
  });
});

describe('psql', { skip: noPsql }, () => {
  test('Ctrl-C cancels the statement and nothing else', async () => {
    const child = spawn(
      'psql',
      ['-X', '-A', '-t', '-c', 'select email, pg_sleep(60) from members', '-c', 'select 1', gateway],
      { stdio: 'pipe' },
    );
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')));
    await untilRunning('pg_sleep(60)');
    child.kill('SIGINT');
    await new Promise((done) => child.once('close', done));
    assert.match(told, /canceling statement due to user request/);
    await untilGone('pg_sleep(60)');
  });

  test('sslmode=require without a root certificate connects', async () => {
    const { rows } = await psql(
      gateway.replace(/\?.*/, '?sslmode=require'),
      'select email from members where id = 100001',
    );
    assert.deepEqual(rows, [sample.emails[0]]);
  });

  test('channel_binding=require connects', async () => {
    const { rows } = await psql(`${gateway}&channel_binding=require`, 'select email from members where id = 100001');
    assert.deepEqual(rows, [sample.emails[0]]);
  });

  test('a service file to localhost connects', async () => {
    const { username, password, port, searchParams } = new URL(gateway);
    const file = join(folder, 'pg_service.conf');
    const settings = {
      host: 'localhost',
      port,
      dbname: 'example',
      user: username,
      password,
      sslmode: 'verify-full',
      sslrootcert: searchParams.get('sslrootcert'),
    };
    writeFileSync(
      file,
      ['[members]', ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)].join('\n'),
    );
    const { status, stdout, stderr } = spawnSync(
      'psql',
      ['-X', '-A', '-t', '-c', 'select email from members where id = 100001', 'service=members'],
      {
        encoding: 'utf8',
        env: { ...process.env, PGSERVICEFILE: file },
      },
    );
    assert.deepEqual([status, stdout.trim(), stderr], [0, sample.emails[0], '']);
  });

  const wrong: readonly [what: string, change: (uri: URL) => void, code: string][] = [
    ['a wrong password', (uri) => (uri.password = 'wrong'), 'JK403'],
    ['an unknown user', (uri) => (uri.username = 'nobody'), 'JK403'],
    ['a wrong database', (uri) => (uri.pathname = '/postgres'), 'JK437'],
    ['no TLS', (uri) => (uri.search = '?sslmode=disable'), 'JK404'],
    [
      'a parameter outside the list',
      (uri) => uri.searchParams.set('options', '-c session_preload_libraries=x'),
      'JK433',
    ],
  ];
  for (const [what, change, code] of wrong) {
    test(`${what} is refused with ${code}`, async () => {
      const uri = new URL(gateway);
      change(uri);
      const { code: status, stderr } = await psql(uri.href, 'select 1');
      assert.equal(status, 2);
      assert.match(stderr, new RegExp(`\\[${code}\\]`));
    });
  }
});

test('docs/differences.md lists the start-up parameters that are allowed', () => {
  const table = doc.slice(doc.indexOf('| parameter |'));
  assert.deepEqual(
    [...table.matchAll(/^\| `(\w+)` \|$/gm)].map((found) => found[1]),
    [...allowedParameters].toSorted(),
  );
});

async function same(run: Run, least: number): Promise<void> {
  const { steps, differing } = await compare(run, direct, gateway);
  for (const step of differing.keys()) seenToDiffer.add(plainName(step));
  const unlisted = [...differing].filter(([step]) => !listed.has(plainName(step)));
  assert.deepEqual(
    Object.fromEntries(unlisted.map(([step, { direct: a, gateway: b }]) => [step, [a.slice(0, 500), b.slice(0, 500)]])),
    {},
  );
  assert.ok(steps >= least, `only ${steps} steps ran`);
}

function runs(command: string, ...words: string[]): boolean {
  return spawnSync(command, words).status === 0;
}

async function backends(text: string): Promise<number> {
  const { rows } = await withClient(jikimi.membersUri, (client) =>
    client.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where state = 'active' and query like $1 and pid <> pg_backend_pid()`,
      [`%${text}%`],
    ),
  );
  return rows[0]?.n ?? 0;
}

async function untilRunning(text: string): Promise<void> {
  for (let tries = 0; tries < 400 && (await backends(text)) === 0; tries++) await sleep(50);
}

async function untilGone(text: string): Promise<void> {
  for (let tries = 0; tries < 200 && (await backends(text)) > 0; tries++) await sleep(50);
  assert.equal(await backends(text), 0);
}
