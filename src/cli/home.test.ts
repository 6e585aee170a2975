import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { loadConfig } from '../platform/mod.ts';
import { claimHome, pidFile, prepareHome } from './home.ts';

function home(t: TestContext) {
  const directory = mkdtempSync(join(tmpdir(), 'jikimi-home-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const config = loadConfig({ JIKIMI_HOME: directory });
  prepareHome(config);
  return config;
}

/** The number of a process that has ended. */
const ended = () => spawnSync(process.execPath, ['-e', '']).pid;

test('claimHome takes a home that nobody runs, and its release gives it back', (t) => {
  const config = home(t);
  const release = claimHome(config);
  assert.equal(readFileSync(pidFile(config), 'utf8'), `${process.pid}\n`);
  release();
  assert.deepEqual(readdirSync(dirname(pidFile(config))), []);
});

for (const [what, content] of [
  ['a killed start left', () => `${ended()}\n`],
  ['another program has taken the number of', () => `${process.ppid}\n`],
  ['was cut short', () => ''],
] as const)
  test(`claimHome takes over a claim that ${what}`, (t) => {
    const config = home(t);
    writeFileSync(pidFile(config), content());
    claimHome(config);
    assert.deepEqual(readdirSync(dirname(pidFile(config))), ['start.pid']);
    assert.equal(readFileSync(pidFile(config), 'utf8'), `${process.pid}\n`);
  });

test('claimHome lets one of many starts at once go on, also over a claim that is left', async (t) => {
  const config = home(t);
  writeFileSync(pidFile(config), `${ended()}\n`);
  // The word jikimi.ts on the command line is what tells a start from another program.
  const script = `
    import { loadConfig } from ${JSON.stringify(new URL('../platform/mod.ts', import.meta.url).href)};
    import { claimHome } from ${JSON.stringify(new URL('home.ts', import.meta.url).href)};
    try { claimHome(loadConfig()); console.log('claimed'); } catch (error) { console.log(error.code); }
    setInterval(() => {}, 1000);
  `;
  const children = Array.from({ length: 6 }, () =>
    spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script, 'jikimi.ts'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, JIKIMI_HOME: config.home },
      },
    ),
  );
  const said = await Promise.all(
    children.map(
      (child) => new Promise<string>((done) => child.stdout.once('data', (text) => done(String(text).trim()))),
    ),
  );
  for (const child of children) child.kill('SIGKILL');
  assert.deepEqual(said.sort(), ['JK006', 'JK006', 'JK006', 'JK006', 'JK006', 'claimed']);
});
