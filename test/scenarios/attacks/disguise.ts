/** Rows of the attack table in which SQL disguises a value: it comes out by its own envelope, or as ciphertext. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type pg from 'pg';
import { query } from '../../../src/gateway/frontend-builders.ts';
import { codesIn, rowsIn, signIn, statusIn } from '../../support/wire-client.ts';
import { type Scene, attempt, kim, second } from './scene.ts';

/** Where the parts of an envelope begin, as docs/design.md has it; told here anew, so that the code cannot move them unseen. */
const at = { group: 4, term: 6, field: 22, suite: 24, subject: 26, nonce: 42, body: 54 } as const;

const masked = '010-****-5678';
const envelope = /d54a4b01/;

export function disguise(scene: () => Scene): void {
  test('Leaky function: it sees ciphertext, and no row beyond the wall', () =>
    scene().as('listed', async (client) => {
      const leaked = await attempt(client, 'select id from members where leak(email, id)');
      assert.equal(leaked.rows.length, 2);
      assert.equal(leaked.notices.length, 2);
      assert.match(leaked.text, envelope);
      scene().assertNoPlaintext(leaked.text);
    }));

  suite('query_to_xml, ts_stat, DO/EXECUTE: SQL in a string gives ciphertext', () => {
    for (const statement of [
      `select query_to_xml('select email, mobile from members', true, false, '')`,
      `select table_to_xml('members', true, false, '')`,
      `select cursor_to_xml('c', 10, true, false, '') from (select 1) x`,
      `select word from ts_stat('select to_tsvector(''simple'', concat(email)) from members')`,
      `do $$ declare e pii.sealed; begin execute 'select email from members where id = ${kim.id}' into e; raise notice '%', e; end $$`,
      `do $$ declare r record; begin for r in select * from members loop raise warning '%', r; end loop; end $$`,
      `do $$ declare e pii.sealed; begin select email into e from members limit 1; raise exception using message = concat(e), detail = concat(e), hint = concat(e); end $$`,
    ])
      test(`\`${statement.slice(0, 60)}\``, () =>
        scene().as('example', async (client) => {
          const { text, code } = await attempt(client, statement);
          scene().assertNoPlaintext(text);
          if (!statement.includes('cursor_to_xml')) assert.ok(envelope.test(text), code ?? text);
        }));
  });

  suite('`rrn AS nickname`, CTE, UNION, cursor: masked and opened by the field in the envelope', () => {
    const e = kim.email;
    const cases: readonly (readonly [statement: string, rows: unknown[][]])[] = [
      [`select email as mobile, mobile as email from members where id = ${kim.id}`, [[e, masked]]],
      [`select mobile as id, id as mobile from members where id = ${kim.id}`, [[masked, String(kim.id)]]],
      [
        `with c as materialized (select mobile as m from members where id = ${kim.id}) select m, m from c`,
        [[masked, masked]],
      ],
      [
        `select mobile from members where id = ${kim.id} union all select email from members where id = ${kim.id}`,
        [[masked], [e]],
      ],
      [`select m from (values (1)) v, lateral (select mobile as m from everybody where id = ${kim.id}) x`, [[masked]]],
      [
        `select coalesce(null, mobile, email), coalesce(email, 'nobody') from everybody where id = ${kim.id}`,
        [[masked, e]],
      ],
      [`select case when id > 0 then mobile else email end from members where id = ${kim.id}`, [[masked]]],
      [`select mobile_of(${kim.id})`, [[masked]]],
      [
        `select (array_agg(mobile order by id))[1:2], array_agg(email) from members where id = ${kim.id}`,
        [[[masked], [e]]],
      ],
      [
        `select array[array[email, mobile], array[mobile, null]] from members where id = ${kim.id}`,
        [
          [
            [
              [e, masked],
              [masked, null],
            ],
          ],
        ],
      ],
      [
        `select first_value(mobile) over (order by id), lag(email) over (order by id) from members where id in (${kim.id}, ${second}) order by id desc limit 1`,
        [[masked, e]],
      ],
      [`select (m).mobile, (m).email from members m where id = ${kim.id}`, [[masked, e]]],
      [`select unnest(array[mobile, email]) from members where id = ${kim.id}`, [[masked], [e]]],
      [`select email from members where id = ${kim.id} for share nowait`, []],
    ];
    for (const [statement, rows] of cases)
      test(`\`${statement.slice(0, 70)}\``, () =>
        scene().as('example', async (client) => {
          const simple = await attempt(client, statement);
          if (simple.code === '42501') return assert.deepEqual(rows, []); // a reader may lock nothing
          assert.deepEqual(simple.rows, rows);
          assert.deepEqual((await attempt(client, statement, [])).rows, rows);
        }));

    test('a cursor, in text and binary, moved and read twice', () =>
      scene().as('example', async (client) => {
        await client.query('begin');
        await client.query(`declare c binary scroll cursor for select mobile, email from members where id = ${kim.id}`);
        assert.deepEqual(
          (await attempt(client, 'fetch 1 from c')).rows.map((row) => row.map(String)),
          [[masked, kim.email]],
        );
        assert.deepEqual(
          (await attempt(client, 'fetch absolute 1 from c')).rows.map((row) => row.map(String)),
          [[masked, kim.email]],
        );
        await client.query('commit');
      }));
  });

  suite('Relabelled header: the tag does not fit, nothing leaves, and the history says forged', () => {
    const changes: readonly (readonly [name: string, change: (bytes: Buffer, other: Buffer) => Buffer])[] = [
      [
        'the field of another column',
        (bytes, other) => replaced(bytes, at.field, other.subarray(at.field, at.field + 2)),
      ],
      ['a field that is in no catalogue', (bytes) => replaced(bytes, at.field, Buffer.from([0x7f, 0x7f]))],
      [
        "another person's subject key",
        (bytes, other) => replaced(bytes, at.subject, other.subarray(at.subject, at.nonce)),
      ],
      ["nobody's subject key", (bytes) => replaced(bytes, at.subject, Buffer.alloc(16, 7))],
      ['another term', (bytes) => replaced(bytes, at.term, Buffer.alloc(16, 7))],
      ['another group', (bytes) => replaced(bytes, at.group, Buffer.from([0, 9]))],
      ['another suite', (bytes) => replaced(bytes, at.suite, Buffer.from([2]))],
      ['another nonce', (bytes, other) => replaced(bytes, at.nonce, other.subarray(at.nonce, at.body))],
      [
        "another value's body",
        (bytes, other) => Buffer.concat([bytes.subarray(0, at.nonce), other.subarray(at.nonce)]),
      ],
      ['its tag cut off', (bytes) => bytes.subarray(0, -16)],
      ['nothing but the magic', (bytes) => bytes.subarray(0, 4)],
    ];
    for (const [name, change] of changes)
      test(`in a stored cell and offered as a literal: ${name}`, async () => {
        const bytes = Buffer.from(await scene().envelopeOf('mobile', kim.id), 'hex');
        const other = Buffer.from(await scene().envelopeOf('email', second), 'hex');
        const forged = `'\\x${change(bytes, other).toString('hex')}'::pii.sealed`;
        await scene().members.query(`update copied set mobile = ${forged} where id = ${kim.id}`);
        const before = (await scene().refusals('listed')).length;
        await scene().as('listed', async (client) => {
          const stored = `select mobile from copied where id = ${kim.id}`;
          for (const statement of [
            stored,
            `select ${forged}`,
            `select array_agg(x) from (${stored} union all select email from members) y(x)`,
          ]) {
            const { code, rows } = await attempt(client, statement);
            assert.equal(code, 'JK220', statement.slice(0, 60));
            assert.deepEqual(rows, []);
          }
          assert.deepEqual((await attempt(client, `select email from members where id = ${kim.id}`)).rows, [
            [kim.email],
          ]);
        });
        assert.deepEqual((await scene().refusals('listed')).slice(before), ['JK220', 'JK220', 'JK220']);
      });

    test('one forged cell among good ones: no row of its batch leaves, before or behind it', async () => {
      const wire = await signIn(await scene().jikimi.connect('example'));
      try {
        const frames = await wire.client.ask('select mobile from copied order by id desc');
        assert.deepEqual([rowsIn(frames), codesIn(frames), statusIn(frames)], [[], ['JK220'], 'I']);
        const many = await wire.client.ask('select 1; select mobile from copied; select email from members limit 1');
        assert.deepEqual([rowsIn(many), codesIn(many)], [[['1']], ['JK220']]);
        const inside = await wire.client.ask('begin; select mobile from copied');
        assert.deepEqual([codesIn(inside), statusIn(inside)], [['JK220'], 'E']);
        wire.client.send(query('select 2'), query('rollback'));
        assert.deepEqual(codesIn(await wire.client.hearReady()), ['25P02']);
        assert.equal(statusIn(await wire.client.hearReady()), 'I');
      } finally {
        wire.client.close();
      }
    });
  });

  suite('`email::text`, `to_jsonb`, `concat`, `format` and their like: a refusal or ciphertext', () => {
    for (const cast of [
      'email::text',
      'email::varchar(3)',
      'cast(email as name)',
      'email::text::int',
      'array[email]::text',
      'array[email]::varchar[]',
      `'x'::text::pii.sealed`,
      `'{x}'::text::pii.sealed[]`,
      `email || ''`,
      `email::text = 'x'`,
    ])
      test(`\`${cast}\` raises`, () =>
        scene().as('example', async (client) => {
          const { code } = await attempt(client, `select ${cast} from members`);
          assert.equal(code, 'JK503');
        }));
    for (const cast of ['email::int', 'email::bytea', 'email::json', 'email::inet', `'\\x00'::bytea::pii.sealed`])
      test(`\`${cast}\` has no cast`, () =>
        scene().as('example', async (client) =>
          assert.equal((await attempt(client, `select ${cast} from members`)).code, '42846'),
        ));
    for (const expression of [
      'to_jsonb(email)',
      'to_json(array[email])',
      'json_build_object($$e$$, email)',
      'jsonb_agg(email)',
      'row_to_json(row(email, mobile))',
      'concat(email, mobile)',
      `concat_ws(',', email)`,
      `format('%s %L', email, mobile)`,
      'quote_literal(email)',
      'quote_nullable(mobile)',
      'members',
      'row(email, mobile)',
      'array[row(email, mobile)]',
      'row_to_json(members)',
      'xmlforest(email)',
      'string_agg(concat(email), $$,$$)',
      'pii.slice(email, 1, 10000)',
      `encode(pii.slice(email, 1, 10000), 'base64')`,
      `encode(pii.slice(email, 1, 10000), 'escape')`,
      `convert_from(pii.slice(email, 55, 8), 'LATIN1')`,
      'reverse(concat(email))',
      'pii.octets(email)',
      `array_to_string(array[email], ',')`,
      'regexp_split_to_table(concat(email), $$$$)',
    ])
      test(`\`${expression}\` gives no plaintext`, () =>
        scene().as('example', async (client) => {
          const { text } = await attempt(
            client,
            `select ${expression} from members where id = ${kim.id} group by members.id`,
          );
          scene().assertNoPlaintext(text);
        }));
  });

  test('bytea_output escape, hex and a binary result: each is read, none leaks', () =>
    scene().as('example', async (client) => {
      await client.query('set bytea_output = escape');
      const { rows } = await attempt(client, `select email, array[mobile, email] from members where id = ${kim.id}`);
      assert.deepEqual(rows, [[kim.email, [masked, kim.email]]]);
      const text = `select email from members where id = ${kim.id}`;
      const binary = await client.query<{ email: Buffer }>({
        text,
        binary: true,
        queryMode: 'extended',
      } as pg.QueryConfig);
      assert.equal(String(binary.rows[0]?.email), kim.email);
      const arrays = {
        text: `select array[email, mobile] as both from members where id = ${kim.id}`,
        binary: true,
        queryMode: 'extended',
      };
      const both = String((await client.query<{ both: Buffer }>(arrays as pg.QueryConfig)).rows[0]?.both);
      assert.ok(both.includes(kim.email) && both.includes(masked) && !both.includes(kim.mobile));
    }));

  test('client_encoding EUC_KR, at start-up, by SET or on the role: sealed columns are refused, not garbled', async () => {
    const uri = await scene().jikimi.connect('other');
    const wire = await signIn(uri, { client_encoding: 'EUC_KR' });
    try {
      assert.deepEqual(codesIn(await wire.client.ask('select email from members limit 1')), ['JK438']);
      assert.deepEqual(codesIn(await wire.client.ask(`select 1 from members where email = '金@example.kr'`)), [
        'JK438',
      ]);
      await wire.client.ask('set client_encoding = UTF8');
      assert.equal(rowsIn(await wire.client.ask('select email from members order by id limit 1'))[0]?.[0], kim.email);
      await wire.client.ask('set client_encoding = EUC_KR');
      assert.deepEqual(codesIn(await wire.client.ask('select email from members limit 1')), ['JK438']);
      await wire.client.ask(`alter role current_user set client_encoding = EUC_KR`);
    } finally {
      wire.client.close();
    }
    const again = await signIn(uri);
    try {
      assert.deepEqual(codesIn(await again.client.ask('select email from members limit 1')), ['JK438']);
      await again.client.ask('alter role current_user reset client_encoding');
    } finally {
      again.client.close();
    }
  });

  test('RETURNING: opened by its envelope like any row', () =>
    scene().as('example', async (client) => {
      await scene().members.query(`insert into notebook select 7, 'plain', mobile from members where id = ${kim.id}`);
      assert.deepEqual(
        (await attempt(client, `update notebook set note = 'seen' where id = 7 returning about, note`)).rows,
        [[masked, 'seen']],
      );
    }));
}

function replaced(bytes: Buffer, from: number, by: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  by.copy(changed, from);
  return changed;
}
