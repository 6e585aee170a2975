import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TriggerCode, mayCompute } from './trigger-use.ts';

const plain: TriggerCode = { ofView: false, language: 'plpgsql', builtIn: false, source: '', args: [] };
const sealed = ['email', '이름'];

const bodies: readonly (readonly [asked: boolean, source: string])[] = [
  [true, 'begin new.email := lower(new.email); return new; end'],
  [true, 'begin new."이름" := trim(new."이름"); return new; end'],
  [true, 'begin insert into log select to_jsonb(new); return null; end'],
  [true, 'begin if NEW.* is distinct from OLD.* then NEW.changed := now(); end if; return NEW; end'],
  [true, "begin execute format('insert into %I select ($1).*', tg_argv[0]) using new; return new; end"],
  [true, "begin raise notice '-- %', new; return new; end"],
  [false, 'begin new.changed := now(); return new; end'],
  [false, 'begin new.email_count := 1; new.emails := 2; return new; end'],
  [false, 'begin return coalesce(new, old); end'],
  [false, 'begin return\n  old; end'],
  [false, "begin\n  -- new customers are counted\n  perform count('it''s'); -- the old one's\n  return new; end"],
  [false, 'begin renew(); new_.x := 1; return null; end'],
];

for (const [asked, source] of bodies)
  test(`mayCompute says ${asked ? 'yes' : 'no'} of ${source.replaceAll('\n', ' ')}`, () =>
    assert.equal(mayCompute({ ...plain, source }, sealed), asked));

test('mayCompute asks for what cannot be looked into, and of PostgreSQL itself for what its arguments name', () => {
  const builtIn = { ...plain, language: 'internal', builtIn: true, source: 'tsvector_update_trigger_byid' };
  assert.equal(mayCompute({ ...builtIn, args: ['ts', 'pg_catalog.simple', 'email'] }, sealed), true);
  assert.equal(mayCompute({ ...builtIn, args: ['ts', 'pg_catalog.simple', 'title'] }, sealed), false);
  assert.equal(mayCompute({ ...plain, language: 'c', source: 'moddatetime' }, sealed), true);
  assert.equal(mayCompute({ ...plain, language: 'plpython3u', source: 'return "OK"' }, sealed), true);
  assert.equal(mayCompute({ ...plain, ofView: true, source: 'begin return new; end' }, sealed), true);
});
