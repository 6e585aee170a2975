import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { behindItsBack } from '../../test/support/behind-its-back.ts';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { insertion, uuid } from '../../test/support/rows.ts';
import { setScene } from '../../test/support/scene.ts';
import { id } from '../../test/support/scene-ids.ts';
import type { ActKind } from '../people/employment.ts';
import { type Owed, owedAt } from '../people/duty.ts';
import { dutyRecords } from '../people/duty-records.sql.ts';
import { type Db, databaseFault, sql } from '../platform/mod.ts';
import { factsOf, grantFields } from './access.sql.ts';
import type { Away } from './away.ts';
import { licenceRefusal } from './decide.ts';
import { factsFrom } from './load-facts.ts';

let installation: Installation;
before(async () => {
  installation = await testInstallation();
  await setScene(installation);
  // Once, since it is dear: this installation is for these worlds alone.
  for (const table of ['law.rule', 'people.employment', 'access.mover_review', ...dutyTables])
    await sql.raw(`alter table ${table} disable trigger user`).execute(installation.db('superuser'));
  // A course that is due about now, whatever the half-year.
  await sql`alter table people.course drop constraint half_year_or_handler`.execute(installation.db('superuser'));
});
after(() => installation?.stop());

/** Hours from now, never now itself: the exact moment is tried in decide.test.ts, where the clock can stand still. */
const hours = fc.constantFrom<number[]>(-30, -3, -2, -1, 1, 2, 3, 30);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const life = fc.record({
  starts: hours,
  lasts: fc.constantFrom<number[]>(1, 2, 5, 60),
  review: fc.constantFrom<number[]>(1, 2, 5, 60),
  ended: maybe(hours),
});
/** Days from today, and hours: each row of the duties at a moment of its own, on both sides of now. */
const kind = fc.constantFrom<string[]>('join', 'handler', 'yearly', 'leaver');
const number = (...values: (number | null)[]) => fc.constantFrom(...values);
const duties = fc.record({
  pledges: fc.uniqueArray(
    fc.record({ kind, edition: fc.integer({ min: 1, max: 2 }), day: fc.constantFrom<number[]>(-3, -1, 1) }),
    {
      selector: (one) => `${one.kind} ${one.edition}`,
      maxLength: 3,
    },
  ),
  signatures: fc.array(
    fc.record({
      kind,
      edition: fc.integer({ min: 1, max: 2 }),
      hour: hours,
      days: fc.constantFrom<number[]>(1, 2, 365),
    }),
    { maxLength: 3 },
  ),
  courses: fc.uniqueArray(
    fc.record({ code: fc.constantFrom<string[]>('half', 'handler'), day: fc.constantFrom<number[]>(-2, 0, 3) }),
    {
      selector: ({ code }) => code,
      maxLength: 2,
    },
  ),
  results: fc.array(
    fc.record({
      code: fc.constantFrom<string[]>('half', 'handler'),
      score: fc.constantFrom<number[]>(70, 90),
      hour: hours,
    }),
    {
      maxLength: 2,
    },
  ),
  joined: fc.constantFrom<number[]>(-300, -1),
  reports: fc.uniqueArray(
    fc.record({
      device: fc.constantFrom<string[]>('pc', 'laptop'),
      status: fc.constantFrom<string[]>('clean', 'detected'),
      age: fc.constantFrom<number[]>(1, 30),
      hour: fc.constantFrom<number[]>(-100, -71, -30, -2, 1),
      cleared: maybe(fc.constantFrom<number[]>(-90, -1, 2)),
    }),
    { selector: ({ hour }) => hour, maxLength: 3 },
  ),
  required: number(0, 1, 1, null),
  reportHours: number(72, 72, null),
});
type Duties = typeof duties extends fc.Arbitrary<infer D> ? D : never;
/** Acts in the order in which they were said, each from an hour of its own; and hours at which the grant was kept. */
const acts = fc.array(
  fc.record({
    kind: fc.constantFrom<ActKind[]>('move', 'move', 'leave', 'return', 'end'),
    hour: fc.constantFrom<number[]>(-200.2, -30.2, -3.2, -2.2, -1.2, 1.2),
  }),
  { maxLength: 4 },
);
const employment = fc.record({
  joined: fc.constantFrom<number[]>(-300, -300, -300, 1),
  acts,
  kept: fc.uniqueArray(fc.constantFrom<number[]>(-100.5, -2.5, -0.5), { maxLength: 2 }),
});
type Employment = typeof employment extends fc.Arbitrary<infer E> ? E : never;
const world = fc.record({
  lives: fc.array(life, { maxLength: 2 }),
  standing: maybe(fc.record({ fitUntil: hours, leftAt: maybe(hours) })),
  approvedUntil: hours,
  duties: fc.oneof(fc.constant(null), duties),
  employment: fc.oneof(fc.constant(null), employment),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

const at = (offset: number) => `platform.now() + interval '${offset} hours'`;

const day = (offset: number) => `(platform.now() at time zone 'Asia/Seoul')::date + ${offset}`;
const nullOr = (value: number | null) => (value === null ? 'null' : String(value));

const dutyTables = 'pledge signature course course_result device_clearance device_report'
  .split(' ')
  .map((table) => `people.${table}`);

function dutyStatements({
  pledges,
  signatures,
  courses,
  results,
  joined,
  reports,
  required,
  reportHours,
}: Duties): string[] {
  const long = `platform.now() - interval '60 days'`;
  return [
    `delete from law.rule where topic like 'people.device.re%'`,
    ...(
      [
        ['people.device.required', required],
        ['people.device.report.hours', reportHours],
      ] as const
    ).flatMap(([topic, value]) =>
      value === null
        ? []
        : [
            insertion('law.rule', {
              topic: `'${topic}'`,
              effective: `'[2020-01-01,)'`,
              params: `'{"number": ${nullOr(value)}}'`,
            }),
          ],
    ),
    ...dutyTables.map((table) => `delete from ${table}`),
    `update people.person set joined_at = platform.now() + interval '${joined} days' where id = ${uuid(id.handler)}`,
    ...pledges.map((one) =>
      insertion('people.pledge', {
        kind: `'${one.kind}'`,
        edition: String(one.edition),
        in_force_from: day(one.day),
        published_at: long,
      }),
    ),
    ...signatures.map((one) =>
      insertion('people.signature', {
        kind: `'${one.kind}'`,
        edition: String(one.edition),
        days: String(one.days),
        at: at(one.hour),
      }),
    ),
    ...courses.map((one) =>
      insertion('people.course', {
        code: `'${one.code}'`,
        period: `'${one.code === 'half' ? 'A' : 'handler'}'`,
        owed_from: day(one.day),
        published_at: long,
      }),
    ),
    ...results.map((one) =>
      insertion('people.course_result', { course: `'${one.code}'`, score: String(one.score), at: at(one.hour) }),
    ),
    ...reports.flatMap((one) => {
      const report = randomUUID();
      return [
        insertion('people.device_report', {
          id: uuid(report),
          device: `'${one.device}'`,
          status: `'${one.status}'`,
          signature_hours: String(one.age),
          at: at(one.hour),
        }),
        ...(one.status === 'clean' || one.cleared === null
          ? []
          : [
              insertion('people.device_clearance', {
                report: uuid(report),
                person: uuid(id.handler),
                at: at(one.cleared),
              }),
            ]),
      ];
    }),
  ];
}

const own = `person = ${uuid(id.handler)}`;
/** Of one transaction all from the same moment, so that two at the same hour are at the same time. */
const saidAt = (offset: number) => `now() + interval '${offset} hours'`;

function employmentStatements({ joined, acts: said, kept }: Employment): string[] {
  const all = [{ kind: 'join' as ActKind, hour: joined }, ...said];
  return [
    `delete from people.employment where ${own}`,
    ...all.map(({ kind: what, hour }, n) =>
      insertion('people.employment', {
        person: uuid(id.handler),
        n: String(n + 1),
        kind: `'${what}'`,
        at: saidAt(hour),
        review_days: what === 'move' ? '7' : 'null',
      }),
    ),
    ...kept.map((hour) =>
      insertion('access.mover_review', { grant_id: uuid(id.live), holder: uuid(id.handler), at: saidAt(hour) }),
    ),
  ];
}

/** The same in plain words: what the last word says, and the first move since the grant began that nobody has answered. */
function awayIn({ lives, employment: said }: World): string | null {
  if (said === null) return null;
  const all = [{ kind: 'join' as ActKind, hour: said.joined }, ...said.acts];
  const last = all.findLast(({ hour }) => hour < 0);
  if (last === undefined) return 'PLANNED';
  if (last.kind === 'leave') return 'ON_LEAVE';
  if (last.kind === 'end') return 'LEFT';
  const standing = all.filter(
    ({ kind: what, hour }, n) => what === 'move' && hour < 0 && !all.slice(n + 1).some((later) => later.hour <= hour),
  );
  const waiting = standing.filter(
    ({ hour }) => lives.some(({ starts }) => starts <= hour) && !said.kept.some((kept) => kept > hour),
  );
  return waiting.length === 0 ? null : `MOVED ${Math.min(...waiting.map(({ hour }) => hour))}`;
}

function statements({ lives, standing, approvedUntil, duties: owing, employment: said }: World): string[] {
  return [
    ...(said === null ? [] : employmentStatements(said)),
    ...(owing === null ? [] : dutyStatements(owing)),
    `delete from access.life where grant_id = ${uuid(id.live)}`,
    ...lives.map(({ starts, lasts, review, ended }) =>
      insertion('access.life', {
        grant_id: uuid(id.live),
        starts: at(starts),
        ends: at(starts + lasts),
        review_due: at(starts + review),
        ended: ended === null ? `'infinity'` : at(ended),
        ended_as: ended === null ? 'null' : `'SUSPENDED'`,
      }),
    ),
    `delete from people.standing where person = ${uuid(id.handler)}`,
    ...(standing === null
      ? []
      : [
          insertion('people.standing', {
            person: uuid(id.handler),
            fit_until: at(standing.fitUntil),
            left_at: standing.leftAt === null ? 'null' : at(standing.leftAt),
          }),
        ]),
    `update catalog.purpose set approved_until = ${at(approvedUntil)} where id = ${uuid(id.support)}`,
  ];
}

const running = { starts: -1, lasts: 60, review: 60, ended: null };
const sound: World = {
  lives: [running],
  standing: { fitUntil: 1, leftAt: null },
  approvedUntil: 1,
  duties: null,
  employment: null,
};
const nothing: Duties = {
  pledges: [],
  signatures: [],
  courses: [],
  results: [],
  joined: -300,
  reports: [],
  required: 0,
  reportHours: 72,
};
const owing = (some: Partial<Duties>): World => ({ ...sound, duties: { ...nothing, ...some } });
const said = (...words: (readonly [ActKind, number])[]): World => ({
  ...sound,
  lives: [{ ...running, starts: -30 }],
  employment: { joined: -300, acts: words.map(([what, hour]) => ({ kind: what, hour })), kept: [] },
});
const edition = (n: number) => ({ kind: 'join', edition: n, day: -3 });
const signed = { kind: 'join', edition: 1, hour: -30, days: 365 };
const clean = { device: 'pc', status: 'clean', age: 1, hour: -2, cleared: null };
/** One of each answer, and a life that begins when another is running. */
const examples: readonly World[] = [
  sound,
  { ...sound, lives: [] },
  { ...sound, lives: [{ ...running, starts: -3, lasts: 2 }] },
  { ...sound, lives: [{ ...running, ended: -1 }] },
  { ...sound, lives: [{ ...running, starts: -3, review: 2 }] },
  { ...sound, lives: [{ ...running, starts: 1 }] },
  {
    ...sound,
    lives: [
      { ...running, lasts: 2 },
      { ...running, starts: 3 },
    ],
  },
  { ...sound, standing: null },
  { ...sound, standing: { fitUntil: 1, leftAt: -1 } },
  { ...sound, approvedUntil: -1 },
  owing({ pledges: [edition(1)] }),
  owing({ pledges: [edition(1)], signatures: [signed], required: 1, reports: [clean] }),
  owing({ pledges: [edition(1), edition(2)], signatures: [signed] }),
  owing({ pledges: [edition(1)], signatures: [{ ...signed, days: 1 }] }),
  owing({ courses: [{ code: 'half', day: 0 }] }),
  owing({ courses: [{ code: 'half', day: -2 }], joined: -1 }),
  owing({ courses: [{ code: 'half', day: 0 }], results: [{ code: 'half', score: 90, hour: -1 }] }),
  owing({ courses: [{ code: 'handler', day: 0 }], results: [{ code: 'handler', score: 70, hour: -1 }] }),
  owing({ required: 1 }),
  owing({ required: null }),
  owing({ required: 1, reports: [{ ...clean, hour: -100 }] }),
  owing({ required: 1, reports: [{ ...clean, age: 30 }] }),
  owing({ reports: [{ ...clean, status: 'detected' }] }),
  owing({ required: 1, reports: [{ ...clean, status: 'detected', cleared: -1 }] }),
];

const employed: readonly World[] = [
  said(['leave', -1.2]),
  said(['leave', -3.2], ['return', -1.2]),
  said(['leave', 1.2]),
  said(['end', -1.2]),
  said(['move', -1.2]),
  { ...said(['move', -1.2]), employment: { joined: -300, acts: [{ kind: 'move', hour: -1.2 }], kept: [-0.5] } },
  said(['move', -1.2], ['leave', -2.2]),
  { ...said(['move', -200.2]), lives: [{ ...running, starts: -201, lasts: 300, review: 300 }] },
  { ...said(), employment: { joined: 1, acts: [], kept: [] } },
];

/** Two lives of one grant that overlap cannot stand in the database, whoever writes them. */
const impossible = (error: unknown) => databaseFault(error)?.constraint === 'never_two_at_once';

async function ask(db: Db): Promise<{
  view: boolean;
  refusal: string | null;
  owed: Owed[];
  told: Owed[];
  away: Away | null;
  now: Temporal.Instant;
}> {
  const { rows } = await sql`select from access.licence where grant_id = ${id.live}`.execute(db);
  const row = (await factsOf(db, id.live)) ?? assert.fail('access.facts lost a grant');
  const facts = factsFrom(row, await grantFields(db, id.live));
  const records = await dutyRecords(db, id.handler, row.now);
  return {
    view: rows.length === 1,
    refusal: licenceRefusal(facts, '10.1.2.3', row.now),
    owed: owedAt(records, row.now),
    told: [...(row.owed ?? [])],
    away: row.away,
    now: row.now,
  };
}

test('access.licence agrees with licenceRefusal, whatever the facts are', async () => {
  const seen = new Map<string | null, number>();
  await fc.assert(
    fc.asyncProperty(world, async (one) => {
      const answer = await behindItsBack(installation.db('superuser'), [statements(one).join('; ')], ask).catch(
        (error: unknown) => {
          if (impossible(error)) return undefined;
          throw error;
        },
      );
      fc.pre(answer !== undefined);
      assert.equal(answer.view, answer.refusal === null, JSON.stringify(answer));
      assert.deepEqual(answer.told, answer.owed);
      const { away } = answer;
      const since = away?.since ?? String(answer.now);
      const hour = Math.round(10 * answer.now.until(since).total('hours')) / 10;
      const told = away === null ? null : away.state === 'MOVED' ? `MOVED ${hour}` : away.state;
      assert.equal(told, awayIn(one), JSON.stringify(one.employment));
      seen.set(answer.refusal, (seen.get(answer.refusal) ?? 0) + 1);
    }),
    { numRuns: 120, examples: [...examples, ...employed].map((one) => [one]) },
  );
  const met =
    'JK201 JK202 JK203 JK204 JK205 JK206 JK207 JK210 JK243 JK244 JK245 JK246 JK247 JK248 JK249 JK250 JK260 JK261 JK262';
  for (const refusal of [null, ...met.split(' ')]) assert.ok(seen.has(refusal), `no run met ${refusal}`);
});
