/** Who works here, and who is fit: nobody says it of themselves, and everything ends. */
import { bytes, insertion, uuid } from '../support/rows.ts';
import { id } from '../support/scene-ids.ts';
import { type Refused, broken, brokenAlways, forbidden } from './refusal.ts';

const office = ['office'] as const;
const nobody = uuid(id.nobody);

const ownerLink = (token: string) =>
  insertion('people.link', { kind: `'owner'`, person: uuid(id.hr), made_by: 'null', token_hash: `sha256('${token}')` });
const useOwnerLink = `update people.link set used_at = platform.now(), ended_at = platform.now() where kind = 'owner' and ended_at is null`;

export const peopleRefusals: readonly Refused[] = [
  broken(
    'an account with a blank',
    'people.person.account_is_plain',
    insertion('people.person', { account: `'two words'` }),
    office,
  ),
  broken(
    'a person of no kind',
    'people.person.person_or_service',
    insertion('people.person', { kind: `'robot'` }),
    office,
  ),
  broken(
    'a language that nobody wrote',
    'people.person.language_known',
    insertion('people.person', { language: `'xx'` }),
    office,
  ),
  broken(
    'a person with a service of their own',
    'people.service_account.an_account_that_is_there',
    insertion('people.service_account', { account: uuid(id.handler) }),
    office,
  ),
  broken(
    'a service account that is none',
    'people.service_account.only_a_service',
    insertion('people.service_account', { kind: `'person'` }),
  ),
  broken(
    'a service account of no service',
    'people.service_account.service_account_service_fkey',
    insertion('people.service_account', { service: nobody }),
    office,
  ),
  forbidden('a service account moved to another service', 'update people.service_account set service = service'),
  forbidden('a person made a service account', `update people.person set kind = 'service'`),
  forbidden('a person removed', 'delete from people.person'),

  broken(
    'an office that does not exist',
    'people.holding.office_known',
    insertion('people.holding', { office: `'king'` }),
    office,
  ),
  broken(
    'an office without a basis',
    'people.holding.holding_has_a_basis',
    insertion('people.holding', { basis: `' '` }),
    office,
  ),
  broken(
    'an office that ends before it begins',
    'people.holding.ends_after_it_begins',
    `update people.holding set held_until = held_from`,
    office,
  ),
  broken(
    'an office of nobody',
    'people.holding.holding_person_fkey',
    insertion('people.holding', { person: nobody }),
    office,
  ),
  broken(
    'an office in no service',
    'people.holding.service_exists',
    insertion('people.holding', { service: nobody }),
    office,
  ),
  forbidden('an office taken over', `update people.holding set person = ${uuid(id.handler)}`),

  broken(
    'standing declared by oneself',
    'people.standing.nobody_declares_themselves_fit',
    insertion('people.standing', { declared_by: uuid(id.stranger) }),
    office,
  ),
  broken(
    'standing renewed by oneself',
    'people.standing.nobody_declares_themselves_fit',
    `update people.standing set declared_by = person, fit_until = platform.now() + interval '1 year'`,
    office,
  ),
  broken(
    'fitness without an end',
    'people.standing.fitness_ends',
    insertion('people.standing', { fit_until: `'infinity'` }),
    office,
  ),
  broken(
    'standing without a reason',
    'people.standing.standing_has_a_reason',
    insertion('people.standing', { reason: `''` }),
    office,
  ),
  broken(
    'standing of nobody',
    'people.standing.standing_person_fkey',
    insertion('people.standing', { person: nobody }),
    office,
  ),
  broken(
    'standing declared by nobody',
    'people.standing.standing_declared_by_fkey',
    insertion('people.standing', { declared_by: nobody }),
    office,
  ),
  broken('standing without an end', '23502', insertion('people.standing', { fit_until: 'null' }), office),
  forbidden('standing of another person made one’s own', `update people.standing set person = ${uuid(id.lead)}`),

  broken(
    'a session without an end',
    'people.session.session_expires',
    insertion('people.session', { expires_at: `'infinity'` }),
    office,
  ),
  broken('a session whose end is null', '23502', insertion('people.session', { expires_at: 'null' }), office),
  broken(
    'a token kept in clear',
    'people.session.token_is_hashed',
    insertion('people.session', { token_hash: bytes(43) }),
    office,
  ),
  broken(
    'a session of nobody',
    'people.session.session_person_fkey',
    insertion('people.session', { person: nobody }),
    office,
  ),
  forbidden('a session prolonged', `update people.session set expires_at = expires_at + interval '1 day'`),

  broken(
    'a session of another kind',
    'people.session.signed_in_or_local',
    insertion('people.session', { kind: `'forged'` }),
    office,
  ),
  broken(
    'a session that was signed in to and lasts longer than a day',
    'people.session.signed_in_for_a_day_at_most',
    insertion('people.session', { kind: `'signed_in'`, expires_at: `platform.now() + interval '25 hours'` }),
    office,
  ),
  brokenAlways(
    'a session that is over brought back',
    'people.session.a_session_stays_over',
    `update people.session set ended_at = null where id = ${uuid(id.overSession)}`,
    office,
  ),
  brokenAlways(
    'a session without sign-in once the owner has signed in',
    'people.session.no_session_without_sign_in',
    `${ownerLink('one')}; ${useOwnerLink}; ${insertion('people.session')}`,
    office,
  ),
  forbidden('a session given to another person', `update people.session set person = ${uuid(id.lead)}`),
  forbidden('a session without sign-in made one with', `update people.session set kind = 'signed_in'`),

  broken(
    'a password of a service account',
    'people.password.a_person_that_is_there',
    insertion('people.password', { person: uuid(id.bot) }),
    office,
  ),
  broken(
    'a password of what is no person',
    'people.password.only_a_person_signs_in',
    insertion('people.password', { kind: `'service'` }),
  ),
  broken(
    'a password kept in clear',
    'people.password.password_is_argon2id',
    insertion('people.password', { hash: `'correct horse battery'` }),
    office,
  ),
  broken(
    'a password kept as another hash',
    'people.password.password_is_argon2id',
    `update people.password set hash = '$2b$12$' || repeat('a', 53)`,
    office,
  ),
  broken('fewer tries than none', 'people.password.tries_are_counted', 'update people.password set tries = -1', office),
  broken(
    'a lock without an end',
    'people.password.a_lock_ends',
    `update people.password set locked_until = 'infinity'`,
    office,
  ),
  forbidden('a password removed', 'delete from people.password'),
  forbidden('a password given to another person', `update people.password set person = ${uuid(id.cpo)}`),

  broken(
    'an authenticator of who has no password',
    'people.authenticator.beside_a_password',
    insertion('people.authenticator', { person: uuid(id.cpo) }),
    office,
  ),
  broken(
    'an authenticator with a short nonce',
    'people.authenticator.nonce_is_20_bytes',
    insertion('people.authenticator', { nonce: bytes(8) }),
    office,
  ),
  broken(
    'two authenticators of one person',
    'people.authenticator.one_authenticator_a_person',
    insertion('people.authenticator', { person: uuid(id.handler) }),
    office,
  ),
  brokenAlways(
    'a code of an authenticator taken twice',
    'people.authenticator.each_code_once',
    `update people.authenticator set last_step = last_step where id = ${uuid(id.authenticator)}`,
    office,
  ),
  brokenAlways(
    'a code before the last one taken',
    'people.authenticator.each_code_once',
    `update people.authenticator set last_step = last_step - 1 where id = ${uuid(id.authenticator)}`,
    office,
  ),
  brokenAlways(
    'an authenticator that is over brought back',
    'people.authenticator.an_authenticator_stays_over',
    'update people.authenticator set ended_at = null where ended_at is not null',
    office,
  ),
  forbidden('an authenticator removed', 'delete from people.authenticator'),
  forbidden('another secret for an authenticator', `update people.authenticator set nonce = ${bytes(20)}`),

  broken(
    'recovery codes of who has no password',
    'people.recovery_set.beside_a_password',
    insertion('people.recovery_set', { person: uuid(id.cpo) }),
    office,
  ),
  broken(
    'two sets of recovery codes of one person',
    'people.recovery_set.one_recovery_set_a_person',
    insertion('people.recovery_set', { person: uuid(id.handler) }),
    office,
  ),
  brokenAlways(
    'a set of recovery codes that is over brought back',
    'people.recovery_set.a_recovery_set_stays_over',
    'update people.recovery_set set ended_at = null where ended_at is not null',
    office,
  ),
  broken(
    'an eleventh recovery code',
    'people.recovery_code.ten_at_most',
    insertion('people.recovery_code', { n: '11' }),
    office,
  ),
  broken(
    'a recovery code kept in clear',
    'people.recovery_code.code_is_hashed',
    insertion('people.recovery_code', { code_hash: bytes(19) }),
    office,
  ),
  broken(
    'a recovery code of no set',
    'people.recovery_code.recovery_code_set_id_fkey',
    insertion('people.recovery_code', { set_id: nobody }),
    office,
  ),
  brokenAlways(
    'a recovery code used twice',
    'people.recovery_code.used_once',
    'update people.recovery_code set used_at = platform.now() where used_at is not null',
    office,
  ),
  forbidden('a recovery code removed', 'delete from people.recovery_code'),

  broken('a link to nothing', 'people.link.owner_or_invitation', insertion('people.link', { kind: `'door'` }), office),
  broken(
    'a link kept in clear',
    'people.link.link_is_hashed',
    insertion('people.link', { token_hash: bytes(43) }),
    office,
  ),
  broken(
    'a link without an end',
    'people.link.link_expires',
    insertion('people.link', { expires_at: `'infinity'` }),
    office,
  ),
  broken(
    'a link for a service account',
    'people.link.a_person_that_is_there',
    insertion('people.link', { person: uuid(id.bot) }),
    office,
  ),
  broken(
    'a link for what is no person',
    'people.link.only_a_person_is_invited',
    insertion('people.link', { person_kind: `'service'` }),
  ),
  broken('a link by nobody', 'people.link.link_made_by_fkey', insertion('people.link', { made_by: nobody }), office),
  broken(
    'an invitation of oneself',
    'people.link.somebody_else_invites',
    insertion('people.link', { made_by: uuid(id.requester) }),
    office,
  ),
  broken(
    'an invitation by nobody',
    'people.link.somebody_else_invites',
    insertion('people.link', { made_by: 'null' }),
    office,
  ),
  broken(
    'two links of one person',
    'people.link.one_link_a_person',
    insertion('people.link', { person: uuid(id.handler) }),
    office,
  ),
  broken(
    'a link that was used and still holds',
    'people.link.used_is_over',
    `update people.link set used_at = platform.now() where ended_at is null`,
    office,
  ),
  brokenAlways(
    'a link that is over brought back',
    'people.link.a_link_stays_over',
    `update people.link set ended_at = null where id = ${uuid(id.overLink)}`,
    office,
  ),
  broken(
    'a second owner’s link used',
    'people.link.one_owner_link_is_used',
    `${ownerLink('one')}; ${useOwnerLink}; ${ownerLink('two')}; ${useOwnerLink}`,
    office,
  ),
  forbidden('a link prolonged', `update people.link set expires_at = expires_at + interval '1 day'`),
  forbidden('a link removed', 'delete from people.link'),

  broken(
    'fewer tries from an address than none',
    'people.sign_in_from.tries_from_are_counted',
    insertion('people.sign_in_from', { tries: '-1' }),
    office,
  ),
];
