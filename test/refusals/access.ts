/** Requests, decisions, lives, caps and who may connect. */
import { type Values, bytes, insertion, uuid } from '../support/rows.ts';
import { id } from '../support/scene-ids.ts';
import { lapseOf } from '../support/scene.ts';
import { type Refused, broken, brokenAlways, forbidden, onlyGrows } from './refusal.ts';

const office = ['office'] as const;
const nobody = uuid(id.nobody);
const grant = (wrong: Values) => insertion('access.grant', wrong);
const ofService: Values = { holder: uuid(id.bot), service: 'true', max_subjects: 'null', minute_subjects: '60' };
const decision = (wrong: Values) => insertion('access.decision', wrong);
const life = (wrong: Values) => insertion('access.life', wrong);
const lapse = (wrong: Values) => insertion('access.lapse', wrong);
const admission = (wrong: Values) => insertion('access.admission', wrong);
const both = (...statements: readonly string[]) => statements.join('; ');
/** A request of this very transaction, to which fields still belong. */
const fresh = `(select id from access.grant where name = 'other')`;
const field = (wrong: Values) => both(grant({}), insertion('access.grant_field', { grant_id: fresh, ...wrong }));
const ofLife = (own: string, change: string) => `update access.life set ${change} where grant_id = ${uuid(own)}`;

