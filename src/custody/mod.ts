/**
 * custody: what is sealed, and the record of whom it was opened for. This door reaches no key; `custodian.ts` is the other one.
 *
 * Terms: an *envelope* is one sealed value; a *subject* is whose it is; a *disclosure* is the record of one batch; a *finder* stands for a value
 * that somebody looks for. Invariants: recorded before released; an envelope opens only as its own field and its own subject.
 */
export { custodianKnock } from './channel.ts';
export { CustodianClient } from './custodian-client.ts';
export { isEnvelope, readHeader } from './envelope-header.ts';
export { isFinder } from './finder.ts';
export { mask } from './mask.ts';
export type { Opened, SealItem } from './open-message.ts';
export {
  ensureRoles as ensureMembershipRoles,
  gatewayRole,
  grantRead,
  grantSchema,
  insertSubjects,
  installSchema,
  passwordRole,
  protectTable,
  readerRole,
  unwalledRole,
  walledRole,
  writerRole,
  refuseOtherSchema,
  type Lead,
  type SealedField,
  unguardedTables,
} from './membership.sql.ts';
export type { SubjectKind, WriteCell, WriteOwner, WriteRequest } from './write-message.ts';
export { forgetSpans } from './forget-spans.sql.ts';
export { indexDisclosed, indexPortion } from './index-disclosed.ts';
export { leavesBehind } from './index-disclosed.sql.ts';
export { longestBehalf } from './on-behalf.ts';
export { grantPasswords } from './passwords.sql.ts';
export { partsOf } from './parts-of.sql.ts';
export { readEntry, readHistory } from './read-history.ts';
export { historyRoutes } from './routes.ts';
export { storeRoutes } from './store-routes.ts';
export { strays } from './strays.ts';
