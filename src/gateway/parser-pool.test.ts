import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { tokensOf } from './literals.ts';
import { SyntaxFault, loadParser, parseSql } from './parser-pool.ts';

before(loadParser);

const tooDeep = `select ${'(select '.repeat(3200)} 'a' ${')'.repeat(3200)}`;

test('the parser tells what PostgreSQL says of a text, and where', () => {
  assert.throws(
    () => parseSql(`select 'a' fro m`),
    (error) => error instanceof SyntaxFault && error.position === 16 && /at or near "m"/.test(error.message),
  );
  assert.deepEqual(parseSql(''), { version: 180004, stmts: [] });
});

test('texts that are nested too deeply fail alone, and keep nothing, however many come', async () => {
  let overflowed = 0;
  for (let round = 0; round < 80; round++) {
    try {
      parseSql(tooDeep);
    } catch (error) {
      assert.ok(!(error instanceof SyntaxFault));
      overflowed += 1;
    }
    assert.equal(tokensOf(`select 'a'`).length, 2); // by a spare
    await new Promise(setImmediate);
  }
  assert.ok(overflowed > 40, `only ${overflowed} overflowed`);
  const { rss } = process.memoryUsage();
  assert.ok(rss < 512 * 1024 * 1024, `${rss} bytes`);
});
