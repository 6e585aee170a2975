import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { z } from 'zod';
import { OfficeClient } from './office-client.ts';

const at = (port: number) =>
  new OfficeClient({
    base: `http://127.0.0.1:${port}`,
    home: '/srv/jikimi',
    token: 't',
    language: 'en',
    patienceMs: 50,
  });

test('OfficeClient tells an office that is slow from one that does not run', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  await assert.rejects(at(port).post('/grants', z.unknown(), {}), { code: 'JK013' });
  await assert.rejects(at(port).get('/grants', z.unknown()), { code: 'JK013' });
  await assert.rejects(at(port).patient(60).post('/grants', z.unknown(), {}), {
    code: 'JK013',
    params: { address: `http://127.0.0.1:${port}`, seconds: 0.06 },
  });
  const halting = createServer((_, answer) => answer.write('{"')).listen(0, '127.0.0.1');
  await once(halting, 'listening');
  await assert.rejects(at((halting.address() as AddressInfo).port).get('/grants', z.unknown()), { code: 'JK013' });
  halting.closeAllConnections();
  halting.close();
  silent.closeAllConnections();
  await new Promise((done) => silent.close(done));
  await assert.rejects(at(port).get('/grants', z.unknown()), { code: 'JK012' });
});
