/**
 * One lawful row of each table of Jikimi's own database, in terms of the scene (scene.ts): each refusal is such a row with one thing wrong.
 * Values are SQL expressions. Only columns that a process may write stand here; the rest has its default.
 */
import { id } from './scene-ids.ts';

export type Values = Readonly<Record<string, string>>;

const today = `(platform.now() at time zone 'Asia/Seoul')::date`;
const argon2id = `'$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$${'A'.repeat(43)}'`;

export const lawful = {
  'platform.clock': { single: 'true', drill: 'false' },
  'platform.installation': { drill: 'false' },
  'ledger.act': { kind: `'test.said'`, body: `'{}'`, salt: bytes(32), content: bytes(32) },
  'ledger.opening': { kind: `'refusal'`, body: `'{}'`, salt: bytes(32), content: bytes(32) },
  'ledger.pending': { entry_id: uuid(id.nobody), commitment: bytes(32), at: 'platform.now()' },
  'ledger.leaf': { leaf: '1000000', entry_id: uuid(id.nobody), hash: bytes(32) },
  'ledger.head': { size: '1000001', root: bytes(32), edge: `array[${bytes(32)}]` },
  'law.rule': {
    jurisdiction: `'house'`,
    topic: `'test.other'`,
    effective: `'[2027-01-01,)'`,
    article: `'1'`,
    source: `'test'`,
    text_hash: `'h'`,
    confirmed: 'true',
    params: `'{"number": 1}'`,
  },
  'law.bound': {
    house_topic: `'test.other'`,
    jurisdiction: `'kr'`,
    topic: `'test.statute'`,
    param: `'years'`,
    direction: `'floor'`,
  },
  'law.applied': {
    decision_id: 'gen_random_uuid()',
    jurisdiction: `'house'`,
    topic: `'test.days'`,
    text_hash: `'h'`,
    day: `'[2027-01-04,2027-01-05)'`,
  },
  'people.person': { account: `'new.person'`, display: `'New'`, kind: `'person'`, language: `'en'` },
  'people.employment': {
    person: uuid(id.stranger),
    n: '2',
    kind: `'move'`,
    said_by: uuid(id.hr),
    holding: uuid(id.hrHolding),
    department: `'billing'`,
    reason: `'a transfer'`,
    review_days: '7',
  },
  'people.holding': { person: uuid(id.handler), office: `'handler'`, service: uuid(id.shop), basis: `'resolution 1'` },
  'people.standing': {
    person: uuid(id.stranger),
    fit_until: `platform.now() + interval '1 day'`,
    reason: `'test'`,
    declared_by: uuid(id.hr),
  },
  'people.service_account': { account: uuid(id.otherBot), service: uuid(id.shop) },
  'people.session': {
    person: uuid(id.handler),
    token_hash: bytes(32),
    kind: `'local'`,
    label: `'test'`,
    expires_at: `platform.now() + interval '1 hour'`,
  },
  'people.password': { person: uuid(id.requester), hash: argon2id },
  'people.authenticator': { person: uuid(id.lead), nonce: bytes(20), last_step: '1' },
  'people.recovery_set': { person: uuid(id.lead) },
  'people.recovery_code': { set_id: uuid(id.recoverySet), n: '10', code_hash: bytes(32) },
  'people.link': {
    person: uuid(id.requester),
    kind: `'invitation'`,
    token_hash: bytes(32),
    made_by: uuid(id.hr),
    expires_at: `platform.now() + interval '1 hour'`,
  },
  'people.pledge': {
    kind: `'leaver'`,
    edition: '3',
    text_ko: `'서약'`,
    text_en: `'pledge'`,
    text_hash: `sha256(convert_to('서약' || chr(31) || 'pledge', 'UTF8'))`,
    in_force_from: today,
    published_by: uuid(id.cpo),
    holding: uuid(id.cpoHolding),
  },
  'people.signature': {
    person: uuid(id.handler),
    session: uuid(id.handlerSession),
    kind: `'leaver'`,
    edition: '2',
    text_hash: `sha256(convert_to('서약' || chr(31) || 'pledge', 'UTF8'))`,
    days: '365',
  },
  'people.course': {
    code: `'other'`,
    edition: '1',
    period: `'2041-H1'`,
    owed_from: `'2041-07-01'`,
    title_ko: `'교육'`,
    title_en: `'course'`,
    pass_line: '80',
    questions: `'[{}, {}]'`,
    answers: `'{1, 2}'`,
    published_by: uuid(id.cpo),
    holding: uuid(id.cpoHolding),
  },
  'people.course_result': {
    person: uuid(id.handler),
    session: uuid(id.handlerSession),
    course: `'half'`,
    edition: '1',
    pass_line: '80',
    score: '85',
  },
  'people.device_report': {
    person: uuid(id.handler),
    device: `'PC-9'`,
    status: `'clean'`,
    signature_hours: '1',
    reported_by: uuid(id.handler),
  },
  'people.device_clearance': {
    report: uuid(id.detected),
    person: uuid(id.stranger),
    cleared_by: uuid(id.hr),
    holding: uuid(id.deskHolding),
    reason: `'a false alarm'`,
  },
  'people.sign_in_from': { net: `'203.0.113.7/32'`, tries: '1' },
  'catalog.service': { name: `'other'`, display: `'Other'` },
  'catalog.database': {
    name: `'other'`,
    service_id: uuid(id.shop),
    host: `'127.0.0.1'`,
    port: '5432',
    dbname: `'other'`,
    subject_table: `'members'`,
    subject_key: `'id'`,
  },
  'catalog.term_group': { id: '99', name: `'other'`, normalisation: `'none'` },
  'catalog.field': {
    id: '99',
    db: uuid(id.members),
    tbl: `'members'`,
    col: `'other'`,
    category: `'email'`,
    term_group: '1',
  },
  'catalog.purpose': {
    service_id: uuid(id.shop),
    name: `'other'`,
    display: `'Other'`,
    basis: `'assessment 1'`,
    approved_until: `platform.now() + interval '1 year'`,
    headcount: '5',
  },
  'catalog.purpose_field': { purpose_id: uuid(id.support), field_id: '4', highest: `'full'` },
  'catalog.stop': { subject: uuid(id.subject), purpose_id: uuid(id.support), kind: `'restricted'` },
  'access.grant': {
    name: `'other'`,
    requester: uuid(id.requester),
    holder: uuid(id.handler),
    service: 'false',
    purpose_id: uuid(id.support),
    database_id: uuid(id.members),
    ticket: `'T-1'`,
    work: `'answers complaints'`,
    days: '90',
    sources: `'{10.0.0.0/8}'`,
    export: 'false',
    selector: `'all'`,
    max_subjects: '1000',
    day_subjects: '50',
  },
  'access.grant_field': { grant_id: uuid(id.asked), purpose_id: uuid(id.support), field_id: '1', mode: `'partial'` },
  'access.scope': { grant_id: uuid(id.asked), subject: uuid(id.subject) },
  'access.decision': {
    grant_id: uuid(id.asked),
    requester: uuid(id.requester),
    holder: uuid(id.handler),
    decider: uuid(id.lead),
    office: `'responsible'`,
    holding: uuid(id.leadHolding),
    verdict: `'approved'`,
    reason: `'necessary'`,
  },
  'access.life': {
    grant_id: uuid(id.approved),
    decider: uuid(id.lead),
    break_glass: 'false',
    starts: 'platform.now()',
    ends: `platform.now() + interval '30 days'`,
    review_due: `platform.now() + interval '20 days'`,
  },
  'custody.store_line': {
    timeline: 'custody.timeline()',
    accepted_by: uuid(id.hr),
    holding: uuid(id.deskHolding),
    reason: `'it was synchronous'`,
  },
  'access.lapse': {
    grant_id: uuid(id.lapsed),
    starts: `(select starts from access.life where grant_id = ${uuid(id.lapsed)})`,
    at: `(select review_due from access.life where grant_id = ${uuid(id.lapsed)})`,
    lapsed_as: `'REVIEW_LAPSED'`,
  },
  'access.mover_review': {
    grant_id: uuid(id.moved),
    requester: uuid(id.requester),
    holder: uuid(id.mover),
    reviewer: uuid(id.lead),
    holding: uuid(id.leadHolding),
    reason: `'still answers complaints'`,
  },
  'access.spent': { grant_id: uuid(id.asked), span: `'all'`, span_start: `'-infinity'`, cap: '10', subjects: '10' },
  'access.credential': {
    username: `'other.1'`,
    grant_id: uuid(id.live),
    salt: bytes(16),
    iterations: '4096',
    stored_key: bytes(32),
    server_key: bytes(32),
    issued_to: uuid(id.handler),
    expires_at: `platform.now() + interval '1 hour'`,
  },
  'access.admission': {
    net: `'192.0.2.0/24'`,
    kind: `'block'`,
    during: 'tstzrange(platform.now(), null)',
    reason: `'test'`,
  },
  'custody.epoch': { epoch: '99' },
  'custody.subject_key': { subject: uuid(id.nobody), epoch: '1', wrapped: bytes(60), kind: `'person'` },
  'custody.generation': { single: 'true' },
  'custody.session': {
    grant_id: uuid(id.live),
    credential_id: uuid(id.credential),
    holder: uuid(id.handler),
    source: `'10.1.2.3'`,
  },
  'custody.disclosure': {
    session_id: uuid(id.session),
    batch: '2',
    grant_id: uuid(id.live),
    service: 'false',
    at: 'platform.now()',
    request_digest: bytes(32),
    entry_id: 'gen_random_uuid()',
  },
  'custody.disclosure_part': {
    session_id: uuid(id.session),
    batch: '1',
    n: '9',
    field_id: '1',
    mode: `'partial'`,
    outcome: `'masked'`,
    subjects: `'{}'`,
  },
  'custody.opened': { grant_id: uuid(id.live), span: `'all'`, span_start: `'-infinity'`, subject: uuid(id.nobody) },
  'custody.disclosed': {
    subject: uuid(id.subject),
    at: 'platform.now()',
    session_id: uuid(id.session),
    batch: '1',
  },
  'custody.behind': { single: 'true' },
  'gateway.login': { grant_id: uuid(id.live), role: `'g_1'`, secret: `'s'` },
} as const satisfies Readonly<Record<string, Values>>;

export type Table = keyof typeof lawful;

/** The statement that inserts the lawful row of a table, changed by `wrong`. */
export function insertion(table: Table, wrong: Values = {}): string {
  const values: Values = { ...lawful[table], ...wrong };
  return `insert into ${quoted(table)} (${Object.keys(values).join(', ')}) values (${Object.values(values).join(', ')})`;
}

/** `access.grant` → `access."grant"`, since some tables have the name of a keyword. */
export function quoted(table: string): string {
  return table.replace(/\.(.*)$/, '."$1"');
}

export function uuid(value: string): string {
  return `'${value}'::uuid`;
}

/** So many bytes, all alike. */
export function bytes(count: number): string {
  return `'\\x${'ab'.repeat(count)}'::bytea`;
}
