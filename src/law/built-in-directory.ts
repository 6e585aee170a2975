/** The rules that come with Jikimi, read once. */
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { holdsOn } from './days.ts';
import { type HouseRule, readHouseRules } from './house-rules.ts';
import { type WrittenRule, readRuleFile } from './written-rules.ts';

const here = (path: string) => new URL(path, import.meta.url);

let house: readonly HouseRule[] | undefined;
export function houseRules(): readonly HouseRule[] {
  return (house ??= readHouseRules(parse(readFileSync(here('house.yaml'), 'utf8'))));
}

/** Names of the files of the law, in order. */
export function ruleFiles(): readonly string[] {
  return readdirSync(here('rules/')).toSorted();
}

export function ruleFileText(name: string): string {
  return readFileSync(here(`rules/${name}`), 'utf8');
}

let statutes: readonly WrittenRule[] | undefined;
export function statutoryRules(): readonly WrittenRule[] {
  return (statutes ??= ruleFiles().flatMap((name) => readRuleFile(ruleFileText(name), `rules/${name}`).rules));
}

/** What must have a rule on that day, as `jurisdiction topic`: every house number, and every statute that is in force by the files. */
export function neededOn(day: string): string[] {
  const ofLaw = statutoryRules().filter((rule) => holdsOn(rule, day));
  return [...houseRules().map(({ topic }) => `house ${topic}`), ...ofLaw.map(({ topic }) => `kr ${topic}`)];
}
