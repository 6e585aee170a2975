/** COPY TO STDOUT under a grant with export: what PostgreSQL writes for the same plain values, each recorded as an export before it leaves; under any other, ciphertext. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, suite, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { accounts } from '../../example/haneul/organisation.ts';
import { revokeGrant } from '../../src/access/mod.ts';
import { cancelRequest, query } from '../../src/gateway/frontend-builders.ts';
import { actorByAccount } from '../../src/people/mod.ts';
import { withClient } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { noPsql, psql } from '../support/psql.ts';
import { Records } from '../support/recorded.ts';
import { type Heard, codesIn, dialSecurely, signIn } from '../support/wire-client.ts';
import { quoteName, quoteText } from '../../src/platform/mod.ts';

const columns = ['name_ko', 'email', 'mobile', 'bank_account', 'birth_date'];
const first = `from members order by id limit 20`;
/** Longer than what any buffer takes. */
const long = 'copy (select m.id, m.email from members m, generate_series(1, 20000) order by m.id) to stdout';

const python = '/usr/bin/python3';
const noPsycopg =
  spawnSync(python, ['-c', 'import psycopg']).status === 0 ? false : 'psycopg 3 is not installed (python3-psycopg)';
/** What psycopg says, as JSON: copies within a transaction, around prepared statements, with values of its own, and one that fails. */
const psycopgCopies = `
import json, psycopg, sys
said = []
with psycopg.connect(sys.argv[1], prepare_threshold=0) as connection, connection.cursor() as cursor:
    for text, values in json.loads(sys.argv[2]):
        said.append(cursor.execute('select grade from members where id = %s', (100001,)).fetchall())
        try:
            with connection.transaction(), cursor.copy(text, values) as copy:
                said.append([list(row) for row in copy.rows()])
        except psycopg.Error as error:
            said.append(error.sqlstate)
print(json.dumps(said))
`;

