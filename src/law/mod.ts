/**
 * law: statutory and house rules as dated data, never as code.
 *
 * Terms: a *rule* has a jurisdiction, topic, days in force, article, source and parameters; house rules have the jurisdiction `house`.
 * Invariants: one rule a topic and day; a rule never changes, only its last day may come earlier; a missing rule refuses.
 */
export { loadHouseRules, numberInForce } from './load-house-rules.ts';
