/** What loading rules of one topic changes, decided on what stands. Nothing that stands is changed, but its last day may come earlier. */
import { type Days, byFirstDay, endsBefore, holdsOn } from './days.ts';
import { type RuleFault, type WrittenRule, faultAt, faultBetween } from './written-rules.ts';

export type StandingRule = Days & {
  readonly textHash: string;
  /** The last day on which a decision rests on it; null: none does. */
  readonly used: string | null;
};

export type TopicPlan = {
  readonly add: readonly WrittenRule[];
  /** Rules that stand and now end earlier: by their first day, the first day on which they hold no more. */
  readonly end: readonly (Days & { readonly to: string })[];
  readonly faults: readonly RuleFault[];
};

/**
 * `written` are rules of the same topic. One that stands from the same day in the same words is there already. A new one ends what holds on its
 * first day; after that no two may overlap, and nothing may be missing between the first rule and the last.
 */
export function planTopic(standing: readonly StandingRule[], written: readonly WrittenRule[]): TopicPlan {
  const faults: RuleFault[] = [];
  const ends = new Map<StandingRule, { to: string; by: WrittenRule }>();
  const endAt = (rule: StandingRule, to: string, by: WrittenRule) => {
    if (endsBefore(to, ends.get(rule)?.to ?? rule.to)) ends.set(rule, { to, by });
  };
  const add = written.filter((rule) => {
    const there = standing.find((one) => one.from === rule.from);
    if (there !== undefined) {
      if (there.textHash !== rule.textHash)
        faults.push(
          faultAt(rule, {
            fault: 'says other than the rule that stands from this day; a rule never changes',
            params: {},
          }),
        );
      else if (rule.to !== null) endAt(there, rule.to, rule);
      return false;
    }
    const before = standing.find((one) => holdsOn(one, rule.from));
    if (before !== undefined) endAt(before, rule.from, rule);
    return true;
  });
  for (const [{ used }, { to, by }] of ends)
    if (used !== null && used >= to)
      faults.push(faultAt(by, { fault: 'would end a rule on which a decision of {{used}} rests', params: { used } }));

  const all = [
    ...standing.map((rule) => ({ from: rule.from, to: ends.get(rule)?.to ?? rule.to, by: ends.get(rule)?.by ?? null })),
    ...add.map((rule) => ({ from: rule.from, to: rule.to, by: rule })),
  ].toSorted(byFirstDay);
  all.forEach((later, n) => {
    const earlier = all[n - 1];
    const fault = earlier && faultBetween(earlier, later);
    const cause = later.by ?? earlier?.by;
    if (fault && cause) faults.push(faultAt(cause, fault));
  });
  return { add, end: [...ends].map(([{ from }, { to }]) => ({ from, to })), faults };
}