suite('COPY TO STDOUT', () => {
  let jikimi: Jikimi;
  let direct: pg.Client;
  let exporting: pg.Client;
  let reading: pg.Client;
  let records: Records;
  /** Whose row a member's is, by its id. */
  let subjects: ReadonlyMap<string, string>;

  before(async () => {
    jikimi = await startJikimi();
    const fields = columns
      .filter((column) => column !== 'birth_date')
      .map((column) => ({
        table: 'members',
        column,
        mode: column === 'mobile' ? ('partial' as const) : ('full' as const),
      }));
    await jikimi.grant({ name: 'exporting', fields, export: true });
    await jikimi.grant({ name: 'capped', fields, export: true, maxSubjects: 30 });
    await jikimi.grant({ name: 'revoked', fields, export: true });
    records = new Records(jikimi);
    direct = await connected(jikimi.membersUri);
    const { rows } = await direct.query<{ id: string; subject: string }>(
      'select id::text, pii.subject_of(email)::text as subject from members',
    );
    subjects = new Map(rows.map(({ id, subject }) => [id, subject]));
    exporting = await connected(await jikimi.connect('exporting'));
    reading = await connected(await jikimi.connect('example'));
  });
  after(async () => {
    for (const client of [direct, exporting, reading]) await client?.end();
    await records?.stop();
    await jikimi?.stop();
  });

  /** Entries of a grant that say that they left as a copy. */
  const exports = (grant: string) =>
    withClient(jikimi.jikimiUri, async (client) => {
      const { rows } = await client.query<{ kind: string; code: string | null }>(
        `select o.kind, o.body ->> 'code' as code from ledger.opening o join access.grant g on g.id::text = o.body ->> 'grant'
         where g.name = $1 and (o.body -> 'export')::boolean order by o.at, o.id`,
        [grant],
      );
      return rows.map(({ kind, code }) => code ?? kind);
    });

  test('jikimi sql prints what is copied, and says where it came out sealed', async () => {
    const text = 'copy (select id, name_ko, email from members order by id limit 2) to stdout csv';
    const opened = await jikimi.run('sql', 'exporting', '-c', text);
    const rows = (await copied(exporting, text)).replace(/^COPY 2\n/, '');
    assert.deepEqual([opened.stdout, opened.stderr], [`${rows}COPY 2\n`, '']);
    const lines = await jikimi.run('sql', 'exporting', '--json', '-c', text);
    assert.equal(lines.stdout.split('\n').length, 4, lines.stdout);
    const sealed = await jikimi.run('sql', 'example', '-c', text);
    assert.match(sealed.stdout, /^\d+,\\xd54a4b01/m);
    assert.match(sealed.stderr, /^Sealed columns came out of this copy sealed: .*--export/);
  });

  test('gives of plain values byte for byte what PostgreSQL gives, in every format', async () => {
    const character = fc.constantFrom(...Array.from('ab,;|.\\\'"\t\n\r\b\f\v N~한é'));
    const value = fc.option(
      fc.oneof(fc.string({ unit: character, maxLength: 6 }), fc.constantFrom('\\.', '\\N', '', 'NULL')),
    );
    const delimiter = fc.constantFrom(',', ';', '|', '\t', '~', '\v', "'");
    const none = fc.constantFrom('', '\\N', 'NULL', 'a', '\\.');
    const made = fc.record({
      rows: fc
        .integer({ min: 1, max: 3 })
        .chain((width) =>
          fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
        ),
      name: fc.string({ unit: character, minLength: 1, maxLength: 5 }),
      csv: fc.boolean(),
      delimiter: fc.option(delimiter),
      none: fc.option(none),
      header: fc.option(fc.constantFrom('', ' true', ' off', ' 1')),
      quote: fc.option(fc.constantFrom('"', "'", '~', '\\')),
      escape: fc.option(fc.constantFrom('"', '\\', 'a')),
      force: fc.option(fc.constantFrom('*', 'first')),
    });
    let written = 0;
    await fc.assert(
      fc.asyncProperty(made, async (one) => {
        const names = (one.rows[0] ?? []).map((_, at) => quoteName(`${one.name}${at}`)); // the parser folds nothing in quotes
        const rows = one.rows.map(
          (row) => `(${row.map((cell) => (cell === null ? 'null::text' : `${quoteText(cell)}::text`)).join(', ')})`,
        );
        const options = [
          one.csv ? 'format csv' : 'format text',
          ...(one.delimiter === null ? [] : [`delimiter ${quoteText(one.delimiter)}`]),
          ...(one.none === null ? [] : [`null ${quoteText(one.none)}`]),
          ...(one.header === null ? [] : [`header${one.header}`]),
          ...(one.csv && one.quote !== null ? [`quote ${quoteText(one.quote)}`] : []),
          ...(one.csv && one.escape !== null ? [`escape ${quoteText(one.escape)}`] : []),
          ...(one.csv && one.force !== null ? [`force_quote ${one.force === '*' ? '*' : `(${names[0]})`}`] : []),
        ];
        const text = `copy (select * from (values ${rows.join(', ')}) as v (${names.join(', ')})) to stdout (${options.join(', ')})`;
        const expected = await copied(direct, text);
        if (expected.startsWith('COPY')) written += 1;
        assert.equal(await copied(exporting, text), /^\w{5}$/.test(expected) ? 'JK530' : expected, text);
      }),
      { numRuns: 300 },
    );
    assert.ok(written > 100, `only ${written} were written`);
    const twice = `copy (select 'a' as x, 'b' as x) to stdout (format csv, force_quote (x))`;
    assert.equal(await copied(exporting, twice), await copied(direct, twice));
  });

  test('opens what the grant has, masked and withheld as SELECT does, and records it as an export', async () => {
    const before = (await exports('exporting')).length;
    const { rows } = await exporting.query<Record<string, string | null>>(
      `select id, grade, ${columns.join(', ')} ${first}`,
    );
    assert.equal((await exports('exporting')).length, before, 'a SELECT is no copy');
    assert.match(rows[0]?.['mobile'] ?? '', /\*/);
    assert.equal(rows[0]?.['birth_date'], null);
    const values = rows.map(
      (row) =>
        `(${Object.values(row)
          .map((cell) => (cell === null ? 'null' : quoteText(String(cell))))
          .join(', ')})`,
    );
    const plain = `copy (values ${values.join(', ')}) to stdout`;
    const sealed = `copy (select id, grade, ${columns.join(', ')} ${first}) to stdout`;
    const notices: string[] = [];
    exporting.on('notice', ({ message = '' }) => notices.push(message));
    for (const options of ['', ' csv', ` with csv delimiter ';' null 'none' force quote *`])
      assert.equal(await copied(exporting, sealed + options), await copied(direct, plain + options));
    assert.match(notices.join(), /birth_date/);
    const told = (await exports('exporting')).slice(before);
    assert.ok(told.length >= 3 && told.every((kind) => kind === 'opening'), told.join());
  });

  test('reads a table itself, by its columns', async () => {
    const listed = await copied(exporting, 'copy members (id, email) to stdout');
    const { rows } = await exporting.query<{ id: string; email: string }>('select id, email from only members');
    assert.equal(listed, `COPY ${rows.length}\n${rows.map(({ id, email }) => `${id}\t${email}\n`).join('')}`);
    assert.match(
      await copied(exporting, 'copy public.members to stdout csv header'),
      /^COPY 200\nid,name_ko,name_en,email,/,
    );
    for (const text of [
      'members (id, id)',
      'members (nothing)',
      'nothing',
      'pg_catalog.pg_views',
      `members to '/tmp/x' --`,
    ])
      assert.equal(
        await copied(exporting, `copy ${text} to stdout`),
        await copied(reading, `copy ${text} to stdout`),
        text,
      );
  });

  test('binds what is looked for as a SELECT does', async () => {
    const { rows } = await exporting.query<{ id: string; email: string }>(
      'select id, email from members order by id limit 1',
    );
    const sought = rows[0] ?? assert.fail();
    const found = await copied(
      exporting,
      `copy (select id, email from members where email = ${quoteText(sought.email)}) to stdout`,
    );
    assert.equal(found, `COPY 1\n${sought.id}\t${sought.email}\n`);
    const last = await withClient(jikimi.jikimiUri, async (client) => {
      const told = await client.query<{ kind: string; statement: string }>(
        `select o.kind, o.body ->> 'statement' as statement from ledger.opening o join access.grant g on g.id::text = o.body ->> 'grant'
         where g.name = 'exporting' order by o.at desc, o.id desc limit 2`,
      );
      return told.rows;
    });
    assert.deepEqual(last.map(({ kind }) => kind).toSorted(), ['opening', 'question']);
    assert.equal(last[0]?.statement, last[1]?.statement, 'the question and the copy are of one statement');
  });

  test('under a grant without export gives ciphertext and records nothing', async () => {
    const text = await copied(reading, `copy (select email ${first}) to stdout`);
    assert.match(text, /^COPY 20\n(?:\\\\xd54a4b01[0-9a-f]+\n){20}$/);
    assert.deepEqual(await exports('example'), []);
  });

  test('refuses what it does not carry out, and never passes it as ciphertext', async () => {
    for (const text of [
      'copy members (email) to stdout (format binary)',
      'copy members (email) to stdout; select 1',
      'select 1; copy members (email) to stdout',
      `copy members (email) to stdout (encoding 'LATIN1')`,
      'copy members (email) to stdout (format csv, force_quote (nothing))',
      `copy (update members set grade = 'x' returning email) to stdout`,
    ])
      assert.equal(await copied(exporting, text), 'JK530', text);
    assert.equal(await copied(exporting, 'copy (select email from members where email = $1) to stdout'), '42P02');
    const prepared = exporting.query({ text: 'copy members (email) to stdout', name: 'prepared' });
    await assert.rejects(prepared, { code: 'JK530' });
    await exporting.query('begin');
    assert.equal(await copied(exporting, 'copy members (email) to stdout (format binary)'), 'JK530');
    assert.equal(await copied(exporting, 'copy members (email) to stdout'), '25P02');
    await exporting.query('rollback');
    assert.match(await copied(exporting, 'copy members (email) to stdout'), /^COPY 200\n/);
  });

  test('ends at the cap, on record as an export, and the session goes on', async () => {
    const client = await connected(await jikimi.connect('capped'));
    assert.match(await copied(client, `copy (select email ${first}) to stdout`), /^COPY 20\n/);
    assert.equal(await copied(client, 'copy members (email) to stdout'), 'JK222');
    assert.deepEqual([...new Set(await exports('capped'))], ['opening', 'JK222']);
    assert.match(await copied(client, `copy (select email ${first}) to stdout`), /^COPY 20\n/);
    await client.end();
  });

  /** A copy in its middle: its first rows were heard, the others wait. */
  const inItsMiddle = async (grant: string) => {
    const { client, greeting } = await signIn(await jikimi.connect(grant));
    client.send(query(long));
    const heard: Heard[] = [];
    while (heard.length < 50) {
      const frame = await client.hear();
      assert.ok(frame !== undefined && frame.type !== 'Z', codesIn(heard).join());
      heard.push(frame);
    }
    client.socket.pause();
    return { client, greeting, heard, session: await records.lastSession(grant) };
  };

  /** Whose values came; each of them is on record. */
  const received = async (session: string, heard: readonly Heard[]): Promise<number> => {
    const ids = heard.filter(({ type }) => type === 'd').map(({ bytes }) => bytes.toString('utf8', 5).split('\t')[0]);
    const { all } = await records.one<{ all: string[] }>(
      `select array_agg(distinct s.subject::text) as all from custody.disclosure d join ledger.opening o on o.id = d.entry_id
       join custody.disclosure_part p using (session_id, batch) cross join unnest(p.subjects) s(subject)
       where d.session_id = $1 and p.outcome = 'opened' and (o.body -> 'export')::boolean`,
      [session],
    );
    const came = new Set(ids.map((id) => subjects.get(id ?? '') ?? 'nobody'));
    assert.deepEqual([...came.difference(new Set(all))], []);
    return came.size;
  };

  test('a copy that is cancelled in its middle ends there, and the session goes on', async () => {
    const { client, greeting, heard, session } = await inItsMiddle('exporting');
    const key = greeting.find(({ type }) => type === 'K')?.bytes ?? Buffer.alloc(0);
    const socket = await dialSecurely(await jikimi.connect('exporting'));
    socket.write(cancelRequest(key.readUInt32BE(5), key.subarray(9)));
    await new Promise((done) => socket.once('close', done));
    client.socket.resume();
    heard.push(...(await client.hearReady()));
    assert.deepEqual(codesIn(heard), ['57014']);
    assert.ok((await received(session, heard)) < subjects.size);
    const next = await client.ask('copy (select id from members order by id limit 2) to stdout');
    assert.equal(next.map(({ type }) => type).join(''), 'HddcCZ');
    client.close();
  });

  test('a copy whose grant is revoked in its middle ends, and nothing more is opened than was asked by then', async () => {
    const { client, heard, session } = await inItsMiddle('revoked');
    await revokeGrant(jikimi.office, await actorByAccount(jikimi.office, accounts.responsible), 'revoked', 'a test');
    const before = await records.disclosures(session);
    client.socket.resume();
    heard.push(...(await client.hearReady()));
    await client.closed;
    assert.ok(codesIn(heard).length > 0 && codesIn(heard).every((code) => code === 'JK203'), codesIn(heard).join());
    assert.ok((await received(session, heard)) < subjects.size);
    assert.ok((await records.disclosures(session)) <= before + 3); // mostAsked of outlet.ts
  });

  test('a copy that nobody reads takes no memory without bound, and no more is opened meanwhile', async () => {
    const resident = () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${jikimi.pid('gateway')}/status`, 'utf8'))?.[1]) * 1024;
    const before = resident();
    const { client, session } = await inItsMiddle('exporting');
    let opened = -1;
    await eventually('the server waits for the gateway, and the gateway for the client', async () => {
      await new Promise((done) => setTimeout(done, 300));
      const { rows } = await direct.query<{ wait_event: string }>(
        `select wait_event from pg_stat_activity where query like 'select m.id%' and usename like 'jk\\_%'`,
      );
      const last = opened;
      opened = await records.disclosures(session);
      return last === opened && rows.some((row) => row.wait_event === 'ClientWrite');
    });
    assert.ok(resident() - before < 128 * 1024 * 1024, `${resident() - before} bytes more`); // of some 800 MiB
    assert.match(await copied(exporting, `copy (select email ${first}) to stdout`), /^COPY 20\n/);
    client.close();
  });

  test('a copy in another encoding is refused, also where that is set in the same breath', async () => {
    const { client } = await signIn(await jikimi.connect('exporting'));
    client.send(query(`set client_encoding to 'BIG5'`), query('copy (select chr(35377)) to stdout'));
    const heard = [...(await client.hearReady()), ...(await client.hearReady())];
    assert.deepEqual(codesIn(heard), ['JK438']);
    client.close();
  });

  test('a row that is too long to be written at once is refused', async () => {
    assert.equal(await copied(exporting, `copy (select repeat('a', 70000000)) to stdout`), 'JK532');
    assert.equal(await copied(exporting, 'copy (select 1) to stdout'), 'COPY 1\n1\n');
  });

  test('of partitions and of what inherits gives what PostgreSQL gives of the plain values', async () => {
    await direct.query(`
      create table parts (id bigint, email pii.sealed) partition by list (id);
      create table one_part partition of parts default;
      create table parent (id bigint, email pii.sealed);
      create table child (more text) inherits (parent);
      insert into parts select id, email from members order by id limit 2;
      insert into parent select id, email from members order by id limit 1;
      insert into child select id, email, 'x' from members order by id offset 1 limit 1;
      create view seen with (security_invoker) as select id, email from parent;
      grant select on parts, one_part, parent, child, seen to jikimi_reader`);
    try {
      for (const table of ['parts', 'one_part', 'parent', 'child', 'seen']) {
        const { rows } = await exporting.query<Record<string, string>>(`select * from ${table} order by id`);
        const lines = rows.map((row) => `${Object.values(row).join('\t')}\n`).join('');
        const all = `copy (select * from ${table} order by id) to stdout`;
        assert.equal(await copied(exporting, all), `COPY ${rows.length}\n${lines}`);
        assert.match(lines, /@/);
      }
      for (const table of ['one_part', 'parent', 'child']) {
        const [own, theirs] = [
          await copied(exporting, `copy ${table} to stdout`),
          await copied(direct, `copy ${table} to stdout`),
        ];
        assert.equal(own.split('\n')[0], theirs.split('\n')[0]); // of the table itself: as many rows
        assert.match(own, /@/);
      }
      for (const table of ['parts', 'seen']) assert.equal(await copied(exporting, `copy ${table} to stdout`), '42809');
    } finally {
      await direct.query('drop table parts, parent, child cascade');
    }
  });

  test('serves psycopg as PostgreSQL does', { skip: noPsycopg }, async () => {
    const copies = [
      ['copy (select id, grade from members order by id limit 3) to stdout', null],
      ['copy (select %s, null, %s::text) to stdout', ["a\tb\\n'", '']],
      ['copy (select 1 / (id - 100003) from members order by id) to stdout', null],
      ['copy nothing to stdout', null],
    ];
    const said = (uri: string, ...asked: unknown[]) => {
      const { stdout, stderr } = spawnSync(python, ['-c', psycopgCopies, uri, JSON.stringify(asked)], {
        encoding: 'utf8',
      });
      assert.equal(stderr, '');
      return JSON.parse(stdout) as unknown[];
    };
    const uri = await jikimi.connect('exporting');
    assert.deepEqual(said(uri, ...copies), said(jikimi.membersUri, ...copies));
    const { rows } = await exporting.query<{ id: string; email: string }>(`select id::text, email ${first}`);
    const sealed = said(uri, [`copy (select id, email ${first}) to stdout`, null]);
    assert.deepEqual(
      sealed[1],
      rows.map(({ id, email }) => [id, email]),
    );
  });

  test('serves psql', { skip: noPsql }, async () => {
    const { rows } = await exporting.query<{ email: string }>(`select email ${first}`);
    const said = await psql(await jikimi.connect('exporting'), `\\copy (select email ${first}) to stdout csv header`);
    assert.deepEqual(said.rows, ['email', ...rows.map(({ email }) => email)]);
  });
});

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

type Hear = (message: { readonly chunk: Buffer }) => void;
type CopySource = { on(event: 'copyData', hear: Hear): void; off(event: 'copyData', hear: Hear): void };

/** The command's tag and what was copied, or the SQLSTATE. */
async function copied(client: pg.Client, text: string): Promise<string> {
  const { connection } = client as unknown as { connection: CopySource };
  const chunks: Buffer[] = [];
  const hear: Hear = ({ chunk }) => void chunks.push(Buffer.from(chunk));
  connection.on('copyData', hear);
  try {
    const { command, rowCount } = await client.query(text);
    return `${command} ${rowCount}\n${Buffer.concat(chunks).toString()}`;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    connection.off('copyData', hear);
  }
}
