import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { copyOutOf, selectFor } from './copy-out.ts';
import { csvText, plainText } from './copy-text.ts';
import { loadParser } from './parser-pool.ts';

const table = { kind: 'table', table: ['members'], columns: [] } as const;

describe('copyOutOf', () => {
  before(() => loadParser());

  for (const text of [
    'select 1',
    'copy t from stdin',
    `copy t to '/tmp/x'`,
    `copy t to program 'cat'`,
    'copy t to',
    `select 'copy t to stdout'`,
    'copy (select $1) to stdout',
  ])
    test(`leaves alone: ${text}`, () => assert.equal(copyOutOf(text), null));

  for (const [text, format] of [
    ['copy members to stdout', plainText],
    ['COPY members TO STDOUT WITH CSV HEADER', { ...csvText, header: true }],
    [`copy members to stdout delimiter '|' null 'x'`, { ...plainText, delimiter: '|', null: 'x' }],
    [`copy members to stdout with (quote '~', header 0, format csv)`, { ...csvText, quote: '~', escape: '~' }],
    [`copy members to stdout csv force quote a, b`, { ...csvText, forceQuote: ['a', 'b'] }],
    [`copy members to stdout (format csv, force_quote *, encoding 'utf8')`, { ...csvText, forceQuote: '*' }],
  ] as const)
    test(`reads ${text}`, () => assert.deepEqual(copyOutOf(text), { ...table, format }));

  for (const text of [
    'copy t to stdout; select 1',
    'copy t to stdout; copy t to stdout',
    'copy t to stdout binary',
    'copy t to stdout (format parquet)',
    'copy t to stdout (freeze)',
    'copy t to stdout (header match)',
    'copy t to stdout (header, header)',
    'copy t to stdout (null 5)',
    'copy t to stdout (null)',
    'copy t to stdout (format csv, delimiter 1.50)',
    `copy t to stdout (delimiter '||')`,
    `copy t to stdout (delimiter '한')`,
    `copy t to stdout (quote '"')`,
    'copy (delete from t returning a) to stdout',
    'copy (select 1 into x) to stdout',
  ])
    test(`refuses ${text}`, () => assert.throws(() => copyOutOf(text), { code: 'JK530' }));

  test('finds the query by the bytes of the text, whatever stands around it', () => {
    const text = `copy /* 한 (select */ ((select ')' as "a)" from t) union (table u)) to stdout csv`;
    const copy = copyOutOf(text);
    assert.ok(copy?.kind === 'query');
    assert.equal(
      Buffer.from(text).toString('utf8', copy.start, copy.end),
      `(select ')' as "a)" from t) union (table u)`,
    );
  });

  test('reads of a table what its columns are, and leaves to the server what it refuses', () => {
    const copy = { ...table, format: plainText };
    const answer = [
      ['id', 't'],
      ['"E ""m"', 't'],
    ];
    assert.equal(selectFor(copy, answer), 'select id, "E ""m" from only "members"');
    assert.equal(selectFor({ ...copy, columns: ['E "m'] }, answer), 'select "E ""m" from only "members"');
    assert.equal(selectFor(copy, [[null, 't']]), 'select  from only "members"');
    for (const columns of [['none'], ['id', 'id']]) assert.equal(selectFor({ ...copy, columns }, answer), null);
    for (const nothing of [[], [['id', 'f']]]) assert.equal(selectFor(copy, nothing), null);
  });
});
