import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { isAlive } from '../../src/platform/cluster.ts';
import { eventually } from './eventually.ts';
import { marks } from './run-folder.ts';

const skip = process.platform === 'linux' ? false : 'what was left running is found on Linux only';

/** A bench that has started a server of its own, and then goes in its way. */
const bench = (goes: string) => `
  import { spawn } from 'node:child_process';
  import { runFolder } from ${JSON.stringify(new URL('run-folder.ts', import.meta.url).href)};
  const folder = runFolder();
  const { pid } = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  console.log(JSON.stringify({ folder, pid }));
  ${goes}`;

test('runFolder is gone, and what was started for it ended, however its process went', { skip }, async () => {
  const ways = {
    ended: `process.exit(0)`,
    crashed: `setTimeout(() => { throw new Error('on purpose'); }, 10)`,
    interrupted: `process.kill(process.pid, 'SIGINT')`,
    killed: `process.kill(process.pid, 'SIGKILL')`,
  };
  await Promise.all(
    Object.entries(ways).map(async ([way, goes]) => {
      const env = { ...process.env };
      for (const mark of Object.values(marks)) delete env[mark];
      const child = spawn(process.execPath, ['--input-type=module', '-e', bench(goes)], { env, stdio: 'pipe' });
      const said = once(child.stdout, 'data');
      await once(child, 'exit');
      const { folder, pid } = JSON.parse(String(await said)) as { folder: string; pid: number };
      await eventually(`the server of one that ${way} has ended`, () => !isAlive(pid), 30_000);
      await eventually(`the folder of one that ${way} is gone`, () => !existsSync(folder), 30_000);
    }),
  );
});
