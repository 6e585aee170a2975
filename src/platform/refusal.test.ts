import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Code, bare, codes, isCode, isPhrase, phrases, vocabulary } from './codes/mod.ts';
import { Refusal, bareSentence } from './refusal.ts';

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
        'That would open more people than this grant may in all.',
        '이 권한으로 열람할 수 있는 사람 수(전체)를 넘게 됩니다.',
      ],
      [
        'That would open more people than this grant may today.',
        '이 권한으로 열람할 수 있는 사람 수(오늘)를 넘게 됩니다.',
      ],
      [
        'That would open more people than this grant may in this minute.',
        '이 권한으로 열람할 수 있는 사람 수(1분)를 넘게 됩니다.',
      ],
    ],
  );
});

test('Refusal says of a cap whose span nobody kept that it is one of them, and may be asked again', () => {
  const [en] = new Refusal('JK222').say('en');
  assert.equal(en, 'That would open more people than this grant may in a minute, in a day or in all.');
  assert.match(new Refusal('JK222').say('ko')[0], /사람 수\(1분, 하루 또는 전체\)를/);
  assert.equal(new Refusal('JK222').retryable, true);
});

test('Refusal names the sealed columns that were searched, where they are known', () => {
  const said = (columns?: string) => {
    const refusal = new Refusal('JK502', columns === undefined ? {} : { sealed_column: columns });
    return [refusal.message, refusal.say('ko')[0]];
  };
  assert.deepEqual(said(), [
    'This sealed column cannot be searched by that value.',
    '이 봉인된 열은 그 값으로 찾을 수 없습니다.',
  ]);
  assert.deepEqual(said('members.name_ko'), [
    'The sealed column members.name_ko cannot be searched by that value.',
    '봉인된 열 members.name_ko은(는) 그 값으로 찾을 수 없습니다.',
  ]);
  assert.match(
    said('m.name, m.note').join(' '),
    /^One of the sealed columns m\.name, m\.note cannot .* 봉인된 열 m\.name, m\.note 가운데 하나는 그/,
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

test('Refusal tells the names that there are, where it was given them', () => {
  const asked = { what: 'purpose', name: 'membr' };
  assert.match(new Refusal('JK003', { ...asked, there: 'member, order' }).say('en')[1], /: there is member, order\.$/);
  assert.match(new Refusal('JK003', { ...asked, there: 'member, order' }).say('ko')[1], / 있는 이름: member, order\.$/);
  assert.match(new Refusal('JK003', { ...asked, there: '' }).say('en')[1], /CPO's office approves purposes/);
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

/** Two English words beside each other; what stands in backticks is to be typed. */
const english = (text: string) => /[a-z]{3,} [a-z]{3,}/.test(text.replaceAll(/`[^`]*`/g, ''));

test('a refusal on record, which kept the code alone, is told without a hole', () => {
  // adopting and looking at a database put no refusal on record
  const recorded = Object.entries(codes).filter(([code, { http }]) => http === 403 && !code.startsWith('JK6'));
  for (const code of [...recorded.map(([each]) => each), ...Object.keys(bare)]) {
    assert.ok(isCode(code), code);
    for (const language of ['en', 'ko'] as const)
      assert.doesNotMatch(bareSentence(code as Code, language), /…|\{\{|"/, code);
  }
});

test('Refusal says each phrase in the language of the reader, with its parameters', () => {
  const days = new Refusal('JK002', {
    path: 'days',
    fault: 'is more than {{most}}, the longest that the house rules allow',
    most: 90,
  });
  assert.equal(
    days.say('en')[0],
    'The request is not valid: days is more than 90, the longest that the house rules allow.',
  );
  assert.equal(days.say('ko')[0], '요청이 올바르지 않습니다: days (내부 규정이 허용하는 최대 90일을 넘습니다).');
  assert.equal(
    new Refusal('JK216', { name: 'refunds', state: 'decided by you' }).say('ko')[0],
    '"refunds" 요청은 이미 결정되었습니다: 본인이 이미 결정함.',
  );
  assert.equal(
    new Refusal('JK400', { message: 'The start-up packet', fault: 'names no user' }).say('ko')[0],
    'PostgreSQL 프로토콜에 맞지 않는 메시지입니다. 시작 패킷: 사용자 이름이 없습니다.',
  );
});

test('a Korean phrase has no English in it and the parameters of the English one', () => {
  const holes = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map((match) => match[0]).sort();
  for (const [en, ko] of Object.entries(phrases)) {
    assert.equal(english(ko), false, ko);
    assert.deepEqual(holes(ko), holes(en));
  }
});

test('Refusal is given no English phrase that has no Korean', () => {
  const missing: string[] = [];
  let seen = 0;
  for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (!/(?<!\.test)\.ts$/.test(file)) continue;
    const text = readFileSync(join(sources, file), 'utf8');
    for (const [, params = ''] of text.matchAll(/new Refusal\(\s*'JK\d{3}',\s*\{([^]*?)\}\s*(?:,|\))/g))
      for (const [, quoted, template] of params.matchAll(/'((?:[^'\\]|\\.)*)'|`([^`]*)`/g)) {
        seen++;
        if (quoted === undefined ? english(template ?? '') : english(quoted) && !isPhrase(quoted))
          missing.push(`${file}: ${quoted ?? template}`);
      }
    for (const [, step = ''] of text.matchAll(/\b(?:onStep|malformed)\(\s*'([^']+)'/g))
      if (english(step) && !isPhrase(step)) missing.push(`${file}: ${step}`);
  }
  assert.ok(seen > 40, `only ${seen} texts were found`);
  assert.deepEqual(missing, []);
});

test('no Korean sentence of a code has English in it', () => {
  for (const [code, { ko }] of Object.entries(codes))
    for (const text of ko) assert.equal(english(text), false, `${code}: ${text}`);
});