const requests: readonly Refused[] = [
  broken('a grant with a name of two words', 'access.grant.name_is_plain', grant({ name: `'two words'` }), office),
  broken('a grant without a ticket', 'access.grant.request_names_a_ticket', grant({ ticket: `' '` }), office),
  broken('a grant without a reason', 'access.grant.request_says_why', grant({ work: `''` }), office),
  broken('91 days for a person', 'access.grant.person_at_most_90_service_at_most_180', grant({ days: '91' }), office),
  broken(
    '181 days for a service',
    'access.grant.person_at_most_90_service_at_most_180',
    grant({ ...ofService, days: '181' }),
    office,
  ),
  broken('a grant from nowhere', 'access.grant.sources_are_named', grant({ sources: `'{}'` }), office),
  broken('a grant from a null', 'access.grant.sources_are_named', grant({ sources: `'{10.0.0.0/8,null}'` }), office),
  broken('half a window', 'access.grant.window_has_both_ends', grant({ window_from: `'09:00'` }), office),
  broken('subjects chosen in another way', 'access.grant.selector_known', grant({ selector: `'some'` }), office),
  broken('a cap of nobody', 'access.grant.cap_positive', grant({ max_subjects: '0' }), office),
  broken('a cap of nobody a day', 'access.grant.day_cap_positive', grant({ day_subjects: '0' }), office),
  broken('a cap of nobody a minute', 'access.grant.minute_cap_positive', grant({ minute_subjects: '0' }), office),
  broken(
    'a person’s grant without a cap in all',
    'access.grant.capped_as_its_holder',
    grant({ max_subjects: 'null', minute_subjects: '5' }),
    office,
  ),
  broken(
    'a service grant without a cap a minute',
    'access.grant.capped_as_its_holder',
    grant({ ...ofService, minute_subjects: 'null' }),
    office,
  ),
  broken(
    'a service grant with a cap in all',
    'access.grant.capped_as_its_holder',
    grant({ ...ofService, max_subjects: '5' }),
    office,
  ),
  broken('a grant without a cap a day', '23502', grant({ ...ofService, day_subjects: 'null' }), office),
  brokenAlways(
    'a service grant for an account of another service',
    'access.grant.for_its_own_service',
    grant({ ...ofService, holder: uuid(id.otherBot) }),
    office,
  ),
  broken(
    'a person called a service',
    'access.grant.held_by_what_it_says',
    grant({ ...ofService, holder: uuid(id.handler) }),
    office,
  ),
  broken('a service called a person', 'access.grant.held_by_what_it_says', grant({ holder: uuid(id.bot) }), office),
  broken('a person who writes', 'access.grant.only_a_service_writes', grant({ writes: 'true' }), office),
  broken('a grant held by nobody', 'access.grant.held_by_what_it_says', grant({ holder: nobody }), office),
  broken('a grant requested by nobody', 'access.grant.grant_requester_fkey', grant({ requester: nobody }), office),
  broken('a grant for no purpose', 'access.grant.grant_purpose_id_fkey', grant({ purpose_id: nobody }), office),
  broken('a grant on no database', 'access.grant.grant_database_id_fkey', grant({ database_id: nobody }), office),
  broken('a grant that replaces nothing', 'access.grant.grant_replaces_fkey', grant({ replaces: nobody }), office),
  broken(
    'two grants that replace one',
    'access.grant.grant_replaces_key',
    both(grant({ replaces: uuid(id.live) }), grant({ name: `'another'`, replaces: uuid(id.live) })),
    office,
  ),
  forbidden('a request dated by hand', grant({ requested_at: 'platform.now()' })),
  ...onlyGrows('access.grant', 'max_subjects'),

  broken(
    'a field that the purpose does not cover',
    'access.grant_field.purpose_covers_the_field',
    field({ field_id: '3' }),
    office,
  ),
  broken(
    'a field under another purpose than the grant’s',
    'access.grant_field.grant_field_grant_id_purpose_id_fkey',
    field({ purpose_id: uuid(id.tax), field_id: '3' }),
    office,
  ),
  brokenAlways(
    'a field above its highest mode',
    'access.grant_field.within_highest',
    field({ field_id: '2', mode: `'full'` }),
    office,
  ),
  broken('a field in another mode', 'access.grant_field.mode_known', field({ mode: `'all'` }), office),
  broken('a field of a null', '23502', field({ field_id: 'null' }), office),
  brokenAlways(
    'a field added to a request',
    'access.grant_field.terms_are_settled',
    insertion('access.grant_field', { field_id: '2' }),
    office,
  ),
  brokenAlways(
    'a field added to a live grant',
    'access.grant_field.terms_are_settled',
    insertion('access.grant_field', { grant_id: uuid(id.live), field_id: '2' }),
    office,
  ),
  ...onlyGrows('access.grant_field', 'mode'),
  brokenAlways(
    'a subject added to a request',
    'access.scope.terms_are_settled',
    insertion('access.scope', { subject: uuid(id.second) }),
    office,
  ),
  broken(
    'a subject of no grant',
    'access.scope.scope_grant_id_fkey',
    insertion('access.scope', { grant_id: nobody }),
    office,
  ),
  ...onlyGrows('access.scope', 'subject'),
];

const decisions: readonly Refused[] = [
  broken(
    'deciding one’s own request',
    'access.decision.nobody_decides_their_own',
    decision({ decider: uuid(id.requester) }),
    office,
  ),
  broken(
    'deciding a request for oneself',
    'access.decision.nobody_decides_their_own',
    decision({ decider: uuid(id.handler) }),
    office,
  ),
  broken(
    'deciding one’s own request as if somebody else had asked',
    'access.decision.of_that_request',
    both(
      insertion('people.holding', { person: uuid(id.requester), office: `'responsible'` }),
      decision({
        requester: uuid(id.stranger),
        decider: uuid(id.requester),
        holding: `(select id from people.holding where person = ${uuid(id.requester)})`,
      }),
    ),
    office,
  ),
  broken('a decision with a null for the requester', '23502', decision({ requester: 'null' }), office),
  broken('a decision with a null for the holder', '23502', decision({ holder: 'null' }), office),
  broken(
    'deciding under somebody else’s office',
    'access.decision.under_an_office_of_theirs',
    decision({ decider: uuid(id.cpo) }),
    office,
  ),
  broken(
    'deciding under another office than the one held',
    'access.decision.under_an_office_of_theirs',
    decision({ office: `'cpo_office'` }),
    office,
  ),
  broken('a verdict that is neither', 'access.decision.verdict_known', decision({ verdict: `'maybe'` }), office),
  broken('a decision without a reason', 'access.decision.decision_has_a_reason', decision({ reason: `' '` }), office),
  brokenAlways(
    'rejecting a live grant',
    'access.decision.still_open',
    decision({ grant_id: uuid(id.live), verdict: `'rejected'` }),
    office,
  ),
  brokenAlways(
    'approving what was rejected',
    'access.decision.still_open',
    decision({ grant_id: uuid(id.rejected) }),
    office,
  ),
  forbidden('a decision dated by hand', decision({ at: 'platform.now()' })),
  ...onlyGrows('access.decision', 'verdict'),
];

