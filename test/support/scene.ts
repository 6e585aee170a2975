/**
 * A small company in Jikimi's own database, entered as the owner, through the same constraints and triggers as everybody: what the refusals
 * are tried against. All people are invented.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { openingContent } from '../../src/ledger/entry.ts';
import { sequenceOnce } from '../../src/ledger/sequence.ts';
import { type Db, sql } from '../../src/platform/database.ts';
import { recordActs } from './acts.ts';
import type { Installation } from './installation.ts';
import { type Table, type Values, insertion, uuid } from './rows.ts';
import { id } from './scene-ids.ts';

export async function setScene(installation: Installation): Promise<void> {
  const owner = installation.db('owner');
  await all(owner, [...peopleAndCatalog(), ...grants()]);
  await all(owner, [
    `update access.life set ended = platform.now(), ended_as = 'REVOKED' where grant_id = ${uuid(id.revoked)}`,
    `update access.life set ended = platform.now(), ended_as = 'SUSPENDED' where grant_id = ${uuid(id.suspended)}`,
    row('access.credential', { id: uuid(id.credential), username: `'live.1'` }),
    row('access.credential', {
      id: uuid(id.serviceCredential),
      username: `'service.1'`,
      grant_id: uuid(id.serviceLive),
    }),
    row('custody.session', { id: uuid(id.session) }),
    row('custody.session', {
      id: uuid(id.serviceSession),
      grant_id: uuid(id.serviceLive),
      credential_id: uuid(id.serviceCredential),
      holder: uuid(id.bot),
    }),
    row('access.admission', { net: `'10.0.0.0/8'`, kind: `'allow'`, during: `tstzrange(null, null)` }),
    row('custody.epoch', { epoch: '1' }),
    row('custody.subject_key', { subject: uuid(id.subject) }),
    row('gateway.login', { grant_id: uuid(id.serviceLive), role: `'g_0'` }),
  ]);
  await recordActs(installation.db('office'), 1);
  for (const session of [id.session, id.serviceSession])
    await recordOpening(installation.db('custodian'), {
      session,
      grant: session === id.session ? id.live : id.serviceLive,
    });
  await sequenceOnce(installation.db('sequencer'));
}

function row(table: Table, values: Values = {}): string {
  return insertion(table, values);
}

async function all(db: Db, statements: readonly string[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const statement of statements) await sql.raw(statement).execute(tx);
  });
}

function peopleAndCatalog(): string[] {
  const person = (who: string, account: string, kind = 'person') =>
    row('people.person', { id: uuid(who), account: `'${account}'`, kind: `'${kind}'` });
  const holding = (own: string, who: string, office: string) =>
    row('people.holding', { id: uuid(own), person: uuid(who), office: `'${office}'`, service: 'null' });
  const joined = (who: string, by = uuid(id.hr), under = uuid(id.hrHolding)) =>
    row('people.employment', {
      person: uuid(who),
      n: '1',
      kind: `'join'`,
      said_by: by,
      holding: under,
      reason: `'entered'`,
      review_days: 'null',
    });
  const field = (n: number, col: string) => row('catalog.field', { id: String(n), col: `'${col}'` });
  return [
    person(id.hr, 'hr'),
    person(id.handler, 'handler'),
    person(id.requester, 'requester'),
    person(id.lead, 'lead'),
    person(id.cpo, 'cpo'),
    person(id.stranger, 'stranger'),
    person(id.bot, 'bot', 'service'),
    person(id.mover, 'mover'),
    person(id.otherBot, 'other-bot', 'service'),
    joined(id.hr, 'null', 'null'), // as who installs it: HR enters the others
    holding(id.hrHolding, id.hr, 'hr'),
    ...[id.handler, id.requester, id.lead, id.cpo, id.stranger, id.mover].map((who) => joined(who)),
    row('catalog.service', { id: uuid(id.shop), name: `'shop'` }),
    row('people.service_account', { account: uuid(id.bot) }),
    holding(id.leadHolding, id.lead, 'responsible'),
    holding(id.cpoHolding, id.cpo, 'cpo_office'),
    row('people.standing', { person: uuid(id.handler) }),
    row('people.standing', { person: uuid(id.mover) }),
    row('people.standing', { person: uuid(id.bot) }),
    row('people.session', { token_hash: `sha256('scene')` }),
    row('people.session', { id: uuid(id.overSession), token_hash: `sha256('over')`, ended_at: 'platform.now()' }),
    holding(id.deskHolding, id.hr, 'desk_a'),
    row('people.session', { id: uuid(id.handlerSession), token_hash: `sha256('signs')` }),
    ...duties(),
    row('people.password', { person: uuid(id.handler) }),
    row('people.password', { person: uuid(id.lead) }),
    row('people.authenticator', {
      id: uuid(id.authenticator),
      person: uuid(id.handler),
      nonce: `'\\x${'01'.repeat(20)}'`,
      last_step: '7',
    }),
    row('people.authenticator', {
      person: uuid(id.handler),
      nonce: `'\\x${'02'.repeat(20)}'`,
      ended_at: 'platform.now()',
    }),
    row('people.recovery_set', { id: uuid(id.recoverySet), person: uuid(id.handler) }),
    row('people.recovery_set', { person: uuid(id.handler), ended_at: 'platform.now()' }),
    row('people.recovery_code', { n: '1', used_at: 'platform.now()' }),
    row('people.link', {
      id: uuid(id.overLink),
      person: uuid(id.lead),
      token_hash: `sha256('over')`,
      ended_at: 'platform.now()',
    }),
    row('people.link', { person: uuid(id.handler), token_hash: `sha256('held')` }),
    row('catalog.database', { id: uuid(id.members), name: `'members'` }),
    row('catalog.term_group', { id: '1', name: `'email'` }),
    field(1, 'email'),
    field(2, 'phone'),
    field(3, 'rrn'),
    field(4, 'address'),
    row('catalog.purpose', { id: uuid(id.support), name: `'support'` }),
    row('catalog.purpose', { id: uuid(id.tax), name: `'tax'` }),
    row('catalog.purpose_field', { field_id: '1', highest: `'full'` }),
    row('catalog.purpose_field', { field_id: '2', highest: `'partial'` }),
    row('catalog.purpose_field', { purpose_id: uuid(id.tax), field_id: '3', highest: `'full'` }),
    row('catalog.stop', { subject: uuid(id.second) }),
    row('law.rule', { topic: `'test.days'` }),
    house('people.device.required', 0),
    house('people.device.report.hours', 72),
    house('people.device.signature.hours', 24),
    row('law.applied'),
    statute('[2027-01-01,2028-01-01)', 3),
    statute('[2028-01-01,)', 5),
    row('law.bound', { house_topic: `'test.years'` }),
    row('law.rule', { topic: `'test.years'`, effective: `'[2027-01-01,2028-01-01)'`, params: `'{"number": 3}'` }),
  ];
}

/** None of them withholds the handler. */
function duties(): string[] {
  const report = (own: string, who: string, status: string) =>
    row('people.device_report', { id: uuid(own), person: uuid(who), reported_by: uuid(who), status: `'${status}'` });
  return [
    row('people.pledge', { edition: '1' }),
    row('people.pledge', { edition: '2' }),
    row('people.signature'),
    row('people.course', { code: `'half'`, period: `'2040-H1'`, owed_from: `'2040-07-01'` }),
    row('people.course_result'),
    report(id.detected, id.stranger, 'detected'),
    report(id.cleared, id.stranger, 'detected'),
    report(id.clean, id.lead, 'clean'),
    row('people.device_clearance', { report: uuid(id.cleared) }),
  ];
}

