import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandOf } from './process-command.ts';

const pathOf = process.env['PATH'];

test('commandOf tells the command line of a process', () => {
  assert.match(commandOf(process.pid) ?? '', /node.* .*process-command\.test\.ts/);
});

test('commandOf needs no ps where there is /proc, and says so where there is neither', (t) => {
  if (process.platform !== 'linux') return t.skip('no /proc');
  t.after(() => (process.env['PATH'] = pathOf));
  process.env['PATH'] = '';
  assert.match(commandOf(process.pid) ?? '', /process-command\.test\.ts/);
  assert.equal(commandOf(2 ** 30), undefined); // no process has this number
});
