/** The membership site of examples/service does the same wherever its DATABASE_URL leads. A target is one row of the table below. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import { buildSite } from '../../examples/service/application.ts';
import { type Database, openDatabase } from '../../examples/service/database.ts';
import { importMembers, readArrivals } from '../../examples/service/nightly-import.ts';
import { enter, parseMap, plan, refuseUnanswered } from '../../src/custody/adoption/mod.ts';
import { freePort, withClient } from '../support/cluster.ts';
import { type Target, jikimiTarget, plainTarget } from '../support/service-targets.ts';

const site = join(import.meta.dirname, '../../examples/service');

const targets: readonly { readonly name: string; readonly prepare: () => Promise<Target> }[] = [
  { name: 'plain', prepare: plainTarget },
  { name: 'jikimi', prepare: jikimiTarget },
];

const password = 'correct horse battery';
const kim = {
  email: 'Haneul.Kim@Example.KR',
  password,
  name: '김하늘',
  phone: '010-1234-5678',
  address: '서울특별시 중구 세종대로 110',
  birth_date: '1990-01-31',
};
const lee = { email: 'lee@example.kr', password, name: 'Lee Ga-ram' };

for (const { name, prepare } of targets)
  describe(`the service, ${name}`, () => {
    let target: Target;
    let database: Database;
    let app: FastifyInstance;
    let session = '';

    const call = (
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
      url: string,
      payload?: object,
      headers: Record<string, string> = { cookie: session },
    ): Promise<LightMyRequestResponse> => app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    const submit = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: new URLSearchParams(fields).toString(),
      });
    const signIn = async (email: string, secret = password): Promise<string> => {
      const answer = await call('POST', '/api/sessions', { email, password: secret }, {});
      assert.equal(answer.statusCode, 204, answer.body);
      return cookieOf(answer);
    };
    const problem = (answer: LightMyRequestResponse, status: number, type: string) => {
      assert.deepEqual(
        [
          answer.statusCode,
          answer.json<{ type: string }>().type,
          answer.headers['content-type']?.toString().split(';')[0],
        ],
        [status, `urn:service:${type}`, 'application/problem+json'],
      );
      return answer.json<{ title: string; paths?: string[] }>();
    };

    before(async () => {
      target = await prepare();
      await target.clean();
      database = openDatabase(target.uri);
      app = buildSite(database);
    });
    after(async () => {
      await app?.close();
      await database?.close();
      await target?.stop();
    });

    test('who signs up is a member, once', async () => {
      const made = await call('POST', '/api/members', kim);
      assert.equal(made.statusCode, 201, made.body);
      const { id, ...member } = made.json<Record<string, unknown>>();
      assert.equal(typeof id, 'number');
      const { password: _secret, ...told } = kim;
      assert.deepEqual(member, { ...told, email: 'haneul.kim@example.kr', newsletter: true });

      const again = problem(await call('POST', '/api/members', { ...lee, email: kim.email }), 409, 'email-taken');
      assert.equal(again.title, '이미 가입된 이메일 주소입니다.');
      assert.equal((await call('POST', '/api/members', lee)).statusCode, 201);
      const { rows } = await withClient(target.ownerUri, (client) =>
        client.query<{ password: string }>('select password from members order by id'),
      );
      for (const row of rows) assert.match(row.password, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    });

    test('what cannot be right is told by its name, without its value', async () => {
      const { paths } = problem(
        await call('POST', '/api/members', { ...lee, email: 'no address', phone: 'call me', birth_date: '1990-02-30' }),
        422,
        'invalid',
      );
      assert.deepEqual(paths?.toSorted(), ['birth_date', 'email', 'phone']);
      const answer = await call('POST', '/api/members', { ...lee, is_admin: true });
      problem(answer, 422, 'invalid');
      assert.doesNotMatch(answer.body, /lee@example/);
    });

    test('a member signs in with the password and with nothing else', async () => {
      const wrong = await call('POST', '/api/sessions', { email: kim.email, password: 'wrong horse battery' }, {});
      problem(wrong, 401, 'wrong-credentials');
      problem(
        await call('POST', '/api/sessions', { email: 'nobody@example.kr', password }, {}),
        401,
        'wrong-credentials',
      );
      problem(await call('GET', '/api/me', undefined, {}), 401, 'signed-out');
      problem(await call('GET', '/api/me', undefined, { cookie: 'session=made-up' }), 401, 'signed-out');
      session = await signIn('  HANEUL.KIM@example.kr');
    });

    test('a member reads and changes the profile', async () => {
      const changed = await call('PATCH', '/api/me', { phone: '010-9999-0001', birth_date: null });
      assert.equal(changed.statusCode, 200, changed.body);
      const me = (await call('GET', '/api/me')).json<Record<string, unknown>>();
      assert.deepEqual(
        [me['name'], me['phone'], me['address'], me['birth_date']],
        [kim.name, '010-9999-0001', kim.address, null],
      );
      problem(await call('PATCH', '/api/me', { email: lee.email }), 409, 'email-taken');
      assert.equal((await call('PATCH', '/api/me', { email: 'kim@example.kr', name: '김하람' })).statusCode, 200);
      await signIn('kim@example.kr');
    });

    test('further addresses are kept once each', async () => {
      const emails = ['kim.work@example.kr', 'kim.home@example.kr'];
      assert.deepEqual((await call('POST', '/api/me/emails', { emails })).json(), { emails });
      const more = await call('POST', '/api/me/emails', { emails: ['KIM.work@example.kr', 'kim.three@example.kr'] });
      assert.deepEqual(more.json(), { emails: [...emails, 'kim.three@example.kr'] });
    });

    test('an order is delivered to the address that it names, or to the member', async () => {
      const first = await call('POST', '/api/me/orders', { item: 'lamp', amount_krw: 32_000 });
      assert.equal(first.statusCode, 201, first.body);
      const gift = { item: 'chair', amount_krw: 90_000, recipient: '박나래', delivery_address: '부산 해운대구 우동 1' };
      assert.equal((await call('POST', '/api/me/orders', gift)).statusCode, 201);
      const { orders } = (await call('GET', '/api/me/orders')).json<{ orders: Record<string, unknown>[] }>();
      assert.deepEqual(
        orders.map((one) => [one['item'], one['recipient'], one['delivery_phone'], one['delivery_address']]),
        [
          ['lamp', '김하람', '010-9999-0001', kim.address],
          ['chair', '박나래', '010-9999-0001', gift.delivery_address],
        ],
      );
      const other = { cookie: await signIn(lee.email) };
      problem(await call('POST', '/api/me/orders', { item: 'desk', amount_krw: 1 }, other), 422, 'no-address');
      assert.deepEqual((await call('GET', '/api/me/orders', undefined, other)).json(), { orders: [] });
    });

    test('only an administrator finds members, by each of their addresses', async () => {
      problem(await call('POST', '/api/admin/find', { email: lee.email }), 403, 'forbidden');
      await withClient(target.ownerUri, (client) =>
        client.query('update members set is_admin = true where id = (select min(id) from members)'),
      );
      const find = async (email: string) => {
        const answer = await call('POST', '/api/admin/find', { email });
        return answer.json<{ members: { name: string }[] }>().members.map((one) => one.name);
      };
      assert.deepEqual(await find(lee.email), [lee.name]);
      assert.deepEqual(await find('Kim.Home@example.kr'), ['김하람']);
      assert.deepEqual(await find('nobody@example.kr'), []);
    });

    test('the nightly import makes new members, renames old ones, and is done whole or not at all', async () => {
      const lines = Array.from(
        { length: 620 },
        (_, n) => `{"email":"m${n}@example.kr","name":"회원 ${n}","phone":null}`,
      );
      const arrivals = readArrivals(
        [...lines, `{"email":"Lee@example.kr","name":"이가람","phone":"010-7"}`]
          .join('\n')
          .replace('010-7', '010-7777-0001'),
      );
      assert.equal(await importMembers(database, arrivals), 621);
      assert.equal(await importMembers(database, arrivals.slice(0, 3)), 3);
      const found = (await call('POST', '/api/admin/find', { email: lee.email })).json<{ members: object[] }>();
      assert.deepEqual(
        found.members.map((one) => ({ ...one, id: 0 })),
        [
          {
            id: 0,
            email: lee.email,
            name: '이가람',
            phone: '010-7777-0001',
            address: null,
            birth_date: null,
            newsletter: true,
          },
        ],
      );
      await signIn(lee.email);
      const count = () =>
        withClient(
          target.ownerUri,
          async (client) => (await client.query('select count(*)::int as n from members')).rows,
        );
      assert.deepEqual(await count(), [{ n: 622 }]);
      const broken = [{ email: 'new@example.kr', name: '새 회원', phone: null }, { email: 'x@example.kr' } as never];
      await assert.rejects(importMembers(database, broken));
      assert.deepEqual(await count(), [{ n: 622 }]);
      problem(await call('POST', '/api/sessions', { email: 'm1@example.kr', password }, {}), 401, 'wrong-credentials');
    });

    test('a member unsubscribes, signs out, leaves; then nothing of the member is there', async () => {
      const { newsletter } = (await call('POST', '/api/me/unsubscribe')).json<{ newsletter: boolean }>();
      assert.equal(newsletter, false);
      const second = { cookie: await signIn('kim@example.kr') };
      assert.equal((await call('DELETE', '/api/sessions/mine', undefined, second)).statusCode, 204);
      problem(await call('GET', '/api/me', undefined, second), 401, 'signed-out');
      assert.equal((await call('DELETE', '/api/me')).statusCode, 204);
      problem(await call('GET', '/api/me'), 401, 'signed-out');
      problem(await call('POST', '/api/sessions', { email: 'kim@example.kr', password }, {}), 401, 'wrong-credentials');
      const { rows } = await withClient(target.ownerUri, (client) =>
        client.query(
          'select (select count(*)::int from orders) as orders, (select count(*)::int from contact_emails) as emails',
        ),
      );
      assert.deepEqual(rows, [{ orders: 0, emails: 0 }]);
    });

    test('the pages do the same without a script, in the language of the browser', async () => {
      const english = { 'accept-language': 'en-GB,en;q=0.9,ko;q=0.5' };
      assert.match((await call('GET', '/', undefined, {})).body, /<html lang="ko">[^]*회원 가입/);
      assert.match((await call('GET', '/', undefined, english)).body, /<html lang="en">[^]*Sign up/);

      const park = {
        email: 'park@example.kr',
        password,
        name: `<b>"박" & 'O'</b>`,
        phone: '',
        address: '',
        birth_date: '',
      };
      const made = await submit('/sign-up', park);
      assert.deepEqual([made.statusCode, made.headers.location], [303, '/'], made.body);
      const mine = { cookie: cookieOf(made) };
      assert.equal(
        (await submit('/order', { item: 'lamp', amount_krw: '1', delivery_address: '' }, mine)).statusCode,
        422,
      );
      assert.equal((await submit('/profile', { address: '서울 <i>', phone: '' }, mine)).statusCode, 303);
      assert.equal(
        (await submit('/order', { item: 'lamp', amount_krw: '1', delivery_address: '' }, mine)).statusCode,
        303,
      );
      const page = (await call('GET', '/', undefined, mine)).body;
      assert.match(page, /value="&lt;b&gt;&quot;박&quot; &amp; &#39;O&#39;&lt;\/b&gt;"/);
      assert.match(page, /<li>lamp, 1 → [^<]*, 서울 &lt;i&gt;<\/li>/);
      const wrong = await submit('/sign-in', { email: park.email, password: 'wrong horse battery' }, english);
      assert.deepEqual([wrong.statusCode, /password is wrong/.test(wrong.body)], [401, true]);
      assert.equal((await submit('/withdraw', {}, mine)).statusCode, 303);
      assert.match((await call('GET', '/', undefined, mine)).body, /회원 가입/);
    });

    test('each piece of work says for whom it is done, also after one that was taken back', async () => {
      const whom = (name: string, then: () => void = () => undefined) =>
        database.as(name, async (tx) => {
          const { rows } = await sql<{ whom: string }>`select current_setting('jikimi.on_behalf') as whom`.execute(tx);
          then();
          return rows[0]?.whom;
        });
      assert.equal(await whom("member 17's"), "member 17's");
      await assert.rejects(
        whom('member 18', () => {
          throw new Error('taken back');
        }),
      );
      assert.equal(await whom('visitor'), 'visitor');
    });

    test('fifty members at once are fifty members', async () => {
      await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          importMembers(database, [{ email: `at.once.${n}@example.kr`, name: `회원 ${n}`, phone: null }]),
        ),
      );
      const same = Array.from({ length: 8 }, () =>
        database
          .as('import', (tx) => tx.insertInto('members').values({ email: 'same@example.kr', name: '하나' }).execute())
          .then(
            () => 'made',
            (error: { code: string }) => error.code,
          ),
      );
      assert.deepEqual((await Promise.all(same)).toSorted(), [...Array<string>(7).fill('23505'), 'made']);
      const { rows } = await withClient(target.ownerUri, (client) =>
        client.query<{ n: number }>('select count(*)::int as n from members'),
      );
      assert.deepEqual(rows, [{ n: 622 - 1 + 51 }]);
    });

    test('the server starts with nothing but DATABASE_URL, serves, and ends when told to', async () => {
      const child = spawn(process.execPath, [join(site, 'server.ts')], {
        env: { ...process.env, DATABASE_URL: target.uri, PORT: String(await freePort()) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const gone = once(child, 'exit');
      try {
        const [line] = (await once(child.stdout, 'data')) as [Buffer];
        const page = await fetch(String(line).trim());
        assert.equal(page.status, 200);
        assert.match(await page.text(), /하늘 상점/);
      } finally {
        child.kill('SIGTERM');
      }
      assert.deepEqual(await gone, [0, null]);
    });

    if (name === 'jikimi')
      test('a password in plain is refused by the database', () =>
        assert.rejects(
          database.as('import', (tx) =>
            tx.insertInto('members').values({ email: 'plain@example.kr', name: '평문', password }).execute(),
          ),
          { code: '23514', constraint: 'a_password_is_hashed_one_way' },
        ));

    if (name === 'plain')
      test('the map of the service leaves no question open', () =>
        withClient(target.ownerUri, async (client) => {
          await enter(client);
          const file = join(site, 'map.yaml');
          const planned = await plan(client, parseMap(readFileSync(file, 'utf8'), file));
          refuseUnanswered(planned);
          assert.deepEqual(planned.unmapped, []);
          assert.deepEqual(
            planned.tables.map((table) => [table.table, table.unowned, table.columns.map((one) => one.column)]),
            [
              ['public.members', 0, ['email', 'name', 'phone', 'address', 'birth_date']],
              ['public.contact_emails', 0, ['email']],
              ['public.orders', 0, ['recipient', 'delivery_phone', 'delivery_address']],
            ],
          );
          assert.deepEqual(
            planned.consequences.map(({ name: thing, effect }) => `${thing}: ${effect}`),
            [
              'public.contact_emails_by_email: rebuilt',
              'contact_emails_are_different on public.contact_emails: rebuilt',
              'members_email_key on public.members: rebuilt',
            ],
          );
        }));
  });

test('a database that is away is a problem of the moment, and no fault of the site', async () => {
  const database = openDatabase(`postgresql://site:secret@127.0.0.1:${await freePort()}/service`);
  const app = buildSite(database);
  try {
    const answer = await app.inject({ method: 'GET', url: '/api/me', headers: { cookie: 'session=any' } });
    assert.deepEqual(
      [answer.statusCode, answer.json<{ type: string }>().type, /secret|127/.test(answer.body)],
      [503, 'urn:service:away', false],
    );
  } finally {
    await app.close();
    await database.close();
  }
});

function cookieOf(answer: LightMyRequestResponse): string {
  const cookie = String(answer.headers['set-cookie']);
  assert.match(cookie, /^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1209600$/);
  return cookie.split(';')[0] ?? '';
}
