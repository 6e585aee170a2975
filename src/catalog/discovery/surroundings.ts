/** What stands beside a column, and how much it adds to what the column may be. */
import type { Finding } from './finding.ts';
import { type Observed, countOf } from './observe.ts';
import type { Reason } from './verdict.ts';
import type { Strength } from './name-pattern.ts';

/** What is known of the column beside itself. */
export type Surroundings = {
  /** Points for a table of people, against one of things or organisations. */
  readonly people: number;
  /** Findings of the other columns of the table, from the first look; `address` also where the table is named for addresses. */
  readonly beside: ReadonlySet<Finding>;
  /** Whether another column's name is that of the other half of a coordinate. */
  readonly otherHalf: boolean;
  /** Where it is one of several columns that hold a number or a mailbox in pieces, the name of the whole: `tel` of `tel1`, `tel2`, `tel3`. */
  readonly whole: string | null;
  /** Whether a column beside it is a bank's, and whether that one is called as it: `stl_bank_cd` beside `stl_no`. */
  readonly bank: 'own' | 'other' | null;
  readonly foreign: boolean;
  /** Whether the column is called as its own table, which is none of people: what it names is the row. */
  readonly ofRow: boolean;
};

/** Points; each has its reason. Only what a name already hints at gains or loses by its neighbours. */
export function ofSurroundings(
  finding: Finding,
  hint: Strength | undefined,
  observed: Observed | null,
  around: Surroundings,
  reasons: Reason[],
): number {
  const add = (points: number, because: 'people' | 'no-people' | 'beside') => {
    reasons.push({ because });
    return points;
  };
  switch (finding) {
    case 'name':
      if (hint !== 'weak') return 0;
      // `opp_name` of opportunities is an opportunity's name, whoever else stands in the row.
      if (around.ofRow) return add(-3, 'no-people');
      if (around.people === 0) return 0;
      return around.people > 0 ? add(around.people, 'people') : add(around.people, 'no-people');
    case 'address':
      return hint === 'weak' && around.beside.has('address') ? add(2.5, 'beside') : 0;
    case 'location': {
      if (hint !== 'weak') return 0;
      if (around.otherHalf) return add(3, 'beside');
      // A geohash has no a, i, l or o: of other codes hardly a column goes without them.
      const spelled = observed !== null && observed.filled >= 20 && observed.looks.lettered >= observed.filled * 0.95;
      return spelled && countOf('location', observed).loose >= observed.filled * 0.75 ? add(1.5, 'beside') : 0;
    }
    case 'password': {
      const digests = observed === null ? 0 : countOf('password', observed).loose;
      const often = observed !== null && observed.filled > 0 && digests / observed.filled > 0.7;
      if (often && around.beside.has('password') && hint !== undefined) return add(3, 'beside');
      return hint === 'weak' && around.people < 0 ? add(around.people, 'no-people') : 0;
    }
    // Numbers of documents that are not counted and stand with people; without a name for it Korea's form must speak too.
    case 'passport': {
      if (around.people <= 0 || observed === null || hint === 'strong' || hint === 'against') return 0;
      const { beginnings, lettered } = observed.looks;
      const drawn = beginnings >= Math.min(10, observed.filled / 3) && lettered >= observed.filled / 2;
      if (hint === undefined && countOf('passport', observed).strict < observed.filled * 0.8) return 0;
      return drawn ? add(1.5, 'people') : 0;
    }
    case 'rrn':
    case 'licence':
      return hint === 'weak' && around.people > 0 ? add(1.5, 'people') : 0;
    case 'account':
      if (hint === 'strong' || hint === 'against') return 0;
      if (around.bank === 'own') return add(3, 'beside');
      if (hint === undefined)
        return around.bank !== null && observed !== null && countOf('account', observed).strict >= observed.filled * 0.8
          ? add(2, 'beside')
          : 0;
      if (around.bank === 'other') return add(2, 'beside');
      if (around.people > 0) return add(1.5, 'people');
      return around.beside.has('account') || around.beside.has('card') ? add(1.5, 'beside') : 0;
    // An address may be a whole number: drawn ones in its range, where the name of a host stands before them.
    case 'ip': {
      if (hint !== 'weak' || observed === null || observed.filled === 0) return 0;
      const drawn = observed.looks.beginnings >= Math.min(30, observed.filled / 3);
      return drawn && countOf('ip', observed).loose >= observed.filled * 0.95 ? add(2, 'beside') : 0;
    }
    case 'birth_date':
    case 'email':
    case 'phone':
    case 'card':
    case 'text':
      return 0;
  }
}
