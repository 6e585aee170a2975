import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { changesBehalf, mayGiveRows, namesBehalf, preparedMayGiveRows } from './on-behalf.ts';
import { loadParser } from './parser-pool.ts';

before(loadParser);

for (const [text, may] of [
  ['select email from members', true],
  ['  /* a */ -- b\n select 1', true],
  ['fetch 1 from c', true],
  ['with x as (select 1) table x', true],
  ['execute p', true],
  ['insert into members default values returning email', true],
  ['$1', true],
  ['', true],
  ['set transaction isolation level serializable', false],
  ['BEGIN', false],
  ['declare c cursor for select email from members', false],
  ['begin; select email from members; commit', true],
  [`declare c cursor for select 1; fetch c`, true],
  ['begin ; ', false],
  ['-- select\ncommit', false],
  ['/* a *//* b */ commit', false],
  ['/* /* a */ set */ select email from members', true],
  ['--\rselect email from members --\nset', true],
] as const)
  test(`mayGiveRows takes ${JSON.stringify(text)} for ${may ? 'what may' : 'what does not'}`, () =>
    assert.equal(mayGiveRows(text), may));

for (const [text, may] of [
  ['set local /* a ; b */ statement_timeout = 60000', false],
  ['-- a ; b\nselect email from members', true],
  ['begin; select email from members', false], // which the server does not prepare
] as const)
  test(`preparedMayGiveRows takes ${JSON.stringify(text)} for ${may ? 'what may' : 'what does not'}`, () =>
    assert.equal(preparedMayGiveRows(text), may));

for (const [text, changes] of [
  ['select email from members', false],
  [`set jikimi.on_behalf = 'x'; select email from members`, true],
  [`SET "jikimi"."on_behalf" = 'x'`, true],
  [`select set_config('jikimi.' || 'on_' || 'behalf', 'x', false), email from members`, true],
  ['commit; select email from members', true],
  ['begin; update members set email = $1; commit', false],
  ['begin; update members set email = $1; commit;', false],
  ['select 1; /* now */ rollback to s; select email from members', true],
  ['reset all; select email from members', true],
  ['RESET\n ALL; select email from members', true],
  ['reset/* a */all; select email from members', true],
  ['discard all; select email from members', true],
  ['discard; select email from members', true],
  ['select 1; -- now\nreset all; select email from members', true],
  ['reset timezone; select email from members', false],
  ['reset allow; select email from members', false],
  ['discard temp; select email from members', false],
  ['select 1; -- now\ndiscard plans; select email from members', false],
  [`select case when true then 1 end; select email from members`, false],
  [`select case when true then 1 /* a */ end; select email from members`, false],
  [`select case when true then 1 -- a\n end; select email from members`, false],
  ['do $$ begin perform 1; end $$; select email from members', false],
  [`select '; commit;'; select email from members`, false],
  ['do $$ begin reset all; end $$; select email from members', true],
  ['discard /* a ; b */ temp', false],
  ['discard /* a ; b */ temp; select email from members', false],
  ['select email from members; discard /* a ; b */ all', false],
  ['reset /* ; */ timezone; select email from members', false],
  ['discard /* ; */; select email from members', true],
  ['discard /* temp */ all; select email from members', true],
  ['reset /* a */ all; select email from members', true],
  [`discard temp; do 'begin /**/ reset all; end'; select email from members`, true],
  [`select '\\''; rollback; select email from members; --'`, true],
  [`select case when true then 1 /* a */ end; END; select email from members`, true],
  [`/* a */ rollback;; select email from members`, true],
  [`select case when true then 1 /* a */ end, '; rollback; select email from members`, true],
] as const)
  test(`changesBehalf says ${changes} of ${JSON.stringify(text)}`, () => assert.equal(changesBehalf(text), changes));

/** One text may hold up nobody: what is read again and again from each of its places would take hours. */
for (const [name, text] of [
  ['comments', `${'/**/'.repeat(200_000)}(select 1)`],
  ['dashes', 'select 1'.padEnd(1_000_000, '-')],
  ['semicolons', 'select 1'.padEnd(1_000_000, ';')],
  ['ends of comments', 'select 1'.padEnd(1_000_000, '*/ ')],
] as const)
  test(`a text of many ${name} is read once`, () => {
    assert.equal(mayGiveRows(text), true);
    assert.equal(changesBehalf(text), false);
  });

test('namesBehalf hears the name in any case', () => {
  assert.equal(namesBehalf('SHOW Jikimi.On_Behalf'), true);
  assert.equal(namesBehalf('select behalf from members'), false);
});
