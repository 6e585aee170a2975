/**
 * docs/design.md, section 8: the record store fails over. A primary and its standbys are real servers; a relay stands for the address that a failover moves.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { acceptStore } from '../../src/custody/accept-store.ts';
import { openBatch } from '../../src/custody/open-batch.ts';
import { actorByAccount } from '../../src/people/mod.ts';
import { type Cluster, Refusal, startCluster } from '../../src/platform/mod.ts';
import { withClient } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { envelopesOf, innerCustodian } from '../support/inner-custodian.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { childrenOf, signalAll } from '../support/postmaster.ts';
import { runFolder } from '../support/run-folder.ts';

let home: string;
let relay: Relay;
/** The server that keeps the record now. */
let primary: Cluster;
let place: string;
let jikimi: Jikimi;

before(async () => {
  home = mkdtempSync(join(runFolder(), 'jikimi-failover-'));
  chmodSync(home, 0o711);
  place = join(home, 'a');
  primary = await server(place);
  relay = await Relay.to(primary.port);
  await withClient(primary.uri('postgres'), (client) => client.query('create database jikimi'));
  const url = new URL(primary.uri('jikimi'));
  url.port = String(relay.port);
  jikimi = await startJikimi({
    DATABASE_URL: url.href,
    JIKIMI_GATEWAY_TLS: 'off-on-loopback',
    JIKIMI_CUSTODIAN_TIMEOUT_MS: '12000',
  });
});
after(async () => {
  await jikimi?.stop();
  await relay?.close();
  await primary?.stop();
  rmSync(home, { recursive: true, force: true });
});

function server(directory: string): Promise<Cluster> {
  const settings = ['max_wal_senders=5', 'wal_receiver_timeout=2s', 'wal_retrieve_retry_interval=100ms'];
  return freePort().then((port) => startCluster({ directory, port, portSetting: 'test', settings }));
}

/** A standby of the primary in a folder of its own, with which it agrees; the primary is stopped for the copy. */
async function standbyOf(name: string): Promise<{ cluster: Cluster; directory: string }> {
  const directory = join(home, name);
  await primary.stop();
  for (const [from, to] of [
    [place, directory],
    [`${place}.password`, `${directory}.password`],
  ])
    assert.equal(spawnSync('cp', ['-a', from ?? '', to ?? '']).status, 0);
  primary = await server(place);
  relay.lead(primary.port);
  const { username, password } = new URL(primary.uri('postgres'));
  const conninfo = `host=127.0.0.1 port=${primary.port} user=${username} password=${password} application_name=${name}`;
  appendFileSync(join(directory, 'postgresql.auto.conf'), `\nprimary_conninfo = '${conninfo}'\n`);
  writeFileSync(join(directory, 'standby.signal'), '');
  const cluster = await server(directory);
  await eventually('it follows', async () => {
    const { rows } = await ask(primary, `select state from pg_stat_replication where application_name = '${name}'`);
    return rows[0]?.['state'] === 'streaming';
  });
  return { cluster, directory };
}

function ask(cluster: Cluster, text: string): Promise<pg.QueryResult> {
  return withClient(cluster.uri('jikimi'), (client) => client.query(text));
}

async function synchronous(names: string): Promise<void> {
  await ask(primary, `alter system set synchronous_standby_names = '${names}'`);
  await ask(primary, 'select pg_reload_conf()');
  await eventually(
    'it is set',
    async () => (await ask(primary, 'show synchronous_standby_names')).rows[0]?.['synchronous_standby_names'] === names,
  );
}

/** The primary is gone at once, and the standby takes its place. */
async function failOver(to: { cluster: Cluster; directory: string }): Promise<void> {
  await killPrimary();
  await promote(to);
}

async function killPrimary(): Promise<void> {
  const pid = Number(
    (await ask(primary, `select pg_read_file('postmaster.pid') as file`)).rows[0]?.['file'].split('\n')[0],
  );
  signalAll([pid, ...childrenOf(pid)], 'SIGKILL');
  await primary.ended;
}

async function promote({ cluster, directory }: { cluster: Cluster; directory: string }): Promise<void> {
  await ask(cluster, 'select pg_promote()');
  primary = cluster;
  place = directory;
  relay.lead(primary.port);
}

