/** A membership database that another version of Jikimi prepared: refused in words, and the example's own brought up to date at the next start. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { migrationNames } from '../../src/platform/mod.ts';
import { withClient } from '../support/cluster.ts';
import { endProcess, environmentOf, runCommand, spawnStart } from '../support/jikimi.ts';

/** As a Jikimi without the last migration left it: one wall for all readers, whose roles were in no other group. */
const older = `
  delete from pii.version where version >= ${migrationNames('members').length};
  do $$
  declare
    wall record;
    living name;
  begin
    for wall in select polrelid::regclass as tbl from pg_policy where polname = 'jikimi_wall' loop
      execute format('drop policy jikimi_known on %s', wall.tbl);
      execute format('alter policy jikimi_wall on %s to jikimi_reader', wall.tbl);
    end loop;
    for living in select distinct role from pii.scope loop
      execute format('revoke jikimi_walled, jikimi_unwalled from %I granted by jikimi_gateway', living);
    end loop;
  end $$`;

suite('a membership database of another version', () => {
  let home: string;
  let environment: NodeJS.ProcessEnv;
  let started: Awaited<ReturnType<typeof spawnStart>>;

  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'jikimi-home-'));
    environment = await environmentOf(home);
    started = await spawnStart(environment);
  });
  after(async () => {
    if (started !== undefined) await endProcess(started.child);
    rmSync(home, { recursive: true, force: true });
  });

  const uri = () =>
    `postgresql://postgres:${readFileSync(join(home, 'postgres', 'members.password'), 'utf8').trim()}@127.0.0.1:${environment['JIKIMI_MEMBERS_PORT']}/example`;
  const behind = (statements: string) => withClient(uri(), (client) => client.query(statements));
  const unguarded = async () => (await behind('select from pii.unguarded')).rowCount;
  const read = () => runCommand(environment, ['sql', 'example', '-c', 'select count(name_ko) from members']);

  test('of a newer one is refused by the gateway and by adopt', async () => {
    await behind('insert into pii.version (version) values (99)');
    const told = await read();
    assert.equal(told.code, 1);
    assert.match(told.stderr, /^JK637 The database "example" was prepared by a newer Jikimi/m);
    const adopted = await runCommand({ ...environment, JIKIMI_ADOPT_URI: uri() }, [
      'adopt',
      'example/haneul/map.yaml',
      '--dry-run',
    ]);
    assert.equal(adopted.code, 1);
    assert.match(adopted.stderr, /^JK637 /m);
    const { stdout } = await runCommand(environment, ['doctor']);
    assert.match(stdout, /^✗ membership database: example: JK637 /m);
  });

  test('of an older one is refused by the gateway until adopting again, or for the example the next start, has brought it up to date', async () => {
    await behind(older);
    const told = await read();
    assert.equal(told.code, 1);
    assert.match(told.stderr, /^JK638 The database "example" was prepared by an older Jikimi[^]*adopt MAP/m);
    const adopt = (...words: string[]) =>
      runCommand({ ...environment, JIKIMI_ADOPT_URI: uri() }, [
        'adopt',
        'example/haneul/map.yaml',
        '--as',
        'cpo',
        ...words,
      ]);
    assert.match((await adopt('--dry-run')).stdout, /An older Jikimi prepared it/);
    assert.equal((await read()).code, 1, 'a dry run brought it up to date');
    const adopted = await adopt();
    assert.equal(adopted.code, 0, adopted.stderr);
    assert.equal((await read()).code, 0);
    assert.equal(await unguarded(), 0);
    await behind(older);
    await endProcess(started.child);
    started = await spawnStart(environment);
    const opened = await read();
    assert.equal(opened.code, 0, opened.stderr);
    assert.match(opened.stdout, /200/);
    assert.equal(await unguarded(), 0);
  });
});
