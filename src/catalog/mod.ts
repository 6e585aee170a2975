/**
 * catalog: the one home of the field. Services and their stages, membership databases, fields with their category, purposes.
 *
 * Terms: a *field* is a sealed column with a number that its envelopes carry; a *category* says what kind of personal data it is and so how it
 * is masked and whether it may be found; a *purpose* is what an approved assessment allows, field by field, until a day. Invariants: no
 * purpose without an end; no field without a category; numbers are never used twice.
 */
export { approvePurpose, type Purpose, withdrawPurpose } from './approve-purpose.ts';
export {
  type DatabaseRow,
  databaseByName,
  databaseNames,
  type FieldRow,
  fieldsOf,
  purposeByName,
  purposeNames,
  serviceByName,
  serviceNames,
  termGroups,
} from './catalog.sql.ts';
export {
  allowsMode,
  type Category,
  type CategoryRule,
  categories,
  isCategory,
  type Mode,
  mayBeFindable,
  modes,
  type Normalisation,
  ruleOf,
  type TermGroup,
} from './category.ts';
export { type NewField, registerDatabase, registerService } from './register.ts';
export { catalogRoutes } from './routes.ts';
export { isSealable } from './sealable.ts';
