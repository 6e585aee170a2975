/**
 * people: accounts, offices held, sessions, and who is fit to handle personal data now.
 *
 * Terms: a *person* works here (an employee or a service account; whose data it is, is a *subject*); a *holding* is an office, from when,
 * on what basis; *standing* is fitness: no row means not fit. Invariants: nobody declares themselves fit or gives themselves an office;
 * tokens are kept as hashes only.
 */
export { type Actor, type Holding, type Office, type PersonId, holdingOf, offices, personId } from './actor.ts';
export { declareFit, leave } from './declare-fit.ts';
export { hold, installOwner, join, type Joiner } from './join.ts';
export { addServiceAccount, declareServiceFit, retireServiceAccount } from './service-account.ts';
export { type ServiceAccountRow, serviceAccounts } from './service-account.sql.ts';
export { countResponsible, personByAccount, standingOf } from './people.sql.ts';
export { actorByAccount, actorById, actorOf, endSessions, openSession } from './session.ts';
export { recordRefusal, signedIn } from './bearer-session.ts';
export { type Me, meSchema } from './contract.ts';
export { peopleRoutes } from './routes.ts';
