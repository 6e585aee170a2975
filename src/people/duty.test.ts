import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Duty, type DutyRecords, dutiesAt, owedAt } from './duty.ts';

const seoul = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Seoul').toInstant();
const now = seoul('2027-06-15T12:00');
const hour = (hours: number) => now.add({ minutes: hours * 60 });

const none: DutyRecords = {
  joinedOn: '2026-01-02',
  editions: [],
  signatures: [],
  courses: [],
  results: [],
  reports: [],
  numbers: { deviceRequired: 0, reportHours: 72, signatureHours: 24 },
};
const first = { kind: 'join', edition: 1, inForceFrom: '2027-01-04', publishedAt: seoul('2026-12-20T09:00') } as const;
const second = { ...first, edition: 2, inForceFrom: '2027-06-15', publishedAt: seoul('2027-06-01T09:00') };
const signed = { kind: 'join', edition: 1, at: hour(-24), endsAt: hour(24 * 364) } as const;
const half = { code: 'h1', period: '2027-H1', owedFrom: '2027-07-01', publishedAt: seoul('2027-03-02T09:00') };
const handler = { code: 'handler', period: 'handler', owedFrom: '2027-03-02', publishedAt: seoul('2027-03-02T09:00') };
const report = { device: 'PC-7', status: 'clean', signatureHours: 2, at: hour(-1), clearedAt: null } as const;
const required = { numbers: { ...none.numbers, deviceRequired: 1 } };

type Row = [what: string, records: Partial<DutyRecords>, expected: string, at?: Temporal.Instant];

/** A duty in short: what it is, its state, and `!` where it withholds. */
const short = ({ what, state, edition, withholds }: Duty) =>
  `${what ?? 'no device'}${edition === null ? '' : ` ${edition}`} ${state}${withholds ? '!' : ''}`;

