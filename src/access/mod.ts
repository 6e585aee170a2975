/**
 * access: who was allowed what (*grant*), and what is allowed now (*licence*).
 *
 * Terms: a *request* names holder, purpose, fields with modes, subjects, caps, sources and window; *deciders* approve it under an office; a
 * *life* is the time in which it may be used; a *credential* connects to it. Invariants: nobody decides their own; terms never change; every
 * ending is a condition read at the moment of decision; `decide` is the only place where a cell's fate is chosen.
 */
export { type Verifier, factsOf, grantById, grantFields, grantByName, licenceChannel } from './access.sql.ts';
export { approveGrant, rejectGrant } from './decide-grant.ts';
export {
  type Cell,
  type Facts,
  type Outcome,
  type Stop,
  decide,
  licenceRefusal,
  refusalParams,
  treatment,
} from './decide.ts';
export {
  type GrantFacts,
  type GrantId,
  type GrantState,
  type Terms,
  grantId,
  stateOf,
} from './grant.ts';
export { type Credential, issueCredential } from './issue-credential.ts';
export { factsFrom } from './load-facts.ts';
export { type Explanation, type GrantView, explainGrant, readGrant, readGrants } from './read-grants.ts';
export { type Request, requestGrant } from './request-grant.ts';
export { resolveGrant } from './resolve.ts';
export { revokeGrant } from './revoke-grant.ts';
export { tellLapses } from './tell-lapses.ts';
export { countGrants } from './grant-names.sql.ts';
export { type Sight, readingOffices, sightOf } from './may-read.ts';
export { type GrantRoutes, grantRoutes } from './routes.ts';
export { accountRoutes } from './account-routes.ts';
