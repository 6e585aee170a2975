import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect, TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import { ensureLocalCa } from './local-ca.ts';
import { Refusal } from './refusal.ts';
import { loadTls } from './tls.ts';

const now = Temporal.Now.instant();
const DAY = 24;

function inDirectory(work: (dir: string) => void): void {
  const dir = mkdtempSync(join(tmpdir(), 'jikimi-ca-'));
  try {
    work(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function contents(dir: string): Record<string, string> {
  return Object.fromEntries(readdirSync(dir).map((file) => [file, readFileSync(join(dir, file), 'utf8')]));
}

/** Names of the files that differ between two states of the directory. */
function changed(before: Record<string, string>, dir: string): string[] {
  const current = contents(dir);
  return Object.keys({ ...before, ...current }).filter((file) => before[file] !== current[file]);
}

function refused(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Refusal && error.code === code;
}

test('ensureLocalCa does make an authority and a server certificate, with keys that only their owner reads', () => {
  inDirectory((parent) => {
    const dir = join(parent, 'tls');
    const files = ensureLocalCa(dir, now, ['gateway.example.kr', '10.0.0.7', '지키미.한국']);
    assert.deepEqual(readdirSync(dir).sort(), ['ca.key', 'ca.pem', 'server.key', 'server.pem']);
    const mode = (file: string): number => statSync(join(dir, file)).mode & 0o777;
    assert.deepEqual(['ca.key', 'server.key', 'ca.pem', 'server.pem'].map(mode), [0o600, 0o600, 0o644, 0o644]);
    const authority = new X509Certificate(readFileSync(files.caFile));
    const server = new X509Certificate(readFileSync(files.certFile));
    assert.ok(authority.ca && !server.ca);
    assert.ok(server.checkIssued(authority) && server.verify(authority.publicKey));
    for (const name of ['localhost', 'gateway.example.kr', domainToASCII('지키미.한국')]) {
      assert.equal(server.checkHost(name), name);
    }
    for (const address of ['127.0.0.1', '::1', '10.0.0.7']) assert.ok(server.checkIP(address), address);
    assert.equal(server.checkHost('example.com'), undefined);
  });
});

test('ensureLocalCa does leave alone what is in order', () => {
  inDirectory((dir) => {
    ensureLocalCa(dir, now, ['지키미.한국', '::ffff:1']);
    const before = contents(dir);
    ensureLocalCa(dir, now.add({ hours: 300 * DAY }), ['지키미.한국', '::ffff:1']);
    assert.deepEqual(changed(before, dir), []);
  });
});

test('ensureLocalCa does renew the server certificate when less than 30 days remain, and keeps the authority', () => {
  inDirectory((dir) => {
    ensureLocalCa(dir, now);
    const before = contents(dir);
    const later = now.add({ hours: (397 - 29) * DAY });
    ensureLocalCa(dir, later);
    assert.deepEqual(changed(before, dir), ['server.pem']);
    assert.ok(Temporal.Instant.compare(loadTls({ dir }, later).notAfter, later.add({ hours: 396 * DAY })) > 0);
  });
});

test('ensureLocalCa does renew an authority that would not outlive the server, with the same key and name', () => {
  inDirectory((dir) => {
    const files = ensureLocalCa(dir, now);
    const before = contents(dir);
    const old = new X509Certificate(readFileSync(files.caFile));
    ensureLocalCa(dir, now.add({ hours: 3300 * DAY }));
    assert.deepEqual(changed(before, dir).sort(), ['ca.pem', 'server.pem']);
    const server = new X509Certificate(readFileSync(files.certFile));
    assert.ok(server.checkIssued(old) && server.verify(old.publicKey));
  });
});

test('ensureLocalCa does make anew a certificate that lacks a name, is broken or fits another key', () => {
  inDirectory((dir) => {
    const files = ensureLocalCa(dir, now);
    const sound = contents(dir);
    const restore = (): void => {
      for (const [file, text] of Object.entries(sound)) writeFileSync(join(dir, file), text);
    };
    ensureLocalCa(dir, now, ['other.example.kr']);
    assert.deepEqual(changed(sound, dir), ['server.pem']);
    for (const damage of [
      () => writeFileSync(files.certFile, 'nonsense'),
      () => rmSync(files.certFile),
      () => rmSync(files.keyFile),
      () => writeFileSync(files.caFile, ''),
      () => rmSync(files.caFile),
      () => ['ca.key', 'ca.pem'].forEach((file) => rmSync(join(dir, file))),
    ]) {
      restore();
      damage();
      ensureLocalCa(dir, now);
      loadTls({ dir }, now);
      const server = new X509Certificate(readFileSync(files.certFile));
      assert.ok(server.verify(new X509Certificate(readFileSync(files.caFile)).publicKey));
    }
  });
});

test('ensureLocalCa does without the authority’s key until it must sign', () => {
  inDirectory((dir) => {
    ensureLocalCa(dir, now);
    rmSync(join(dir, 'ca.key'));
    ensureLocalCa(dir, now);
    assert.throws(() => ensureLocalCa(dir, now.add({ hours: 390 * DAY })), refused('JK026'));
    assert.deepEqual(readdirSync(dir).sort(), ['ca.pem', 'server.key', 'server.pem']);
  });
});

test('ensureLocalCa does never overwrite a key, refuses a broken one, and closes one that others can read', () => {
  inDirectory((dir) => {
    const { keyFile } = ensureLocalCa(dir, now);
    chmodSync(keyFile, 0o644);
    ensureLocalCa(dir, now);
    assert.equal(statSync(keyFile).mode & 0o777, 0o600);
    writeFileSync(keyFile, 'nonsense');
    assert.throws(() => ensureLocalCa(dir, now), refused('JK022'));
    assert.equal(readFileSync(keyFile, 'utf8'), 'nonsense');
  });
});

test('ensureLocalCa does refuse what cannot stand in a certificate', () => {
  inDirectory((dir) => {
    for (const name of ['', 'https://example.kr', 'a b', 'host:5432', '*']) {
      assert.throws(() => ensureLocalCa(dir, now, [name]), refused('JK027'), name);
    }
  });
});

test('ensureLocalCa does leave files that fit together when several processes start at once', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'jikimi-ca-'));
  const module = new URL('./local-ca.ts', import.meta.url).href;
  const script = `import { ensureLocalCa } from '${module}'; ensureLocalCa(process.argv[1], Temporal.Now.instant());`;
  const started = Array.from({ length: 4 }, () => spawn(process.execPath, ['--input-type=module', '-e', script, dir]));
  const exits = await Promise.all(started.map((child) => new Promise((resolve) => child.on('exit', resolve))));
  assert.deepEqual(exits, [0, 0, 0, 0]);
  assert.deepEqual(readdirSync(dir).sort(), ['ca.key', 'ca.pem', 'server.key', 'server.pem']);
  loadTls({ dir }, Temporal.Now.instant());
  const server = new X509Certificate(readFileSync(join(dir, 'server.pem')));
  assert.ok(server.verify(new X509Certificate(readFileSync(join(dir, 'ca.pem'))).publicKey));
  rmSync(dir, { recursive: true });
});

test('a client that trusts the local authority does verify the server, by name and by address', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'jikimi-ca-'));
  const { caFile } = ensureLocalCa(dir, now);
  const { secureContext, endPoint } = loadTls({ dir }, now);
  const server = createServer((socket) => {
    new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => {}).end('hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const meet = (options: object): Promise<X509Certificate | undefined> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, ...options }, () => {
        resolve(socket.getPeerX509Certificate());
        socket.destroy();
      });
      socket.on('error', reject);
    });
  const ca = readFileSync(caFile);
  for (const host of ['localhost', '127.0.0.1']) {
    const seen = await meet({ host, ca });
    assert.equal(seen?.fingerprint256.replaceAll(':', '').toLowerCase(), endPoint?.toString('hex'));
  }
  await assert.rejects(meet({}), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  await assert.rejects(meet({ ca, servername: 'example.com' }), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  server.close();
  rmSync(dir, { recursive: true });
});
