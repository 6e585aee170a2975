/** The door for whoever only asks the office: what is asked and answered in people, none of which loads a driver. */
export { codeAt, secretFrom, stepAt } from './one-time-code.ts';
export {
  type Me,
  type SessionShown,
  claimedSchema,
  endedSessionsSchema,
  invitationSchema,
  meSchema,
  proposalSchema,
  recoveryCodesSchema,
  sessionsSchema,
  signedSchema,
} from './contract.ts';
export {
  type CourseShown,
  type DutiesShown,
  type PledgeShown,
  clearedSchema,
  courseSchema,
  coursesSchema,
  devicesSchema,
  dutiesSchema,
  pledgeSchema,
  pledgesSchema,
  reportedSchema,
  requiredSchema,
  signedPledgeSchema,
  takenSchema,
} from './duty-contract.ts';
export {
  type ChangedShown,
  type ImportedShown,
  type PeopleShown,
  changedSchema,
  importedSchema,
  joinedSchema,
  peopleSchema,
  personFitSchema,
} from './person-contract.ts';
export { refusePassword } from './password-rule.ts';
export { accountNameSchema } from './account-name.ts';
