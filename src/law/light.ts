/** The door for whoever only asks: what of law loads no driver. Each is in mod.ts as well. */
export {
  type LoadedShown,
  type RuleShown,
  type RulesShown,
  type VersionsShown,
  loadedSchema,
  rulesSchema,
  versionsSchema,
} from './contract.ts';
