import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Written, parseField, parseRequest } from './request-options.ts';
import { textsIn } from './texts.ts';
import { UsageError } from './usage-error.ts';

const say = textsIn('en');
const written: Written = {
  service: 'haneul-talk',
  database: 'example',
  purpose: 'member-service',
  field: ['members.email=partial'],
  all: true,
  source: ['127.0.0.0/8'],
  days: '30',
  max: '200',
  ticket: 'CS-1',
  work: 'Answers members',
};

test('parseRequest narrows the day to the house rule where nobody asks for more', () => {
  assert.equal(parseRequest('x', written, say).daySubjects, 50);
  assert.equal(parseRequest('x', { ...written, max: '7' }, say).daySubjects, 7);
  assert.equal(parseRequest('x', { ...written, perDay: '90' }, say).daySubjects, 90);
});

test('parseRequest asks for writing only where it is written', () => {
  assert.equal(parseRequest('x', written, say).writes, false);
  assert.equal(parseRequest('x', { ...written, write: true }, say).writes, true);
});

test('parseRequest refuses neither and both of --subject and --all', () => {
  const { all: _, ...neither } = written;
  for (const wrong of [neither, { ...written, subject: ['x'] }])
    assert.throws(() => parseRequest('x', wrong, say), UsageError);
  const { max: __, ...nothing } = neither;
  assert.throws(() => parseRequest('x', nothing, say), { message: `${say.usage.caps} ${say.usage.subjects}` });
});

test('parseRequest refuses what is no whole number above zero, and a window that is none', () => {
  for (const days of ['0', '-1', '1.5', 'x', ''])
    assert.throws(() => parseRequest('x', { ...written, days }, say), UsageError);
  assert.throws(() => parseRequest('x', { ...written, window: '9-18' }, say), UsageError);
  assert.deepEqual(parseRequest('x', { ...written, window: '09:00-18:00' }, say).window, {
    from: '09:00',
    to: '18:00',
  });
});

test('parseField takes the last dot before the column, and only modes that there are', () => {
  assert.deepEqual(parseField('hr.members.email=full', say), { table: 'hr.members', column: 'email', mode: 'full' });
  for (const wrong of ['email=full', 'members.email', 'members.email=all', '=full'])
    assert.throws(() => parseField(wrong, say), UsageError);
});