/** A house number in force since before the scene. */
function house(topic: string, number: number): string {
  return row('law.rule', { topic: `'${topic}'`, effective: `'[2020-01-01,)'`, params: `'{"number": ${number}}'` });
}

/** A rule of the law that bounds the house number `test.years`. */
function statute(days: string, years: number): string {
  return row('law.rule', {
    jurisdiction: `'kr'`,
    topic: `'test.statute'`,
    effective: `'${days}'`,
    params: `'{"years": ${years}}'`,
    article_en: `'1'`,
    text_ko: `'보관'`,
    text_en: `'kept'`,
  });
}

function grants(): string[] {
  const grant = (own: string, name: string, mode = 'partial', terms: Values = {}) => [
    row('access.grant', { id: uuid(own), name: `'${name}'`, ...terms }),
    row('access.grant_field', { grant_id: uuid(own), mode: `'${mode}'` }),
  ];
  const decision = (own: string, values: Values = {}) => row('access.decision', { grant_id: uuid(own), ...values });
  const life = (own: string, values: Values = {}) => row('access.life', { grant_id: uuid(own), ...values });
  return [
    ...grant(id.asked, 'asked'),
    row('access.scope'),
    ...grant(id.approved, 'approved'),
    decision(id.approved),
    ...grant(id.live, 'live'),
    decision(id.live),
    life(id.live),
    ...[id.moved, id.kept].flatMap((own, n) => [
      ...grant(own, n === 0 ? 'moved' : 'kept', 'partial', { holder: uuid(id.mover) }),
      decision(own, { holder: uuid(id.mover) }),
      life(own),
    ]),
    row('people.employment', { person: uuid(id.mover) }),
    row('access.mover_review', { grant_id: uuid(id.kept) }),
    ...grant(id.serviceLive, 'service', 'full', ofService),
    decision(id.serviceLive, { holder: uuid(id.bot) }),
    life(id.serviceLive),
    ...grant(id.revoked, 'revoked'),
    decision(id.revoked),
    life(id.revoked),
    ...grant(id.rejected, 'rejected'),
    decision(id.rejected, { verdict: `'rejected'` }),
    ...grant(id.half, 'half', 'full'),
    decision(id.half),
    ...[id.lapsed, id.lapsedAndTold].flatMap((own, n) => [
      ...grant(own, `lapsed${n || ''}`),
      decision(own),
      life(own, {
        starts: `platform.now() - interval '40 days'`,
        ends: `platform.now() + interval '20 days'`,
        review_due: `platform.now() - interval '1 day'`,
      }),
    ]),
    row('access.lapse', lapseOf(id.lapsedAndTold)),
    ...grant(id.suspended, 'suspended'),
    decision(id.suspended),
    life(id.suspended),
    ...grant(id.emergency, 'emergency'),
    life(id.emergency, {
      decider: 'null',
      break_glass: 'true',
      review_due: `platform.now() + interval '23 hours'`,
    }),
  ];
}

