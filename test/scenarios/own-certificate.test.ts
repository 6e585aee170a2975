/** A certificate of the company's own: clients trust its authority and no other, and bind the channel to it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { type Jikimi, runCommand, startJikimi } from '../support/jikimi.ts';
import { makeAuthority, makePeer } from '../support/peer-files.ts';
import { noPsql, psql } from '../support/psql.ts';

suite('a certificate of the company’s own', () => {
  let folder: string;
  let jikimi: Jikimi;
  const at = (name: string) => join(folder, name);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jikimi-certificate-'));
    makeAuthority(folder, 'company');
    makeAuthority(folder, 'stranger');
    const subject = 'IP:127.0.0.1,DNS:localhost';
    makePeer(folder, { name: 'gateway', authority: 'company', subject });
    jikimi = await startJikimi({ JIKIMI_TLS_CERT: at('gateway.pem'), JIKIMI_TLS_KEY: at('gateway.key') });
  });
  after(async () => {
    await jikimi?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  /** The printed string trusts the system's authorities, as a public one is; a company's own stands in a file. */
  const trusting = async (authority: string) =>
    (await jikimi.connect()).replace('sslrootcert=system', `sslrootcert=${at(`${authority}.pem`)}`);
  const read = `select id from members where email is not null limit 1`;

  test('psql reads under verify-full and a channel that is bound to it', { skip: noPsql }, async () => {
    const { code, rows, stderr } = await psql(`${await trusting('company')}&channel_binding=require`, read);
    assert.equal(code, 0, stderr);
    assert.equal(rows.length, 1);
  });

  test('who trusts another authority does not come in', { skip: noPsql }, async () => {
    const { code, stderr } = await psql(await trusting('stranger'), read);
    assert.notEqual(code, 0);
    assert.match(stderr, /certificate verify failed/);
  });

  test('the command line reads by it too, where this machine trusts the authority', async () => {
    const words = ['sql', 'example', '-c', read];
    const { code, stderr } = await runCommand({ ...jikimi.environment, NODE_EXTRA_CA_CERTS: at('company.pem') }, words);
    assert.equal(code, 0, stderr);
    const untrusted = await runCommand(jikimi.environment, words);
    assert.equal(untrusted.code, 1);
    assert.match(untrusted.stderr, /^JK029 [^]*NODE_EXTRA_CA_CERTS/);
  });
});
