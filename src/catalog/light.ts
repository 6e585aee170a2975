/** The door for whoever only asks the office: what is asked and answered in catalog, none of which loads a driver. */
export {
  type DatabaseRequest,
  type PurposeRequest,
  databaseSchema,
  purposeSchema,
  withdrawnSchema,
} from './contract.ts';
export { modes } from './category.ts';