/** That a grant's review was missed, as its life says. */
export function lapseOf(own: string): Values {
  const ofLife = (column: string) => `(select ${column} from access.life where grant_id = ${uuid(own)})`;
  return { grant_id: uuid(own), starts: ofLife('starts'), at: ofLife('review_due') };
}

/** Terms of a grant of the scene's service account. */
export const ofService: Values = {
  holder: uuid(id.bot),
  service: 'true',
  days: '180',
  max_subjects: 'null',
  minute_subjects: '60',
};

/** Adds a live grant of the handler, or of whom the terms name, with other terms, and a session of it; their ids. */
export async function addLiveGrant(
  installation: Installation,
  name: string,
  terms: Values,
): Promise<{ grant: string; session: string }> {
  const [grant, credential, session] = [randomUUID(), randomUUID(), randomUUID()];
  const of = { grant_id: uuid(grant) };
  const { holder = uuid(id.handler) } = terms;
  await all(installation.db('owner'), [
    row('access.grant', { id: uuid(grant), name: `'${name}'`, ...terms }),
    row('access.grant_field', of),
    row('access.decision', { ...of, holder }),
    row('access.life', of),
    row('access.credential', { ...of, id: uuid(credential), username: `'${name}.1'` }),
    row('custody.session', { ...of, holder, id: uuid(session), credential_id: uuid(credential) }),
  ]);
  return { grant, session };
}

export type Asked = {
  readonly session: string;
  readonly grant: string;
  readonly batch?: number;
  /** By default whose session it is, where that is one of the scene's. */
  readonly holder?: string;
  readonly subjects?: readonly string[];
  readonly digest?: string;
  readonly kind?: 'opening' | 'question' | 'refusal';
  readonly generation?: number;
  readonly stops?: readonly string[];
};

/** The JSON of one record, as the custodian writes it: its subjects' field 1 was masked. */
export function recordOf({
  session,
  grant,
  batch = 1,
  holder = session === id.serviceSession ? id.bot : id.handler,
  subjects = [id.subject],
  digest = 'd0'.repeat(32),
  kind = 'opening',
  generation = 0,
  stops = [],
}: Asked): object {
  const salt = randomBytes(32);
  const parts = kind === 'refusal' ? [] : [{ field: 1, mode: 'partial', outcome: 'masked', subjects: subjects.length }];
  const body = {
    session,
    batch,
    grant,
    holder,
    source: '10.1.2.3',
    parts,
  };
  const content = openingContent(
    salt,
    body,
    parts.map(() => ({ subjects: subjects.map((one) => one.replaceAll('-', '')) })),
  );
  const hex = { salt: salt.toString('hex'), content: content.toString('hex') };
  if (kind === 'refusal') return { kind, body, ...hex };
  return {
    kind,
    session,
    batch,
    grant,
    digest,
    body,
    ...hex,
    parts: parts.map((part) => ({ ...part, subjects: list(subjects) })),
    generation,
    stops,
  };
}

const list = (subjects: readonly string[]): string => `{${subjects.join(',')}}`;

/** Records openings in one commit; the outcomes in their order. */
export async function recordOpening(db: Db, ...asked: readonly Asked[]): Promise<string[]> {
  const { rows } = await sql<{ outcome: string }>`
    select outcome from custody.record(${JSON.stringify(asked.map(recordOf))}::jsonb) order by n
  `.execute(db);
  return rows.map((one) => one.outcome);
}
