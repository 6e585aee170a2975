import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../platform/mod.ts';
import { type Actor, holdingOf, offices, personId } from './actor.ts';

const nobody: Actor = {
  person: personId.parse('00000000-0000-4000-8000-000000000000'),
  account: 'seo.yuna',
  display: 'x',
  language: 'ko',
  holdings: [],
};

test('holdingOf names the offices that could do it, every one of them in the language of the reader', () => {
  const refusal = (() => {
    try {
      holdingOf(nobody, offices);
    } catch (error) {
      return error;
    }
  })();
  assert.ok(refusal instanceof Refusal && refusal.code === 'JK103');
  assert.match(refusal.say('en')[1], /owner, ceo, [^]*cpo_office, /);
  const [, korean] = refusal.say('ko');
  assert.match(korean, /소유자, [^]*CPO 부서, [^]*개인정보 보호 담당자, /);
  assert.doesNotMatch(korean.replaceAll(/`[^`]*`/g, ''), /[a-z]{2}/, 'an office without its Korean name');
});
