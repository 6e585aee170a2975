import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linedYaml } from './lined-yaml.ts';

test('linedYaml takes no key twice in one map, however it is written, and names the line of the second', () => {
  for (const [text, line] of [
    ['a: 1\nb: 2\na: 3', 3],
    ['b:\n  - c: 1\n    "c": 2', 3],
    ['1: a\n"1": b', 2],
    ['{ a: 1,\n a: 2 }', 2],
  ] as const) {
    const { broken, value } = linedYaml(text);
    assert.deepEqual([broken?.line, broken?.code, value], [line, 'DUPLICATE_KEY', undefined], text);
  }
  assert.deepEqual(linedYaml('a: { c: 1 }\nb: { c: 1 }').value, { a: { c: 1 }, b: { c: 1 } });
});

test('linedYaml tells what people get wrong in words, and names the rest by its code', () => {
  for (const [text, says] of [
    ['a: 1\nfoo\nb: 2', 'lacks a colon behind a key, or quotes around a text of several lines'],
    ['a: b: c', 'has two keys in one line: begin a new line, or quote the text'],
    ['a:\n\tb: 1', 'is indented by a tab: use spaces'],
    ['a: "x', 'lacks a colon, a comma, a quote or a bracket'],
    ['a: 1\n---\nb: 2', 'has more than one document (`---`)'],
    ['a: *b', 'uses an alias (*) of nothing: quote a text that begins with *'],
    ['a: [1, 2', 'is not indented as the lines around it, or a bracket before it is not closed'],
    ['a: @x', 'has a sign that cannot stand there: quote the text'],
    ['a: !foo!bar 1', 'is not right: {{code}}'],
  ] as const)
    assert.equal(linedYaml(text).broken?.fault, says, `${text}: ${linedYaml(text).broken?.code}`);
});

test('linedYaml tells the line of a path, and of the nearest that there is', () => {
  const yaml = linedYaml('a: 1\nb:\n  - c: 1\n    1: x\n  - d: 2');
  assert.deepEqual(
    [['a'], ['b', '0', 'c'], ['b', '0', '1'], ['b', '1', 'nothing'], ['nothing']].map((path) => yaml.lineOf(path)),
    [1, 3, 4, 5, 1],
  );
});
