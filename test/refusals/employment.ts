/** Joiners, movers, leave and leavers: HR says it of others, from now on, each act after the one before; a mover's grants are kept by somebody else. */
import { insertion, uuid } from '../support/rows.ts';
import { id } from '../support/scene-ids.ts';
import { type Refused, broken, brokenAlways, forbidden, onlyGrows } from './refusal.ts';

const office = ['office'] as const;
const act = (wrong: Parameters<typeof insertion>[1]) => insertion('people.employment', wrong);
const notMove = { review_days: 'null', department: 'null' };
const review = (wrong: Parameters<typeof insertion>[1]) => insertion('access.mover_review', wrong);
const followsName = 'people.employment.follows_the_act_before';
const saidName = 'people.employment.said_by_hr';
const ended = act({ ...notMove, kind: `'end'` });
const owner = insertion('people.holding', { person: uuid(id.stranger), office: `'owner'`, service: 'null' });
const responsible = (person: string) =>
  insertion('people.holding', { id: uuid(id.nobody), person: uuid(person), office: `'responsible'`, service: 'null' });

export const employmentRefusals: readonly Refused[] = [
  broken('an act of no kind', 'people.employment.act_known', act({ ...notMove, kind: `'promote'` }), office),
  broken('a department without a name', 'people.employment.department_has_a_name', act({ department: `' '` }), office),
  broken('a position without a name', 'people.employment.position_has_a_name', act({ position: `''` }), office),
  broken('an act without a reason', 'people.employment.act_has_a_reason', act({ reason: `' '` }), office),
  broken('an act that holds from no moment', 'people.employment.at_a_moment', act({ at: `'infinity'` }), office),
  broken(
    'somebody employed who is not there',
    'people.employment.a_person_that_is_there',
    act({ ...notMove, person: uuid(id.nobody), n: '1', kind: `'join'` }),
    office,
  ),
  broken(
    'a service account employed',
    'people.employment.only_a_person_is_employed',
    act({ ...notMove, person: uuid(id.bot), n: '1', kind: `'join'`, person_kind: `'service'` }),
  ),
  broken(
    'somebody who acts on themselves',
    'people.employment.nobody_acts_on_themselves',
    act({ person: uuid(id.hr) }),
    office,
  ),
  broken(
    'a move that nobody has to review within a week',
    'people.employment.a_move_is_reviewed_within_a_week',
    act({ review_days: '8' }),
    office,
  ),
  broken(
    'a move that nobody has to review at all',
    'people.employment.a_move_is_reviewed_within_a_week',
    act({ review_days: 'null' }),
    office,
  ),
  broken(
    'a leave that is reviewed',
    'people.employment.a_move_is_reviewed_within_a_week',
    act({ kind: `'leave'` }),
    office,
  ),
  broken('a move to nowhere', 'people.employment.a_move_says_where_to', act({ department: 'null' }), office),
  brokenAlways('an act that skips one', followsName, act({ n: '3' }), office),
  brokenAlways('an act in the place of another', followsName, act({ n: '1' }), office),
  brokenAlways('a person who joins twice', followsName, act({ ...notMove, kind: `'join'` }), office),
  brokenAlways('somebody moved who never joined', followsName, act({ person: uuid(id.nobody), n: '1' }), office),
  brokenAlways('somebody back who was not away', followsName, act({ ...notMove, kind: `'return'` }), office),
  brokenAlways(
    'a leaver brought back',
    followsName,
    `${ended}; ${act({ ...notMove, kind: `'return'`, n: '3' })}`,
    office,
  ),
  brokenAlways('a leaver moved', followsName, `${ended}; ${act({ n: '3' })}`, office),
  brokenAlways(
    'an act from before it was said',
    followsName,
    act({ at: `platform.now() - interval '1 hour'` }),
    office,
  ),
  brokenAlways(
    'an act said by somebody without the office',
    saidName,
    act({ said_by: uuid(id.lead), holding: uuid(id.leadHolding) }),
    office,
  ),
  brokenAlways("an act said under another's office", saidName, act({ said_by: uuid(id.lead) }), office),
  brokenAlways(
    'an act said under an office that is over',
    saidName,
    `update people.holding set held_until = platform.now() where id = ${uuid(id.hrHolding)}; ${act({})}`,
    office,
  ),
  brokenAlways('an act that nobody said', saidName, act({ said_by: 'null', holding: 'null' }), office),
  brokenAlways('an owner ended by HR', saidName, `${owner}; ${ended}`, office),
  forbidden('an act said at another time', act({ said_at: `platform.now() - interval '1 day'` })),
  ...onlyGrows('people.employment', 'reason'),

  broken(
    'a review of a mover’s grant without a reason',
    'access.mover_review.review_has_a_reason',
    review({ reason: `''` }),
    office,
  ),
  broken(
    'a review of a grant that somebody else asked for',
    'access.mover_review.of_that_grant',
    review({ requester: uuid(id.stranger) }),
    office,
  ),
  broken(
    'a mover’s grant kept by who asked for it',
    'access.mover_review.nobody_reviews_their_own',
    `${responsible(id.requester)}; ${review({ reviewer: uuid(id.requester), holding: uuid(id.nobody) })}`,
    office,
  ),
  broken(
    'a mover’s grant kept by who holds it',
    'access.mover_review.nobody_reviews_their_own',
    `${responsible(id.mover)}; ${review({ reviewer: uuid(id.mover), holding: uuid(id.nobody) })}`,
    office,
  ),
  brokenAlways(
    'a grant kept whose holder did not move',
    'access.mover_review.waits_for_review',
    review({ grant_id: uuid(id.live), holder: uuid(id.handler) }),
    office,
  ),
  brokenAlways(
    'a mover’s grant kept that has ended',
    'access.mover_review.waits_for_review',
    `update access.life set ended = platform.now(), ended_as = 'REVOKED' where grant_id = ${uuid(id.moved)}; ${review({})}`,
    office,
  ),
  brokenAlways(
    'a mover’s grant kept by another office',
    'access.mover_review.under_an_office_held_now',
    review({ reviewer: uuid(id.cpo), holding: uuid(id.cpoHolding) }),
    office,
  ),
  forbidden('a review of another day', review({ at: `platform.now() - interval '1 day'` })),
  ...onlyGrows('access.mover_review', 'reason'),
];
