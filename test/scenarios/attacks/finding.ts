/** Rows of the attack table about looking for values: only whole values, only by who may match, every question on record; and envelopes offered. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bind, execute, parse, sync } from '../../../src/gateway/frontend-builders.ts';
import { codesIn, rowsIn, signIn } from '../../support/wire-client.ts';
import { type Scene, attempt, kim, second, until } from './scene.ts';

const hint = /Sealed columns know only/;

export function finding(scene: () => Scene): void {
  suite('WHERE on a masked column: a match by the whole value and nothing else', () => {
    for (const condition of [
      `mobile like '010%'`,
      `mobile ilike '%5678'`,
      `mobile not like '010%'`,
      `mobile similar to '010%'`,
      `mobile ~ '5678$'`,
      `mobile < '010-2'`,
      `mobile >= '010'`,
      `mobile between '010-0' and '010-9'`,
      `mobile > any (array['010'])`,
      `starts_with(mobile, '010')`,
      `length(mobile) = 13`,
      `substring(mobile from 5 for 4) = '1234'`,
      `left(mobile, 3) = '010'`,
      `upper(email) = 'KIM@EXAMPLE.KR'`,
      `position('1234' in mobile) > 0`,
      `(mobile, email) < ('010', 'x')`,
    ])
      test(`\`${condition}\` fails with the hint`, () =>
        scene().as('example', async (client) => {
          for (const values of [undefined, []]) {
            const told = await attempt(client, `select mobile from members where ${condition}`, values);
            assert.equal(told.code, '42883');
            assert.match(told.hint, hint);
            scene().assertNoPlaintext(told.text);
          }
        }));

    test('`=` finds the member, shows the mask, and the question is on record', () =>
      scene().as('example', async (client) => {
        const before = await scene().recorded('example', 'question');
        assert.deepEqual(
          (await attempt(client, `select id, mobile from members where mobile = '${kim.mobile}'`)).rows,
          [[String(kim.id), '010-****-5678']],
        );
        assert.deepEqual(
          (await attempt(client, 'select mobile from members where mobile = $1', ['010-1234-567'])).rows,
          [],
        );
        assert.deepEqual(
          (await attempt(client, 'select mobile from members where mobile = any($1)', [[kim.mobile, '010-0000-0000']]))
            .rows.length,
          1,
        );
        assert.equal(await scene().recorded('example', 'question'), before + 4);
      }));

    test('`order by`, `min`, `group by`: an order that tells nothing, with a notice, or no such function', () =>
      scene().as('example', async (client) => {
        assert.deepEqual((await attempt(client, 'select id from members order by mobile limit 3')).notices, ['JK442']);
        assert.equal((await attempt(client, 'select min(mobile), max(mobile) from members')).code, '42883');
        assert.equal(
          (await attempt(client, 'select count(*) from members group by birth_date having count(*) > 1')).rows.length,
          0,
        );
      }));

    test('match mode answers whether, and shows nothing; a grant without the field may not even ask', async () => {
      await scene().as('matching', async (client) => {
        assert.equal((await attempt(client, `select id from members where email = '${kim.email}'`)).rows.length, 1);
        const read = await attempt(client, `select email, mobile from members where email = '${kim.email}'`);
        assert.deepEqual([read.rows, read.notices], [[[null, null]], ['JK440']]);
      });
      await scene().as('blind', async (client) => {
        for (const [statement, values] of [
          [`select id from members where email = '${kim.email}'`, undefined],
          ['select id from members where email = $1', [kim.email]],
          ['select id from members where not (email <> $1)', [kim.email]],
          ['select id from members where mobile in ($1, $2)', [kim.mobile, '010']],
          [`prepare x as select id from members where email = $1; execute x('${kim.email}')`, undefined],
          [`explain select id from members where email = '${kim.email}'`, undefined],
        ] as const) {
          const { code, rows } = await attempt(client, statement, values && [...values]);
          assert.deepEqual([code, rows], ['JK225', []], statement);
        }
      });
      assert.deepEqual(
        (await scene().refusals('blind')).filter((code) => code !== 'JK225'),
        [],
      );
      assert.ok((await scene().refusals('blind')).length >= 6);
    });
  });

  suite('Literal that nobody bound: it raises, under NOT as well, and nothing is deleted', () => {
    for (const statement of [
      `do $$ begin delete from doomed where email <> 'kim@example.kr'; end $$`,
      `do $$ begin delete from doomed where not (email = 'kim@example.kr'); end $$`,
      `do $$ begin delete from doomed where email is distinct from 'kim@example.kr'; end $$`,
      `do $$ begin delete from doomed where email not in ('kim@example.kr', 'b@example.kr'); end $$`,
      `select query_to_xml('select 1 from doomed where email <> ''''', true, false, '')`,
      `delete from doomed where email <> (json_populate_record(null::copied, '{"email": "kim@example.kr"}')).email`,
      `delete from doomed where email <> (select email from json_to_record('{"email": ""}') as x(email pii.sealed))`,
      `delete from doomed where email <> all (array_remove(array[email, null], email) || (json_populate_record(null::copied, '{"email": "x"}')).email)`,
      `delete from doomed where row(email, id) <> row(('(1,kim,kim)'::copied).email, 0::bigint)`,
      `delete from doomed d where d.* is distinct from null and not (email = ('(1,kim,kim)'::copied).email)`,
    ])
      test(`\`${statement.slice(0, 90)}\``, () =>
        scene().as('example', async (client) => {
          assert.equal((await attempt(client, statement)).code, 'JK501');
          assert.equal((await attempt(client, 'select count(*) from doomed')).rows[0]?.[0], '200');
        }));

    test("`U&'…'`, backslashes without standard_conforming_strings: refused before they reach the server", () =>
      scene().as('example', async (client) => {
        assert.equal(
          (await attempt(client, `delete from doomed where email <> U&'kim\\0040example.kr'`)).code,
          'JK512',
        );
        await client.query('set standard_conforming_strings = off');
        assert.equal((await attempt(client, `delete from doomed where email <> 'kim\\@example.kr'`)).code, 'JK443');
      }));

    test('a wire statement that SQL executes with a literal raises', async () => {
      const wire = await signIn(await scene().jikimi.connect('example'));
      wire.client.send(parse({ name: 'w', text: 'delete from doomed where email <> $1', oids: [] }), sync());
      await wire.client.hearReady();
      assert.deepEqual(codesIn(await wire.client.ask(`execute w('${kim.email}')`)), ['JK501']);
      wire.client.close();
    });

    test('bound by the gateway, the same statement means what it says', () =>
      scene().as('example', async (client) => {
        await client.query('begin');
        const deleted = await client.query(`delete from doomed where email <> '${kim.email}'`);
        assert.equal(deleted.rowCount, 199);
        assert.deepEqual((await attempt(client, 'select email from doomed')).rows, [[kim.email]]);
        await client.query('rollback');
      }));
  });

  suite('Own envelope offered as literal, cast, parameter or record: the custodian checks whose it is', () => {
    const stranger = kim.id + 50;
    const statements: readonly (readonly [
      name: string,
      text: (hex: string) => string,
      value?: (hex: string) => unknown,
    ])[] = [
      ['a literal', (hex) => `select '\\x${hex}'::pii.sealed`],
      ['an untyped literal beside a sealed column', (hex) => `select coalesce(null::pii.sealed, '\\x${hex}')`],
      ['an escaped literal', (hex) => `select E'\\\\x${hex}'::pii.sealed`],
      ['a dollar literal', (hex) => `select $t$\\x${hex}$t$::pii.sealed`],
      ['an array literal', (hex) => `select '{"\\\\x${hex}"}'::pii.sealed[]`],
      [
        'UNION with a sealed column',
        (hex) => `select email from members where id = ${kim.id} union all select '\\x${hex}'`,
      ],
      ['CASE', (hex) => `select case when id > 0 then '\\x${hex}' else email end from members`],
      ['a record from JSON', (hex) => `select (json_populate_record(null::copied, '{"email": "\\\\x${hex}"}')).email`],
      [
        'a set from JSON',
        (hex) => `select email from jsonb_to_recordset('[{"email": "\\\\x${hex}"}]') as x(email pii.sealed)`,
      ],
      ['a record literal', (hex) => `select ('(1,"\\\\x${hex}",)'::copied).email`],
      [
        'XMLTABLE',
        (hex) => `select e from xmltable('/a' passing ('<a>\\x${hex}</a>'::xml) columns e pii.sealed path '.')`,
      ],
      [
        'JSON_TABLE',
        (hex) => `select e from json_table('{"e": "\\\\x${hex}"}', '$' columns (e pii.sealed path '$.e'))`,
      ],
      [
        'SQL in a string',
        (hex) => `select (json_populate_record(null::copied, format('{"mobile": "\\\\%s"}', 'x${hex}')::json)).mobile`,
      ],
      ['a text parameter', () => 'select $1::pii.sealed', (hex) => `\\x${hex}`],
      ['a binary parameter', () => 'select $1::pii.sealed', (hex) => Buffer.from(hex, 'hex')],
      ['an array parameter', () => 'select $1::pii.sealed[]', (hex) => [`\\x${hex}`]],
      ['a stored copy that the wall does not know', () => `select email from copied where id > ${second}`],
    ];
    for (const [name, text, value] of statements)
      test(`${name}: JK221 for somebody beyond the selector, on record; opened for who is within`, async () => {
        const theirs = await scene().envelopeOf('email', stranger);
        const own = await scene().envelopeOf('email', kim.id);
        const before = (await scene().refusals('listed')).length;
        await scene().as('listed', async (client) => {
          const refused = await attempt(client, text(theirs), value && [value(theirs)]);
          assert.deepEqual([refused.code, refused.rows], ['JK221', []]);
          scene().assertNoPlaintext(refused.text);
          if (name.startsWith('a stored')) return;
          assert.match((await attempt(client, text(own), value && [value(own)])).text, new RegExp(kim.email));
        });
        assert.deepEqual((await scene().refusals('listed')).slice(before), ['JK221']);
      });

    test('an envelope that is looked for is compared as the text that it is, and never stored', () =>
      scene().as('listed', async (client) => {
        const theirs = await scene().envelopeOf('email', stranger);
        assert.deepEqual((await attempt(client, `select id from members where email = '\\x${theirs}'`)).rows, []);
        assert.deepEqual((await attempt(client, 'select id from members where email = $1', [`\\x${theirs}`])).rows, []);
        assert.equal((await attempt(client, `insert into notebook values (40, 'x', '\\x${theirs}')`)).code, 'JK510');
      }));

    test('the wall hides the others: rows, counts, joins and the questions about them', () =>
      scene().as('listed', async (client) => {
        assert.deepEqual((await attempt(client, 'select count(*), count(distinct email) from members')).rows, [
          ['2', '2'],
        ]);
        const { rows } = await scene().members.query<{ n: string }>(
          'select count(*) as n from orders where member_id in ($1, $2)',
          [kim.id, second],
        );
        assert.equal((await attempt(client, 'select count(*) from orders')).rows[0]?.[0], rows[0]?.n);
        assert.deepEqual(
          (
            await attempt(
              client,
              'select email from doomed d where exists (select from members m where m.email = d.email)',
            )
          ).rows.length,
          2,
        );
        assert.deepEqual(
          (await attempt(client, 'select rrn from payout_tax')).rows.filter(([rrn]) => rrn !== null),
          [],
        );
        await client.query('set row_security = off');
        assert.equal((await attempt(client, 'select count(*) from members')).code, '42501');
      }));
  });

  suite('Echo of a bound value: a finder never leaves', () => {
    const cases: readonly (readonly [text: string, values?: unknown[]])[] = [
      ['select $1::pii.sealed', [kim.email]],
      ['select $1::pii.sealed, id from members where email = $1', [kim.email]],
      ['select coalesce($1, email) from members where email = $1', [kim.email]],
      ['select array[$1, email] from members where email = $1', [kim.email]],
      ['select unnest($1::pii.sealed[]) from members where email = any($1)', [[kim.email]]],
      [`select nullif('${kim.email}', email) from members where id = ${second}`],
      [`select x from (select '${kim.email}'::pii.sealed as x) y`],
      [`with y as (select '${kim.email}'::pii.sealed as x) select x from y, members where email = x`],
      [`select array_agg(x) from (values ('${kim.email}'::pii.sealed)) y(x)`],
      [`select lag('${kim.email}'::pii.sealed) over () from members limit 2`],
      [`prepare echo as select $1::pii.sealed from members where email = $1; execute echo('${kim.email}')`],
      [
        `begin; declare echo cursor for select nullif('${kim.email}', email) from members where id = ${second}; fetch all from echo`,
      ],
    ];
    for (const [text, values] of cases)
      test(`\`${text.slice(0, 80)}\`: JK430, or the text that was sent`, () =>
        scene().as('example', async (client) => {
          const told = await attempt(client, text, values);
          assert.ok(told.code === 'JK430' || told.code === null, told.text);
          assert.doesNotMatch(told.text, /4b02|\\u0002/);
          await client.query('rollback');
          assert.equal(
            (await attempt(client, `select email from members where id = ${kim.id}`)).rows[0]?.[0],
            kim.email,
          );
        }));

    test('binary parameters and results are no way round, and JK430 ends the statement only', async () => {
      const before = await scene().gatewayRefusals();
      const wire = await signIn(await scene().jikimi.connect('example'));
      wire.client.send(
        parse({ name: '', text: 'select email, $1::pii.sealed from members where email = $1', oids: [] }),
        bind({
          portal: '',
          statement: '',
          parameterFormats: [1],
          parameters: [Buffer.from(kim.email)],
          resultFormats: [1],
        }),
        execute(''),
        sync(),
      );
      const frames = await wire.client.hearReady();
      assert.deepEqual([rowsIn(frames), codesIn(frames)], [[], ['JK430']]);
      assert.deepEqual(rowsIn(await wire.client.ask('select 1')), [['1']]);
      wire.client.close();
      await until('its record', async () => (await scene().gatewayRefusals()).length > before.length);
    });

    test('written out by a function it is a pseudonym: the question stands in the history, and it cannot be asked again by it', () =>
      scene().as('example', async (client) => {
        const before = await scene().recorded('example', 'question');
        const { rows, text } = await attempt(client, `select to_jsonb('${kim.email}'::pii.sealed)`);
        scene().assertNoPlaintext(text);
        assert.equal(await scene().recorded('example', 'question'), before + 1);
        const written = String(rows[0]?.[0]);
        assert.deepEqual((await attempt(client, 'select id from members where email = $1', [written])).rows, []);
        assert.deepEqual((await attempt(client, `select id from members where email = '${written}'`)).rows, []);
        assert.equal((await attempt(client, `insert into notebook values (41, 'x', '${written}')`)).code, 'JK510');
      }));
  });
}
