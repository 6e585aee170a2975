/**
 * What tools ask the catalogue for gives the same through the gateway as direct, with the same rights: psql's backslash commands and tab completion,
 * pgjdbc's metadata, what DBeaver and pgAdmin ask, and pg_dump. A difference is fixed, or stands in docs/differences.md (the table of tools).
 */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import pg from 'pg';
import { migrationNames, migrationText } from '../../src/platform/mod.ts';
import { withClient } from '../support/cluster.ts';
import { type Run, compare, jsonLines, sections } from '../support/drivers/compare.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { noPsql } from '../support/psql.ts';
import { type CatalogQuery, dbeaver, pgadmin } from '../support/tools/catalog-queries.ts';
import { type Door, olderDoor } from '../support/tools/older-door.ts';

const tools = join(import.meta.dirname, '../support/tools');
const driverJar = '/usr/share/java/postgresql.jar';
const runs = (command: string, ...words: string[]) => spawnSync(command, words).status === 0;
const noPgjdbc =
  runs('javac', '-version') && existsSync(driverJar)
    ? false
    : 'pgjdbc or a JDK is not installed (libpostgresql-jdbc-java, default-jdk-headless)';
const noPgDump = runs('pg_dump', '--version') ? false : 'pg_dump is not installed (postgresql-client)';
const noTerminal = noPsql || (runs('/usr/bin/python3', '-c', 'import pty') ? false : 'python3 is not installed');