const lives: readonly Refused[] = [
  broken('a life without an approval', 'access.life.somebody_approved', life({ grant_id: uuid(id.asked) }), office),
  broken(
    'a life with a rejected decision',
    'access.life.somebody_approved',
    life({ grant_id: uuid(id.rejected) }),
    office,
  ),
  broken('a life approved by somebody else', 'access.life.somebody_approved', life({ decider: uuid(id.cpo) }), office),
  broken('a life with another verdict', 'access.life.life_needs_approval', life({ verdict: `'rejected'` })),
  broken('a life with no decider', 'access.life.approved_or_owing', life({ decider: 'null' }), office),
  broken(
    'a life of no grant',
    'access.life.life_grant_id_fkey',
    life({ grant_id: nobody, decider: 'null', break_glass: 'true', review_due: `platform.now() + interval '1 hour'` }),
    office,
  ),
  brokenAlways(
    'a life before all offices approved',
    'access.life.enough_approvals',
    life({ grant_id: uuid(id.half) }),
    office,
  ),
  brokenAlways(
    'a life beside a rejection',
    'access.life.enough_approvals',
    both(
      decision({
        grant_id: uuid(id.half),
        decider: uuid(id.cpo),
        office: `'cpo_office'`,
        holding: uuid(id.cpoHolding),
        verdict: `'rejected'`,
      }),
      life({ grant_id: uuid(id.half) }),
    ),
    office,
  ),
  broken(
    'a life that ends as it begins',
    'access.life.finite',
    life({ ends: 'platform.now()', starts: `platform.now() + interval '1 minute'` }),
    office,
  ),
  broken('a life without a review', 'access.life.finite', life({ review_due: `'infinity'` }), office),
  broken('a life whose review is null', '23502', life({ review_due: 'null' }), office),
  brokenAlways('a life without an end', 'access.life.as_granted', life({ ends: `'infinity'` }), office),
  brokenAlways(
    'a life longer than its grant',
    'access.life.as_granted',
    life({ ends: `platform.now() + interval '91 days'` }),
    office,
  ),
  brokenAlways('a new life of a live grant', 'access.life.as_granted', life({ grant_id: uuid(id.live) }), office),
  brokenAlways('a new life of a revoked grant', 'access.life.as_granted', life({ grant_id: uuid(id.revoked) }), office),
  brokenAlways(
    'a new life of a grant whose review was missed',
    'access.life.as_granted',
    life({ grant_id: uuid(id.lapsed) }),
    office,
  ),
  brokenAlways(
    'a life resumed beyond the days of its grant',
    'access.life.as_granted',
    life({
      grant_id: uuid(id.suspended),
      starts: `platform.now() + interval '80 days'`,
      ends: `platform.now() + interval '100 days'`,
      review_due: `platform.now() + interval '90 days'`,
    }),
    office,
  ),
  broken(
    'a life beside another',
    'access.life.never_two_at_once',
    both(decision({ grant_id: uuid(id.emergency) }), life({ grant_id: uuid(id.emergency) })),
    office,
  ),
  broken(
    'break-glass that owes its review later than in 24 hours',
    'access.life.approved_or_owing',
    life({ decider: 'null', break_glass: 'true', review_due: `platform.now() + interval '25 hours'` }),
    office,
  ),
  broken(
    'break-glass with a decider',
    'access.life.approved_or_owing',
    life({ break_glass: 'true', review_due: `platform.now() + interval '1 hour'` }),
    office,
  ),
  broken(
    'break-glass whose review is moved',
    'access.life.approved_or_owing',
    ofLife(id.emergency, `review_due = review_due + interval '2 hours'`),
    office,
  ),
  broken(
    'break-glass twice',
    'access.life.one_break_glass_a_grant',
    life({
      grant_id: uuid(id.emergency),
      decider: 'null',
      break_glass: 'true',
      starts: `platform.now() + interval '40 days'`,
      ends: `platform.now() + interval '50 days'`,
      review_due: `platform.now() + interval '40 days 1 hour'`,
    }),
    office,
  ),
  broken(
    'an ending without a word for it',
    'access.life.ended_for_a_reason',
    ofLife(id.live, 'ended = platform.now()'),
    office,
  ),
  broken(
    'a word for an ending without one',
    'access.life.ended_for_a_reason',
    ofLife(id.live, `ended_as = 'REVOKED'`),
    office,
  ),
  broken(
    'an ending in other words',
    'access.life.ending_known',
    ofLife(id.live, `ended = platform.now(), ended_as = 'LOST'`),
    office,
  ),
  brokenAlways(
    'an ended life resurrected',
    'access.life.only_ended',
    ofLife(id.revoked, `ended = 'infinity', ended_as = null`),
    office,
  ),
  brokenAlways(
    'an ending moved',
    'access.life.only_ended',
    ofLife(id.revoked, `ended = platform.now() + interval '1 day'`),
    office,
  ),
  brokenAlways('an ending reworded', 'access.life.only_ended', ofLife(id.revoked, `ended_as = 'SUSPENDED'`), office),
  brokenAlways(
    'a missed review made good',
    'access.life.only_ended',
    ofLife(id.lapsed, `review_due = platform.now() + interval '9 days'`),
    office,
  ),
  brokenAlways('a life prolonged', 'access.life.only_ended', ofLife(id.live, `ends = ends + interval '1 day'`)),
  brokenAlways('a life begun earlier', 'access.life.only_ended', ofLife(id.live, `starts = starts - interval '1 day'`)),
  brokenAlways(
    'a life given to another grant',
    'access.life.only_ended',
    ofLife(id.live, `grant_id = ${uuid(id.approved)}`),
  ),
  brokenAlways('a life of another decider', 'access.life.only_ended', ofLife(id.live, `decider = ${uuid(id.cpo)}`)),
  brokenAlways('a life removed', 'access.life.only_ended', 'delete from access.life'),
  brokenAlways('the lives emptied', 'access.life.never_emptied', 'truncate access.life cascade'),
  brokenAlways(
    'a grant told as expired whose review was missed',
    'access.lapse.as_it_lapsed',
    lapse({ lapsed_as: `'EXPIRED'` }),
    office,
  ),
  brokenAlways('a lapse at another time', 'access.lapse.as_it_lapsed', lapse({ at: 'platform.now()' }), office),
  brokenAlways(
    'a lapse of a grant that lasts',
    'access.lapse.as_it_lapsed',
    lapse({
      grant_id: uuid(id.live),
      starts: `(select starts from access.life where grant_id = ${uuid(id.live)})`,
      at: `(select least(ends, review_due) from access.life where grant_id = ${uuid(id.live)})`,
    }),
    office,
  ),
  broken('a lapse told twice', 'access.lapse.lapse_pkey', lapse(lapseOf(id.lapsedAndTold)), office),
  ...onlyGrows('access.lapse', 'at'),
  broken(
    'a review moved before a record',
    'custody.disclosure.only_while_live',
    ofLife(id.live, `review_due = starts + interval '1 microsecond'`),
    office,
  ),
  forbidden('a life in the hands of another process', life({}), ['gateway', 'custodian', 'sequencer']),
  forbidden('an ending by another process', ofLife(id.live, `ended = platform.now(), ended_as = 'REVOKED'`), [
    'gateway',
    'custodian',
    'sequencer',
  ]),
];

