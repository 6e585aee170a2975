/** docs/services.md: the company's own online service reads its members under a grant of a service account. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import pg from 'pg';
import { accounts } from '../../example/haneul/organisation.ts';
import { revokeGrant } from '../../src/access/mod.ts';
import { actorByAccount, retireServiceAccount } from '../../src/people/mod.ts';
import { eventually } from '../support/eventually.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { serviceAccount, serviceGrant, serviceUri } from '../support/service-account.ts';

const email = [{ table: 'members', column: 'email', mode: 'full' }] as const;
const read = 'select email from members where id = 100001';

let jikimi: Jikimi;
before(async () => {
  jikimi = await startJikimi();
});
after(() => jikimi?.stop());

async function run(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await jikimi.run(...words, '--as', 'responsible');
  assert.equal(code, 0, stderr);
  return stdout;
}

/** A client and why it was ended, once it was. */
async function connected(uri: string): Promise<{ client: pg.Client; ended: () => string | undefined }> {
  const client = new pg.Client({ connectionString: uri });
  let code: string | undefined;
  client.on('error', (error: Error & { code?: string }) => (code ??= error.code ?? error.message));
  await client.connect();
  assert.match((await client.query<{ email: string }>(read)).rows[0]?.email ?? '', /@/);
  return { client, ended: () => code };
}

/** Ends within a second, says the promise; the clock of a busy machine is not that exact. */
const endsWith = (code: string, { ended }: { ended: () => string | undefined }) =>
  eventually(`it ends with ${code}`, () => ended() === code, 2500);

