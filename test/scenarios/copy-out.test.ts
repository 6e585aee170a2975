/** COPY TO STDOUT under a grant with export: what PostgreSQL writes for the same plain values, each recorded as an export before it leaves; under any other, ciphertext. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { withClient } from '../support/cluster.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { noPsql, psql } from '../support/psql.ts';
import { quoteName, quoteText } from '../../src/platform/mod.ts';

const columns = ['name_ko', 'email', 'mobile', 'bank_account', 'birth_date'];
const first = `from members order by id limit 20`;

suite('COPY TO STDOUT', () => {
  let jikimi: Jikimi;
  let direct: pg.Client;
  let exporting: pg.Client;
  let reading: pg.Client;

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
    direct = await connected(jikimi.membersUri);
    exporting = await connected(await jikimi.connect('exporting'));
    reading = await connected(await jikimi.connect('example'));
  });
  after(async () => {
    for (const client of [direct, exporting, reading]) await client?.end();
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
      'copy (select email from members where id = $1) to stdout',
    ])
      assert.equal(await copied(exporting, text), 'JK530', text);
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