const rows: Row[] = [
  ['nothing published', {}, ''],
  ['a pledge that nobody signed', { editions: [first] }, 'join 1 OWED!'],
  ['a pledge signed', { editions: [first], signatures: [signed] }, 'join 1 SIGNED'],
  ['a pledge signed a year ago', { editions: [first], signatures: [{ ...signed, endsAt: now }] }, 'join 1 EXPIRED!'],
  [
    'a pledge signed again',
    { editions: [first], signatures: [{ ...signed, endsAt: hour(-1) }, signed] },
    'join 1 SIGNED',
  ],
  ['a newer edition in force', { editions: [first, second], signatures: [signed] }, 'join 2 SUPERSEDED!'],
  [
    'a newer edition the day before',
    { editions: [first, second], signatures: [{ ...signed, at: hour(-48) }] },
    'join 1 SIGNED, join 2 OWED',
    seoul('2027-06-14T23:59:59'),
  ],
  [
    'a newer edition from 00:00 in Seoul',
    { editions: [first, second], signatures: [{ ...signed, at: hour(-48) }] },
    'join 2 SUPERSEDED!',
    seoul('2027-06-15T00:00'),
  ],
  [
    'a newer edition signed before it is in force',
    { editions: [first, second], signatures: [{ ...signed, at: hour(-48), edition: 2 }] },
    'join 1 OWED!',
    seoul('2027-06-14T23:59:59'),
  ],
  [
    'the signature of another kind',
    { editions: [{ ...first, kind: 'yearly' }], signatures: [signed] },
    'yearly 1 OWED!',
  ],
  ['a leaver’s pledge, which withholds nothing', { editions: [{ ...first, kind: 'leaver' }] }, 'leaver 1 OWED'],
  ['a signature of later', { editions: [first], signatures: [{ ...signed, at: hour(1) }] }, 'join 1 OWED!'],
  ['a course before it is due', { courses: [half] }, 'h1 ASSIGNED'],
  ['a course on its due day', { courses: [half] }, 'h1 ASSIGNED', seoul('2027-06-30T23:59:59')],
  ['a course at 00:00 of the day after', { courses: [half] }, 'h1 OVERDUE!', seoul('2027-07-01T00:00')],
  [
    'a course that was failed',
    { courses: [half], results: [{ course: 'h1', passed: false, at: hour(-1) }] },
    'h1 ASSIGNED',
  ],
  ['a course that was passed', { courses: [half], results: [{ course: 'h1', passed: true, at: hour(-1) }] }, 'h1 DONE'],
  [
    'a course that was passed late',
    { courses: [half], results: [{ course: 'h1', passed: true, at: seoul('2027-07-01T09:20') }] },
    '',
    seoul('2027-07-01T09:21'),
  ],
  [
    'a course that was due before they joined',
    { courses: [half], joinedOn: '2027-07-01' },
    '',
    seoul('2027-07-02T09:00'),
  ],
  [
    'a course due on the day they joined',
    { courses: [half], joinedOn: '2027-06-30' },
    'h1 OVERDUE!',
    seoul('2027-07-02T09:00'),
  ],
  ['the course for handlers, at once', { courses: [handler], joinedOn: '2027-06-15' }, 'handler OVERDUE!'],
  ['no device where none is required', {}, ''],
  ['no device', required, 'no device NONE!'],
  [
    'no device where no number says whether one is required',
    { numbers: { ...none.numbers, deviceRequired: null } },
    'no device NONE!',
  ],
  ['a clean device', { ...required, reports: [report] }, 'PC-7 CLEAN'],
  ['a device silent for 72 hours', { ...required, reports: [{ ...report, at: hour(-72) }] }, 'PC-7 STALE!'],
  ['a device just not silent for 72 hours', { ...required, reports: [{ ...report, at: hour(-71.9) }] }, 'PC-7 CLEAN'],
  ['a silent device where none is required', { reports: [{ ...report, at: hour(-72) }] }, 'PC-7 STALE'],
  ['a device with old signatures', { ...required, reports: [{ ...report, signatureHours: 24.5 }] }, 'PC-7 STALE!'],
  ['signatures of just 24 hours', { ...required, reports: [{ ...report, signatureHours: 24 }] }, 'PC-7 CLEAN'],
  [
    'no number for how long a report counts',
    { numbers: { ...required.numbers, reportHours: null }, reports: [report] },
    'PC-7 STALE!',
  ],
  ['malware', { reports: [{ ...report, status: 'detected' }] }, 'PC-7 DETECTED!'],
  [
    'malware, though the device says later that it is clean',
    { reports: [{ ...report, status: 'detected', at: hour(-2) }, report] },
    'PC-7 DETECTED!',
  ],
  [
    'malware that a desk cleared',
    { ...required, reports: [{ ...report, status: 'detected', clearedAt: hour(-0.5) }] },
    'PC-7 CLEARED',
  ],
  [
    'malware that a desk cleared long ago',
    { ...required, reports: [{ ...report, status: 'detected', at: hour(-90), clearedAt: hour(-80) }] },
    'PC-7 STALE!',
  ],
  [
    'malware on one of two devices',
    {
      ...required,
      reports: [
        { ...report, device: 'PC-1' },
        { ...report, status: 'detected' },
      ],
    },
    'PC-7 DETECTED!, PC-1 CLEAN',
  ],
  [
    'a silent device beside one in order',
    { ...required, reports: [{ ...report, device: 'PC-1', at: hour(-80) }, report] },
    'PC-1 STALE, PC-7 CLEAN',
  ],
];

describe('dutiesAt', () => {
  for (const [what, records, expected, at = now] of rows)
    test(`dutiesAt tells ${what}`, () => {
      assert.equal(
        dutiesAt({ ...none, ...records }, at)
          .map(short)
          .join(', '),
        expected,
      );
    });
});

test('owedAt tells malware first, and of silent devices none by name', () => {
  const owing = { ...none, ...required, editions: [first], courses: [handler] };
  const told = (reports: DutyRecords['reports']) =>
    owedAt({ ...owing, reports }, now).map(({ state, what }) => [state, what]);
  assert.deepEqual(told([{ ...report, status: 'detected' }]), [
    ['DETECTED', 'PC-7'],
    ['OWED', 'join'],
    ['OVERDUE', 'handler'],
  ]);
  assert.deepEqual(told([{ ...report, at: hour(-80) }]).at(-1), ['STALE', null]);
});
