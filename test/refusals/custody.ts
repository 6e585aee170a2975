/** What was disclosed, to whom, under a life; and the keys. */
import { type Values, insertion, uuid } from '../support/rows.ts';
import { id } from '../support/scene-ids.ts';
import { type Refused, broken, brokenAlways, forbidden, onlyGrows } from './refusal.ts';

const nobody = uuid(id.nobody);
const disclosure = (wrong: Values) => insertion('custody.disclosure', wrong);
const session = (wrong: Values) => insertion('custody.session', wrong);
const gateway = ['gateway'] as const;
const custodian = ['custodian'] as const;

export const custodyRefusals: readonly Refused[] = [
  forbidden('a record by another process than the custodian', `select custody.record('[]')`, [
    'office',
    'gateway',
    'sequencer',
  ]),
  forbidden('a disclosure told past the record', disclosure({})),
  forbidden('a part told past the record', insertion('custody.disclosure_part')),
  forbidden('a subject counted past the record', insertion('custody.opened')),
  forbidden('a span forgotten by another process than the job', 'select custody.forget_spans(1)', [
    'office',
    'gateway',
    'custodian',
  ]),
  forbidden('a subject uncounted', 'delete from custody.opened'),
  broken(
    'a disclosure before its grant’s life',
    'custody.disclosure.only_while_live',
    disclosure({ at: `platform.now() - interval '1 day'` }),
  ),
  broken(
    'a disclosure after its grant’s life',
    'custody.disclosure.only_while_live',
    disclosure({ at: `platform.now() + interval '31 days'` }),
  ),
  broken(
    'a disclosure after its grant was revoked',
    'custody.disclosure.only_while_live',
    `update access.life set ended = platform.now(), ended_as = 'REVOKED' where grant_id = ${uuid(id.live)}; ${disclosure({})}`,
  ),
  broken('a disclosure under a flag that lies', 'custody.disclosure.of_its_session', disclosure({ service: 'true' })),
  broken(
    'a disclosure in a session of another grant',
    'custody.disclosure.of_its_session',
    disclosure({ grant_id: uuid(id.serviceLive), service: 'true' }),
  ),
  broken('a disclosure in no session', 'custody.disclosure.of_its_session', disclosure({ session_id: nobody })),
  broken('a batch told twice', 'custody.disclosure.disclosure_pkey', disclosure({ batch: '1' })),
  broken(
    'two disclosures of one entry',
    'custody.disclosure.one_disclosure_an_entry',
    disclosure({ entry_id: '(select entry_id from custody.disclosure limit 1)' }),
  ),
  ...['session_id', 'batch', 'grant_id', 'service', 'at', 'request_digest', 'entry_id'].map((column) =>
    broken(`a disclosure with a null for ${column}`, '23502', disclosure({ [column]: 'null' })),
  ),
  brokenAlways(
    'a part of no disclosure',
    'custody.disclosure_part.of_a_disclosure',
    insertion('custody.disclosure_part', { batch: '77' }),
  ),
  broken(
    'an outcome that does not exist',
    'custody.disclosure_part.outcome_known',
    insertion('custody.disclosure_part', { outcome: `'seen'` }),
  ),
  brokenAlways(
    'a writing under a grant that does not write',
    'custody.disclosure_part.only_by_a_grant_that_writes',
    insertion('custody.disclosure_part', { outcome: `'written'` }),
  ),
  ...onlyGrows('custody.disclosure', 'grant_id'),
  ...onlyGrows('custody.disclosure_part', 'subjects'),

  broken(
    'a session by a credential of another grant',
    'custody.session.by_a_credential_of_the_grant',
    session({ credential_id: uuid(id.serviceCredential) }),
    gateway,
  ),
  broken(
    'a session for somebody else',
    'custody.session.for_the_holder_of_the_grant',
    session({ holder: uuid(id.stranger) }),
    gateway,
  ),
  broken('a session from nowhere', '23502', session({ source: 'null' }), gateway),
  forbidden('a session dated by hand', session({ opened_at: 'platform.now()' })),
  ...onlyGrows('custody.session', 'source'),

  broken(
    'an epoch of too many subjects',
    'custody.epoch.at_most_65536_subjects',
    'update custody.epoch set subjects = 65537',
    custodian,
  ),
  broken(
    'a key of no epoch',
    'custody.subject_key.subject_key_epoch_fkey',
    insertion('custody.subject_key', { epoch: '77' }),
    custodian,
  ),
  broken(
    'a key of no kind',
    'custody.subject_key.subject_kind_known',
    insertion('custody.subject_key', { kind: `'company'` }),
    custodian,
  ),
  forbidden('a key read by another process', 'select wrapped from custody.subject_key', [
    'office',
    'gateway',
    'sequencer',
  ]),
  forbidden('a key put in the place of another', 'update custody.subject_key set wrapped = wrapped'),
  broken(
    'a second generation',
    'custody.generation.one_generation',
    insertion('custody.generation', { single: 'false' }),
  ),
  broken('a second cursor', 'custody.behind.one_cursor', insertion('custody.behind', { single: 'false' })),
  forbidden('the index by subject written by another process', insertion('custody.disclosed'), [
    'office',
    'gateway',
    'custodian',
  ]),
  forbidden('the index by subject thinned out', 'delete from custody.disclosed'),

  broken(
    'a login of no grant',
    'gateway.login.login_grant_id_fkey',
    insertion('gateway.login', { grant_id: nobody }),
    gateway,
  ),
  forbidden('a login’s secret read by another process', 'select secret from gateway.login', [
    'office',
    'custodian',
    'sequencer',
  ]),
  forbidden('a login’s secret changed', `update gateway.login set secret = 's'`),
  brokenAlways(
    'a timeline accepted that this server is not on',
    'custody.store_line.of_this_server',
    insertion('custody.store_line', { timeline: '99' }),
    ['office'],
  ),
  brokenAlways(
    'a timeline accepted of another cluster',
    'custody.store_line.of_this_server',
    insertion('custody.store_line', { cluster: '1' }),
    ['office'],
  ),
  brokenAlways(
    'a timeline accepted by nobody',
    'custody.store_line.of_this_server',
    insertion('custody.store_line', { accepted_by: 'null' }),
    ['office'],
  ),
  brokenAlways(
    'a timeline accepted without the office for it',
    'custody.store_line.under_an_office_held_now',
    insertion('custody.store_line', { accepted_by: uuid(id.lead), holding: uuid(id.leadHolding) }),
    ['office'],
  ),
  broken(
    'a timeline accepted for no reason',
    'custody.store_line.accepted_for_a_reason',
    insertion('custody.store_line', { reason: `' '` }),
    ['office'],
  ),
  broken('a timeline accepted twice', 'custody.store_line.store_line_pkey', insertion('custody.store_line'), [
    'office',
  ]),
  ...onlyGrows('custody.store_line', 'reason'),
];
