/** The law through the office and the command line: who may read and load, what a person is told, in both languages (STORY.md, steps 3 and 4). */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type LoadedShown, loadedSchema, rulesSchema, versionsSchema } from '../../src/law/light.ts';
import { problemSchema } from '../../src/platform/mod.ts';
import { withClient } from '../support/cluster.ts';
import { type TestInstallation, ask, testInstallation } from '../support/office.ts';

let it: TestInstallation;
before(async () => {
  it = await testInstallation();
  await it.office();
});
after(() => it.stop());

const entry = join(import.meta.dirname, '..', '..', 'bin', 'jikimi.ts');

async function jikimi(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [entry, ...words], { env: it.environment }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, out, err }),
    );
  });
}

async function done(...words: readonly string[]): Promise<string> {
  const { code, out, err } = await jikimi(...words);
  assert.equal(code, 0, `${words.join(' ')}: ${err}${out}`);
  return out;
}

const rules: Readonly<Record<string, string>> = {
  request: `  - topic: handling.request
    from: 2099-03-09
    article: { ko: 영 제41조 제4항, en: "Decree Art. 41(4)" }
    source: L
    confirmed: true
    text: { ko: 7일 안에 답합니다., en: It is answered within 7 days. }
    params: { days: 7 }
`,
  record: `  - topic: access.permission.record
    from: 2099-03-09
    article: { ko: 고시 제5조 제3항, en: "Notice Art. 5(3)" }
    source: B
    confirmed: false
    text: { ko: 5년 보관합니다., en: It is kept for 5 years. }
    params: { years: 5 }
`,
};
function text(...names: readonly string[]): string {
  const head = `version: 1
jurisdiction: kr
sources:
  L: { title: Act 99999, kind: primary }
  B: { title: a blog, kind: secondary }
rules:
`;
  return head + names.map((name) => rules[name]).join('');
}

function written(name: string, content: string): string {
  const path = join(it.config.home, name);
  writeFileSync(path, content);
  return path;
}

const load = (as: string | undefined, body: object) =>
  ask(it, 'POST', '/law', { ...(as === undefined ? {} : { as }), body });

test('office tells everybody who is signed in the rules of a day, and nobody else', async () => {
  for (const path of ['/law', '/law/handling.request'])
    assert.equal(problemSchema.parse((await ask(it, 'GET', path)).body).code, 'JK101');
  const { rules: october } = rulesSchema.parse(
    (await ask(it, 'GET', '/law?asOf=2026-10-30&topic=access.record', { as: 'handler' })).body,
  );
  assert.deepEqual(
    october.map(({ topic }) => topic),
    [
      'access.record.download',
      'access.record.items',
      'access.record.keeping',
      'access.record.keeping.large',
      'access.record.review',
      'access.record.months',
    ],
  );
  assert.deepEqual(october.find(({ topic }) => topic === 'access.record.review')?.params, { months: 1 });
  const after = rulesSchema.parse(
    (await ask(it, 'GET', '/law?asOf=2026-10-31&topic=access.record.review', { as: 'handler' })).body,
  );
  assert.deepEqual(after.rules[0]?.params, { by: 'plan' });
  const none = problemSchema.parse((await ask(it, 'GET', '/law/nothing', { as: 'handler' })).body);
  assert.deepEqual([none.code, none.detail], ['JK003', 'There is no rule called "nothing".']);
  assert.equal((await ask(it, 'GET', '/law?asOf=2026-02-30', { as: 'handler' })).status, 400);
});

test('office lets only the office of the CPO load rules, and puts on record who was refused', async () => {
  const body = { file: 'a.yaml', text: text('request'), dryRun: false };
  assert.equal((await load(undefined, body)).status, 401);
  for (const as of ['handler', 'responsible']) {
    const refused = await load(as, body);
    assert.deepEqual([refused.status, problemSchema.parse(refused.body).code], [403, 'JK103']);
  }
  const { rows } = await withClient(it.superuser, (client) =>
    client.query(`select count(*)::int as count from ledger.act where kind = 'refusal' and body ->> 'route' = '/law'`),
  );
  assert.deepEqual(rows, [{ count: 2 }]);
  assert.equal(problemSchema.parse((await load('cpo', { ...body, file: 'kim@example.kr' })).body).code, 'JK224');
  assert.equal(problemSchema.parse((await load('cpo', { ...body, extra: 1 })).body).code, 'JK002');
});

