import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../platform/mod.ts';
import { houseRules, ruleFileText, ruleFiles, statutoryRules } from './built-in-directory.ts';
import { boundsOf, unitOf } from './house-rules.ts';
import { readRuleFile } from './written-rules.ts';
import { topics } from './topics.ts';

/** Line by line, so that a fault's line can be counted. */
const lines = [
  'version: 1',
  'jurisdiction: kr',
  'sources:',
  '  S: { title: "the Notice", kind: primary }',
  '  B: { title: "a blog", kind: secondary }',
  'rules:',
  '  - topic: access.permission.record',
  '    from: 2027-01-01',
  '    to: 2027-03-09',
  '    article: { ko: 고시 제5조, en: "Notice Art. 5" }',
  '    source: S',
  '    confirmed: true',
  '    text: { ko: 보관합니다., en: It is kept. }',
  '    params: { years: 3 }',
  '  - topic: access.permission.record',
  '    from: 2027-03-09',
  '    article: { ko: 고시 제5조, en: "Notice Art. 5" }',
  '    source: B',
  '    confirmed: false',
  '    text: { ko: 보관합니다., en: It is kept. }',
  '    params: { years: 5 }',
];

/** The file with lines changed, by their number; null takes one away, an array puts several in its place. */
function file(changes: Readonly<Record<number, string | null>> = {}): string {
  return lines
    .flatMap((line, n) => {
      const change = changes[n + 1];
      return change === undefined ? [line] : change === null ? [] : [change];
    })
    .join('\n');
}

function fault(text: string): { sentence: string; korean: string } {
  try {
    readRuleFile(text, 'amendment.yaml');
  } catch (error) {
    assert.ok(error instanceof Refusal && error.code === 'JK803', String(error));
    return { sentence: error.say('en')[0], korean: error.say('ko')[0] };
  }
  return assert.fail('it was read');
}

test('readRuleFile reads rules with their days, source and typed parameters', () => {
  const { rules } = readRuleFile(file(), 'amendment.yaml');
  assert.deepEqual(
    rules.map(({ topic, from, to, source, confirmed, params }) => ({ topic, from, to, source, confirmed, params })),
    [
      {
        topic: 'access.permission.record',
        from: '2027-01-01',
        to: '2027-03-09',
        source: 'S: the Notice',
        confirmed: true,
        params: { years: 3 },
      },
      {
        topic: 'access.permission.record',
        from: '2027-03-09',
        to: null,
        source: 'B: a blog',
        confirmed: false,
        params: { years: 5 },
      },
    ],
  );
});

