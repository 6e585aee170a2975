import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { sayReplaced } from './connect.ts';
import { Context } from './context.ts';

test('sayReplaced says on standard error that another grant than the named one is used, and else nothing', (t) => {
  const written = t.mock.method(process.stderr, 'write', () => true);
  const context = new Context(new Command(), 'en');
  for (const [asked, used] of [
    ['one', 'one'],
    ['grant_019b', 'two'],
    ['one', 'two'],
  ] as const)
    sayReplaced(context, asked, used);
  assert.deepEqual(
    written.mock.calls.map((call) => String(call.arguments[0]).trim()),
    ['"one" was replaced by "two", which is used.'],
  );
});
