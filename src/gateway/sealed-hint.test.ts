import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportFields } from './backend-parsers.ts';
import { FrameWriter } from './frame-writer.ts';
import { hintFor } from './sealed-hint.ts';

/** An ErrorResponse with these fields, and the hint with which it leaves. */
function hintOf(told: Readonly<Record<string, string>>): string | undefined {
  const writer = new FrameWriter(256).begin(0x45);
  for (const [letter, value] of Object.entries(told)) writer.byte(letter.charCodeAt(0)).raw(Buffer.from(value)).byte(0);
  const report = hintFor(writer.byte(0).end().take(), 'en');
  return [...reportFields(report, 0, report.length)].find(([letter]) => letter === 0x48)?.[1].toString();
}

test('hintFor says what to do where an operator is missing, a query’s value is stored, or a sealed value is copied', () => {
  assert.match(
    hintOf({ C: '42883', M: 'operator does not exist: sealed ~~ unknown' }) ?? '',
    /^Sealed columns know only/,
  );
  assert.match(
    hintOf({ C: '42804', M: 'column "email" is of type sealed but expression is of type text' }) ?? '',
    /^What is stored in a sealed column/,
  );
  const message = 'new row for relation "house" violates check constraint "휴대폰_is_sealed"';
  assert.match(hintOf({ C: '23514', M: message, n: '휴대폰_is_sealed' }) ?? '', /^A value is sealed for one person/);
  const ofRow = 'new row for relation "house" violates check constraint "sealed_for_one_subject"';
  assert.match(hintOf({ C: '23514', M: ofRow, n: 'sealed_for_one_subject' }) ?? '', /by a statement of its own\.$/);
  assert.match(
    hintOf({ C: '42501', M: 'permission denied for table payout_tax' }) ?? '',
    /name the columns instead of \*/,
  );
  assert.match(
    hintOf({ C: '42501', M: 'permission denied for view staff_list' }) ?? '',
    /alter view V set \(security_invoker = true\); grant select on V/,
  );
  assert.match(
    hintOf({ C: '42501', M: 'permission denied for materialized view sales' }) ?? '',
    /^No grant reads a materialized view/,
  );
});

test('hintFor leaves errors about other things as they are', () => {
  assert.equal(hintOf({ C: '42883', M: 'operator does not exist: text + text' }), undefined);
  assert.equal(hintOf({ C: '23514', M: 'new row violates "price_is_positive"', n: 'price_is_positive' }), undefined);
  assert.equal(hintOf({ C: '42501', M: 'must be owner of table payout_tax' }), undefined);
  assert.equal(hintOf({ C: '23505', M: 'duplicate key', H: 'their own' }), 'their own');
});
