import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type Installation, moveClock, testInstallation } from '../../test/support/installation.ts';
import { claimLink, signInKey } from '../../test/support/sign-in.ts';
import { loadRules } from '../law/mod.ts';
import { type Db, Refusal, now, sql } from '../platform/mod.ts';
import type { Actor, Office } from './actor.ts';
import { declareFit } from './declare-fit.ts';
import { beginLeave, endPerson, movePerson, returnPerson } from './employ.ts';
import { type ActKind, type EmploymentState, acts } from './employment.ts';
import { hold, installOwner, join } from './join.ts';
import { invite, lookAtLink } from './link.ts';
import { readDuties } from './read-duties.ts';
import { readPeople } from './read-people.ts';
import { actorByAccount, actorOf, openLocalSession } from './session.ts';

let installation: Installation;
let db: Db;
let hr: Actor;
let owner: Actor;
const morning = Temporal.PlainDateTime.from('2027-01-04T09:00').toZonedDateTime('Asia/Seoul').toInstant();

before(async () => {
  installation = await testInstallation({ drill: true });
  await moveClock(installation, morning);
  db = installation.db('office');
  await loadRules(db);
  await installOwner(db, { account: 'owner', display: 'owner', kind: 'person', language: 'en' }, 'founded');
  owner = await actorByAccount(db, 'owner');
  await employee('hr', 'hr');
  hr = await actorByAccount(db, 'hr');
});
after(() => installation?.stop());

async function employee(account: string, office: Office | null = null, from?: string): Promise<Actor> {
  const joiner = { account, display: account, kind: 'person', language: 'en', department: 'desk' } as const;
  const person = await join(db, owner, from === undefined ? joiner : { ...joiner, from });
  if (office !== null) await hold(db, owner, { person, office, service: null, basis: `appointed ${account}` });
  return actorByAccount(db, account);
}

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const change = (account: string, from: string | null = null) => ({ account, from, reason: 'a test' });
const move = (account: string, from: string | null = null) =>
  ({ ...change(account, from), department: 'billing', position: null }) as const;

async function told(kind: string, person: Actor): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ body: Record<string, unknown> }>`
    select body from ledger.act where kind = ${kind} and body ->> 'person' = ${person.person} order by id
  `.execute(installation.db('owner'));
  return rows.map(({ body }) => body);
}

/** Account and state of those whom the list shows as of a day. */
async function listed(asOf: string | null, state: EmploymentState | null = null): Promise<string[]> {
  const { people } = await readPeople(db, hr, { asOf, state, department: null, after: null, limit: 200 });
  return people.map((one) => `${one.account} ${one.state} ${one.department ?? ''}`.trim());
}

test('endPerson ends sessions, links, authenticator and recovery codes at once, for good, on record', async () => {
  const gone = await employee('gone');
  const { token } = await claimLink(db, (await invite(db, hr, 'gone')).link);
  const { link } = await invite(db, hr, 'gone');
  const { rows: before } = await sql`select from people.authenticator where ended_at is null`.execute(db);
  const ended = await endPerson(db, hr, change('gone'));
  assert.deepEqual([ended.state, ended.sessions], ['LEFT', 1]);
  await assert.rejects(actorOf(db, token), refusedWith('JK101'));
  await assert.rejects(lookAtLink(db, link, signInKey), refusedWith('JK115'));
  await assert.rejects(invite(db, hr, 'gone'), refusedWith('JK119'));
  const { rows: left } = await sql`select from people.authenticator where ended_at is null`.execute(db);
  assert.equal(before.length - left.length, 1);
  const { rows: codes } = await sql`
    select from people.recovery_set where person = ${gone.person} and ended_at is null
  `.execute(db);
  assert.equal(codes.length, 0);
  const [fact] = await told('person.left', gone);
  assert.deepEqual([fact?.['by'], fact?.['sessions']], [hr.person, 1]);
  assert.deepEqual(fact?.['under'], { holding: hr.holdings[0]?.id, office: 'hr', basis: 'appointed hr' });
  for (const again of [endPerson, returnPerson, beginLeave])
    await assert.rejects(again(db, hr, change('gone')), refusedWith('JK141'));
  await assert.rejects(employee('gone'), refusedWith('JK105'), 'an account is never used again');
});

test('beginLeave ends sessions, and what they were does not come back with returnPerson', async () => {
  const away = await employee('away');
  const token = await openLocalSession(db, away.person, 'one', 24);
  assert.equal((await beginLeave(db, hr, change('away'))).state, 'ON_LEAVE');
  await assert.rejects(actorOf(db, token), refusedWith('JK101'));
  await assert.rejects(actorOf(db, await openLocalSession(db, away.person, 'two', 24)), refusedWith('JK101'));
  await assert.rejects(movePerson(db, hr, move('away')), refusedWith('JK141'));
  assert.equal((await returnPerson(db, hr, change('away'))).state, 'ACTIVE');
  await assert.rejects(actorOf(db, token), refusedWith('JK101'));
  assert.equal((await actorOf(db, await openLocalSession(db, away.person, 'three', 24))).account, 'away');
});

