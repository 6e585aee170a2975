/**
 * ledger: the append-only history.
 *
 * Terms: an *act* is a decision, request or change by a person or a job; an *opening* is what the custodian did with a batch, refusals
 * included; a *leaf* is the number and hash of either. Invariants: nothing is updated or deleted; numbers are dense; an entry's commitment
 * binds id, time and content. Everybody else follows the numbers; there is no second event table.
 */
export { type Body, bodyLeaf, contentOf, openingContent, type SubjectPart } from './entry.ts';
export { type Fact, record } from './record.ts';
export { runSequencer, sequenceOnce } from './sequence.ts';
export { type Disclosures, type Fault, type Verdict, type VerifyOptions, verify } from './verify.ts';
export { historySize, pendingState } from './verify.sql.ts';
export { type VerifyRoutes, ledgerRoutes } from './routes.ts';
