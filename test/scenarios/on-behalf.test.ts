/** `set jikimi.on_behalf`: with each disclosure and question the value that held when its statement began, whatever changed it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, suite, test } from 'node:test';
import pg from 'pg';
import { bind, execute, parse, sync } from '../../src/gateway/frontend-builders.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { serviceGrant } from '../support/service-account.ts';
import { codesIn, signIn } from '../support/wire-client.ts';

const select = 'select email from members where id = 100001';
let jikimi: Jikimi;
let uri: string;
let behind: pg.Client;
let client: pg.Client;
before(async () => {
  jikimi = await startJikimi();
  uri = await serviceGrant(jikimi, { name: 'web', fields: [{ table: 'members', column: 'email', mode: 'full' }] });
  behind = new pg.Client({ connectionString: jikimi.jikimiUri });
  await behind.connect();
  client = new pg.Client({ connectionString: uri });
  await client.connect();
  const members = new pg.Client({ connectionString: jikimi.membersUri });
  await members.connect();
  await members.query(`create function public.act_for(who text) returns void language sql
    as $$ select set_config('jikimi.on_behalf', who, false) $$; grant execute on function public.act_for to public`);
  await members.end();
});
afterEach(() => client.query('rollback; discard all').catch(() => client.query('discard all')));
after(async () => {
  await client?.end();
  await behind?.end();
  await jikimi?.stop();
});

/** On whose behalf the last entries of these kinds were, oldest first. */
async function told(count: number, ...kinds: string[]): Promise<(string | null)[]> {
  const { rows } = await behind.query<{ who: string | null }>(
    `select body ->> 'onBehalf' as who from ledger.opening where kind = any($1) order by id desc limit $2`,
    [kinds.length === 0 ? ['opening'] : kinds, count],
  );
  return rows.map(({ who }) => who).reverse();
}

/** Reads once by the simple and once by the extended protocol. */
async function readsAs(who: string | null, what: string): Promise<void> {
  await client.query(select);
  await client.query({ text: 'select email from members where id = $1', values: [100_002] });
  assert.deepEqual(await told(2), [who, who], what);
}

