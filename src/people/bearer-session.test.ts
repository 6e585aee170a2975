import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Http, buildHttp } from '../platform/http/mod.ts';
import { addressOf, cookieOf } from '../platform/mod.ts';
import { cookieName, refuseOtherOrigin, sessionCookie } from './bearer-session.ts';

/** An office behind a proxy at 10.0.0.1 that says of each request what it takes it for. */
let app: Http;
before(async () => {
  app = await buildHttp({ version: '0', language: 'en', log: () => undefined, trustedProxy: '10.0.0.1,fd00::/8' });
  app.all('/told', async (request) => {
    refuseOtherOrigin(request);
    return {
      address: addressOf(request),
      given: sessionCookie(request, 'jks_x'),
      taken: cookieOf(request, cookieName(request)) ?? null,
    };
  });
});
after(() => app?.close());

type Told = { readonly address: string; readonly given: string; readonly taken: string | null; readonly code?: string };

async function ask(remoteAddress: string, headers: Record<string, string>, method: 'GET' | 'POST' = 'GET') {
  const answer = await app.inject({
    method,
    url: '/told',
    remoteAddress,
    headers: { host: 'office.example', ...headers },
  });
  return { told: answer.json<Told>(), hsts: answer.headers['strict-transport-security'] };
}

const forwarded = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };

test('sessionCookie under TLS, as the trusted proxy says, is for this host and TLS alone', async () => {
  for (const proxy of ['10.0.0.1', '::ffff:10.0.0.1', 'fd00::7']) {
    const { told, hsts } = await ask(proxy, { ...forwarded, cookie: 'jikimi=jks_plain; a=b; __Host-jikimi=jks_own' });
    assert.deepEqual(told, {
      address: '203.0.113.9',
      given: '__Host-jikimi=jks_x; Path=/; HttpOnly; SameSite=Strict; Secure',
      taken: 'jks_own',
    });
    assert.equal(hsts, 'max-age=31536000');
  }
});

test('who is no trusted proxy is believed nothing', async () => {
  const { told, hsts } = await ask('198.51.100.4', { ...forwarded, cookie: '__Host-jikimi=jks_own' });
  assert.deepEqual(told, {
    address: '198.51.100.4',
    given: 'jikimi=jks_x; Path=/; HttpOnly; SameSite=Strict',
    taken: null,
  });
  assert.equal(hsts, undefined);
});

test('refuseOtherOrigin lets through what may change something from the same scheme, host and port alone', async () => {
  const outcome = async (origin: string | undefined, host = 'office.example') => {
    const { told } = await ask('10.0.0.1', { ...forwarded, host, ...(origin === undefined ? {} : { origin }) }, 'POST');
    return told.code ?? 'through';
  };
  assert.equal(await outcome('https://office.example'), 'through');
  assert.equal(await outcome('https://office.example:8443', 'office.example:8443'), 'through');
  for (const origin of [
    undefined,
    'null',
    'http://office.example',
    'https://office.example:8443',
    'https://office.example.evil.example',
    'https://evil.example',
  ])
    assert.equal(await outcome(origin), 'JK117', origin ?? 'no origin');
  assert.equal(
    (await ask('10.0.0.1', { ...forwarded, origin: 'https://evil.example' })).told.code,
    undefined,
    'reading changes nothing',
  );
});
