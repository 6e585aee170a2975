/** One rule a day and none missing, a rule never changes, no decision without a rule in force that day, no house number laxer than the law. */
import { insertion } from '../support/rows.ts';
import { type Refused, broken, brokenAlways, forbidden, onlyGrows } from './refusal.ts';

const office = ['office'] as const;
const rule = (wrong: Record<string, string>) => insertion('law.rule', wrong);
const applied = (wrong: Record<string, string>) => insertion('law.applied', wrong);
const bound = (wrong: Record<string, string>) => insertion('law.bound', wrong);
const house = (days: string, params: string) => rule({ topic: `'test.years'`, effective: days, params });
const laxer = 'law.rule.never_laxer_than_the_law';
const shortened = (days: string) => `update law.rule set effective = ${days} where topic = 'test.days'`;

export const lawRefusals: readonly Refused[] = [
  broken(
    'two rules on one day',
    'law.rule.one_rule_a_day',
    rule({ topic: `'test.days'`, effective: `'[2028-01-01,2028-02-01)'` }),
    office,
  ),
  broken('a rule without a first day', 'law.rule.rule_has_a_first_day', rule({ effective: `'(,2027-01-01)'` }), office),
  broken(
    'a rule since ever',
    'law.rule.rule_has_a_first_day',
    rule({ effective: `daterange('-infinity', null)` }),
    office,
  ),
  broken('a rule of no day', 'law.rule.rule_has_a_first_day', rule({ effective: `'empty'` }), office),
  broken('a rule without a source', 'law.rule.rule_has_a_source', rule({ source: `' '` }), office),
  broken('a rule without an article', 'law.rule.rule_has_an_article', rule({ article: `' '` }), office),
  broken('a statute in one language', 'law.rule.statute_in_both_languages', rule({ jurisdiction: `'kr'` }), office),
  brokenAlways(
    'a day without a rule between two',
    'law.rule.no_hole',
    rule({ topic: `'test.days'`, effective: `'[2026-01-01,2026-12-31)'` }),
    office,
  ),
  brokenAlways(
    'a rule ended before the next begins',
    'law.rule.no_hole',
    `update law.rule set effective = '[2027-01-01,2027-12-31)' where topic = 'test.statute' and lower(effective) = '2027-01-01'`,
    office,
  ),
  brokenAlways('a house number below its floor', laxer, house(`'[2028-01-01,)'`, `'{"number": 4}'`), office),
  brokenAlways(
    'a house number below its floor on its last day',
    laxer,
    `${bound({ house_topic: `'test.cross'` })}; ${rule({ topic: `'test.cross'`, effective: `'[2027-06-01,2028-01-02)'`, params: `'{"number": 3}'` })}`,
    office,
  ),
  brokenAlways(
    'a house number above its ceiling',
    laxer,
    `${bound({ house_topic: `'test.most'`, direction: `'ceiling'` })}; ${rule({ topic: `'test.most'`, params: `'{"number": 4}'` })}`,
    office,
  ),
  brokenAlways('a bounded house rule without a number', laxer, house(`'[2028-01-01,)'`, `'{}'`), office),
  brokenAlways('a bounded house number of nothing', laxer, house(`'[2028-01-01,)'`, `'{"number": null}'`), office),
  broken(
    'a bound that is neither floor nor ceiling',
    'law.bound.floor_or_ceiling',
    bound({ direction: `'wall'` }),
    office,
  ),
  broken('a bound by a house rule', 'law.bound.bound_by_a_statute', bound({ jurisdiction: `'house'` }), office),
  broken('a bound without the name of its number', 'law.bound.bound_names_its_number', bound({ param: `' '` }), office),
  ...onlyGrows('law.bound', 'param'),
  forbidden('a bound set by a process that only reads', bound({}), ['gateway', 'custodian', 'sequencer']),
  brokenAlways('a rule reworded', 'law.rule.only_shortened', `update law.rule set params = '{"number": 9}'`),
  brokenAlways('a rule removed', 'law.rule.only_shortened', 'delete from law.rule'),
  brokenAlways('a rule begun earlier', 'law.rule.only_shortened', shortened(`'[2026-01-01,)'`), office),
  brokenAlways('a rule begun later', 'law.rule.only_shortened', shortened(`'[2027-06-01,2028-01-01)'`), office),
  brokenAlways('a rule of no day any more', 'law.rule.only_shortened', shortened(`'empty'`), office),
  brokenAlways(
    'a rule prolonged',
    'law.rule.only_shortened',
    `${shortened(`'[2027-01-01,2028-01-01)'`)}; ${shortened(`'[2027-01-01,2029-01-01)'`)}`,
    office,
  ),
  brokenAlways('the rules emptied', 'law.rule.never_emptied', 'truncate law.rule cascade'),
  broken(
    'a rule ended before a decision that used it',
    'law.applied.rule_in_force',
    shortened(`'[2027-01-01,2027-01-04)'`),
    office,
  ),
  broken(
    'a decision on a day without a rule',
    'law.applied.rule_in_force',
    applied({ day: `'[2026-12-31,2027-01-01)'` }),
    office,
  ),
  broken(
    'a decision on a topic without a rule',
    'law.applied.rule_in_force',
    applied({ topic: `'test.none'` }),
    office,
  ),
  broken('a decision over two days', 'law.applied.one_day', applied({ day: `'[2027-01-04,2027-01-06)'` }), office),
  broken('a decision without a last day', 'law.applied.one_day', applied({ day: `'[2027-01-04,)'` }), office),
  broken('a decision without a first day', 'law.applied.one_day', applied({ day: `'(,)'` }), office),
  broken('a decision on no day', 'law.applied.one_day', applied({ day: `'empty'` }), office),
  ...onlyGrows('law.applied', 'text_hash'),
  forbidden('a rule enacted by a process that only reads', rule({}), ['gateway', 'custodian', 'sequencer']),
];