/** Steps that may differ, by the document. */
const doc = readFileSync(join(import.meta.dirname, '../../docs/differences.md'), 'utf8');
const listed = new Set(
  [
    ...doc.slice(doc.indexOf('## Tools'), doc.indexOf('## Connecting')).matchAll(/^\| `[^|]*\|.*\| ([^|]*) \|$/gm),
  ].flatMap(([, steps = '']) => [...steps.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '')),
);

suite('what tools ask the catalogue', () => {
  let jikimi: Jikimi;
  let gateway: string;
  let direct: string;
  let folder: string;
  let doors: readonly Door[] = [];

  before(async () => {
    jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
    gateway = (await jikimi.connect()).replace(/\?.*/, '?sslmode=disable');
    // the rights of a grant, without the gateway
    await withClient(jikimi.membersUri, (client) =>
      client.query(`create role direct login password 'direct';
        grant jikimi_reader, jikimi_walled to direct with inherit true, set false;
        alter role direct set search_path = "$user", public, pii;
        insert into pii.scope values ('direct', true, null, 'infinity')`),
    );
    direct = `${jikimi.membersUri.replace(/\/\/[^@]*@/, '//direct:direct@')}?sslmode=disable`;
    await withClient(gateway, (client) => client.query('select 1')); // the grant's role is there from the first connection on
    folder = mkdtempSync(join(tmpdir(), 'jikimi-tools-'));
    doors = [await olderDoor(jikimi.config.membersPort), await olderDoor(jikimi.config.gatewayPort)];
  });
  after(async () => {
    for (const door of doors) door.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    await jikimi?.stop();
  });

  const same = async (run: Run, least: number) => {
    const { steps, differing } = await compare(run, direct, gateway);
    const unlisted = [...differing].filter(([step]) => !listed.has(step));
    assert.deepEqual(Object.fromEntries(unlisted), {});
    assert.ok(steps >= least, `only ${steps} steps ran`);
  };

  test('psql: every backslash command, and where an error is', { skip: noPsql }, () =>
    same((uri) => sections(`psql -X -f ${join(tools, 'psql_catalog.sql')} "$MEMBERS"`, { MEMBERS: uri }), 35),
  );

  test('psql: tab completion at a terminal', { skip: noTerminal }, async () => {
    const got = new Map<string, string>();
    await same(async (uri) => {
      const lines = await jsonLines('/usr/bin/python3', [join(tools, 'complete.py'), uri]);
      for (const [step, text] of lines) got.set(step, text);
      return lines;
    }, 10);
    assert.match(got.get('select * from ord\t where am\t') ?? '', /orders +where amount_krw/);
  });

  for (const [name, queries] of [
    ['DBeaver', dbeaver],
    ['pgAdmin', pgadmin],
  ] as const)
    test(`${name}: connecting, the tree, a table`, () => same((uri) => asked(uri, queries), queries.length));

  test('pgjdbc: DatabaseMetaData and the columns of a result', { skip: noPgjdbc }, async () => {
    const compiled = spawnSync('javac', ['-cp', driverJar, '-d', folder, join(tools, 'PgjdbcMetadata.java')], {
      encoding: 'utf8',
    });
    assert.equal(compiled.status, 0, compiled.stderr);
    await same((uri) => {
      const { hostname, port, pathname, username, password } = new URL(uri);
      const words = [hostname, port, pathname.slice(1), username, decodeURIComponent(password)];
      return jsonLines('java', [
        '-XX:TieredStopAtLevel=1',
        '-cp',
        `${driverJar}:${folder}`,
        'PgjdbcMetadata',
        ...words,
      ]);
    }, 30);
  });

  suite('pg_dump of what a grant may read', { skip: noPgDump }, () => {
    const dump = async (uri: string, ...words: string[]) => {
      const through = new URL(uri);
      through.port = String(doors[uri === direct ? 0 : 1]?.port);
      const all = ['-N', 'pii', '-T', 'member_passwords', ...words, through.href];
      // not waited for by standing still: the doors are in this process
      return promisify(execFile)('pg_dump', all, { maxBuffer: 1 << 28 }).catch((error: { stderr: string }) => ({
        stdout: '',
        stderr: error.stderr,
      }));
    };
    const comparable = (text: string) =>
      text
        .replace(/^\\(un)?restrict .*$/gm, '')
        .replace(/set_config\('search_path', '(pii)?', false\)/, 'search_path')
        .replaceAll('pii.', ''); // docs/differences.md, `dump.path`

    for (const words of [
      ['--schema-only'],
      ['--enable-row-security'],
      ['-a', '--inserts', '--enable-row-security', '-t', 'orders'],
    ])
      test(words.join(' '), async () => {
        const [expected, got] = await Promise.all([dump(direct, ...words), dump(gateway, ...words)]);
        assert.deepEqual([got.stderr, expected.stderr], ['', '']);
        const lines = comparable(got.stdout).split('\n');
        const differing = comparable(expected.stdout)
          .split('\n')
          .flatMap((line, n) => (line === lines[n] ? [] : [[n, line, lines[n]]]));
        assert.deepEqual(differing.slice(0, 5), []);
        assert.ok(got.stdout.includes('public.orders'));
      });

    test('holds the values under a grant with export, each recorded as a copy', async () => {
      const fields = ['email', 'mobile'].map((column) => ({ table: 'members', column, mode: 'full' as const }));
      await jikimi.grant({ name: 'dumping', fields, export: true });
      const uri = (await jikimi.connect('dumping')).replace(/\?.*/, '?sslmode=disable');
      const { stdout, stderr } = await dump(uri, '-a', '--enable-row-security', '-t', 'members');
      assert.doesNotMatch(stderr, /error/i);
      const { rows } = await withClient(uri, (client) =>
        client.query<{ email: string; mobile: string }>('select email, mobile from members'),
      );
      assert.ok(rows.length > 0);
      for (const { email, mobile } of rows) assert.ok(stdout.includes(`\t${email}\t${mobile}\t`));
      const { rows: told } = await withClient(jikimi.jikimiUri, (client) =>
        client.query<{ copied: number }>(
          `select count(distinct p.subject)::int as copied from ledger.opening o
           join access.grant g on g.id::text = o.body ->> 'grant' and g.name = 'dumping'
           join custody.disclosure d on d.entry_id = o.id join custody.disclosure_part q on (q.session_id, q.batch) = (d.session_id, d.batch)
           cross join unnest(q.subjects) as p (subject) where (o.body -> 'export')::boolean and q.outcome = 'opened'`,
        ),
      );
      assert.equal(told[0]?.copied, rows.length);
    });

    test('holds ciphertext and no value, restores beside the schema pii, and needs row security on', async () => {
      const { stdout } = await dump(gateway, '--enable-row-security', '-t', 'public.*', '--no-owner');
      const { rows } = await withClient(gateway, (client) =>
        client.query<{ email: string; mobile: string }>('select email, mobile, name_ko from members'),
      );
      for (const { email, mobile } of rows) assert.ok(!stdout.includes(email) && !stdout.includes(mobile));
      const restored = jikimi.membersUri.replace(/\/[^/]*$/, '/restored');
      await withClient(jikimi.membersUri, (client) => client.query('create database restored'));
      await withClient(restored, async (client) => {
        for (const name of migrationNames('members')) await client.query(migrationText('members', name));
      });
      const told = spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', restored], {
        input: stdout.replace(/^\\(un)?restrict .*$/gm, ''),
        encoding: 'utf8',
      });
      assert.deepEqual([told.status, told.stderr], [0, '']);
      const digest = `select md5(string_agg(pii.slice(email, 1, 100000)::text, ',' order by id)) as it from members`;
      const of = (uri: string) => withClient(uri, async (client) => (await client.query(digest)).rows[0]?.it);
      assert.equal(await of(restored), await of(jikimi.membersUri));
      assert.match((await dump(gateway, '-t', 'members')).stderr, /row-level security policy for table "members"/);
    });

    test('stops at a table that the grant may not read', async () => {
      assert.match((await dump(gateway, '-t', 'pii.subject')).stderr, /permission denied for table subject/);
    });
  });
});

async function asked(uri: string, queries: readonly CatalogQuery[]): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: uri });
  await client.connect();
  const results = new Map<string, string>();
  try {
    for (const { step, sql, params } of queries) {
      const config = { text: sql, rowMode: 'array', ...(params === undefined ? {} : { values: [...params] }) } as const;
      const outcome = await client.query<unknown[]>(config).catch((error: pg.DatabaseError) => error);
      if (outcome instanceof Error)
        results.set(step, JSON.stringify([outcome.code, outcome.message, outcome.position]));
      else {
        const all = [outcome].flat();
        results.set(
          step,
          JSON.stringify(
            all.map(({ rows, fields }) => [rows, fields.map(({ name, dataTypeID }) => [name, dataTypeID])]),
          ),
        );
      }
    }
  } finally {
    await client.end();
  }
  const failed = [...results].filter(([, text]) => /^\["\w{5}"/.test(text));
  assert.deepEqual(failed, [], 'a query of the list is wrong');
  return results;
}