test('a leave that was planned ends sessions by itself, and they stay over when it is', async () => {
  const planned = await employee('planned');
  const token = await openLocalSession(db, planned.person, 'one', 24 * 20);
  assert.equal((await beginLeave(db, hr, change('planned', '2027-01-06'))).state, 'ACTIVE');
  await returnPerson(db, hr, change('planned', '2027-01-08'));
  assert.equal((await actorOf(db, token)).account, 'planned');
  const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Seoul').toInstant();
  await moveClock(installation, at('2027-01-06T00:00'));
  await assert.rejects(actorOf(db, token), refusedWith('JK101'));
  await moveClock(installation, at('2027-01-08T00:00'));
  await assert.rejects(actorOf(db, token), refusedWith('JK101'));
  assert.equal((await actorOf(db, await openLocalSession(db, planned.person, 'two', 1))).account, 'planned');
});

test('a joiner is PLANNED until the first day: nobody signs in, and a list of any day says what it was', async () => {
  await employee('joiner', null, '2027-01-11');
  await assert.rejects(invite(db, hr, 'joiner'), refusedWith('JK119'));
  assert.ok((await listed(null)).includes('joiner PLANNED desk'));
  assert.ok((await listed('2027-01-11')).includes('joiner ACTIVE desk'));
  assert.ok(!(await listed('2027-01-07')).some((one) => one.startsWith('joiner')), 'nobody knew of them then');
  assert.ok((await listed(null, 'LEFT')).every((one) => one.includes(' LEFT ')));
});

test('what was planned is moved by a later word, and taken back by returnPerson', async () => {
  const mover = await employee('mover');
  await movePerson(db, hr, move('mover', '2027-02-01'));
  await endPerson(db, hr, change('mover', '2027-04-15'));
  await endPerson(db, hr, change('mover', '2027-04-01'));
  await assert.rejects(endPerson(db, hr, change('mover', '2027-04-15')), refusedWith('JK141'));
  assert.ok((await listed('2027-03-15')).includes('mover ACTIVE billing'));
  assert.ok((await listed('2027-04-01')).includes('mover LEFT billing'));
  const { takesBack } = await returnPerson(db, hr, change('mover', '2027-03-20'));
  assert.deepEqual(
    takesBack.map(({ act, from }) => `${act} ${String(from)}`),
    ['end 2027-03-31T15:00:00Z'],
    'of the two ends the one that was to come; the move before it stays',
  );
  assert.ok((await listed('2027-05-01')).includes('mover ACTIVE billing'));
  const { state, department, acts: said } = await readDuties(db, hr, { account: 'mover', asOf: '2027-02-01' });
  assert.deepEqual([state, department, said.length], ['ACTIVE', 'billing', 5]);
  await assert.rejects(returnPerson(db, hr, change('mover', '2027-03-21')), refusedWith('JK141'));
  assert.equal((await told('person.moved', mover)).length, 1);
});

test('nobody acts on themselves, HR ends no owner, others do nothing, and no day is past', async () => {
  const plain = await employee('plain');
  await assert.rejects(endPerson(db, hr, change('hr')), refusedWith('JK140'));
  await assert.rejects(movePerson(db, hr, move('hr')), refusedWith('JK140'));
  await assert.rejects(endPerson(db, hr, change('owner')), refusedWith('JK103'));
  await assert.rejects(beginLeave(db, hr, change('owner')), refusedWith('JK103'));
  await assert.rejects(endPerson(db, owner, change('owner')), refusedWith('JK140'));
  await assert.rejects(endPerson(db, plain, change('hr')), refusedWith('JK103'));
  await assert.rejects(
    readPeople(db, plain, { asOf: null, state: null, department: null, after: null, limit: 1 }),
    refusedWith('JK103'),
  );
  await assert.rejects(movePerson(db, hr, move('plain', '2027-01-01')), refusedWith('JK002'));
  await assert.rejects(movePerson(db, hr, move('nobody')), refusedWith('JK003'));
  await assert.rejects(endPerson(db, hr, { ...change('plain'), reason: 'call 010-1234-5678' }), refusedWith('JK224'));
  assert.deepEqual(await told('person.left', plain), []);
});

test('who is on leave is not in order, whatever was declared', async () => {
  const fit = await employee('fit');
  await declareFit(db, hr, fit.person, (await now(db)).add({ hours: 240 }), 'a test');
  const inOrder = async () => (await readDuties(db, hr, { account: 'fit', asOf: null })).inOrder;
  assert.equal(await inOrder(), true);
  await beginLeave(db, hr, change('fit'));
  assert.equal(await inOrder(), false);
  await returnPerson(db, hr, change('fit'));
  assert.equal(await inOrder(), true);
});

