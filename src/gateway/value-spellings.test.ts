import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { tokensOf } from './literals.ts';
import { loadParser } from './parser-pool.ts';
import { statementsOf } from './statement.ts';
import { spellingsIn } from './value-spellings.ts';

before(() => loadParser());

test('spellingsIn finds each cast once where one row is assigned to several columns', () => {
  const text = `update members set (name, email) = ('Kim'::text, $1::text) where id = 1`;
  const tokens = tokensOf(text);
  const [statement] = statementsOf(text, tokens);
  assert.ok(statement?.kind === 'query');
  const { casts } = spellingsIn(statement.tree, tokens);
  assert.deepEqual(
    casts.map(({ leaf }) => text.slice(leaf.start, leaf.end)),
    [`'Kim'`, '$1'],
  );
});