const connections: readonly Refused[] = [
  broken('a cap exceeded', 'access.spent.within_cap', insertion('access.spent', { subjects: '11' })),
  broken('a cap exceeded in a counter', 'access.spent.within_cap', 'update access.spent set subjects = cap + 1'),
  broken('a count over another span', 'access.spent.span_known', insertion('access.spent', { span: `'year'` })),
  broken('a count of no grant', 'access.spent.spent_grant_id_fkey', insertion('access.spent', { grant_id: nobody })),
  forbidden('a cap raised', 'update access.spent set cap = cap + 1'),
  forbidden('a counter set back', 'update access.spent set subjects = 0'),
  forbidden('a counter removed', 'delete from access.spent'),

  broken(
    'a credential without an end',
    'access.credential.credential_expires',
    insertion('access.credential', { expires_at: `'infinity'` }),
    office,
  ),
  broken(
    'a verifier that costs nothing',
    'access.credential.iterations_at_least_4096',
    insertion('access.credential', { iterations: '1' }),
    office,
  ),
  broken(
    'a credential of no grant',
    'access.credential.credential_grant_id_fkey',
    insertion('access.credential', { grant_id: nobody }),
    office,
  ),
  broken(
    'a credential issued to nobody',
    'access.credential.credential_issued_to_fkey',
    insertion('access.credential', { issued_to: nobody }),
    office,
  ),
  broken(
    'a credential in a language that the gateway does not speak',
    'access.credential.credential_language_known',
    insertion('access.credential', { language: `'fr'` }),
    office,
  ),
  forbidden('a credential prolonged', `update access.credential set expires_at = expires_at + interval '1 day'`),
  forbidden('a verifier changed', `update access.credential set stored_key = ${bytes(32)}`),
  forbidden('a credential issued by the gateway', insertion('access.credential'), [
    'gateway',
    'custodian',
    'sequencer',
  ]),

  broken(
    'a block of an allowed address',
    'access.admission.never_block_the_allowed',
    admission({ net: `'10.1.2.3/32'` }),
    office,
  ),
  broken('a block of everybody', 'access.admission.never_block_the_allowed', admission({ net: `'0.0.0.0/0'` }), office),
  broken(
    'a block of an allowed address for a while',
    'access.admission.never_block_the_allowed',
    admission({ net: `'10.0.0.0/8'`, during: `tstzrange(platform.now(), platform.now() + interval '1 minute')` }),
    office,
  ),
  broken(
    'an address allowed while it is blocked',
    'access.admission.never_block_the_allowed',
    both(admission({}), admission({ net: `'192.0.2.7/32'`, kind: `'allow'` })),
    office,
  ),
  broken(
    'a block prolonged into the time in which its address is allowed',
    'access.admission.never_block_the_allowed',
    both(
      admission({ during: `tstzrange(null, '2027-01-01')` }),
      admission({ kind: `'allow'`, during: `tstzrange('2027-01-01', null)` }),
      `update access.admission set during = tstzrange(null, '2027-01-02') where kind = 'block'`,
    ),
    office,
  ),
  broken(
    'a block of IPv4 written as IPv6',
    'access.admission.never_mapped',
    admission({ net: `'::ffff:10.1.2.3/128'` }),
    office,
  ),
  broken('neither allowed nor blocked', 'access.admission.kind_known', admission({ kind: `'ask'` }), office),
  broken('a block without a time', '23502', admission({ during: 'null' }), office),
  forbidden('a block lifted by deleting it', 'delete from access.admission'),
  forbidden('a block turned into an allowance', `update access.admission set kind = 'allow'`),
];

export const accessRefusals: readonly Refused[] = [...requests, ...decisions, ...lives, ...connections];