async function reader(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: (await jikimi.connect()).replace(/\?.*/, '?sslmode=disable') });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Opens one member's e-mail: null, or the code with which it was refused. */
async function open(): Promise<string | null> {
  const client = await reader();
  try {
    assert.equal((await client.query('select email from members order by id limit 1')).rowCount, 1);
    return null;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code ?? '';
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Until the processes have found the server that the address leads to now. */
async function settled(expected: string | null): Promise<void> {
  await eventually(`opening says ${expected}`, async () => (await open().catch(() => 'nobody')) === expected);
}

async function recorded(): Promise<number> {
  return Number((await ask(primary, 'select count(*) from custody.disclosure')).rows[0]?.['count']);
}

async function accept(reason: string): Promise<void> {
  await acceptStore(jikimi.office, await actorByAccount(jikimi.office, 'owner'), reason);
}

test('a synchronous standby is promoted: closed until somebody says that nothing is missing, and nothing is', async () => {
  const standby = await standbyOf('b');
  await synchronous('b');
  await settled(null);
  let opened = await recorded();
  for (let n = 0; n < 5; n++) if ((await open()) === null) opened += 1;
  await failOver(standby);
  await settled('JK331');
  assert.equal((await jikimi.run('status')).code, 0, 'the office goes on');
  const doctor = await jikimi.run('doctor');
  assert.match(doctor.stdout, /✗ the record store after a failover: 2/);
  assert.ok((await recorded()) >= opened, 'an acknowledged record is missing');
  await accept('it was the synchronous standby');
  await assert.rejects(accept('once more'), (error) => error instanceof Refusal && error.code === 'JK333');
  await settled(null);
  const { rows } = await ask(
    primary,
    `select body ->> 'reason' as reason from ledger.act where kind = 'store.accepted'`,
  );
  assert.deepEqual(rows, [{ reason: 'it was the synchronous standby' }]);
});

test('an asynchronous standby that lags is promoted: the custodian knows what it lacks, and stays closed until somebody answers for it', async () => {
  await synchronous('');
  const { cluster, directory } = await standbyOf('c');
  await settled(null);
  assert.match(
    (await jikimi.run('doctor')).stdout,
    /! the record store after a failover: synchronous_standby_names = ''/,
  );
  await cluster.stop();
  assert.equal(await open(), null);
  const before = await recorded();
  await killPrimary();
  await promote({ cluster: await server(directory), directory });
  await settled('JK332');
  assert.ok((await recorded()) < before, 'the standby had it all the same');
  await accept('the loss is known');
  await settled(null);
});

test('a standby itself keeps no record', async () => {
  const { cluster } = await standbyOf('d');
  relay.lead(cluster.port);
  try {
    // signing in writes too, so that it is the session from before that asks
    await eventually('it is refused', async () => {
      const refused = await open().catch(() => 'nobody');
      assert.notEqual(refused, null);
      return true;
    });
  } finally {
    relay.lead(primary.port);
    await cluster.stop();
  }
  await settled(null);
});

test('an older copy on the same timeline is found out by what it lacks', async () => {
  const { cluster, directory } = await standbyOf('e');
  await settled(null);
  await cluster.stop();
  assert.equal(await open(), null);
  const [newer, at] = [primary.port, place];
  await primary.stop();
  rmSync(join(directory, 'standby.signal'));
  const older = await server(directory);
  relay.lead(older.port);
  await settled('JK332');
  await older.stop();
  primary = await server(at);
  assert.notEqual(primary.port, newer);
  relay.lead(primary.port);
  await settled(null);
});

test('a record whose wait for the standby was cut off counts as not made: nothing leaves, and asking again waits', async () => {
  const client = await reader();
  const email = 'select email from members order by id limit 1';
  await client.query(email);
  await synchronous('nobody');
  const answer = client.query(email).then(
    () => 'opened',
    (error: pg.DatabaseError) => error.code,
  );
  await eventually('a record waits for the standby', async () => {
    const { rows } = await ask(
      primary,
      `select pg_cancel_backend(pid) as cut from pg_stat_activity where wait_event = 'SyncRep' and usename = 'jikimi_custodian'`,
    );
    return rows.length > 0;
  });
  assert.equal(await answer, 'JK312');
  const again = client.query(email).then(
    () => 'opened',
    (error: pg.DatabaseError) => error.code,
  );
  await eventually('it waits again', async () => {
    const { rows } = await ask(
      primary,
      `select from pg_stat_activity where wait_event = 'SyncRep' and usename = 'jikimi_custodian'`,
    );
    return rows.length > 0;
  });
  await synchronous('');
  assert.equal(await again, 'opened');
  await client.end();
});

test('a record that is there already leaves no sooner than the standby has it', async () => {
  const inner = await innerCustodian(jikimi);
  try {
    const client = await reader();
    const { rows } = await ask(primary, 'select id from custody.session order by id desc limit 1');
    const request = {
      session: String(rows[0]?.['id']),
      batch: 100,
      fingerprint: Buffer.alloc(32),
      envelopes: await envelopesOf(jikimi, 'email', 1),
    };
    await openBatch(inner.parts, request);
    await synchronous('nobody');
    const again = assert.rejects(
      openBatch(inner.parts, request),
      (error) => error instanceof Refusal && error.code === 'JK312',
    );
    await eventually('it waits for the standby', async () => {
      const cut = await ask(
        primary,
        `select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep' and usename = 'jikimi_custodian'`,
      );
      return cut.rows.length > 0;
    });
    await again;
    await synchronous('');
    assert.equal((await openBatch(inner.parts, request)).length, 1);
    await client.end();
  } finally {
    await inner.stop();
  }
});

/** An address that leads to one server and then to another. */
class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #to: number;

  private constructor(to: number) {
    this.#to = to;
    this.#server = createServer((near) => {
      const far = connect(this.#to, '127.0.0.1');
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one);
        one.on('error', () => undefined);
        one.on('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
  }

  static async to(port: number): Promise<Relay> {
    const relay = new Relay(port);
    const own = await freePort();
    await new Promise<void>((done) => relay.#server.listen(own, '127.0.0.1', done));
    return relay;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  lead(port: number): void {
    this.#to = port;
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }
}