suite('jikimi.on_behalf of a service', () => {
  test('is recorded as it was set, and not where it was not', async () => {
    await readsAs(null, 'at first');
    await client.query(`set jikimi.on_behalf = 'u-1'`);
    await readsAs('u-1', 'set');
    await client.query(`select set_config('jikimi.on_behalf', $1, false)`, ['u-2']);
    await readsAs('u-2', 'set_config');
    await client.query('select act_for($1)', ['u-3']);
    await readsAs('u-3', 'by a function that nobody sees through');
    assert.equal(
      (await client.query<Record<string, string>>('show jikimi.on_behalf')).rows[0]?.['jikimi.on_behalf'],
      'u-3',
    );
  });

  test('is asked anew for a text that begins with what gives no rows', async () => {
    await client.query(`set jikimi.on_behalf = 'u-1'`);
    await client.query(select);
    await client.query(`set jikimi.on_behalf = 'u-2'`);
    await client.query(`begin; ${select}`);
    await client.query('commit');
    await client.query(`set jikimi.on_behalf = 'u-3'`);
    await client.query('begin');
    await client.query(`declare c cursor for ${select}; fetch c`);
    await client.query('rollback');
    assert.deepEqual(await told(3), ['u-1', 'u-2', 'u-3']);
  });

  for (const clear of ['reset jikimi.on_behalf', 'reset all', 'discard all', 'set jikimi.on_behalf to default'])
    test(`is empty after ${clear}`, async () => {
      await client.query(`set jikimi.on_behalf = 'u-1'`);
      await readsAs('u-1', 'set');
      await client.query(clear);
      await readsAs(null, clear);
    });

  test('ends with the transaction or the savepoint for which it was set', async () => {
    await client.query(`set jikimi.on_behalf = 'before'`);
    await client.query('begin');
    await client.query('set transaction isolation level serializable');
    await client.query(`set local jikimi.on_behalf = 'local'`);
    await readsAs('local', 'set local');
    await client.query('savepoint s');
    await client.query(`set jikimi.on_behalf = 'inner'`);
    await readsAs('inner', 'in the savepoint');
    await client.query('rollback to s');
    await readsAs('local', 'the savepoint rolled back');
    await client.query('commit');
    await readsAs('before', 'committed');
    await client.query('begin');
    await client.query(`set jikimi.on_behalf = 'undone'`);
    await readsAs('undone', 'in the transaction');
    await assert.rejects(client.query('select 1/0'), { code: '22012' });
    await assert.rejects(client.query(select), { code: '25P02' });
    await client.query('rollback');
    await readsAs('before', 'rolled back');
  });

  test('is recorded with each question too', async () => {
    await client.query(`set jikimi.on_behalf = 'asker'`);
    await client.query({ text: 'select id from members where email = $1', values: ['nobody@example.com'] });
    await client.query(`select id from members where email in ('a@example.com', 'b@example.com')`);
    await client.query('begin');
    await client.query(`set local jikimi.on_behalf = 'other'`);
    await client.query({ name: 'find', text: 'select id from members where email = $1', values: ['c@example.com'] });
    await client.query('commit');
    await client.query({ name: 'find', text: 'select id from members where email = $1', values: ['d@example.com'] });
    assert.deepEqual(await told(5, 'question'), ['asker', 'asker', 'asker', 'other', 'asker']);
  });

  test('is recorded with each writing too', async () => {
    await client.query(`set jikimi.on_behalf = 'writer'`);
    const change = 'update members set email = $1 where id = 100003';
    await client.query({ text: change, values: ['changed.1@example.com'] });
    await client.query(`update members set email = 'changed.2@example.com' where id = 100003`);
    await client.query('begin');
    await client.query(`set local jikimi.on_behalf = 'another'`);
    await client.query({ name: 'change', text: change, values: ['changed.3@example.com'] });
    await client.query('commit');
    await client.query({ name: 'change', text: change, values: ['changed.4@example.com'] });
    assert.deepEqual(await told(4, 'writing'), ['writer', 'writer', 'another', 'writer']);
  });

  test('is right for each statement of one group, and for each fetch of a cursor', async () => {
    const wire = await signIn(uri);
    const run = (text: string) => [
      parse({ name: '', text, oids: [] }),
      bind({ portal: '', statement: '', parameterFormats: [], parameters: [], resultFormats: [] }),
      execute(''),
    ];
    const group = [`set jikimi.on_behalf = 'one'`, select, `set jikimi.on_behalf = 'two'`, select].flatMap(run);
    wire.client.send(...group, sync());
    assert.deepEqual(codesIn(await wire.client.hearReady()), []);
    assert.deepEqual(await told(2), ['one', 'two']);
    await wire.client.ask('begin');
    await wire.client.ask('declare c cursor for select email from members order by id');
    await wire.client.ask('fetch 1 from c');
    await wire.client.ask(`set local jikimi.on_behalf = 'three'`);
    await wire.client.ask('fetch 1 from c');
    assert.deepEqual(await told(2), ['two', 'three']);
    wire.client.close();
  });

  for (const [what, text] of [
    ['sets it and reads', `set jikimi.on_behalf = 'x'; ${select}`],
    ['sets it while it reads', `select set_config('jikimi.on_behalf', 'x', false), email from members limit 1`],
    ['ends a transaction and reads', `commit; ${select}`],
    ['sets it and asks', `set jikimi.on_behalf = 'x'; select id from members where email = 'a@example.com'`],
  ] as const)
    test(`a text that ${what} is refused, and nothing of it leaves`, async () => {
      await assert.rejects(client.query(text), { code: 'JK235' });
      await client.query('discard all');
      await readsAs(null, 'it goes on');
    });

  for (const [what, text] of [
    ['longer than 200 characters', 'x'.repeat(201)],
    ['an e-mail address', 'canary-kim@example.com'],
  ] as const)
    test(`nothing opens on behalf of ${what}, and the history does not keep it`, async () => {
      await client.query(`select set_config('jikimi.on_behalf', $1, false)`, [text]);
      await assert.rejects(client.query(select), { code: 'JK229' });
      assert.deepEqual(await told(1, 'refusal'), [null]);
      await client.query('reset jikimi.on_behalf');
      await readsAs(null, 'it goes on');
    });

  test('is no setting of a person, nor of who connects', async () => {
    const person = new pg.Client({ connectionString: await jikimi.connect() });
    await person.connect();
    await assert.rejects(person.query(`set jikimi.on_behalf = 'x'`), { code: 'JK230' });
    await assert.rejects(person.query(`select set_config('jikimi.on_behalf', $1, false)`, ['x']), { code: 'JK230' });
    await person.query(select);
    assert.deepEqual(await told(1), [null]);
    await person.end();
    const early = new pg.Client({ connectionString: `${uri}&options=-c%20jikimi.on_behalf%3Dx` });
    await assert.rejects(early.connect(), { code: 'JK433' });
  });

  test('is what the history can be asked for; no log has it', async () => {
    await client.query(`set jikimi.on_behalf = 'u-9001-canary'`);
    await client.query(select);
    const { stdout } = await jikimi.run('history', '--on-behalf', 'u-9001-canary', '--as', 'responsible');
    assert.match(stdout, /OPENED +haneul-web · web/);
    assert.match(stdout, /on behalf of u-9001-canary/);
    assert.equal(stdout.match(/entry_/g)?.length, 1);
    for (const log of [
      'log/gateway.log',
      'log/custodian.log',
      'log/office.log',
      'postgres/members.log',
      'postgres/jikimi.log',
    ])
      assert.doesNotMatch(readFileSync(join(jikimi.config.home, log), 'utf8'), /canary/);
    const verified = await jikimi.run('verify');
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  });
});