const faulty: readonly (readonly [what: string, changes: Record<number, string | null>, line: number, says: RegExp])[] =
  [
    ['an overlap', { 16: '    from: 2027-03-08' }, 16, /rules\.1\.from overlaps the rule that begins on 2027-01-01\.$/],
    [
      'the same days twice',
      { 16: '    from: 2027-01-01' },
      16,
      /rules\.1\.from overlaps the rule that begins on 2027-01-01/,
    ],
    ['two without an end', { 9: null }, 15, /rules\.1\.from overlaps/],
    [
      'a hole',
      { 16: '    from: 2027-03-12' },
      16,
      /leaves a hole: no rule about the topic holds from 2027-03-09 to 2027-03-11\.$/,
    ],
    ['a day that no calendar has', { 9: '    to: 2027-02-30' }, 9, /rules\.0\.to must be a day, such as 2027-03-09/],
    ['a day in other words', { 8: '    from: 1 January 2027' }, 8, /rules\.0\.from must be a day/],
    [
      'an end that is not after its begin',
      { 9: '    to: 2027-01-01' },
      9,
      /rules\.0\.to is not after the first day.*lines 16\.$/,
    ],
    ['no source', { 11: null }, 7, /rules\.0\.source is missing/],
    ['an empty source', { 11: '    source: ""' }, 11, /rules\.0\.source is empty/],
    [
      'a source that the head does not list',
      { 11: '    source: X' },
      11,
      /rules\.0\.source is not a source that the head/,
    ],
    ['a source by a name of every object', { 11: '    source: constructor' }, 11, /rules\.0\.source is not a source/],
    [
      'what a blog is to confirm',
      { 19: '    confirmed: true' },
      19,
      /rules\.1\.confirmed cannot be: a secondary source confirms nothing/,
    ],
    ['nothing about being confirmed', { 12: null }, 7, /rules\.0\.confirmed is missing/],
    ['no article', { 10: null }, 7, /rules\.0\.article is missing/],
    ['an article in one language', { 10: '    article: { ko: 고시 제5조 }' }, 10, /rules\.0\.article\.en is missing/],
    ['no text', { 13: '    text: { ko: " ", en: It is kept. }' }, 13, /rules\.0\.text\.ko is empty/],
    [
      'a control character',
      { 13: '    text: { ko: "가\\u001b[2J", en: It is kept. }' },
      13,
      /rules\.0\.text\.ko holds a control character/,
    ],
    [
      'a text without an end in sight',
      { 13: `    text: { ko: 가, en: ${'a'.repeat(2001)} }` },
      13,
      /text\.en is longer than 2000 characters/,
    ],
    [
      'aliases without an end in sight',
      { 13: `    text: &a { ko: [${'*b, '.repeat(200)}], en: a }`, 3: `b: &b [${'1, '.repeat(9)}]\nsources:` },
      1,
      /YAML /,
    ],
    ['an unknown topic', { 7: '  - topic: access.nothing' }, 7, /rules\.0\.topic is not a topic that Jikimi knows/],
    ['a topic by a name of every object', { 7: '  - topic: toString' }, 7, /is not a topic/],
    [
      'an unknown parameter',
      { 14: '    params: { years: 3, days: 2 }' },
      14,
      /rules\.0\.params\.days is not known here/,
    ],
    ['no parameter', { 14: null }, 7, /rules\.0\.params\.years is missing/],
    [
      'a parameter that is no number',
      { 14: '    params: { years: three }' },
      14,
      /rules\.0\.params\.years must be a whole number above 0/,
    ],
    [
      'none as a number',
      { 14: '    params: { years: 0 }' },
      14,
      /rules\.0\.params\.years must be a whole number above 0/,
    ],
    [
      'a number without an end',
      { 14: '    params: { years: .inf }' },
      14,
      /rules\.0\.params\.years must be a whole number above 0/,
    ],
    ['an unknown key', { 9: '    until: 2027-03-09' }, 9, /rules\.0\.until is not known here/],
    ['an unknown key of the file', { 1: 'version: 1\nauthor: me' }, 2, /author is not known here/],
    ['a key twice', { 9: '    from: 2027-03-09' }, 9, /YAML has a key twice/],
    ['a house rule', { 2: 'jurisdiction: house' }, 2, /jurisdiction must be one of: kr/],
    ['another version', { 1: 'version: 2' }, 1, /version must be one of: 1/],
    ['two documents', { 14: '    params: { years: 3 }\n---\nversion: 1' }, 15, /YAML has more than one document/],
    ['no YAML', { 6: 'rules: [' }, 7, /YAML /],
  ];

