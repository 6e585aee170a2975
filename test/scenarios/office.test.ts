/** The office's HTTP API on the example organisation: who may what, in which words, and what it says of the history. */
import assert from 'node:assert/strict';
import { type ChildProcess } from 'node:child_process';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { type HistoryPage, historySchema } from '../../src/custody/light.ts';
import { indexPortion } from '../../src/custody/mod.ts';
import { databaseUri, openDatabase, problemSchema } from '../../src/platform/mod.ts';
import { withClient } from '../support/cluster.ts';
import {
  type TestInstallation,
  ask,
  ended,
  fieldNumbers,
  openTestSession,
  recordBatches,
  someSubject,
  testInstallation,
} from '../support/office.ts';

let it: TestInstallation;
let office: ChildProcess;
before(async () => {
  it = await testInstallation();
  office = await it.office();
});
after(() => it.stop());

const request = {
  name: 'refunds',
  service: 'haneul-talk',
  database: 'example',
  purpose: 'member-service',
  holder: 'seo.yuna',
  ticket: 'CS-1204',
  work: 'Answers members who ask for a refund',
  days: 30,
  sources: ['127.0.0.0/8'],
  window: null,
  export: false,
  writes: false,
  fields: [{ table: 'members', column: 'email', mode: 'partial' }],
  subjects: 'all',
  maxSubjects: 50,
  daySubjects: 10,
  minuteSubjects: null,
  replaces: null,
};

async function refused(method: string, path: string, options: Parameters<typeof ask>[3], status: number, code: string) {
  const answer = await ask(it, method, path, options);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  const problem = problemSchema.parse(answer.body);
  assert.deepEqual(
    [answer.status, problem.status, problem.code, problem.type],
    [status, status, code, `urn:jikimi:${code}`],
  );
  return problem;
}

async function history(query: string, as = 'responsible'): Promise<HistoryPage> {
  const answer = await ask(it, 'GET', `/history?${query}`, { as });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return historySchema.parse(answer.body);
}

test('office answers alive, and not ready while custodian and gateway are down', async () => {
  assert.deepEqual((await ask(it, 'GET', '/healthz')).body, { alive: true });
  const { status, body } = await ask(it, 'GET', '/readyz');
  assert.equal(status, 503);
  const { processes } = z.object({ processes: z.record(z.string(), z.object({ state: z.string() })) }).parse(body);
  assert.deepEqual(
    Object.entries(processes).map(([name, { state }]) => `${name} ${state}`),
    ['database up', 'sequencer up', 'custodian down', 'gateway down'],
  );
});

test('office describes every route in OpenAPI 3.1', async () => {
  const { body } = await ask(it, 'GET', '/openapi.json');
  const { openapi, paths } = z.object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }).parse(body);
  assert.equal(openapi, '3.1.0');
  for (const path of [
    '/grants',
    '/grants/{name}',
    '/grants/{name}/credential',
    '/history',
    '/history/{entry}',
    '/verify',
    '/me',
    '/status',
  ])
    assert.ok(path in paths, path);
});

test('office knows nobody without a session, and says so in the language asked for', async () => {
  for (const path of ['/me', '/status', '/grants', '/grants/example', '/history', '/verify', '/grants/example/explain'])
    await refused('GET', path, {}, 401, 'JK101');
  await refused('GET', '/me', { as: 'jks_forged' }, 401, 'JK101');
  const problem = await refused('GET', '/me', { language: 'ko' }, 401, 'JK101');
  assert.match(problem.detail, /로그인하지 않았거나/);
});

test('office refuses a field that it does not know, with the path to it', async () => {
  const body = { ...request, fields: [{ table: 'members', column: 'email', mode: 'full', mask: false }] };
  assert.match(
    (await refused('POST', '/grants', { as: 'handler', body }, 400, 'JK002')).detail,
    /body\.fields\[0\]\.mask is not a field/,
  );
  assert.match((await refused('GET', '/history?who=me', { as: 'handler' }, 400, 'JK002')).detail, /querystring\.who/);
  assert.match(
    (await refused('GET', '/grants?limit=0', { as: 'handler' }, 400, 'JK002')).detail,
    /querystring\.limit must be at least 1/,
  );
  await refused('GET', '/nowhere', { as: 'handler' }, 404, 'JK003');
});

