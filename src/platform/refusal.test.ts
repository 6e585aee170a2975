import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { vocabulary } from './codes/mod.ts';
import { Refusal } from './refusal.ts';

const sources = join(import.meta.dirname, '..');

test('Refusal says what a cap counts in both languages', () => {
  const said = (span: string) => [
    ...new Refusal('JK222', { span }).say('en'),
    ...new Refusal('JK222', { span }).say('ko'),
  ];
  assert.deepEqual(
    ['all', 'day', 'minute'].map((span) => [said(span)[0], said(span)[2]]),
    [
      [
        'The number of people that this grant may open in all is reached.',
        '이 권한으로 열람할 수 있는 사람 수(전체)에 이르렀습니다.',
      ],
      [
        'The number of people that this grant may open today is reached.',
        '이 권한으로 열람할 수 있는 사람 수(오늘)에 이르렀습니다.',
      ],
      [
        'The number of people that this grant may open in this minute is reached.',
        '이 권한으로 열람할 수 있는 사람 수(1분)에 이르렀습니다.',
      ],
    ],
  );
});

test('Refusal says what is missing in the language of the reader, and where names can be found', () => {
  const missing = new Refusal('JK003', { what: 'grant', name: 'refunds' });
  assert.deepEqual(missing.say('en'), [
    'There is no grant called "refunds".',
    'Check the name: `jikimi grant list` lists those that you may see.',
  ]);
  assert.deepEqual(missing.say('ko'), [
    '"refunds"에 해당하는 권한이 없습니다.',
    '이름을 확인하세요. 볼 수 있는 권한은 `jikimi grant list`에 있습니다.',
  ]);
  assert.deepEqual(missing.params, { what: 'grant', name: 'refunds' });
  assert.match(new Refusal('JK003', { what: 'code', name: 'JK999' }).say('ko')[1], /docs\/errors\.md/);
});

test('Refusal is given no word that the vocabulary lacks', () => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const named = files.flatMap((file) =>
    [...readFileSync(join(sources, file), 'utf8').matchAll(/'JK003',\s*\{\s*what: ([^,]+),/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  assert.ok(named.length > 20, `only ${named.length} uses of JK003 were found`);
  const known = vocabulary.what.map((word) => `'${word}'`);
  assert.deepEqual([...new Set(named)].sort(), known);
});

test('Refusal leaves no hole in a sentence of a word', () => {
  for (const what of vocabulary.what)
    for (const language of ['en', 'ko'] as const) {
      const said = new Refusal('JK003', { what, name: 'x' }).say(language).join(' ');
      assert.doesNotMatch(said, /\{\{|undefined/);
      if (language === 'ko') assert.doesNotMatch(said, new RegExp(`해당하는 ${what}`));
    }
});
