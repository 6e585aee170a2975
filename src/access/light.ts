/** The door for whoever only asks the office: what is asked and answered in access, none of which loads a driver. */
export {
  type CredentialShown,
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