test('office turns what the database refuses into a sentence, without the value', async () => {
  const problem = await refused(
    'POST',
    '/grants',
    { as: 'handler', body: { ...request, sources: ['10.0.0.1/8'] } },
    400,
    'JK002',
  );
  assert.ok(!problem.detail.includes('10.0.0.1'));
});

test('office takes a request, and only an office that it needs decides it', async () => {
  const asked = await ask(it, 'POST', '/grants', { as: 'handler', body: request });
  assert.equal(asked.status, 201);
  assert.deepEqual(z.object({ owed: z.array(z.string()) }).parse(asked.body).owed, ['responsible']);
  await refused('POST', '/grants', { as: 'handler', body: request }, 409, 'JK218');
  const reason = 'needed for CS-1204';
  await refused('POST', '/grants/refunds/approve', { as: 'handler', body: { reason } }, 403, 'JK103');
  await refused('POST', '/grants/refunds/approve', { as: 'responsible', body: {} }, 400, 'JK002');
  await refused('POST', '/grants/refunds/credential', { as: 'handler' }, 409, 'JK217');
  const { body } = await ask(it, 'POST', '/grants/refunds/approve', { as: 'responsible', body: { reason } });
  assert.deepEqual(body, { name: 'refunds', state: 'ACTIVE', owed: [] });
  await refused('POST', '/grants/refunds/approve', { as: 'responsible', body: { reason } }, 409, 'JK216');
});

test('office lets nobody decide a request of their own', async () => {
  await ask(it, 'POST', '/grants', { as: 'responsible', body: { ...request, name: 'own', holder: 'park.jiho' } });
  await refused('POST', '/grants/own/approve', { as: 'responsible', body: { reason: 'mine' } }, 403, 'JK215');
});

test('office gives a credential to its holder alone, and keeps no password', async () => {
  const { status, body } = await ask(it, 'POST', '/grants/refunds/credential', { as: 'handler' });
  assert.equal(status, 201);
  const { username, password, database } = z
    .object({ username: z.string(), password: z.string(), database: z.string() })
    .parse(body);
  assert.equal(database, 'example');
  await refused('POST', '/grants/refunds/credential', { as: 'responsible' }, 403, 'JK226');
  const kept = await withClient(it.superuser, (client) =>
    client.query('select to_jsonb(c) as row from access.credential c where username = $1', [username]),
  );
  assert.ok(!JSON.stringify(kept.rows).includes(password));
});

test('office explains by the decision itself, from the address that is asked about', async () => {
  const outcome = async (address: string) => {
    const { body } = await ask(it, 'GET', `/grants/refunds/explain?address=${address}`, { as: 'handler' });
    return z.object({ fields: z.array(z.object({ outcome: z.string(), code: z.string().nullable() })) }).parse(body)
      .fields;
  };
  assert.deepEqual(await outcome('127.0.0.1'), [{ outcome: 'mask', code: null }]);
  assert.deepEqual(await outcome('203.0.113.7'), [{ outcome: 'refuse', code: 'JK208' }]);
});

test('office shows a grant to its holder and to whoever may read it, and ends it', async () => {
  for (const as of ['handler', 'responsible', 'cpo'])
    assert.equal((await ask(it, 'GET', '/grants/refunds', { as })).status, 200);
  await refused('GET', '/grants/own', { as: 'handler' }, 403, 'JK226');
  await refused('GET', '/grants?holder=park.jiho', { as: 'handler' }, 403, 'JK103');
  const listed = z
    .object({ grants: z.array(z.object({ name: z.string() })) })
    .parse((await ask(it, 'GET', '/grants', { as: 'handler' })).body).grants;
  assert.deepEqual(listed.map(({ name }) => name).sort(), ['example', 'refunds']);
  await refused('POST', '/grants/refunds/revoke', { as: 'handler', body: { reason: 'no' } }, 403, 'JK103');
  assert.equal(
    (await ask(it, 'POST', '/grants/refunds/revoke', { as: 'responsible', body: { reason: 'CS-1204 is closed' } }))
      .status,
    200,
  );
  await refused('POST', '/grants/refunds/credential', { as: 'handler' }, 409, 'JK217');
});

