/** `jikimi start` on a home that is not the default: what it prints works when it is pasted, and `--json` is one object a line. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../platform/mod.ts';
import { startTexts } from './start-texts.ts';
import { eventually } from '../../test/support/eventually.ts';
import { environmentOf, runCommand, spawnStart } from '../../test/support/jikimi.ts';

const root = join(import.meta.dirname, '../..');

test('jikimi start prints lines that work in another terminal, and with --json one event a line', async (t) => {
  const home = mkdtempSync(join(tmpdir(), "jikimi's home "));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const environment = await environmentOf(home, { JIKIMI_EXAMPLE_MEMBERS: '10' });
  for (const moment of ['initdb', 'migrated', 'sealing'] as const)
    assert.deepEqual(await brokenOff(environment, moment), { code: 0, last: '✓ stopped' }, moment);
  const { child, output } = await spawnStart({ ...environment, JOURNAL_STREAM: '8:1' });
  t.after(() => child.kill('SIGKILL'));
  const pasted = [...output().matchAll(/^ {2}(.*npx jikimi .*)$/gm)].map(([, line = '']) => line);
  assert.equal(pasted.filter((line) => /npx jikimi owner claim jkl_[\w-]{43}$/.test(line)).length, 1, output());
  assert.equal(pasted.length, 3, output());
  for (const line of pasted.filter((one) => !one.includes(' owner claim '))) {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
      cwd: root,
      env: {
        PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH']}`,
        HOME: process.env['HOME'],
        LANG: 'C',
      },
      encoding: 'utf8',
    });
    assert.equal(status, 0, `${line}: ${stdout}${stderr}`);
  }
  const stopped = await runCommand(environment, ['stop']);
  assert.match(stopped.stdout, /^✓ stopped \(process \d+\)\n$/, stopped.stderr);

  const journal = openSync(join(home, 'journal'), 'a');
  const { dev, ino } = fstatSync(journal, { bigint: true });
  const again = spawn(process.execPath, ['bin/jikimi.ts', 'start', '--json'], {
    cwd: root,
    env: { ...environment, JOURNAL_STREAM: `${dev}:${ino}` },
    stdio: ['ignore', journal, 'inherit'],
  });
  closeSync(journal);
  t.after(() => again.kill('SIGKILL'));
  const lines = () => readFileSync(join(home, 'journal'), 'utf8');
  const ended = new Promise<number | null>((done) => again.once('close', done));
  await eventually('it is ready', () => lines().includes('"event":"ready"'), 30_000);
  again.kill('SIGTERM');
  assert.equal(await ended, 0);
  const events = lines()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; home?: string; uri?: string | null; link?: string | null });
  assert.deepEqual(
    events.map(({ event }) => event),
    ['clusters', 'processes', 'owner_link', 'ready', 'stopping', 'stopped'],
  );
  assert.equal(events[2]?.link, null, 'the owner’s link went into the journal');
  assert.equal(events[3]?.home, home);
  assert.equal(events[3]?.uri, null, 'a credential went into the journal');
});

test('startTexts shows the history of the grant whose credential it prints', () => {
  const config = loadConfig({ JIKIMI_HOME: '/srv/jikimi' });
  for (const language of ['en', 'ko'] as const)
    for (const grant of ['example', 'example-2'])
      assert.match(
        startTexts(language).ready(config, { uri: null, grant, holder: null }, 1),
        new RegExp(` history --grant ${grant} `),
      );
});

test('startTexts asks for a credential in the line to paste where none may be printed', () => {
  const config = loadConfig({ JIKIMI_HOME: '/srv/jikimi' });
  for (const language of ['en', 'ko'] as const) {
    const signedIn = startTexts(language).ready(config, { uri: null, grant: 'example-2', holder: 'seo.yuna' }, 1);
    assert.match(signedIn, /`JIKIMI_HOME=\/srv\/jikimi npx jikimi person invite seo\.yuna`/);
    assert.match(signedIn, /history --grant example-2\n/);
    assert.match(
      startTexts(language).ready(config, { uri: null, grant: 'example', holder: null }, 1),
      /\n {2}psql "\$\(JIKIMI_HOME=\/srv\/jikimi npx jikimi connect example --uri\)" -c "select /,
    );
  }
});

/** Ctrl-C, as a terminal sends it to the whole group of processes, while a first start is at work. */
async function brokenOff(environment: NodeJS.ProcessEnv, moment: 'initdb' | 'migrated' | 'sealing') {
  const child = spawn(process.execPath, ['bin/jikimi.cjs', 'start'], { cwd: root, env: environment, detached: true });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const home = environment['JIKIMI_HOME'] ?? '';
  const come = {
    initdb: () => existsSync(join(home, 'postgres')) && readdirSync(join(home, 'postgres')).length > 1,
    migrated: () => text.includes('brought up to date'),
    sealing: () => existsSync(join(home, 'log', 'custodian.log')),
  };
  await eventually(moment, come[moment], 30_000);
  process.kill(-(child.pid ?? 0), 'SIGINT');
  return { code: await ended, last: text.trimEnd().split('\n').at(-1) };
}
