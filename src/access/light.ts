/** The door for whoever only asks: what of access loads no driver. Each is in mod.ts as well. */
export {
  type ExplanationShown,
  type GrantRequest,
  type GrantShown,
  type GrantsPage,
  credentialSchema,
  credentialsSchema,
  decidedSchema,
  endedSchema,
  explanationSchema,
  grantSchema,
  grantsSchema,
  requestedSchema,
} from './contract.ts';
export { type AccountsShown, accountSchema, accountsSchema } from './account-contract.ts';
