import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Mode } from '../catalog/mod.ts';
import type { Owed } from '../people/mod.ts';
import { Refusal } from '../platform/mod.ts';
import { type Cell, type Facts, type Outcome, decide, refusalParams } from './decide.ts';
import { parseRange } from './source.ts';

const now = Temporal.Instant.from('2027-01-04T03:00:00Z'); // 12:00 in Seoul
const hour = (hours: number) => now.add({ minutes: hours * 60 });
const office = ['10.1.0.0/16', '2001:db8::/32'].map((text) => parseRange(text) ?? assert.fail(text));

const good: Facts = {
  service: false,
  writes: false,
  exports: false,
  life: { starts: hour(-1), ends: hour(1), reviewDue: hour(1), ended: null },
  standing: { fitUntil: hour(1), leftAt: null, owed: [] },
  away: null,
  purposeApprovedUntil: hour(1),
  sources: office,
  window: null,
  fields: new Map<number, Mode>([
    [1, 'full'],
    [2, 'partial'],
    [3, 'match'],
  ]),
};
const life = { starts: hour(-1), ends: hour(1), reviewDue: hour(1), ended: null };
const cell: Cell = { field: 1, asks: 'value', genuine: true, inScope: true, stop: null };
const refuse = (code: string) => ({ kind: 'refuse', code }) as Outcome;

const writes: Partial<Facts> = { service: true, writes: true };

const course: Owed = { duty: 'course', state: 'OVERDUE', what: 'h1-2027', edition: null, day: '2027-06-30' };

type Row = [what: string, facts: Partial<Facts> | null, cell: Partial<Cell>, expected: Outcome, address?: string];

