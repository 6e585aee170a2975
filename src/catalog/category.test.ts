import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowsMode, type Category, categories, isCategory, mayBeFindable, modes, ruleOf } from './category.ts';

const all = Object.keys(categories) as Category[];

test('mayBeFindable does refuse what can be guessed by counting or trying', () => {
  assert.deepEqual(
    all.filter((category) => mayBeFindable(category)),
    ['email', 'phone', 'card', 'account'],
  );
});

test('ruleOf does give a findable category the group of its own name, so that unlike values never share a key', () => {
  for (const category of all) {
    const { termGroup } = ruleOf(category);
    assert.ok(termGroup === null || termGroup === category);
  }
});

test('allowsMode does never allow a resident registration number in full', () => {
  assert.deepEqual(
    modes.filter((mode) => allowsMode('rrn', mode)),
    ['match', 'partial'],
  );
  assert.deepEqual(
    modes.filter((mode) => allowsMode('email', mode)),
    ['match', 'partial', 'full'],
  );
});

test('isCategory does refuse a name that every object has', () => {
  assert.ok(isCategory('rrn'));
  for (const name of ['', 'RRN', 'toString', '__proto__', 'password']) assert.ok(!isCategory(name));
});
