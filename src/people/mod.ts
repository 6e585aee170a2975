/**
 * people: accounts and sign-in, offices held, sessions, and who is fit to handle personal data now.
 *
 * Terms: a *person* works here (an employee or a service account; whose data it is, is a *subject*); a *holding* is an office in the organisation, from
 * when, on what basis; a *right* is what may be done to the system; *standing* is fitness: no row means not fit; a *duty* (pledge,
 * course, device) is owed once it is published, and withholds while it is not done; a *link* lets somebody in once.
 * Invariants: nobody declares themselves fit, gives themselves an office or invites themselves; tokens, links and codes are kept as hashes only, passwords
 * as argon2id; what ended a session, link or code cannot be taken back; after the owner has signed in nobody is here who did not.
 */
export {
  type Actor,
  type Holding,
  type Office,
  type PersonId,
  type Under,
  holdingOf,
  offices,
  personId,
  under,
} from './actor.ts';
export { declareFit } from './declare-fit.ts';
export { type Change, type Changed, beginLeave, endPerson, movePerson, returnPerson } from './employ.ts';
export { stateNow } from './employment.sql.ts';
export { type Duty, type DutyRecords, type Owed, dutiesAt, owedAt } from './duty.ts';
export { hold, installOwner, join, type Joiner } from './join.ts';
export { addServiceAccount, declareServiceFit, retireServiceAccount } from './service-account.ts';
export { type ServiceAccountRow, serviceAccounts } from './service-account.sql.ts';
export { countResponsible, personByAccount, standingOf } from './people.sql.ts';
export { actorByAccount, actorById, actorOf, endLocalSessions, endSessions, openLocalSession } from './session.ts';
export { recordRefusal, sentBy, signedIn } from './bearer-session.ts';
export { type Link, firstOwnerLink, makeOwnerLink, ownerHasSignedIn } from './link.ts';
export { publishCourse, takeCourse } from './course.ts';
export { clearDetected, reportDevice, requireDevices } from './device.ts';
export { publishPledge, signPledge } from './pledge.ts';
export { dutyRoutes } from './duty-routes.ts';
export { personRoutes } from './person-routes.ts';
export { type PeopleRoutes, peopleRoutes } from './routes.ts';
export { signInRoutes } from './sign-in-routes.ts';
