import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

/** Makes the shim believe that it runs under Node 20, so that it hands over to the Node of node_modules. */
const underOldNode = ['--require', './old-node.cjs'];

/** A clone whose bin/jikimi.ts is `entry`; `parts` says whether `npm ci` has run in it. */
function clone(t: TestContext, entry: string, parts = true) {
  const root = mkdtempSync(join(tmpdir(), 'jikimi-shim-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'bin'));
  cpSync(join(import.meta.dirname, 'jikimi.cjs'), join(root, 'bin', 'jikimi.cjs'));
  writeFileSync(join(root, 'bin', 'jikimi.ts'), entry);
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'old-node.cjs'), `Object.defineProperty(process.versions, 'node', { value: '20.20.2' });`);
  if (parts) {
    mkdirSync(join(root, 'node_modules', 'node', 'bin'), { recursive: true });
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{}');
    symlinkSync(process.execPath, join(root, 'node_modules', 'node', 'bin', 'node'));
  }
  return root;
}

const says = `const pid: number = process.ppid; console.log(process.argv.slice(2).join('|')); process.exitCode = 3;`;

for (const [where, options] of [
  ['in Node 26 itself', []],
  ['from an older Node', underOldNode],
] as const) {
  test(`jikimi.cjs passes arguments and exit code, ${where}`, (t) => {
    const run = spawnSync(process.execPath, [...options, 'bin/jikimi.cjs', 'sql', 'a b'], {
      cwd: clone(t, says),
      encoding: 'utf8',
    });
    assert.deepEqual([run.stdout, run.stderr, run.status], ['sql|a b\n', '', 3]);
  });

  test(`jikimi.cjs says to run npm ci where it has not run, ${where}`, (t) => {
    const run = spawnSync(process.execPath, [...options, 'bin/jikimi.cjs'], {
      cwd: clone(t, says, false),
      encoding: 'utf8',
    });
    assert.match(run.stderr, /not installed yet\. Run `npm ci` in /);
    assert.equal(run.status, 1);
  });
}

test('jikimi.cjs passes signals on and ends as its child did', async (t) => {
  const waits = `process.on('SIGTERM', () => process.exit(7)); console.log('ready'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, [...underOldNode, 'bin/jikimi.cjs'], {
    cwd: clone(t, waits),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', (code, signal) => done([code, signal])));
  child.stdout.once('data', () => child.kill('SIGTERM'));
  assert.deepEqual(await ended, [7, null]);
  const killed = clone(t, `process.kill(process.pid, 'SIGKILL');`);
  assert.equal(spawnSync(process.execPath, [...underOldNode, 'bin/jikimi.cjs'], { cwd: killed }).signal, 'SIGKILL');
});
