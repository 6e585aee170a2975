/**
 * What a binding of casts and of lists of values could be turned into: a miss that nobody hears of, a finder that comes out, somebody else's envelope
 * opened, a question that nobody recorded.
 */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Scene, attempt, kim } from './scene.ts';

export function spelled(scene: () => Scene): void {
  suite('Values spelled as text, under NOT: bound for certain or refused, and nothing is deleted', () => {
    const cases: readonly (readonly [text: string, code: string, values?: unknown[]])[] = [
      [`delete from doomed where email <> '${kim.email}'::varchar(5)`, 'JK518'],
      [`delete from doomed where email <> $1::text::varchar(5)`, 'JK518', [kim.email]],
      [`delete from doomed using (values ('${kim.email}'::varchar(3))) v(e) where email <> v.e`, 'JK518'],
      [`prepare cut as delete from doomed where email <> $1::varchar(4); execute cut('${kim.email}')`, 'JK518'],
      [`delete from doomed where email <> $1::char(40)`, '42883', [kim.email]],
      [`delete from doomed where email <> cast('${kim.email}' as name)`, '42883'],
      [`delete from doomed where email <> '${kim.email}'::text collate "C" || ''`, '42883'],
      [`delete from doomed where not (email = lower($1::text))`, '42883', [kim.email]],
      [`delete from doomed where email <> all (array['${kim.email}', lower('X')])`, '42883'],
      [`delete from doomed where email <> all (string_to_array('${kim.email}', ','))`, '42883'],
      [`delete from doomed where email <> all ($1::varchar(3)[])`, '42883', [[kim.email]]],
      [`delete from doomed using (values ($1), (lower($2))) v(e) where email <> v.e`, '42883', ['a@b.kr', 'c@d.kr']],
      [
        `delete from doomed using (select $1::text as e union all select current_user) v where email <> v.e`,
        '42883',
        ['a'],
      ],
      [`delete from doomed where email not in (select jsonb_array_elements_text('["${kim.email}"]'))`, '42883'],
      [`delete from doomed where email <> $1::text or id = $1`, '42883', [kim.email]],
      [`delete from doomed where email::text <> '${kim.email}'`, 'JK503'],
    ];
    for (const [text, code, values] of cases)
      test(`\`${text.slice(0, 90)}\`: ${code}`, () =>
        scene().as('example', async (client) => {
          const told = await attempt(client, text, values);
          assert.equal(told.code, code, told.text);
          assert.ok(told.hint.length > 0, 'a refusal without a hint');
          assert.equal((await attempt(client, 'select count(*) from doomed')).rows[0]?.[0], '200');
        }));

    for (const [text, values, left] of [
      [`delete from doomed where email <> $1::varchar(320)`, [kim.email], 1],
      [`delete from doomed using (values ($1)) v(e) where email <> v.e`, [kim.email], 1],
      [`delete from doomed where email <> all (array[$1, 'a@b.kr']::text[])`, [kim.email], 1],
      [`delete from doomed where email not in (values ($1), (null))`, [kim.email], 200],
      [`delete from doomed where not ($1::text is null or email = $1)`, [kim.email], 1],
      [`delete from doomed where email <> $1::text or id::text = $1`, [kim.email], 1],
      [`delete from doomed where email <> $1 and strpos(concat('a', $1), '@') > 0`, [kim.email], 1],
    ] as const)
      test(`\`${text}\` means what it says`, () =>
        scene().as('example', async (client) => {
          await client.query('begin');
          await client.query(text, [...values]);
          assert.equal((await attempt(client, 'select count(*) from doomed')).rows[0]?.[0], String(left));
          await client.query('rollback');
        }));
  });

  suite('Echo of a value in a cast or a list: JK430, or the text that was sent', () => {
    for (const [text, value] of [
      ['select v.e, m.id from (values ($1)) v(e) join members m on m.email = v.e', kim.email],
      ['select v.* from unnest($1::text[]) v(e) left join members m on m.email = v.e', [kim.email]],
      ['select array_agg(v.e) from (values ($1)) v(e) join members m on m.email = v.e', kim.email],
      ['with v(e) as (select $1::text) select (v).e from v, members where email = v.e', kim.email],
      ['select $1::text from members where email = $1::text', kim.email],
      ['select coalesce($1::text, email) from members where email = $1::varchar', kim.email],
      ['select array[$1::text, email] from members where email = $1', kim.email],
      ['select case when email = $1::text then $1::text end from members', kim.email],
      ['select e from (select unnest(array[$1]) as e union select email from members) u limit 3', kim.email],
      ['select nullif($1::text, email) from members where id = 100002', kim.email],
      ['select first_value($1::text) over (), email = $1 from members limit 2', kim.email],
    ] as const)
      test(`\`${text}\``, () =>
        scene().as('example', async (client) => {
          const told = await attempt(client, text, [value]);
          assert.ok(told.code === null || told.code === 'JK430' || told.hint.length > 0, told.text);
          assert.doesNotMatch(told.text, /4b02|\\u0002/);
        }));
  });

  suite("Somebody else's envelope in a cast, a list or a declared parameter is not opened", () => {
    const statements: readonly (readonly [text: (hex: string) => string, value?: (hex: string) => unknown])[] = [
      [(hex) => `select coalesce(null::pii.sealed, '\\x${hex}'::text)`],
      [
        (hex) =>
          `select coalesce(email, '\\x${hex}'::varchar) from members where false union all select '\\x${hex}'::text`,
      ],
      [() => `select coalesce(null::pii.sealed, $1::text)`, (hex) => `\\x${hex}`],
      [(hex) => `prepare own (text) as select coalesce(null::pii.sealed, $1); execute own('\\x${hex}')`],
      [(hex) => `select e from (values ('\\x${hex}'::text)) v(e) join members m on m.email = v.e`],
      [() => `select e from unnest($1::text[]) v(e) join members m on m.email = v.e`, (hex) => [`\\x${hex}`]],
      [(hex) => `select array['\\x${hex}'::text, email] from members limit 1`],
      [(hex) => `select d.email from doomed d join (values ('\\x${hex}'::text)) v(e) on d.email = v.e`],
    ];
    for (const [text, value] of statements)
      test(`\`${text('…')}\``, async () => {
        const theirs = await scene().envelopeOf('email', kim.id + 50);
        const { rows } = await scene().members.query<{ n: string }>('select count(*) as n from members');
        assert.equal(rows[0]?.n, '200');
        await scene().as('listed', async (client) => {
          const told = await attempt(client, text(theirs), value && [value(theirs)]);
          assert.ok(told.code === 'JK221' || told.code === 'JK430' || told.rows.length === 0, told.text);
          scene().assertNoPlaintext(told.text.replaceAll(kim.email, ''));
        });
      });
  });

  suite('Who may not ask may not ask in another spelling; each value of a list is a question', () => {
    for (const [text, values] of [
      ['select id from members where email = $1::varchar', [kim.email]],
      [`select id from members where email = '${kim.email}'::text`, undefined],
      ['select m.id from members m join (values ($1)) v(e) on m.email = v.e', [kim.email]],
      [`select id from members where email = any (array['${kim.email}'])`, undefined],
      ['select id from members where email in (select unnest($1::text[]))', [[kim.email]]],
      ['select id from members where not ($1::text is null or email = $1)', [kim.email]],
      [`prepare asked (text) as select id from members where email = $1; execute asked('${kim.email}')`, undefined],
      [`select id from members where pii.find(email, '${kim.email}'::text)`, undefined],
    ] as const)
      test(`\`${text}\`: JK225`, () =>
        scene().as('blind', async (client) => {
          const { code, rows } = await attempt(client, text, values && [...values]);
          assert.deepEqual([code, rows], ['JK225', []]);
        }));

    test('three values in a list are three questions on record', () =>
      scene().as('example', async (client) => {
        const before = await scene().recorded('example', 'question');
        const values = [kim.email, 'b@example.kr', 'c@example.kr'];
        const text = 'select m.id from members m join (values ($1), ($2), ($3)) v(e) on m.email = v.e';
        assert.equal((await attempt(client, text, values)).rows.length, 1);
        assert.equal(await scene().recorded('example', 'question'), before + 3);
      }));
  });
}