test('jikimi law load refuses a file with a hole with its line, in both languages, and loads nothing of it', async () => {
  const hole = text('request', 'record').replace('from: 2099-03-09', 'from: 2020-01-01\n    to: 2021-01-01');
  const path = written('hole.yaml', hole);
  const english = await jikimi('law', 'load', path, '--as', 'cpo');
  assert.equal(english.code, 1);
  assert.match(
    english.err,
    /^JK803 hole\.yaml, line 8: rules\.0\.from leaves a hole: no rule about the topic holds from 2021-01-01 to 2023-09-14\.\n {2}→ Nothing was loaded/,
  );
  const korean = await jikimi('law', 'load', path, '--as', 'cpo', '--lang', 'ko');
  assert.match(korean.err, /^JK803 hole\.yaml 8행: rules\.0\.from: 빈 기간이 있습니다\. 2021-01-01부터 2023-09-14까지/);
  assert.equal(JSON.parse((await jikimi('law', 'load', path, '--as', 'cpo', '--json')).err).code, 'JK803');
  const kept = versionsSchema.parse((await ask(it, 'GET', '/law/access.permission.record', { as: 'cpo' })).body);
  assert.equal(kept.versions.length, 1);
  assert.match((await jikimi('law', 'load', `${path}.none`, '--as', 'cpo')).err, /^JK015 /);
});

test('jikimi law load shows what an amendment would change, changes it once, and says what must follow', async () => {
  const path = written('amendment.yaml', text('request', 'record'));
  const dry = await done('law', 'load', path, '--dry-run', '--as', 'cpo');
  assert.match(dry, /^amendment\.yaml would change this; nothing was changed:\n/);
  const changes = dry.slice(dry.indexOf('\n') + 1);
  assert.equal(
    changes,
    [
      '  - handling.request: the rule from 2023-09-15 ends on 2099-03-08',
      '  - access.permission.record: the rule from 2023-09-22 ends on 2099-03-08',
      '  + handling.request: from 2099-03-09, Decree Art. 41(4)',
      '  + access.permission.record: from 2099-03-09, Notice Art. 5(3) (unconfirmed)',
      '  ! house number access.permission.record.years is 3 and must follow by 2099-03-09: The permission history must be kept for at least 5 years (Notice Art. 5(3), unconfirmed)',
      '',
    ].join('\n'),
  );
  const shown: LoadedShown = loadedSchema.parse(
    JSON.parse(await done('law', 'load', path, '--dry-run', '--as', 'cpo', '--json')),
  );
  assert.deepEqual([shown.dryRun, shown.added.length, shown.ended.length, shown.tooLax.length], [true, 2, 2, 1]);

  assert.equal(await done('law', 'load', path, '--as', 'cpo'), `✓ amendment.yaml is loaded\n${changes}`);
  const again = await done('law', 'load', path, '--as', 'cpo', '--lang', 'ko');
  assert.match(again, /^amendment\.yaml: 모든 규칙이 이미 있습니다\. 아무것도 바꾸지 않았습니다\.\n/);
  assert.match(
    again,
    /! 내부 규칙 access\.permission\.record\.years은\(는\) 3인데 2099-03-09까지 고쳐야 합니다: 권한 부여 기록은 5년 이상 보관해야 합니다\(고시 제5조 제3항, 미확인\)/,
  );
});

test('jikimi law show tells what held, holds and will, each with its source, and says what nobody confirmed', async () => {
  const review = await done('law', 'show', 'access.record.review');
  assert.match(
    review,
    /^access\.record\.review {2}no longer in force\ndays +2023-09-22 to 2026-10-30\narticle +Notice Art\. 8\(2\)\n/,
  );
  assert.match(review, /\n\naccess\.record\.review {2}in force\ndays +from 2026-10-31\n/);
  assert.equal([...review.matchAll(/^Unconfirmed: nobody checked this/gm)].length, 2);
  const record = await done('law', 'show', 'access.permission.record', '--lang', 'ko');
  assert.match(
    record,
    /시행 중\n기간 +2023-09-22부터 2099-03-08까지\n조항 +고시 제5조 제3항\n내용 +권한의 부여, 변경, 말소 기록을 3년 이상 보관합니다\.\n/,
  );
  assert.match(record, /시행 전\n[^]*출처 +B: a blog\n미확인: 공식 원문에서/);
  assert.equal((await jikimi('law', 'show', 'nothing')).code, 1);
});

test('jikimi law list marks what nobody confirmed and counts it, in both languages', async () => {
  const english = await done('law', 'list', '--as-of', '2026-11-30', '--topic', 'safety');
  assert.match(english, /^In force on 2026-11-30:\ntopic +since +article +confirmed +says\n/);
  assert.match(english, /\nsafety\.password +2023-09-22 +Notice Art\. 7 +yes +Passwords/);
  assert.match(english, /\nsafety\.notice +2026-07-01 +Notice 2026-9 +unconfirmed /);
  assert.match(english, /\n\n4 unconfirmed: nobody checked them in the official text/);
  const korean = await done('law', 'list', '--lang', 'ko', '--as-of', '2026-11-30', '--topic', 'people');
  assert.match(
    korean,
    /\n내부 people\.training\.times +2020-01-01 +내부 규칙 13 +자체 기준 +한 해에 받는 교육 횟수: 2\n/,
  );
  assert.match(await done('law', 'list', '--as-of', '2019-01-01'), /^No such rule is in force on 2019-01-01/);
  const { day, rules: all } = rulesSchema.parse(JSON.parse(await done('law', 'list', '--json')));
  assert.match(day, /^\d{4}-\d{2}-\d{2}$/);
  assert.ok(all.length > 50);
});