test('history says whose data was opened, what was asked and what was refused', async () => {
  const fields = await fieldNumbers(it);
  const [email, mobile] = [fields.get('email') ?? 0, fields.get('mobile') ?? 0];
  const session = await openTestSession(it);
  const [kim, lee] = [someSubject(), someSubject()];
  const recorded = await recordBatches(it, session, [
    {
      batch: 1,
      parts: [
        { field: email, mode: 'full', outcome: 'opened', subjects: [kim, lee] },
        { field: mobile, mode: 'partial', outcome: 'masked', subjects: [kim] },
      ],
    },
    { batch: 2, kind: 'question', parts: [{ field: email, mode: 'full', outcome: 'matched', subjects: [] }] },
    { batch: 3, parts: [], refused: 'JK208' },
    { batch: 4, parts: [{ field: email, mode: 'full', outcome: 'opened', subjects: [lee] }] },
  ]);
  assert.deepEqual(
    recorded.map(({ outcome }) => outcome),
    ['recorded', 'recorded', 'recorded', 'recorded'],
  );

  const ofKim = (await history(`subject=${kim}`)).entries;
  assert.equal(ofKim.length, 1);
  const [first] = ofKim;
  assert.deepEqual(
    [first?.kind, first?.handler, first?.grant, first?.purpose, first?.source],
    ['opening', 'seo.yuna', 'example', 'member-service', '127.0.0.1'],
  );
  assert.deepEqual(first?.fields, [
    { field: 'members.email', mode: 'full', outcome: 'opened', subjects: 2 },
    { field: 'members.mobile', mode: 'partial', outcome: 'masked', subjects: 1 },
  ]);
  assert.deepEqual([first?.subjects.count, first?.subjects.ids[0]], [2, kim]);

  const kinds = async (query: string, as?: string) =>
    (await history(query, as)).entries.map((entry) => entry.code ?? entry.kind);
  const all = ['opening', 'JK208', 'question', 'opening'];
  assert.deepEqual(await kinds(`session=${session}`), all);
  assert.deepEqual(await kinds('grant=example'), all);
  assert.deepEqual(await kinds(`session=${session}&field=members.mobile`), ['opening']);
  assert.deepEqual(await kinds(`subject=${lee}`, 'handler'), ['opening', 'opening']);
  assert.deepEqual(
    (await kinds('handler=seo.yuna')).filter((kind) => all.includes(kind)),
    all,
  );

  const detail = await ask(it, 'GET', `/history/${first?.id}`, { as: 'handler' });
  const { parts } = z
    .object({ parts: z.array(z.object({ field: z.string(), ids: z.array(z.string()) })) })
    .parse(detail.body);
  assert.deepEqual(
    parts.map(({ field, ids }) => [field, ids]),
    [
      ['members.email', [kim, lee]],
      ['members.mobile', [kim]],
    ],
  );
});

test('history goes on where the page before ended, without a gap and without a repeat', async () => {
  for (const query of ['grant=example', 'handler=seo.yuna', 'from=2020-01-01']) {
    const whole = (await history(`${query}&limit=200`)).entries.map(({ id }) => id);
    const paged: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: HistoryPage = await history(`${query}&limit=2${next === '' ? '' : `&before=${next}`}`);
      paged.push(...page.entries.map(({ id }) => id));
      next = page.next;
    }
    assert.deepEqual(paged, whole, query);
  }
});

test('history keeps what the office refused to somebody, under their name', async () => {
  const codes = (await history('handler=seo.yuna&limit=200', 'cpo')).entries.map(({ code }) => code);
  assert.ok(codes.includes('JK103') && codes.includes('JK226'));
});

