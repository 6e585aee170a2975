/** The door for whoever only asks the office: what is asked and answered in law, none of which loads a driver. */
export {
  type LoadedShown,
  type RuleShown,
  type RulesShown,
  type VersionsShown,
  loadedSchema,
  rulesSchema,
  versionsSchema,
} from './contract.ts';
