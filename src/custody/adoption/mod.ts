/**
 * Adopting an existing database: sealing chosen columns of it, and wrapping its password hashes one-way, by a map that a person wrote. `bin/adopt.ts` runs it, with the owner's connection and no
 * key; the command line reads maps and shows plans.
 *
 * Terms: the *map* says what each column is and what leads to the data subject; the *plan* says what would break; the *swap* is the one transaction that
 * puts envelopes in the place of values. Invariants: nothing is plain by default; nothing is changed while a question is open; every value is
 * opened and compared before it is taken over.
 */
export { type Adoption, type RegisteredField, type Remains, adopt, enter, plan } from './adopt.ts';
export type { Consequence, Effect } from './consequence.ts';
export { gatewayRoleSecret } from './clean.sql.ts';
export { type AdoptionMap, parseMap } from './map.ts';
export { oneWayPattern } from './password-form.ts';
export { type Plan, type PlannedTable, refuseUnanswered } from './plan.ts';
export { fullName, shortName } from '../table-name.ts';
