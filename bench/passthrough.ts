/**
 * `npm run bench:passthrough`: pgbench, select only, prepared, 8 clients, on a table without sealed columns: direct, through PgBouncer in session
 * mode, through a bare relay of sockets, and through Jikimi without TLS, in turn.
 */
import { fork, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, withClient } from '../test/support/cluster.ts';
import { startJikimi } from '../test/support/jikimi.ts';
import { runFolder } from '../test/support/run-folder.ts';
import { remark, report, rounds, run } from './support.ts';

const pgbench = [
  '/usr/lib/postgresql/15/bin/pgbench',
  '/usr/lib/postgresql/16/bin/pgbench',
  '/usr/lib/postgresql/17/bin/pgbench',
].find(existsSync);
if (pgbench === undefined) throw new Error('pgbench is not installed (Debian: postgresql-15)');
/** Pgbench counts signing in as a part of them. */
const secondsEach = 5;

const jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
const ends: (() => void)[] = [];
try {
  const direct = jikimi.membersUri;
  await run(pgbench, ['-i', '-q', '-s', '5', direct]);
  await withClient(direct, (client) =>
    client.query('grant select on pgbench_accounts, pgbench_branches, pgbench_tellers to jikimi_reader'),
  );
  const through = (await jikimi.connect()).replace(/\?.*/, '?sslmode=disable');
  const relay = await startRelay(jikimi.config.membersPort);
  const bouncer = await startBouncer(new URL(direct));
  const ways: Record<string, string> = {
    direct,
    relay: withPort(direct, relay),
    jikimi: through,
    ...(bouncer === null ? {} : { bouncer }),
  };

  const rates: Record<string, number[]> = {};
  for (let round = 0; round < rounds(5); round++) {
    for (const [name, uri] of Object.entries(ways)) (rates[name] ??= []).push(await rate(uri));
    remark(
      Object.entries(rates)
        .map(([name, all]) => `${name} ${Math.round(all.at(-1) ?? 0)}/s`)
        .join('  '),
    );
  }
  const against = (peer: string) => (rates['jikimi'] ?? []).map((ours, n) => ours / (rates[peer]?.[n] ?? Number.NaN));
  report({ name: 'passthrough-relay', ratios: against('relay'), goal: 0.95, direction: '>=', unit: 'transactions/s' });
  if (bouncer !== null)
    report({
      name: 'passthrough-pgbouncer',
      ratios: against('bouncer'),
      goal: 0.63,
      direction: '>=',
      unit: 'transactions/s',
    });
  report({
    name: 'passthrough-direct',
    ratios: against('direct'),
    goal: 0.25,
    direction: '>=',
    unit: 'transactions/s',
  });
} finally {
  for (const end of ends) end();
  await jikimi.stop();
}

async function rate(uri: string): Promise<number> {
  const text = await run(pgbench ?? '', [
    '-n',
    '-S',
    '-M',
    'prepared',
    '-c',
    '8',
    '-j',
    '2',
    '-T',
    String(secondsEach),
    uri,
  ]);
  return Number(/tps = ([\d.]+)/.exec(text)?.[1] ?? Number.NaN);
}

function withPort(uri: string, port: number): string {
  const moved = new URL(uri);
  moved.port = String(port);
  return moved.href;
}

async function startRelay(target: number): Promise<number> {
  const port = await freePort();
  const child = fork(new URL('bare-relay.ts', import.meta.url), [String(port), String(target)]);
  ends.push(() => child.kill());
  await new Promise((ready) => child.once('message', ready));
  return port;
}

/** Debian's PgBouncer in session mode; null where it is not installed. It will not run as root. */
async function startBouncer(direct: URL): Promise<string | null> {
  if (!existsSync('/usr/sbin/pgbouncer')) return null;
  const port = await freePort();
  const folder = mkdtempSync(join(runFolder(), 'bouncer-'));
  const ini = join(folder, 'pgbouncer.ini');
  writeFileSync(
    ini,
    `[databases]
example = host=127.0.0.1 port=${direct.port} dbname=example user=${direct.username} password=${direct.password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = session
max_client_conn = 100
default_pool_size = 50
ignore_startup_parameters = extra_float_digits
logfile = /dev/null
`,
    { mode: 0o644 },
  );
  const asUser = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  await run('chmod', ['755', folder]);
  const child = spawn('/usr/sbin/pgbouncer', ['-q', ...asUser, ini], { stdio: 'ignore' });
  ends.push(() => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const uri = `postgresql://anybody@127.0.0.1:${port}/example`;
  for (let tries = 0; tries < 100; tries++) {
    const answered = await withClient(uri, (client) => client.query('select 1')).then(
      () => true,
      () => false,
    );
    if (answered) return uri;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('PgBouncer did not start');
}
