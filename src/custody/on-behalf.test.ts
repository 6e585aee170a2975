import assert from 'node:assert/strict';
import { test } from 'node:test';
import { behalfRefusal } from './on-behalf.ts';

for (const [what, service, text, code] of [
  ['nothing', true, '', null],
  ['nothing of a person', false, '', null],
  ['an id', true, 'u-1042', null],
  ['a long number', true, '100000000001', null],
  ['a uuid', true, '7d33cd36-f89d-445f-9f1a-2222433bd8a0', null],
  ['words in Korean', true, '상담 창구 3', null],
  ['the longest', true, 'x'.repeat(200), null],
  ['one longer', true, 'x'.repeat(201), 'JK229'],
  ['an e-mail address', true, 'kim@example.com', 'JK229'],
  ['a mobile number', true, '010-1234-5678', 'JK229'],
  ['a mobile number without hyphens', true, 'tel 01012345678', 'JK229'],
  ['a control character', true, 'a\u0007b', 'JK229'],
  ['anything of a person', false, 'u-1042', 'JK230'],
] as const)
  test(`behalfRefusal answers ${code} to ${what}`, () => assert.equal(behalfRefusal(service, text), code));
