/**
 * Discovery: what in a live database is personal, how sure that is and why, whose it is, and the map for `adopt` that follows.
 *
 * Terms: an *observation* is what a sample of a column's values shows, in counts; a *verdict* weighs it with name, type and neighbours (`weigh.ts`, the one
 * place); a *way* leads from a row to the person; the *proposal* says what is sealed, what is kept under no grant and what stays plain. Invariants: it
 * reads only, little and not for long; no value leaves `observe.ts`.
 */
export { discover } from './discover.ts';
export type { Discovery } from './discovery.ts';
export { type Finding, findings } from './finding.ts';
export { type ColumnReport, type Report, reportOf } from './report.ts';
