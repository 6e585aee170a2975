/** STORY.md, steps 5 and 19: a handler is refused with every reason, does what is owed, and opens; malware ends an open cursor, and a desk lets it go on. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { accounts } from '../../example/haneul/organisation.ts';
import { actorByAccount, hold, join, openLocalSession } from '../../src/people/mod.ts';
import { eventually } from '../support/eventually.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { noPsql, psql } from '../support/psql.ts';

const select = 'select email from members order by id limit 1';
let jikimi: Jikimi;
let files: string;

before(async () => {
  jikimi = await startJikimi();
  const { office: db, config } = jikimi;
  files = path(config.home, 'files');
  mkdirSync(files);
  const owner = await actorByAccount(db, 'owner');
  const person = await join(db, owner, { account: 'desk', display: 'Desk', kind: 'person', language: 'en' });
  await hold(db, owner, { person, office: 'desk_a', service: null, basis: 'roster 1' });
  writeFileSync(path(config.home, 'sessions', 'desk'), `${await openLocalSession(db, person, 'desk', 1)}\n`, {
    mode: 0o600,
  });
});
after(() => jikimi?.stop());

function file(name: string, text: string): string {
  writeFileSync(path(files, name), text);
  return path(files, name);
}

const pledge = 'version: 1\ntext:\n  ko: 취급자로서 서약합니다.\n  en: As a handler I pledge.\n';
const course = `version: 1
code: for-handlers
period: handler
title: { ko: 취급자 교육, en: Course for handlers }
questions:
  - ask: { ko: 목적 없이 열람해도 됩니까?, en: May you open data without a purpose? }
    choices: [{ ko: 예, en: "yes" }, { ko: 아니오, en: "no" }]
    right: 2
`;
const report = (status: string) => JSON.stringify({ device: 'PC-7', status, signatureAgeHours: 1 });

async function run(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return jikimi.run(...words);
}

async function done(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(...words);
  assert.equal(code, 0, stderr);
  return stdout;
}

async function states(): Promise<string[]> {
  const { duties } = JSON.parse(await done('duties', '--json', '--as', 'handler')) as {
    duties: { what: string | null; state: string; command: string | null }[];
  };
  return duties.map(({ what, state, command }) => `${what ?? ''} ${state} ${command ?? ''}`.trim());
}

test('what is published is owed: refused with every reason, on the wire and in explain', { skip: noPsql }, async () => {
  const uri = await jikimi.connect();
  assert.equal((await psql(uri, select)).code, 0, 'the example opens while nothing is published');
  await done('pledge', 'publish', file('pledge.yaml', pledge), '--kind', 'handler', '--as', 'cpo');
  await done('course', 'publish', file('course.yaml', course), '--as', 'cpo');
  await done('device', 'require', '--basis', 'plan 2027', '--as', 'cpo');
  const refused = await psql(uri, select);
  assert.notEqual(refused.code, 0);
  assert.match(refused.stderr, /has not signed edition 1 of the pledge of handlers .*open: JK250, JK249\. \[JK243\]/);
  assert.match(refused.stderr, /jikimi pledge sign handler/);
  const explained = await done('grant', 'explain', 'example', '--as', 'handler', '--lang', 'ko');
  assert.match(explained, /취급자 서약서 1판/);
  assert.match(await done('grant', 'show', 'example', '--as', 'handler'), /SUSPENDED/);
  assert.match(await done('why', 'JK249'), /No device of the handler has ever reported/);
  assert.deepEqual(await states(), [
    'handler OWED jikimi pledge sign handler',
    'for-handlers OVERDUE jikimi course take for-handlers',
    'NONE jikimi device report --file FILE',
  ]);
});

test('signed, learnt and reported, it opens again by itself', { skip: noPsql }, async () => {
  const unseen = await run('pledge', 'sign', 'handler', '--yes', '--as', 'handler');
  assert.equal(unseen.code, 2, 'nobody signs an edition unseen');
  const silent = await run('pledge', 'sign', 'handler', '--as', 'handler');
  assert.deepEqual([silent.code, /JK128/.test(silent.stderr)], [1, true]);
  assert.match(await done('pledge', 'show', 'handler', '--as', 'handler'), /As a handler I pledge\./);
  await done('pledge', 'sign', 'handler', '--edition', '1', '--yes', '--as', 'handler');
  const failed = await run('course', 'take', 'for-handlers', '--edition', '1', '--answers', '1', '--as', 'handler');
  assert.deepEqual([failed.code, /0 of 100/.test(failed.stdout)], [1, true]);
  await done('course', 'take', 'for-handlers', '--edition', '1', '--answers', '2', '--as', 'handler');
  await done('device', 'report', '--file', file('clean.json', report('clean')), '--as', 'handler');
  assert.equal((await psql(await jikimi.connect(), select)).code, 0);
  assert.match(await done('person', 'show', accounts.handler, '--as', 'responsible'), /is in order/);
  const others = await run('person', 'show', accounts.responsible, '--as', 'handler');
  assert.match(others.stderr, /JK103/);
});

test('malware ends an open cursor within a second, and a desk lets it go on', { skip: noPsql }, async () => {
  const client = new pg.Client({ connectionString: await jikimi.connect(), ssl: { rejectUnauthorized: false } });
  const { promise: lost, resolve } = Promise.withResolvers<Error>();
  client.on('error', resolve);
  await client.connect();
  await client.query('begin; declare c cursor for select email from members');
  assert.equal((await client.query('fetch 1 from c')).rowCount, 1);
  await done('device', 'report', '--file', file('detected.json', report('detected')), '--as', 'handler');
  const ended = await eventually('the session has ended', async () =>
    client.query('fetch 1 from c').then(
      () => undefined,
      (error: unknown) => error as Error,
    ),
  );
  const said = `${ended.message} ${(await lost).message}`;
  assert.match(said, /Malware was detected on the handler’s device PC-7/);
  await done('device', 'report', '--file', file('clean.json', report('clean')), '--as', 'handler');
  await assert.rejects(jikimi.connect(), { code: 'JK247' }, 'what it says of itself later clears nothing');
  const reason = ['--reason', 'a test file of the scanner'];
  const own = await run('device', 'clear', accounts.handler, 'PC-7', ...reason, '--as', 'handler');
  assert.match(own.stderr, /JK103/);
  await done('device', 'clear', accounts.handler, 'PC-7', ...reason, '--as', 'desk');
  assert.equal((await psql(await jikimi.connect(), select)).code, 0);
});