suite('docs/services.md', () => {
  test('from an account to a connection, in the words of the command line', async () => {
    await run('account', 'add', 'shop-app', '--service', 'haneul-talk', '--display', 'App');
    assert.match(await run('account', 'list'), /shop-app +haneul-talk +not declared fit/);
    await run('account', 'fit', 'shop-app', '--until', '2099-06-30', '--reason', 'inspection passed');
    assert.match(await run('account', 'list'), /shop-app +haneul-talk +fit +2099-06-30/);
    const terms = '--service haneul-talk --database example --purpose member-service --field members.email=full';
    const request = ['grant', 'request', 'app', '--holder', 'shop-app', ...terms.split(' '), '--all', '--source'];
    const rest = ['127.0.0.0/8', '--days', '180', '--ticket', 'CH-7', '--work', 'shows members their page'];
    const uncapped = await jikimi.run(...request, ...rest, '--per-day', '100');
    assert.match(uncapped.stderr, /JK231/);
    const requested = await jikimi.run(...request, ...rest, '--per-day', '100', '--per-minute', '20');
    assert.match(requested.stdout, /waits for: responsible\./);
    await run('grant', 'approve', 'app', '--reason', 'needed');
    assert.match(await run('grant', 'show', 'app'), /0 of 100 today, at most 20 a minute/);

    const decider = await jikimi.run('connect', 'app', '--as', 'responsible');
    assert.deepEqual([decider.code, decider.stdout], [1, '']);
    assert.match(decider.stderr, /^JK226 [^]*the one who requested it connects\./);
    const issued = JSON.parse((await jikimi.run('connect', 'app', '--json')).stdout) as {
      uri: string;
      username: string;
      expiresAt: string;
    };
    const days = Temporal.Instant.from(issued.expiresAt).since(Temporal.Now.instant()).total('hours') / 24;
    assert.ok(days > 96.9 && days <= 97, `a credential of ${days} days`);
    const one = await connected(issued.uri);
    const other = await connected(await serviceUri(jikimi, 'app'));
    assert.match(await run('connect', 'app', '--list'), new RegExp(`${issued.username} .*seo\\.yuna`));
    await run('connect', 'app', '--revoke', issued.username);
    await endsWith('JK434', one);
    assert.doesNotMatch(await run('connect', 'app', '--list'), new RegExp(issued.username));
    assert.match((await other.client.query<{ email: string }>(read)).rows[0]?.email ?? '', /@/);
    const again = await jikimi.run('connect', 'app', '--revoke', issued.username, '--as', 'responsible');
    assert.match(again.stderr, /JK233/);
    await assert.rejects(connected(issued.uri), { code: 'JK434' });
    await other.client.end();
  });

  test('a person types no SQL on a service grant, and the history names the credential with which somebody came', async () => {
    const named = /^app\.[0-9a-f]{8}$/;
    const refused = await jikimi.run('sql', 'app', '-c', read);
    assert.deepEqual([refused.code, refused.stdout], [1, '']);
    assert.match(
      refused.stderr,
      /^JK236 .*belongs to a service account; its programs connect with `jikimi connect app`/,
    );
    const before = await run('connect', 'app', '--list', '--json');
    const { credentials } = JSON.parse(before) as { credentials: { username: string }[] };
    const shown = JSON.parse(await run('history', '--grant', 'app', '--json')) as {
      entries: { session: string | null; credential: string | null; issuedTo: string | null }[];
    };
    const came = shown.entries.filter((entry) => entry.session !== null);
    assert.equal(new Set(came.map((entry) => entry.credential)).size, 2, 'two came, and the refused one did not');
    for (const { credential, issuedTo } of came) {
      assert.match(credential ?? '', named);
      assert.equal(issuedTo, accounts.handler);
    }
    const lasting = credentials[0]?.username ?? 'none';
    assert.match(await run('history', '--grant', 'app'), new RegExp(`credential ${lasting}, issued to seo\\.yuna`));
    const own = JSON.parse((await jikimi.run('sql', 'example', '-c', read, '--json')).stdout) as unknown[];
    assert.equal(own.length, 1);
    const [mine] = (JSON.parse(await run('history', '--grant', 'example', '--json')) as typeof shown).entries;
    assert.deepEqual([mine?.credential, mine?.issuedTo], [null, null]);
  });

  test('until when a purpose is approved is said in the time of Seoul', async () => {
    const asked =
      '--service haneul-talk --database example --field members.email=full --days 30 --headcount 3 --basis x';
    const told = await jikimi.run('purpose', 'approve', 'newsletter', ...asked.split(' '), '--as', 'cpo');
    assert.match(told.stdout, /^✓ newsletter is approved until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n$/, told.stderr);
    const until = Temporal.PlainDateTime.from(told.stdout.slice(-20, -1)).toZonedDateTime('Asia/Seoul').toInstant();
    const hours = until.since(Temporal.Now.instant()).total('hours');
    assert.ok(hours > 24 * 30 - 1 && hours <= 24 * 30, `${hours} hours`);
  });

  test('who holds no office sees no service accounts', async () => {
    const { code, stderr } = await jikimi.run('account', 'list', '--as', 'handler');
    assert.equal(code, 1);
    assert.match(stderr, /JK103/);
  });

  test('a field that the grant does not have is an error and no null, and nothing of the statement leaves', async () => {
    const uri = await serviceGrant(jikimi, { name: 'narrow', fields: email });
    const { client } = await connected(uri);
    await assert.rejects(client.query('select id, email, mobile from members where id = 100001'), { code: 'JK223' });
    await client.end();
  });

  test('a reached cap says of which time it is, and the history, which does not know it, has no hole there', async () => {
    const { client } = await connected(
      await serviceGrant(jikimi, { name: 'capped', fields: email, minuteSubjects: 1 }),
    );
    await assert.rejects(client.query('select email from members where id in (100001, 100002)'), {
      code: 'JK222',
      message: 'That would open more people than this grant may in this minute. [JK222]',
    });
    await client.end();
    const told = await run('history', '--grant', 'capped', '--lang', 'ko');
    assert.match(told, /JK222[^]*사람 수\(1분, 하루 또는 전체\)를 넘게 됩니다/);
  });

  test('explain says how much of each cap is spent and left, in both languages and as JSON', async () => {
    const capsOf = async (grant: string) =>
      JSON.parse(await run('grant', 'explain', grant, '--json')).caps as unknown[];
    const service = await serviceGrant(jikimi, { name: 'spends', fields: email });
    const { minute, day } = Object.fromEntries(
      ((await capsOf('spends')) as { span: string; cap: number }[]).map(({ span, cap }) => [span, cap]),
    ) as { minute: number; day: number };
    const read = async (uri: string) => {
      const { client } = await connected(uri);
      await client.query('select email from members where id = 100001');
      await client.end();
    };
    await read(service);
    assert.deepEqual((await capsOf('spends')).slice(1), [{ span: 'day', cap: day, spent: 1, left: day - 1 }]);
    assert.match(
      await run('grant', 'explain', 'spends'),
      new RegExp(`people this minute +[01] of ${minute}, \\d+ left\n +people today +1 of ${day}, ${day - 1} left\n`),
    );
    await jikimi.grant({ name: 'one-person', fields: email, maxSubjects: 1, daySubjects: 3 });
    assert.deepEqual(await capsOf('one-person'), [
      { span: 'day', cap: 3, spent: 0, left: 3 },
      { span: 'all', cap: 1, spent: 0, left: 1 },
    ]);
    await read(await jikimi.connect('one-person'));
    assert.match(await run('grant', 'explain', 'one-person'), /people in all +1 of 1, none left: .*JK222/);
    assert.match(await run('grant', 'explain', 'one-person', '--lang', 'ko'), /오늘 인원 +3명 중 1명, 2명 남음/);
  });

  test('revoking the grant ends what is connected on it, and not on the wider one to which the service changed before', async () => {
    const one = await connected(await serviceGrant(jikimi, { name: 'revoked', fields: email }));
    const mobile = { table: 'members', column: 'mobile', mode: 'full' } as const;
    const wider = await connected(await serviceGrant(jikimi, { name: 'wider', fields: [...email, mobile] }));
    assert.match((await one.client.query<{ email: string }>(read)).rows[0]?.email ?? '', /@/);
    await revokeGrant(jikimi.office, await actorByAccount(jikimi.office, accounts.responsible), 'revoked', 'over');
    await endsWith('JK203', one);
    const { rows } = await wider.client.query<{ mobile: string }>(read.replace('email', 'mobile'));
    assert.match(rows[0]?.mobile ?? '', /^\d/);
    await wider.client.end();
  });

  test('an account that leaves ends what is connected on its grants', async () => {
    const one = await connected(await serviceGrant(jikimi, { name: 'left', fields: email }));
    await retireServiceAccount(
      jikimi.office,
      await actorByAccount(jikimi.office, accounts.responsible),
      serviceAccount,
    );
    await endsWith('JK206', one);
    const until = ['--until', '2099-06-30', '--reason', 'once more', '--as', 'responsible'];
    const { code, stdout, stderr } = await jikimi.run('account', 'fit', serviceAccount, ...until);
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^JK108 /);
    assert.match(await run('account', 'list', '--lang', 'ko'), new RegExp(`${serviceAccount} +haneul-talk +종료 `));
  });
});
