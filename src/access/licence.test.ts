import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { behindItsBack } from '../../test/support/behind-its-back.ts';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { insertion, uuid } from '../../test/support/rows.ts';
import { setScene } from '../../test/support/scene.ts';
import { id } from '../../test/support/scene-ids.ts';
import { type Db, databaseFault, sql } from '../platform/mod.ts';
import { factsOf, grantFields } from './access.sql.ts';
import { licenceRefusal } from './decide.ts';
import { factsFrom } from './load-facts.ts';

let installation: Installation;
before(async () => {
  installation = await testInstallation();
  await setScene(installation);
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
const world = fc.record({
  lives: fc.array(life, { maxLength: 2 }),
  standing: maybe(fc.record({ fitUntil: hours, leftAt: maybe(hours) })),
  approvedUntil: hours,
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

const at = (offset: number) => `platform.now() + interval '${offset} hours'`;

function statements({ lives, standing, approvedUntil }: World): string[] {
  return [
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
const sound: World = { lives: [running], standing: { fitUntil: 1, leftAt: null }, approvedUntil: 1 };
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
];

/** Two lives of one grant that overlap cannot stand in the database, whoever writes them. */
const impossible = (error: unknown) => databaseFault(error)?.constraint === 'never_two_at_once';

async function ask(db: Db): Promise<{ view: boolean; refusal: string | null }> {
  const { rows } = await sql`select from access.licence where grant_id = ${id.live}`.execute(db);
  const row = (await factsOf(db, id.live)) ?? assert.fail('access.facts lost a grant');
  const facts = factsFrom(row, await grantFields(db, id.live));
  return { view: rows.length === 1, refusal: licenceRefusal(facts, '10.1.2.3', row.now) };
}

test('access.licence agrees with licenceRefusal, whatever the facts are', async () => {
  const seen = new Map<string | null, number>();
  await fc.assert(
    fc.asyncProperty(world, async (one) => {
      const answer = await behindItsBack(installation.db('superuser'), statements(one), ask).catch((error: unknown) => {
        if (impossible(error)) return undefined;
        throw error;
      });
      fc.pre(answer !== undefined);
      assert.equal(answer.view, answer.refusal === null, JSON.stringify(answer));
      seen.set(answer.refusal, (seen.get(answer.refusal) ?? 0) + 1);
    }),
    { numRuns: 120, examples: examples.map((one) => [one]) },
  );
  for (const refusal of [null, 'JK201', 'JK202', 'JK203', 'JK204', 'JK205', 'JK206', 'JK207', 'JK210'])
    assert.ok(seen.has(refusal), `no run met ${refusal}`);
});