const rows: Row[] = [
  ['a full field opens', {}, {}, { kind: 'open' }],
  ['a full field leaves as a copy under a grant with export', { exports: true }, { asks: 'export' }, { kind: 'open' }],
  ['no field leaves as a copy under another', {}, { asks: 'export' }, refuse('JK237')],
  ['nor one that was not granted', {}, { asks: 'export', field: 9 }, refuse('JK237')],
  ['a partial field is masked', {}, { field: 2 }, { kind: 'mask' }],
  ['a match-only field is withheld', {}, { field: 3 }, { kind: 'withhold', because: 'match_only' }],
  ['a field that was not granted is withheld', {}, { field: 9 }, { kind: 'withhold', because: 'not_granted' }],
  ['a match-only field can be compared', {}, { field: 3, asks: 'compare' }, { kind: 'match' }],
  ['a partial field can be compared', {}, { field: 2, asks: 'compare' }, { kind: 'match' }],
  ['a field that was not granted cannot be compared', {}, { field: 9, asks: 'compare' }, refuse('JK225')],
  ['no grant', null, {}, refuse('JK201')],
  ['never approved', { life: null }, {}, refuse('JK201')],
  ['revoked', { life: { ...life, ended: hour(-0.5) } }, {}, refuse('JK203')],
  ['revoked, though the clock stepped back', { life: { ...life, ended: hour(2) } }, {}, refuse('JK203')],
  ['expired', { life: { ...life, ends: hour(-0.5) } }, {}, refuse('JK202')],
  ['expired at this very moment', { life: { ...life, ends: now } }, {}, refuse('JK202')],
  ['review missed', { life: { ...life, reviewDue: hour(-0.5) } }, {}, refuse('JK204')],
  ['not begun', { life: { ...life, starts: hour(0.5) } }, {}, refuse('JK210')],
  ['no standing', { standing: null }, {}, refuse('JK205')],
  ['standing ended', { standing: { fitUntil: hour(-1), leftAt: null, owed: [] } }, {}, refuse('JK205')],
  ['left the company', { standing: { fitUntil: hour(1), leftAt: hour(-1), owed: [] } }, {}, refuse('JK206')],
  ['leaves tomorrow', { standing: { fitUntil: hour(1), leftAt: hour(24), owed: [] } }, {}, { kind: 'open' }],
  ['left', away('LEFT'), {}, refuse('JK206')],
  ['on leave, whatever is owed', { ...away('ON_LEAVE'), ...owing(course) }, {}, refuse('JK261')],
  ['not here yet', { away: { state: 'PLANNED', since: null }, standing: null }, {}, refuse('JK262')],
  ['moved, and not kept', moved(1), {}, refuse('JK260')],
  ['moved, and not kept in time', moved(0), {}, refuse('JK204')],
  ['a pledge not signed', owing(pledge('OWED')), {}, refuse('JK243')],
  ['a pledge whose edition was superseded', owing(pledge('SUPERSEDED')), {}, refuse('JK244')],
  ['a pledge whose signature is over', owing(pledge('EXPIRED')), {}, refuse('JK245')],
  ['a course overdue', owing(course), {}, refuse('JK246')],
  ['the course for handlers not passed', owing({ ...course, day: null }), {}, refuse('JK250')],
  ['malware', owing(device('DETECTED'), course), {}, refuse('JK247')],
  ['a device that is silent', owing(device('STALE')), {}, refuse('JK248')],
  ['no device', owing(device('NONE')), {}, refuse('JK249')],
  ['a purpose that is withdrawn, behind a duty', { ...owing(course), purposeApprovedUntil: null }, {}, refuse('JK246')],
  ['purpose without approval', { purposeApprovedUntil: null }, {}, refuse('JK207')],
  ['purpose withdrawn', { purposeApprovedUntil: hour(-1) }, {}, refuse('JK207')],
  ['another network', {}, {}, refuse('JK208'), '10.2.0.1'],
  ['no source named', { sources: [] }, {}, refuse('JK208')],
  ['an address that cannot be read', {}, {}, refuse('JK208'), '010.1.0.1'],
  ['a mapped address of the network', {}, {}, { kind: 'open' }, '::ffff:10.1.2.3'],
  ['IPv6 of the network', {}, {}, { kind: 'open' }, '2001:db8::7'],
  ['within the window', { window: window('09:00', '18:00') }, {}, { kind: 'open' }],
  ['outside the window', { window: window('13:00', '18:00') }, {}, refuse('JK209')],
  ['a window past midnight', { window: window('22:00', '07:00') }, {}, refuse('JK209')],
  ['a window past midnight that holds', { window: window('22:00', '12:01') }, {}, { kind: 'open' }],
  ['a forged envelope', {}, { genuine: false }, refuse('JK220')],
  ['a forged envelope of a field that was not granted', {}, { genuine: false, field: 9 }, refuse('JK220')],
  ['a subject outside the selector', {}, { inScope: false }, refuse('JK221')],
  ['consent withdrawn', {}, { stop: 'consent_withdrawn' }, { kind: 'withhold', because: 'consent_withdrawn' }],
  ['restricted', {}, { stop: 'restricted', field: 2 }, { kind: 'withhold', because: 'restricted' }],
  ['held', {}, { stop: 'held' }, { kind: 'withhold', because: 'held' }],
  ['destroyed', {}, { stop: 'destroyed' }, { kind: 'withhold', because: 'destroyed' }],
  ['a missing field under a service grant is an error', { service: true }, { field: 9 }, refuse('JK223')],
  ['a match-only field under a service grant is an error', { service: true }, { field: 3 }, refuse('JK223')],
  ['a full field is stored', writes, { asks: 'write' }, { kind: 'write' }],
  ['a match-only field is stored', writes, { asks: 'write', field: 3 }, { kind: 'write' }],
  ['a masked field is not stored', writes, { asks: 'write', field: 2 }, refuse('JK240')],
  ['a field that was not granted is not stored', writes, { asks: 'write', field: 9 }, refuse('JK240')],
  ['a grant that does not write', {}, { asks: 'write' }, refuse('JK240')],
  ['a service grant that does not write', { service: true }, { asks: 'write' }, refuse('JK240')],
  ['storing for a subject outside the selector', writes, { asks: 'write', inScope: false }, refuse('JK221')],
  ['storing under a key that is not there', writes, { asks: 'write', genuine: false }, refuse('JK220')],
  ['storing against a withdrawn consent', writes, { asks: 'write', stop: 'consent_withdrawn' }, refuse('JK241')],
  ['storing against a restriction', writes, { asks: 'write', stop: 'restricted' }, refuse('JK241')],
  [
    'storing under a revoked grant',
    { ...writes, life: { ...life, ended: hour(-0.5) } },
    { asks: 'write' },
    refuse('JK203'),
  ],
];

function away(state: 'ON_LEAVE' | 'LEFT'): Partial<Facts> {
  return { away: { state, since: String(hour(-24)) } };
}

/** `hours`: for which it still waits. */
function moved(hours: number): Partial<Facts> {
  return { away: { state: 'MOVED', since: String(hour(hours - 168)), due: String(hour(hours)) } };
}

function owing(...owed: readonly Owed[]): Partial<Facts> {
  return { standing: { fitUntil: hour(1), leftAt: null, owed } };
}

function pledge(state: Owed['state']): Owed {
  return { duty: 'pledge', state, what: 'handler', edition: 3, day: '2027-01-04' };
}

function device(state: Owed['state']): Owed {
  return { duty: 'device', state, what: state === 'DETECTED' ? 'PC-7' : null, edition: null, day: null };
}

