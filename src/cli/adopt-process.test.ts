import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

const personal = 'hong@example.com';

for (const [where, thrown] of [
  ['a rejection that nobody awaits', 'void Promise.reject(fault);'],
  ['a fault in a callback', 'setImmediate(() => { throw fault; });'],
] as const)
  test(`serveAdoption tells its parent of ${where} without its texts, prints nothing and exits 1`, async () => {
    const script = `
      import pg from 'pg';
      import { serveAdoption } from ${JSON.stringify(new URL('adopt-process.ts', import.meta.url).href)};
      serveAdoption();
      const fault = Object.assign(new pg.DatabaseError('bad ${personal}', 1, 'error'), { code: '23505', detail: '${personal}' });
      ${thrown}
    `;
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
      { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    );
    const heard: unknown[] = [];
    let printed = '';
    child.on('message', (message) => heard.push(message));
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (piece: string) => (printed += piece));
    const status = await new Promise<number | null>((done) => child.once('close', done));
    assert.deepEqual(heard, [{ kind: 'refused', code: 'JK001', params: {}, fault: 'error 23505' }]);
    assert.deepEqual([status, printed], [1, '']);
  });