test('history shows a handler their own record and nobody else’s', async () => {
  await refused('GET', '/history?handler=park.jiho', { as: 'handler' }, 403, 'JK103');
  await refused('GET', '/history?grant=own', { as: 'handler' }, 403, 'JK103');
  for (const { handler } of (await history('limit=200', 'handler')).entries) assert.equal(handler, 'seo.yuna');
  const foreign = (await history('handler=park.jiho')).entries[0];
  assert.ok(foreign !== undefined);
  await refused('GET', `/history/${foreign.id}`, { as: 'handler' }, 404, 'JK003');
});

test('history refuses a member number, and does not repeat it', async () => {
  for (const subject of ['100001', 'members:100001', 'kim@example.kr']) {
    const problem = await refused(
      'GET',
      `/history?subject=${encodeURIComponent(subject)}`,
      { as: 'responsible' },
      422,
      'JK340',
    );
    assert.match(problem.hint, /pii\.subject_of/);
    assert.ok(!JSON.stringify(problem).includes(subject));
  }
  await refused('GET', '/history?field=members.email', { as: 'responsible' }, 400, 'JK002');
  await refused('GET', '/history?from=yesterday', { as: 'responsible' }, 400, 'JK002');
});

test('verify finds the history whole, and tells its progress where it is asked to', async () => {
  const { body } = await ask(it, 'GET', '/verify', { as: 'handler' });
  assert.deepEqual(z.object({ faults: z.array(z.unknown()) }).parse(body).faults, []);
  const answer = await fetch(`http://127.0.0.1:${it.config.httpPort}/verify`, {
    headers: { authorization: `Bearer ${it.tokens.get('handler')}`, accept: 'application/x-ndjson' },
  });
  const lines = (await answer.text()).trim().split('\n');
  assert.match(lines[0] ?? '', /^\{"done":\d+,"of":\d+\}$/);
  assert.match(lines.at(-1) ?? '', /^\{"verdict":/);
});

test('index by person answers the same however far behind it is', async () => {
  assert.equal(await ended(office), 0);
  const fields = await fieldNumbers(it);
  const session = await openTestSession(it);
  const subjects = Array.from({ length: 12 }, someSubject);
  const batches = Array.from({ length: 40 }, (_, n) => ({
    batch: n + 1,
    parts: [
      {
        field: fields.get('email') ?? 0,
        mode: 'full',
        outcome: 'opened',
        subjects: subjects.filter((_subject, m) => (n + m) % 5 === 0),
      },
    ],
  }));
  await recordBatches(it, session, batches.slice(0, 30));
  office = await it.office('--only', 'http');
  const answers = async () =>
    Promise.all(
      subjects.map(async (subject) =>
        (await history(`subject=${subject}&limit=200`)).entries.map(({ batch }) => batch),
      ),
    );
  const unnumbered = await answers();
  const sequencer = openDatabase(databaseUri(it.config, 'sequencer'), 2);
  try {
    const { sequenceOnce } = await import('../../src/ledger/mod.ts');
    while ((await sequenceOnce(sequencer)) > 0);
    assert.deepEqual(await answers(), unnumbered);
    while (await indexPortion(sequencer));
    assert.deepEqual(await answers(), unnumbered);
    await recordBatches(it, session, batches.slice(30));
    const whole = subjects.map((_, m) =>
      batches
        .filter((one) => (one.batch - 1 + m) % 5 === 0)
        .map((one) => one.batch)
        .reverse(),
    );
    assert.deepEqual(await answers(), whole);
  } finally {
    await sequencer.destroy();
  }
});

test('office stays up while its database is away, and answers JK011', async () => {
  await it.cluster.stop();
  await refused('GET', '/me', { as: 'handler' }, 503, 'JK011');
  assert.equal((await ask(it, 'GET', '/healthz')).status, 200);
  assert.equal(await ended(office), 0);
});
