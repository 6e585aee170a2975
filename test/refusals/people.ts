/** Who works here, and who is fit: nobody says it of themselves, and everything ends. */
import { bytes, insertion, uuid } from '../support/rows.ts';
import { id } from '../support/scene-ids.ts';
import { type Refused, broken, forbidden } from './refusal.ts';

const office = ['office'] as const;
const nobody = uuid(id.nobody);

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
];
