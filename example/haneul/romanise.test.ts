import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nameOf } from './names.ts';
import { romaniseGiven, romaniseSyllable } from './romanise.ts';

const NAMES = [
  ['김', 'Kim', '하늘', 'Kim Ha-neul'],
  ['김', 'Kim', '민준', 'Kim Min-jun'],
  ['이', 'Lee', '서연', 'Lee Seo-yeon'],
  ['박', 'Park', '지우', 'Park Ji-woo'],
  ['최', 'Choi', '영희', 'Choi Young-hee'],
  ['남궁', 'Namgung', '현', 'Namgung Hyun'],
  ['황보', 'Hwangbo', '율', 'Hwangbo Yul'],
  ['정', 'Jung', '광수', 'Jung Gwang-su'],
] as const;

test('nameOf writes surname and given name as people spell them', () => {
  for (const [surname, latin, given, expected] of NAMES) assert.equal(nameOf(surname, latin, given).en, expected);
});

test('romaniseSyllable follows the Revised Romanization', () => {
  const table = {
    각: 'gak',
    값: 'gap',
    꽃: 'kkot',
    닭: 'dak',
    률: 'ryul',
    빛: 'bit',
    쌍: 'ssang',
    왕: 'wang',
    의: 'ui',
    춘: 'chun',
    휘: 'hwi',
  };
  for (const [hangul, latin] of Object.entries(table)) assert.equal(romaniseSyllable(hangul), latin);
});

test('romaniseSyllable answers every Hangul syllable with Latin letters', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0xac00, max: 0xd7a3 }), (point) => {
      assert.match(romaniseSyllable(String.fromCodePoint(point)), /^[a-z]{1,7}$/);
    }),
  );
});

test('romaniseGiven refuses what is no Hangul, without repeating it', () => {
  assert.throws(
    () => romaniseGiven('Kim'),
    (error: Error) => error instanceof RangeError && !error.message.includes('K'),
  );
});
