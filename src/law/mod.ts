/**
 * law: statutory and house rules as dated data, never as code.
 *
 * Terms: a *rule* has a jurisdiction, topic, days in force, article, source and parameters; it is *confirmed* where it was checked in the official text. House
 * rules have the jurisdiction `house`; a *bound* is the number of a statute that a house number keeps.
 * Invariants: one rule a topic and day, and no day without one in between; a rule never changes, only its last day may come earlier; a missing rule refuses; a
 * house number that is laxer than the law is refused.
 */
export { neededOn } from './built-in-directory.ts';
export { type HouseNumber, enact } from './enact.ts';
export type { By } from './facts.ts';
export { type Loaded, loadRuleFile } from './load-amendment.ts';
export { loadRules } from './load-rules.ts';
export { type RuleInForce, numberInForce, ruleInForce, rulesAsOf } from './read-rules.ts';
export { lawRoutes } from './routes.ts';
export type { Topic } from './topics.ts';
