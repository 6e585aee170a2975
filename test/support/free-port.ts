import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Below what any system gives to a connection that goes out (Linux from 32768, gVisor from 16000): nobody takes such a port by accident. */
const first = 10_000;
const beyond = 16_000;

/** A port of the loopback that nothing listens on now, and that no other file of this run of the tests is given. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = randomInt(first, beyond);
    if (claim(port) && (await isFree(port))) return port;
  }
  throw new Error(`no free port from ${first} to ${beyond - 1} in 200 tries`);
}

/** True for one asker in a run. Outside a run of the tests nobody else asks. */
function claim(port: number): boolean {
  const home = process.env['JIKIMI_TEST_RUN'];
  if (home === undefined || !existsSync(home)) return true;
  const claims = join(home, 'ports');
  mkdirSync(claims, { recursive: true });
  try {
    writeFileSync(join(claims, String(port)), '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listens = await new Promise<boolean>((done) => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => done(true));
  });
  if (listens) await new Promise((done) => server.close(done));
  return listens;
}
