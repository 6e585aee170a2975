/** Rows of the attack table that write: by a service whose grant may, against whose rows they are, the record, and everybody else's gateway. */
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import type pg from 'pg';
import { bind, execute, parse, query, sync } from '../../../src/gateway/frontend-builders.ts';
import { withClient } from '../../support/cluster.ts';
import { serviceGrant } from '../../support/service-account.ts';
import { codesIn, rowsIn, signIn, tagsIn } from '../../support/wire-client.ts';
import { type Scene, attempt, fields, kim, second } from './scene.ts';

export function writing(scene: () => Scene): void {
  suite('a service that writes', () => {
    let uri = '';
    before(async () => {
      uri = await serviceGrant(scene().jikimi, {
        name: 'writer',
        fields: fields('email:full', 'mobile:full', 'name_ko:full', 'name_en:full', 'address:full'),
      });
    });
    const as = <T>(work: (client: pg.Client) => Promise<T>) => withClient(uri, work);
    /** Every sealed cell of the two members, to see that nothing of it moved. */
    const cells = async () =>
      JSON.stringify(
        (
          await scene().members.query('select m::text from members m where id in ($1, $2) order by id', [
            kim.id,
            second,
          ])
        ).rows,
      );

    const [a, b] = [kim.id, second];
    const others: readonly (readonly [statement: string, code: string | RegExp])[] = [
      [`update members set email = s.email from members s where s.id = ${b} and members.id = ${a}`, 'JK531'],
      [`update members set address = s.address from members s where s.id = ${b} and members.id = ${a}`, 'JK531'],
      [`update members set address = (select address from members where id = ${b}) where id = ${a}`, 'JK531'],
      [
        `update members set (address, name_en) = (select address, name_en from members where id = ${b}) where id = ${a}`,
        'JK515',
      ],
      [`update members set address = mobile where id = ${a}`, 'JK531'],
      [`update members set name_ko = name_en where id = ${a}`, 'JK531'],
      [`do $$ begin update members set address = mobile where id = ${a}; end $$`, '23514'],
      [
        `do $$ begin update members set address = (select address from members where id = ${b}) where id = ${a}; end $$`,
        /JK505|23514/,
      ],
      [`do $$ begin update members set address = 'plain 8851' where id = ${a}; end $$`, '23514'],
      [`do $$ begin execute 'update members set address = ''plain 8852'' where id = ${a}'; end $$`, '23514'],
      [
        `merge into members m using (select * from members where id = ${b}) s on m.id = ${a} when matched then update set address = s.address`,
        'JK531',
      ],
      [`update members set id = ${b} where id = ${a}`, /JK505|23505|428C9|23503/],
      [`update members set address = U&'\\0041' where id = ${a}`, 'JK512'],
      [`update members set address = 'x' || 'y' where id = ${a}`, 'JK515'],
      [`update members set address = lower('X') where id = ${a}`, 'JK515'],
      [`update members set address = concat(address) where id = ${a}`, 'JK515'],
      [`update members set address = '\\x00'::bytea where id = ${a}`, 'JK515'],
      [`update members set address = mobile_of(${b}) where id = ${a}`, 'JK515'],
      [`update members set address = 'x' where id in (${a}, ${b})`, 'JK517'],
      [`prepare p(pii.sealed) as update members set address = $1 where id = ${a}`, 'JK519'],
      [`explain (analyze) update members set address = 'x' where id = ${a}`, 'JK519'],
      [`with w as (update members set address = 'x' where id = ${a} returning id) select from w`, 'JK519'],
      [
        `with w as (delete from orders where false returning id) update members set address = 'x' where id = ${a}`,
        /0A000|42501/,
      ],
      [`update everybody set email = 'x@y.kr' where id = ${a}`, /JK519|42501/],
      [`copy members (address) from program 'cat'`, 'JK520'],
      [`copy members (address) from '/etc/passwd'`, 'JK520'],
      [`copy members (address) from stdin (format binary)`, 'JK520'],
      [`copy members (address) from stdin (on_error ignore)`, 'JK520'],
      [`copy members (address) from stdin (delimiter '||')`, 'JK520'],
      [`copy members (address) from stdin; select 1`, 'JK520'],
      [`insert into members (email) select email from members where id = ${a}`, 'JK531'],
      [`truncate members cascade`, '42501'],
      [`update pii.subject set person_key = '${b}' where person_key = '${a}'`, '42501'],
      [`delete from pii.sealed_table`, '42501'],
      [`insert into pii.scope values (session_user, true, null, 'infinity')`, '42501'],
      [`alter table members disable trigger all`, '42501'],
      [`set session_replication_role = replica`, '42501'],
      [
        `create trigger t before update on members for each row execute function suppress_redundant_updates_trigger()`,
        '42501',
      ],
      [`create rule r as on update to members do instead nothing`, '42501'],
      [
        `update members set address = case when id = ${a} then (select address from members where id = ${b}) end where id = ${a}`,
        'JK531',
      ],
      [`update members set address = 'x' where id = ${a} and 1 / (id - id) = 1`, '22012'],
      [`update members set address = '${'x'.repeat(2_000_000)}' where id = ${a}`, 'JK514'],
    ];
    test("nobody's value is stored plain, in another's row, or in another field, however it is spelled", () =>
      as(async (client) => {
        const as_was = await cells();
        const otherwise: string[] = [];
        for (const [statement, code] of others) {
          const told = await attempt(client, statement);
          const said = told.code ?? 'none';
          if (!(typeof code === 'string' ? said === code : code.test(said)))
            otherwise.push(`${said}: ${statement.slice(0, 120)}`);
          scene().assertNoPlaintext(told.text);
        }
        assert.deepEqual(otherwise, []);
        assert.equal(await cells(), as_was);
      }));

    test('a condition that answers otherwise the second time stores for nobody else', () =>
      as(async (client) => {
        await client.query('begin');
        // True once, and false from then on: a lock that is held once.
        await client.query('select pg_advisory_lock(505)');
        const told = await attempt(
          client,
          `update members set address = 'x' where id = (select case when pg_advisory_unlock(505) then ${a} else ${b} end)`,
        );
        assert.match(told.code ?? 'none', /JK505|23514/);
        await client.query('rollback');
        await client.query('begin');
        const turn = `set_config('attack.turn', '1', true)`;
        const set = await attempt(client, `update members set address = 'x' where ${turn} = '1' and id = ${a}`);
        assert.equal(set.code, 'JK235');
        await client.query('rollback');
      }));

    test('an envelope that the client sends is a text like any other', () =>
      as(async (client) => {
        const text = `\\x${await scene().envelopeOf('address', b)}`;
        await client.query('begin');
        for (const given of [text, `${text} `]) {
          await client.query('update members set address = $1 where id = $2', [given, a]);
          assert.equal((await attempt(client, `select address from members where id = ${a}`)).rows[0]?.[0], given);
        }
        await client.query(`update members set address = '${text}'::pii.sealed where id = ${a}`);
        assert.equal((await attempt(client, `select address from members where id = ${a}`)).rows[0]?.[0], text);
        await client.query('rollback');
      }));

    test('bytes that are not UTF-8, or of another encoding, are not stored as something else', async () => {
      const wire = await signIn(uri);
      const store = (value: Buffer) => [
        parse({ name: '', text: `update members set address = $1 where id = ${a}`, oids: [] }),
        bind({ portal: '', statement: '', parameterFormats: [], parameters: [value], resultFormats: [] }),
        execute(''),
        sync(),
      ];
      const as_was = await cells();
      wire.client.send(...store(Buffer.from([0xb1, 0xe8])));
      assert.deepEqual(codesIn(await wire.client.hearReady()), ['JK528']);
      await wire.client.ask('set client_encoding = EUC_KR');
      wire.client.send(...store(Buffer.from([0xb1, 0xe8])));
      assert.deepEqual(codesIn(await wire.client.hearReady()), ['JK438']);
      assert.deepEqual(codesIn(await wire.client.ask('copy members (address) from stdin')), ['JK438']);
      wire.client.close();
      assert.equal(await cells(), as_was);
    });

    test('the statements of a COPY cannot be bound afterwards', async () => {
      const wire = await signIn(uri);
      await wire.client.ask('begin');
      wire.client.send(query('copy members (address) from stdin'), frame('d', 'one\ttwo\n'), frame('c'));
      assert.deepEqual(codesIn(await wire.client.hearReady()), ['JK523']);
      await wire.client.ask('rollback');
      wire.client.send(
        bind({ portal: '', statement: '', parameterFormats: [], parameters: [], resultFormats: [] }),
        execute(''),
        sync(),
      );
      assert.deepEqual(codesIn(await wire.client.hearReady()), ['26000']);
      assert.deepEqual(rowsIn(await wire.client.ask('select 1')), [['1']]);
      assert.deepEqual(tagsIn(await wire.client.ask('select 1')), ['SELECT 1']);
      wire.client.close();
    });

    test("what the custodian's channel would not take is refused before, and nobody else notices", () =>
      as(async (client) => {
        const long = 'x'.repeat(70_000_000);
        const other = scene().as('example', (reader) => attempt(reader, `select email from members where id = ${a}`));
        assert.equal((await attempt(client, 'select 1 from members where email = $1', [long])).code, 'JK328');
        assert.equal((await attempt(client, 'update members set address = $1 where id = $2', [long, a])).code, 'JK527');
        const many = `{${'a,'.repeat(30_000)}a}`;
        const arrays =
          'update members set address = v.x from unnest($1::bigint[], $2::text[]) v(id, x) where members.id = v.id';
        assert.equal((await attempt(client, arrays, ['{1}', many])).code, 'JK522');
        assert.deepEqual((await other).rows, [[kim.email]]);
      }));
  });
}

function frame(letter: string, data = ''): Buffer {
  const body = Buffer.from(data);
  const head = Buffer.alloc(5);
  head.write(letter, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}
