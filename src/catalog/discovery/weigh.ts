/**
 * The one place where evidence is weighed. Each finding adds up points for what the name says, what the values are and what stands beside the column; at
 * `enough` points it is found. Values beat names: no name carries a finding over values that do not fit it, and a strict form needs no name.
 */
import { type Column, type TypeClass, classOf } from './column.ts';
import { type Finding, findings } from './finding.ts';
import { type Hints, hintsOf, hintsOfComment, isDelicate, isTokenName } from './name-hints.ts';
import { type Observed, countOf } from './observe.ts';
import { kindOf } from './password-kind.ts';
import { type Surroundings, ofSurroundings } from './surroundings.ts';
import type { Reason, Verdict } from './verdict.ts';
import { weighText } from './weigh-text.ts';

export const enough = 4;

type Weights = {
  readonly types: readonly TypeClass[];
  /** Points where nine of ten values have the form that nothing else has; fewer for fewer. */
  readonly strict: number;
  /** Points where four of five could be it. */
  readonly loose: number;
  /** Points where most could not. */
  readonly misfit: number;
  /** Types under which only values tell: a whole number may be anything. */
  readonly numbers?: readonly TypeClass[];
  /** Points where one of ten could not: a plan of numbers has no exceptions, codes of its shape break it. */
  readonly strays?: number;
};

const [named, hinted, denied] = [6, 2, -6] as const;
/** `order_nm` may be the order's name or the orderer's: where nearly all values have the form of people's names, and differ, they say which. */
const deniedNames = -1;

const weights: Readonly<Record<Exclude<Finding, 'text'>, Weights>> = {
  name: { types: ['text'], strict: 4.5, loose: 1, misfit: -5 },
  email: { types: ['text'], strict: 8, loose: 2, misfit: -6 },
  phone: { types: ['text', 'integer', 'decimal'], strict: 5, loose: 1, misfit: -5, strays: -3 },
  address: { types: ['text'], strict: 5, loose: 0.5, misfit: -5 },
  birth_date: { types: ['date', 'timestamp', 'text', 'integer'], strict: 0, loose: 1, misfit: -5 },
  password: { types: ['text', 'bytes'], strict: 9, loose: 2, misfit: 0 },
  card: { types: ['text', 'integer', 'decimal'], strict: 7, loose: 1, misfit: -6 },
  account: { types: ['text', 'integer', 'decimal'], strict: 7, loose: 1, misfit: -6 },
  location: {
    types: ['text', 'decimal', 'integer', 'geometry', 'json'],
    numbers: ['integer'],
    strict: 7,
    loose: 1,
    misfit: -6,
  },
  rrn: { types: ['text', 'integer', 'decimal'], strict: 8, loose: 3, misfit: -6 },
  ip: { types: ['network', 'text', 'integer'], numbers: ['integer'], strict: 6, loose: 0, misfit: -6 },
  passport: { types: ['text'], strict: 7, loose: 1, misfit: -4 },
  licence: { types: ['text'], strict: 5, loose: 1, misfit: -4 },
};

/** What old forms ask for in several fields, and their tables keep so. */
const severed: readonly Finding[] = ['phone', 'rrn', 'card', 'account', 'birth_date', 'email', 'licence'];

type Tally = { readonly finding: Finding; readonly points: number; readonly reasons: readonly Reason[] };

export function weigh(column: Column, observed: Observed | null, around: Surroundings): Verdict {
  const listed = observed?.lists === true;
  const type =
    listed || column.base === 'text[]' || column.base === 'character varying[]' ? 'text' : classOf(column.base);
  const byName = hintsOf(around.whole ?? column.name);
  const byComment = hintsOfComment(column.comment);
  const token = isToken(column, byName, observed);
  const best = findings
    .filter((finding) => finding !== 'text')
    .filter((finding) => !(token && finding === 'password'))
    .map((finding) => tally(finding, type, byName, byComment, observed, around))
    .filter((one) => one !== null)
    .toSorted((one, other) => other.points - one.points)[0];
  if (best !== undefined && best.points >= enough) {
    const kind = best.finding === 'password' ? kindOf(column.name, observed) : null;
    return { ...found(best), kind, inside: [], delicate: false, secret: false };
  }
  const text = weighText(type, byName, byComment, observed, around, weigh);
  if (text !== null) return text;
  const delicate = isDelicate(column.name) && type !== 'date' && type !== 'timestamp' && !around.foreign;
  const sealedElsewhere =
    type === 'text' && hasStrong(byName) && observed !== null && observed.opaque > observed.filled / 2;
  return {
    finding: null,
    sure: best === undefined ? 0.99 : certainty(enough - best.points),
    reasons: best?.reasons ?? [],
    kind: null,
    inside: [],
    delicate: delicate || sealedElsewhere || (best !== undefined && best.points >= enough - 1 && !around.foreign),
    secret: token,
  };
}

/**
 * Digests that are no password's: they tell one row from another, or their name says what they are of. A password's form, or its name, says otherwise of
 * a unique column; of one that is called a token, its name alone does.
 */
function isToken(column: Column, byName: Hints, observed: Observed | null): boolean {
  if (observed === null || observed.filled === 0 || byName.get('password') === 'strong') return false;
  const { strict, loose } = countOf('password', observed);
  if ((strict + loose) * 2 <= observed.filled) return false;
  return isTokenName(column.name) || ((column.key || column.unique) && strict * 2 <= observed.filled);
}

