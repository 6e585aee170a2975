/**
 * `npm run bench:protected`: one protected row, recorded durably before it leaves, against a direct select and one fdatasync of the same disk;
 * and 32 clients reading protected rows against 32 reading the same rows direct.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startJikimi } from '../test/support/jikimi.ts';
import { median, remark, report, rounds } from './support.ts';

const text = 'select email from members where id = $1';
const readsARound = 400;
const clients = 32;
const readsAClient = 60;

const jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
try {
  const direct = jikimi.membersUri;
  const through = (await jikimi.connect()).replace(/\?.*/, '?sslmode=disable');
  await one(direct, through);
  await many(direct, through);
} finally {
  await jikimi.stop();
}

async function one(directUri: string, throughUri: string): Promise<void> {
  const direct = await connected(directUri);
  const through = await connected(throughUri);
  const folder = mkdtempSync(join(jikimi.config.home, 'fsync-'));
  const file = openSync(join(folder, 'file'), 'w');
  const ratios: number[] = [];
  await read(direct, 20);
  await read(through, 20);
  for (let round = 0; round < rounds(7); round++) {
    const peer = await timed(readsARound, async () => {
      await read(direct, 1);
      writeSync(file, 'x'.repeat(200));
      fdatasyncSync(file);
    });
    const ours = await timed(readsARound, () => read(through, 1));
    ratios.push(median(ours) / median(peer));
    remark(`direct + fdatasync ${median(peer).toFixed(3)} ms  protected ${median(ours).toFixed(3)} ms`);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  await direct.end();
  await through.end();
  report({ name: 'protected-one', ratios, goal: 2.5, direction: '<=', unit: 'ms a read, median' });
}

async function many(directUri: string, throughUri: string): Promise<void> {
  const direct = await Promise.all(Array.from({ length: clients }, () => connected(directUri)));
  const through = await Promise.all(Array.from({ length: clients }, () => connected(throughUri)));
  const ratios: number[] = [];
  for (let round = 0; round < rounds(7); round++) {
    const peer = await rate(direct, readsAClient * 4);
    const ours = await rate(through, readsAClient);
    ratios.push(ours / peer);
    remark(`direct ${Math.round(peer)}/s  protected ${Math.round(ours)}/s`);
  }
  for (const client of [...direct, ...through]) await client.end();
  report({ name: 'protected-32', ratios, goal: 0.4, direction: '>=', unit: 'reads/s' });
}

async function connected(uri: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: uri });
  await client.connect();
  return client;
}

async function read(client: pg.Client, times: number): Promise<void> {
  for (let n = 0; n < times; n++)
    await client.query({ name: 'read', text, values: [100_001 + Math.floor(Math.random() * 200)] });
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    await work();
    samples.push(performance.now() - began);
  }
  return samples;
}

async function rate(all: readonly pg.Client[], times: number): Promise<number> {
  const began = performance.now();
  await Promise.all(all.map((client) => read(client, times)));
  return (all.length * times) / ((performance.now() - began) / 1000);
}
