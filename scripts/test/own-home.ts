/**
 * Loaded before a test file: gives its process a home and four ports that no other has, so that files can run side by side. The ports
 * lie below those that the system hands out (32768 on Linux), in a block chosen by process id.
 */
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const firstPort = 20_000;
const blockSize = 8;
const blocks = 1_250;
const names = ['JIKIMI_HTTP_PORT', 'JIKIMI_GATEWAY_PORT', 'JIKIMI_DATABASE_PORT', 'JIKIMI_MEMBERS_PORT'] as const;

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

async function freeBlock(start: number): Promise<number> {
  for (let step = 0; step < blocks; step++) {
    const port = firstPort + ((start + step) % blocks) * blockSize;
    const free = await Promise.all(names.map(async (_, index) => isFree(port + index)));
    if (!free.includes(false)) return port;
  }
  throw new Error('no four free ports between 20000 and 30000');
}

const runHome = process.env['JIKIMI_TEST_RUN'];
// Children of a test load this file too where they inherit its arguments; they belong to their parent's home.
if (runHome !== undefined && process.env['JIKIMI_TEST_OWNER'] === undefined) {
  process.env['JIKIMI_TEST_OWNER'] = String(process.pid);
  process.env['JIKIMI_HOME'] = mkdtempSync(join(runHome, 'home-'));
  const port = await freeBlock(process.pid);
  for (const [index, name] of names.entries()) process.env[name] = String(port + index);
}