function found({ finding, points, reasons }: Tally): Pick<Verdict, 'finding' | 'sure' | 'reasons'> {
  return { finding, sure: certainty(points - enough), reasons };
}

/** Named as something personal, and its values ciphertext or a digest: of which finding nobody can see. */
const hasStrong = (hints: Hints): boolean => [...hints.values()].includes('strong');

/** Two more points are about three times the odds. At the border it is as likely as not. */
function certainty(above: number): number {
  return Math.round(100 / (1 + Math.exp(-0.3 - above * 0.7))) / 100;
}

function tally(
  finding: Exclude<Finding, 'text'>,
  type: TypeClass,
  byName: Hints,
  byComment: Hints,
  observed: Observed | null,
  around: Surroundings,
): Tally | null {
  const rule = weights[finding];
  if (type !== 'sealed' && !rule.types.includes(type)) return null;
  const reasons: Reason[] = [];
  let points = 0;
  const strength = byName.get(finding);
  if (strength !== undefined) {
    points += strength === 'strong' ? named : strength === 'weak' ? hinted : deniedBy(finding, observed);
    reasons.push({ because: 'name', strength, finding });
  }
  const said = byComment.get(finding);
  if (said !== undefined && strength !== 'strong') {
    points += said === 'strong' ? named - 1 : said === 'weak' ? hinted - 1 : -2;
    reasons.push({ because: 'comment', strength: said, finding });
  }
  const filled = observed?.filled ?? 0;
  if (rule.numbers?.includes(type) === true && filled === 0) return null;
  if (type === 'geometry' || (type === 'network' && finding === 'ip')) {
    points += 5;
    reasons.push({ because: 'type' });
  }
  if (type === 'sealed') reasons.push({ because: 'sealed' });
  else if (observed === null) reasons.push({ because: 'not-read' });
  else if (filled === 0) reasons.push({ because: 'no-rows' });
  else if (
    around.whole !== null &&
    severed.includes(finding) &&
    (strength === 'strong' || (strength === 'weak' && finding === 'rrn'))
  ) {
    points += rule.loose;
    reasons.push({ because: 'beside' });
  } else if (type !== 'geometry') points += ofValues(finding, rule, observed, reasons);
  points += ofSurroundings(finding, strength ?? said, observed, around, reasons);
  if (around.foreign) points -= 6;
  return { finding, points, reasons };
}

function deniedBy(finding: Finding, observed: Observed | null): number {
  if (finding !== 'name' || observed === null || observed.filled < 20) return denied;
  const { strict } = countOf(finding, observed);
  return strict >= observed.filled * 0.9 && observed.distinct >= 30 ? deniedNames : denied;
}

function ofValues(finding: Finding, rule: Weights, observed: Observed, reasons: Reason[]): number {
  const { strict, loose, proven } = countOf(finding, observed);
  const of = observed.filled;
  const [only, any] = [strict / of, (strict + loose) / of];
  // One or two values may be anything: a test row, a default.
  const weight = of >= 5 ? 1 : 0.6;
  let points = 0;
  if (only >= 0.3) {
    // Lists of given names are never whole: where two in five are known, all could be names and nearly all differ, the others are names too.
    const known = finding === 'name' && only >= 0.4 && any >= 0.95 && observed.distinct >= Math.max(20, of * 0.6);
    const share = only >= 0.9 ? 1 : only >= 0.6 || known ? 0.85 : 0.5;
    points += rule.strict * share * weight * (proven >= of * 0.6 ? 1 : variety(finding, observed, only));
    reasons.push({ because: 'strict', fit: strict, of });
  }
  if (any >= 0.75) {
    points += rule.loose;
    if (only < 0.3) reasons.push({ because: 'loose', fit: strict + loose, of });
  } else if (any >= 0.5) {
    if (only < 0.3) reasons.push({ because: 'loose', fit: strict + loose, of });
  } else {
    points += rule.misfit * weight;
    reasons.push({ because: 'misfit', fit: of - strict - loose, of });
  }
  if (rule.strays !== undefined && any >= 0.5 && any < 0.9 && of >= 10) {
    points += rule.strays;
    reasons.push({ because: 'misfit', fit: of - strict - loose, of });
  }
  // Words that come again and again, none of them in a form of names, are a list of something.
  if (finding === 'name' && only < 0.3 && of >= 20 && observed.distinct * 5 < of) {
    points -= 3;
    reasons.push({ because: 'misfit', fit: of - strict, of });
  }
  return points;
}

/** How far a form speaks for itself, by what the values of the column have in common: codes are made after one pattern, or count. */
function variety(finding: Finding, { filled, distinct, looks }: Observed, only: number): number {
  switch (finding) {
    // People's names differ from row to row; a few that come again and again are a list of something, but for the few who serve many.
    case 'name':
      if (filled < 10) return 0.5;
      if (distinct >= Math.min(30, filled * 0.5)) return 1;
      return distinct >= 10 && only >= 0.85 ? 0.7 : 0.3;
    // Every bank groups its numbers in its own way; a code has one.
    case 'account':
      return looks.shapes > 1 && distinct > 5 ? 0.6 : 0.25;
    case 'passport':
      return looks.beginnings >= Math.min(10, filled / 3) ? 0.35 : 0.1;
    case 'email':
    case 'phone':
    case 'address':
    case 'birth_date':
    case 'password':
    case 'card':
    case 'location':
    case 'rrn':
    case 'ip':
    case 'licence':
    case 'text':
      return 1;
  }
}
