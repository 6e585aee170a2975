/** Free text and JSON: personal by what stands inside, of which no form of the whole value tells. */
import { type Column, type TypeClass, textColumn } from './column.ts';
import { type Finding, findings } from './finding.ts';
import type { Hints } from './name-hints.ts';
import type { Observed } from './observe.ts';
import type { Surroundings } from './surroundings.ts';
import type { Reason, Verdict } from './verdict.ts';

type Weigh = (column: Column, observed: Observed, around: Surroundings) => Verdict;

/** Null where it is none. `weigh` looks at the leaves of JSON; without rows, a name for free text beside a person's data counts a little. */
export function weighText(
  type: TypeClass,
  byName: Hints,
  byComment: Hints,
  observed: Observed | null,
  around: Surroundings,
  weigh: Weigh,
): Verdict | null {
  if ((type !== 'text' && type !== 'json') || around.foreign) return null;
  const verdict = (sure: number, reasons: readonly Reason[], inside: readonly Finding[]): Verdict => ({
    finding: 'text',
    sure,
    reasons,
    kind: null,
    inside,
    delicate: false,
    secret: false,
  });
  const inside = observed === null ? [] : insideOf(observed, weigh);
  if (inside.length > 0) return verdict(0.9, [{ because: 'inside', findings: inside }], inside);
  const named = [...byName].filter(([, strength]) => strength === 'strong').map(([finding]) => finding);
  const empty = (observed?.filled ?? 0) === 0;
  if (type === 'json' && empty && named[0] !== undefined)
    return verdict(0.7, [{ because: 'name', strength: 'strong', finding: named[0] }, unseen(observed)], named);
  const strength = byName.get('text') ?? byComment.get('text');
  if (strength !== 'weak' || !empty || around.people <= 0) return null;
  return verdict(0.55, [{ because: 'name', strength, finding: 'text' }, { because: 'people' }, unseen(observed)], []);
}

/** Why no value spoke. */
const unseen = (observed: Observed | null): Reason => ({ because: observed === null ? 'not-read' : 'no-rows' });

function insideOf(observed: Observed, weigh: Weigh): Finding[] {
  const alone: Surroundings = {
    people: 0,
    beside: new Set(),
    otherHalf: false,
    whole: null,
    bank: null,
    foreign: false,
    ofRow: false,
  };
  const leaves = observed.leaves.map(({ key, observed: below }) => weigh(textColumn(key), below, alone).finding);
  // One address in all the texts is the sender's own; two are people's.
  const embedded = [...observed.embedded].filter(([, count]) => count >= 2).map(([finding]) => finding);
  const all = new Set([...leaves, ...embedded]);
  return findings.filter((finding) => all.has(finding));
}