test('two who end the same person at the same time end them once', async () => {
  const twice = await employee('twice');
  const ended = await Promise.allSettled([endPerson(db, hr, change('twice')), endPerson(db, owner, change('twice'))]);
  assert.deepEqual(ended.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  assert.equal((await told('person.left', twice)).length, 1);
});

type Entry = { readonly kind: ActKind; readonly at: number };
type Known = { readonly since: number; readonly timeline: readonly Entry[] };

/** The plain model: a calendar a person. Whatever is written into it strikes out what stood there from that moment on; pages of before stay. */
const calendars = new Map<string, Known[]>();

const stateOf = (timeline: readonly Entry[], at: number): EmploymentState => {
  const last = timeline.findLast((one) => one.at <= at);
  if (last === undefined) return 'PLANNED';
  return last.kind === 'leave' ? 'ON_LEAVE' : last.kind === 'end' ? 'LEFT' : 'ACTIVE';
};

function isPossible(timeline: readonly Entry[], kind: ActKind, at: number): boolean {
  const state = stateOf(timeline, at);
  if (kind === 'end') return state !== 'LEFT';
  if (kind === 'return') return state === 'ON_LEAVE' || (state === 'ACTIVE' && timeline.some((one) => one.at > at));
  return state === 'ACTIVE';
}

/** What the list has to say of everybody in the calendars, as of a moment. */
function modelled(at: number): string[] {
  return [...calendars]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([account, known]) => {
      const page = known.findLast(({ since }) => since <= at);
      if (page === undefined) return [];
      const next = page.timeline.find((one) => one.at > at);
      return [`${account} ${stateOf(page.timeline, at)} ${next?.kind ?? ''}`];
    });
}

const said = fc.record({
  wait: fc.constantFrom(0, 5, 20, 30),
  kind: fc.constantFrom(...acts.filter((kind) => kind !== 'join')),
  /** Days from today; 0: from this moment. */
  days: fc.constantFrom(0, 0, 1, 2, 3),
});

test('whatever is said, whenever: the list as of any moment is that of the plain calendar', async () => {
  let n = 0;
  const says = { move: movePerson, leave: beginLeave, return: returnPerson, end: endPerson } as const;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 0, 2),
      fc.array(said, { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: -96, max: 144 }), { minLength: 3, maxLength: 3 }),
      async (joins, words, looks) => {
        const account = `model.${String(++n).padStart(3, '0')}`;
        const dayIn = (current: Temporal.Instant, days: number) =>
          current.toZonedDateTimeISO('Asia/Seoul').toPlainDate().add({ days }).toString();
        const begins = await now(db);
        await employee(account, null, joins === 0 ? undefined : dayIn(begins, joins));
        const known: Known[] = [];
        calendars.set(account, known);
        const { rows } = await sql<{ at: Temporal.Instant; said: Temporal.Instant }>`
          select e.at, e.said_at as said from people.employment e join people.person p on p.id = e.person where p.account = ${account}
        `.execute(db);
        const [first] = rows;
        assert.ok(first);
        let timeline: readonly Entry[] = [{ kind: 'join', at: first.at.epochMilliseconds }];
        known.push({ since: first.said.epochMilliseconds, timeline });
        for (const { wait, kind, days } of words) {
          if (wait > 0) await moveClock(installation, (await now(db)).add({ hours: wait }));
          const current = await now(db);
          const from = days === 0 ? null : dayIn(current, days);
          const at = from === null ? current : Temporal.PlainDate.from(from).toZonedDateTime('Asia/Seoul').toInstant();
          const asked = { ...move(account, from), department: `d${days}` };
          const answer = await says[kind](db, hr, asked).catch((error: unknown) => {
            if (refusedWith('JK141')(error)) return null;
            throw error;
          });
          assert.equal(answer !== null, isPossible(timeline, kind, at.epochMilliseconds), `${kind} ${String(at)}`);
          if (answer === null) continue;
          const entry = { kind, at: answer.from.epochMilliseconds };
          timeline = [...timeline.filter((one) => one.at < entry.at), entry];
          known.push({ since: from === null ? entry.at : (await now(db)).epochMilliseconds, timeline });
        }
        const end = await now(db);
        for (const hours of [0, ...looks]) {
          const at = end.add({ hours });
          const { people } = await readPeople(db, hr, {
            asOf: String(at),
            state: null,
            department: null,
            after: 'model.',
            limit: 200,
          });
          const found = people
            .filter((one) => one.account.startsWith('model.'))
            .map((one) => `${one.account} ${one.state} ${one.next ?? ''}`);
          assert.deepEqual(found, modelled(at.epochMilliseconds), String(at));
        }
      },
    ),
    { numRuns: 25 },
  );
});