function window(from: string, to: string): Facts['window'] {
  return { from: Temporal.PlainTime.from(from), to: Temporal.PlainTime.from(to) };
}

describe('decide', () => {
  for (const [what, facts, part, expected, address = '10.1.2.3'] of rows)
    test(`decide ${what}`, () => {
      const outcome = decide(facts === null ? null : { ...good, ...facts }, { ...cell, ...part }, address, now);
      assert.deepEqual(outcome, expected);
    });
});

describe('decide agrees with the plain model of a cell, for every cell under every kind of grant', () => {
  const grants = [{}, { service: true }, writes, { exports: true }, { service: true, exports: true }];
  const stops = [null, 'consent_withdrawn', 'restricted', 'held', 'destroyed'] as const;
  const modes = [undefined, 'match', 'partial', 'full'] as const;
  for (const asks of ['value', 'export', 'compare', 'write'] as const)
    test(asks, () => {
      for (const facts of grants)
        for (const mode of modes)
          for (const stop of stops)
            for (const genuine of [true, false])
              for (const inScope of [true, false]) {
                const fields = new Map<number, Mode>(mode === undefined ? [] : [[1, mode]]);
                const asked: Cell = { field: 1, asks, genuine, inScope, stop };
                const outcome = decide({ ...good, ...facts, fields }, asked, '10.1.2.3', now);
                const { service = false, writes: may = false, exports: copies = false }: Partial<Facts> = facts;
                const theirs = genuine && inScope;
                const free = theirs && stop === null;
                const asValue = theirs && (asks === 'value' || (asks === 'export' && copies));
                const model = {
                  open: asValue && free && mode === 'full',
                  mask: asValue && free && mode === 'partial',
                  match: theirs && asks === 'compare' && mode !== undefined,
                  write: free && asks === 'write' && may && (mode === 'full' || mode === 'match'),
                  withhold: asValue && (mode === 'full' || mode === 'partial' ? stop !== null : !service),
                };
                const allowed = Object.entries(model).filter(([, holds]) => holds);
                assert.deepEqual(
                  allowed.map(([kind]) => kind),
                  outcome.kind === 'refuse' ? [] : [outcome.kind],
                  JSON.stringify({ asked, mode, facts, outcome }),
                );
              }
    });
});

test('refusalParams says the duty as people read it, and what is open beside it', () => {
  const saying = (first: Owed, ...others: readonly Owed[]) => {
    const facts = { ...good, ...owing(first, ...others) };
    const outcome = decide(facts, cell, '10.1.2.3', now);
    assert.ok(outcome.kind === 'refuse');
    const refusal = new Refusal(outcome.code, refusalParams(facts, outcome.code));
    return [...refusal.say('ko'), ...refusal.say('en')].join(' ');
  };
  const three = saying(pledge('OWED'), course, device('NONE'));
  assert.match(
    three,
    /취급자 서약서 3판\(2027-01-04 시행\)에 서명하지 않아 열람할 수 없습니다\. 그 밖에 남은 의무: JK246, JK249\./,
  );
  assert.match(three, /edition 3 of the pledge of handlers \(in force since 2027-01-04\)/);
  assert.match(saying(course), /상반기 교육을 마치지 않았습니다\(기한 2027-06-30\)\. .*`jikimi course take h1-2027`/);
  assert.match(saying(device('DETECTED')), /PC\(PC-7\)에서 악성코드가 발견되어 관제센터의 확인을 기다립니다\./);
  for (const one of [pledge('OWED'), pledge('SUPERSEDED'), pledge('EXPIRED'), course, { ...course, day: null }])
    assert.doesNotMatch(saying(one, device('STALE')), /\{\{/);
  for (const state of ['DETECTED', 'STALE', 'NONE'] as const) assert.doesNotMatch(saying(device(state)), /\{\{/);
});

test('refusalParams says since when the holder is away, and until when a mover’s grant waits', () => {
  const saying = (facts: Partial<Facts>, code: 'JK260' | 'JK261') =>
    new Refusal(code, refusalParams({ ...good, ...facts }, code)).say('en').join(' ');
  assert.match(saying(away('ON_LEAVE'), 'JK261'), /since 2027-01-03/);
  assert.match(saying(moved(1), 'JK260'), /on 2026-12-28, .* until 2027-01-04 13:00/);
});

test('refusalParams says nothing of duties where something else refuses', () => {
  assert.deepEqual(refusalParams({ ...good, ...owing(course) }, 'JK203'), {});
  assert.deepEqual(refusalParams(null, 'JK201'), {});
});
