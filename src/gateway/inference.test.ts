import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Describe, type Described, infer, type Question } from './inference.ts';

const sealed = 90_001;
const isSealed = (oid: number) => oid === sealed;

/** `?x?` marks a literal of the text. */
function question(marked: string, oids: readonly number[] = []): Question {
  const literals = [...marked.matchAll(/\?\w*\?/g)].map(({ 0: raw, index }) => ({
    start: index,
    end: index + raw.length,
    raw,
  }));
  return { text: marked, oids, literals };
}

/** Answers by the text with spaces squeezed; anything else is a syntax error. Remembers what was asked. */
function database(answers: Readonly<Record<string, Described>>): { describe: Describe; asked: string[] } {
  const asked: string[] = [];
  const describe: Describe = (text, oids) => {
    const key = `${text.replace(/\s+/g, ' ').trim()} [${oids.join()}]`;
    asked.push(key);
    return Promise.resolve(answers[key] ?? { error: { code: '42601', message: 'syntax error' } });
  };
  return { describe, asked };
}

const error = (code: string, message = ''): Described => ({ error: { code, message } });

suite('inference', () => {
  test('infer asks once where all is plain', async () => {
    const { describe, asked } = database({ 'a = $2 and b = $1 [23]': { parameters: [23, sealed] } });
    assert.deepEqual(await infer(question('a = ?x? and b = $1', [23]), describe, isSealed), {
      kind: 'known',
      literals: [sealed],
      parameters: [23],
    });
    assert.equal(asked.length, 1);
  });

  test('infer puts back a literal without a type and renumbers the others', async () => {
    const { describe } = database({
      'f( $1 ) and a = $2 []': error('42P18', '매개 변수 $1 자료형을 알 수 없음'),
      'f(?x?) and a = $1 []': { parameters: [sealed] },
    });
    const inference = await infer(question('f(?x?) and a = ?y?'), describe, isSealed);
    assert.deepEqual(inference, { kind: 'known', literals: [undefined, sealed], parameters: [] });
  });

  test('infer gives back a declaration without which there is no type, and keeps the zero for sealed only', async () => {
    const { describe, asked } = database({
      'f($1) and a = $2 [0,0]': error('42P18', 'parameter $1'),
      'f($1) and a = $2 [25,0]': { parameters: [25, sealed] },
      [`f($1) and a = $2 [25,${sealed}]`]: { parameters: [25, sealed] },
    });
    const inference = await infer(question('f($1) and a = $2', [25, 25]), describe, isSealed);
    assert.deepEqual(inference, { kind: 'known', literals: [], parameters: [25, sealed] });
    assert.equal(asked.length, 2);
  });

  test('infer asks again where a declaration that it took back would have changed the rest', async () => {
    const { describe } = database({
      'f($1) and a = $2 [0,0]': { parameters: [20, sealed] },
      [`f($1) and a = $2 [25,${sealed}]`]: { parameters: [25, sealed] },
    });
    const inference = await infer(question('f($1) and a = $2', [25, 25]), describe, isSealed);
    assert.deepEqual(inference, { kind: 'known', literals: [], parameters: [25, sealed] });
  });

  test('infer asks for each distinct literal where they must stay equal, others NULL', async () => {
    const { describe } = database({
      'g( $1 ) a = $2 g( $3 ) []': error('42803'),
      'g( null ) a = null g( null ) []': { parameters: [] },
      'g( $1 ) a = null g( $1 ) []': { parameters: [25] },
      'g( null ) a = $1 g( null ) []': { parameters: [sealed] },
    });
    const inference = await infer(question('g(?x?) a = ?y? g(?x?)'), describe, isSealed);
    assert.deepEqual(inference, { kind: 'known', literals: [25, sealed, 25], parameters: [] });
  });

  test('infer parts equal literals that have two types', async () => {
    const { describe } = database({
      'e( $1 ) a = $2 []': error('42601'),
      'e( null ) a = null []': { parameters: [] },
      'e( $1 ) a = $1 []': error('42P08'),
      'e( null ) a = $1 []': { parameters: [sealed] },
    });
    const inference = await infer(question('e(?x?) a = ?x?'), describe, isSealed);
    assert.deepEqual(inference, { kind: 'known', literals: [undefined, sealed], parameters: [] });
  });

  test('infer does not ask about more literals and parameters than the answer can count', async () => {
    const { describe, asked } = database({});
    const oids = Array.from({ length: 65_535 }, () => 0);
    const many = question('a = ?x?', oids);
    assert.deepEqual(await infer(many, describe, isSealed), { kind: 'unresolved', sqlstate: '54000' });
    assert.deepEqual(asked, []);
  });

  test("infer fails with the statement's own error", async () => {
    const { describe } = database({
      'a = $1 []': error('42703', 'column a'),
      'a = null []': error('42703', 'column a'),
    });
    assert.deepEqual(await infer(question('a = ?x?'), describe, isSealed), {
      kind: 'fails',
      code: '42703',
      message: 'column a',
    });
  });

  test('infer gives up on a literal that breaks a statement that stands without it', async () => {
    const { describe } = database({ 'a = $1 []': error('42804'), 'a = null []': { parameters: [] } });
    const described: Describe = (text, oids) =>
      text.includes('$1') ? Promise.resolve(error('42804')) : describe(text, oids);
    assert.deepEqual(await infer(question('a = ?x?'), described, isSealed), { kind: 'unresolved', sqlstate: '42804' });
  });
});
