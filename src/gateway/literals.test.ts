import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import fc from 'fast-check';
import { type Literal, literalsOf, mayHoldLiterals, splice, tokensOf, valueOf } from './literals.ts';
import { loadParser, parseSql } from './parser-pool.ts';

const found = (text: string): readonly Literal[] => literalsOf(tokensOf(text));
const values = (text: string): readonly (string | undefined)[] => found(text).map(valueOf);

suite('literals', () => {
  before(loadParser);

  test('literalsOf finds each form of literal, and neither names nor comments', () => {
    const text = `select 'a', e'b\\n', $x$c'd$x$, $$e$$, U&'f', "no 'g'" /* 'h' */, N'i', B'1', X'f', $1 -- 'j'`;
    assert.deepEqual(
      found(text).map(({ kind, raw }) => [kind, raw]),
      [
        ['plain', `'a'`],
        ['escape', `e'b\\n'`],
        ['dollar', `$x$c'd$x$`],
        ['dollar', '$$e$$'],
        ['unicode', `U&'f'`],
        ['plain', `'i'`],
      ],
    );
  });

  test('literalsOf takes UESCAPE and its character as part of the literal', () => {
    const text = `select U&'d!0061' uescape '!' as x`;
    const [literal, ...more] = found(text);
    assert.deepEqual(more, []);
    assert.equal(text.slice(literal?.start, literal?.end), `U&'d!0061' uescape '!'`);
    assert.equal(literal === undefined ? '' : valueOf(literal), undefined);
  });

  test('valueOf reads as PostgreSQL does', () => {
    assert.deepEqual(values(`select 'it''s', '', 'a\\b', 'a'\n  'b'''`), [`it's`, '', 'a\\b', `ab'`]);
    assert.deepEqual(values(`select E'\\b\\f\\n\\r\\t\\v\\q\\'\\\\'''`), [`\b\f\n\r\t\vq'\\'`]);
    assert.deepEqual(values(`select E'\\101\\x4A\\u4E00\\U0001F600\\uD83D\\uDE00\\xea\\xb0\\x80'`), ['AJ一😀😀가']);
    assert.deepEqual(values(`select $한$a$b$한$, $$$$`), ['a$b', '']);
  });

  test('tokensOf reads control characters, which the JSON of libpg-query does not', () => {
    const text = `select 'a\u0001\u000b\u001fb',\f'한\u0002'`;
    assert.deepEqual(values(text), ['a\u0001\u000b\u001fb', '한\u0002']);
  });

  test('mayHoldLiterals never misses a literal', () => {
    for (const text of [`'a'`, 'select $$a$$', 'select $é$a$é$', 'select $_1$a$_1$'])
      assert.equal(mayHoldLiterals(text), true);
    for (const text of ['select $1', 'select a$1b, $2', 'begin', 'select "a"'])
      assert.equal(mayHoldLiterals(text), false);
  });

  const anyText = fc.string({
    unit: fc.oneof(
      fc.constantFrom(`'`, '\\', '$', '\n', ' ', '"', '가', '😀', 'é', '\u2028', 'x', '1', 'u'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    ),
  });
  const clean = anyText.map((text) => text.replaceAll('\0', '').toWellFormed());
  const literal = fc.oneof(
    clean.map((value) => `'${value.replaceAll("'", "''")}'`),
    clean.map((value) => `E'${value.replace(/[\\']/g, '\\$&')}'`),
    clean.map(
      (value) =>
        `E'${Array.from(value, (one) => `\\U${(one.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`).join('')}'`,
    ),
    clean.filter((value) => !value.includes('$t')).map((value) => `$t$${value}$t$`),
  );

  test('valueOf agrees with PostgreSQL for any literal, at the offsets of its parser', () => {
    fc.assert(
      fc.property(
        fc.array(literal, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('가', 'x', '😀'),
        (literals, name) => {
          const text = `select "${name}", ${literals.join(', /* 나 */ ')}`;
          const tree = JSON.stringify(parseSql(text));
          const parsed = [...tree.matchAll(/"A_Const":(\{"sval":\{.*?\},"location":\d+\})/gs)].map(([, json]) => {
            const { sval, location } = JSON.parse(json ?? '') as { sval: { sval?: string }; location: number };
            return [location, sval.sval ?? ''];
          });
          assert.deepEqual(
            found(text).map((each) => [each.start, valueOf(each)]),
            parsed,
          );
        },
      ),
    );
  });

  test('splice keeps every byte outside the replaced ranges', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            clean,
            clean.filter((old) => old !== ''),
            fc.option(clean),
          ),
          { maxLength: 6 },
        ),
        clean,
        (parts, end) => {
          let offset = 0;
          const replacements = [];
          for (const [before, old, put] of parts) {
            const start = offset + Buffer.byteLength(before);
            offset = start + Buffer.byteLength(old);
            if (put !== null) replacements.push({ start, end: offset, text: put });
          }
          const text = parts.map(([before, old]) => before + old).join('') + end;
          const expected = parts.map(([before, old, put]) => before + (put ?? old)).join('') + end;
          assert.equal(splice(text, replacements.toReversed()), expected);
        },
      ),
    );
  });

  test('splice of each literal by itself changes nothing, also in Korean text', () => {
    fc.assert(
      fc.property(fc.array(literal, { maxLength: 5 }), (literals) => {
        const text = `select /* 이메일 */ ${['1', ...literals].join(' , "한글" , ')} from 회원 -- 끝`;
        const same = found(text).map(({ start, end, raw }) => ({ start, end, text: raw }));
        assert.equal(splice(text, same), text);
      }),
    );
  });

  test('splice refuses ranges that overlap or lie outside', () => {
    assert.throws(
      () =>
        splice('abc', [
          { start: 0, end: 2, text: '' },
          { start: 1, end: 3, text: '' },
        ]),
      RangeError,
    );
    assert.throws(() => splice('abc', [{ start: 2, end: 4, text: '' }]), RangeError);
  });
});
