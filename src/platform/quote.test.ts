import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { quoteName, quoteText } from './quote.ts';

/** Where the first token of a statement ends: PostgreSQL's scan.l, as far as it concerns these two. */
function tokenAt(sql: string, standardStrings: boolean): { text: string; rest: string } {
  const escapes = /^\s*E/i.test(sql) || (!standardStrings && !sql.startsWith('"'));
  const start = sql.search(/['"]/);
  const quote = sql[start] ?? '';
  let text = '';
  for (let at = start + 1; at < sql.length; at++) {
    const next = sql[at] ?? '';
    if (next === '\\' && escapes) text += sql[++at] ?? '';
    else if (next === quote && sql[at + 1] === quote) text += sql[at++] ?? '';
    else if (next === quote) return { text, rest: sql.slice(at + 1) };
    else text += next;
  }
  return { text, rest: 'never ends' };
}

const texts = fc.string({ unit: fc.constantFrom("'", '"', '\\', 'a', '한', ' ', ';', 'E') });

test('quoteText ends where the text ends, with standard strings and without', () => {
  fc.assert(
    fc.property(texts, fc.boolean(), (text, standardStrings) => {
      assert.deepEqual(tokenAt(quoteText(text), standardStrings), { text, rest: '' });
    }),
  );
});

test('quoteName ends where the name ends', () => {
  fc.assert(
    fc.property(texts, (name) => {
      assert.deepEqual(tokenAt(quoteName(name), true), { text: name, rest: '' });
    }),
  );
});

test('quoteText writes what stays readable where it can', () => {
  assert.equal(quoteText("O'Neil"), "'O''Neil'");
  assert.equal(quoteText('a\\b'), " E'a\\\\b'");
});