for (const [what, changes, line, says] of faulty)
  test(`readRuleFile refuses ${what} with its line`, () => {
    const { sentence, korean } = fault(file(changes));
    assert.match(sentence, new RegExp(`^amendment\\.yaml, line ${line}: `), sentence);
    assert.match(sentence, says);
    assert.match(korean, new RegExp(`^amendment\\.yaml ${line}행: .*[가-힣]`));
    assert.doesNotMatch(sentence + korean, /\{\{|undefined/);
  });

test('readRuleFile refuses what is no map, and no rules', () => {
  assert.match(fault('').sentence, /line 1: the file /);
  assert.match(fault('- 1').sentence, /line 1: the file must be of the type object/);
  assert.match(fault(`${lines.slice(0, 5).join('\n')}\nrules: []`).sentence, /line 6: rules is empty/);
});

test('readRuleFile names the lines of all faults', () => {
  const { sentence, korean } = fault(file({ 11: '    source: X', 14: '    params: {}', 19: '    confirmed: true' }));
  assert.match(sentence, /line 11: .*\. So in lines 14, 19\.$/);
  assert.match(korean, /11행: .* 14, 19행도 고쳐야 합니다\.$/);
});

type Range = { readonly from: number; readonly to: number | null };
const dayOf = (n: number) => Temporal.PlainDate.from('2027-01-01').add({ days: n }).toString();

function fileOf(ranges: readonly Range[]): string {
  const rules = ranges.map(
    ({ from, to }) =>
      `  - { topic: safety.password, from: ${dayOf(from)},${to === null ? '' : ` to: ${dayOf(to)},`} article: { ko: 가, en: a }, source: S, confirmed: true, text: { ko: 가, en: a }, params: { form: one_way } }`,
  );
  return [...lines.slice(0, 6), ...rules].join('\n');
}

/** Plain: how many rules each day has, over more days than the ranges reach. */
function isWhole(ranges: readonly Range[]): boolean {
  const rules = Array.from({ length: 60 }, (_, day) => {
    return ranges.filter(({ from, to }) => from <= day && (to === null || day < to)).length;
  });
  const covered = rules.map((count) => (count > 0 ? '1' : '0')).join('');
  return rules.every((count) => count <= 1) && /^0*1+0*$/.test(covered);
}

test('readRuleFile accepts a set of ranges exactly when no day between the first and the last has two rules or none', () => {
  const chain = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }).map((lengths) =>
    lengths.map((length, n): Range => {
      const from = lengths.slice(0, n).reduce((sum, one) => sum + one, 0);
      return { from, to: from + length };
    }),
  );
  const loose = fc.array(
    fc.record({ from: fc.integer({ min: 0, max: 20 }), length: fc.option(fc.integer({ min: 1, max: 9 })) }),
    { minLength: 1, maxLength: 4 },
  );
  const ranges = fc.oneof(
    loose.map((some) => some.map(({ from, length }): Range => ({ from, to: length === null ? null : from + length }))),
    fc
      .tuple(chain, fc.integer({ min: -1, max: 1 }), fc.nat())
      .map(([all, shift, which]) =>
        all.map((one, n) =>
          n === which % all.length && one.to !== null
            ? { from: one.from, to: Math.max(one.from + 1, one.to + shift) }
            : one,
        ),
      ),
  );
  const seen = { whole: 0, not: 0 };
  fc.assert(
    fc.property(ranges, fc.func(fc.integer()), (some, order) => {
      const shuffled = some.toSorted((a, b) => order(a) - order(b));
      const whole = isWhole(some);
      seen[whole ? 'whole' : 'not']++;
      if (whole) assert.equal(readRuleFile(fileOf(shuffled), 'f').rules.length, some.length);
      else assert.match(fault(fileOf(shuffled)).sentence, /overlaps|leaves a hole/);
    }),
    { numRuns: 300 },
  );
  assert.ok(seen.whole > 30 && seen.not > 30, JSON.stringify(seen));
});

test('the rule files that come with Jikimi are whole, and every rule has a source of its head', () => {
  for (const name of ruleFiles()) assert.ok(readRuleFile(ruleFileText(name), name).rules.length > 0, name);
  for (const { topic, source, confirmed } of statutoryRules()) {
    assert.match(source, /^[A-Z]+\d?: \S/, topic);
    assert.ok(!(confirmed && /^(GK|T|W|W2|F|P2|U|I|J|K|K2|O): /.test(source)), `${topic} is confirmed by ${source}`);
  }
});

test('every topic has a rule, and no topic stands in two files', () => {
  const named = ruleFiles().flatMap((name) => [
    ...new Set(readRuleFile(ruleFileText(name), name).rules.map(({ topic }) => topic)),
  ]);
  assert.deepEqual(named.toSorted(), Object.keys(topics).toSorted());
});

test('the dates of the reference stand: the Notice, the review of records, the CPO', () => {
  const of = (topic: string) =>
    statutoryRules()
      .filter((rule) => rule.topic === topic)
      .map(({ from, to, params }) => [from, to, JSON.stringify(params)]);
  assert.deepEqual(of('safety.notice'), [
    ['2023-09-22', '2025-10-31', '{"notice":"2023-6"}'],
    ['2025-10-31', '2026-07-01', '{"notice":"2025-9"}'],
    ['2026-07-01', null, '{"notice":"2026-9"}'],
  ]);
  assert.deepEqual(of('access.record.review'), [
    ['2023-09-22', '2026-10-31', '{"months":1}'],
    ['2026-10-31', null, '{"by":"plan"}'],
  ]);
  assert.equal(of('governance.cpo.appointment')[0]?.[0], '2026-09-11');
});

test('a house number with a bound names a number of a rule, and has a unit', () => {
  for (const rule of houseRules())
    for (const { topic, param, words } of boundsOf(rule)) {
      const numbers = statutoryRules().flatMap((one) => (one.topic === topic && param in one.params ? [one] : []));
      assert.ok(numbers.length > 0, `${rule.topic}: ${topic} has no ${param}`);
      assert.match(words.ko, /\{\{bound\}\}/);
      assert.match(words.en, /\{\{bound\}\}/);
      assert.ok(unitOf(rule.topic, 2).endsWith(rule.topic.split('.').at(-1) ?? ''), rule.topic);
    }
});
