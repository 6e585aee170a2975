import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLanguage } from './language.ts';

test('chooseLanguage takes the heaviest of ours, and the first of equals', () => {
  for (const [header, chosen] of [
    ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
    ['en;q=0.5, ko;q=0.6', 'ko'],
    ['fr, en-GB;q=0.1', 'en'],
    ['ko, en', 'ko'],
    ['ko;q=0, en;q=0.1', 'en'],
  ] as const)
    assert.equal(chooseLanguage(header, 'en'), chosen, header);
});

test('chooseLanguage leaves the choice where the header makes none', () => {
  for (const header of [undefined, '', '*', 'de', 'ko;q=0', 'ko;q=x', 'korean'])
    assert.equal(chooseLanguage(header, 'en'), 'en', String(header));
});
