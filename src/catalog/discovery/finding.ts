/** What a column can be found to hold. Wider than the categories of the catalogue: not all that is found can be sealed as what it is. */
import type { Category } from '../category.ts';

export const findings = [
  'name',
  'email',
  'phone',
  'address',
  'birth_date',
  'password',
  'card',
  'account',
  'location',
  'rrn',
  'ip',
  'passport',
  'licence',
  'text',
] as const;
export type Finding = (typeof findings)[number];

/** The category under which `adopt` seals it; null where it is never sealed: a password is hashed one way. */
export function categoryOf(finding: Finding): Category | null {
  switch (finding) {
    case 'password':
      return null;
    case 'passport':
    case 'licence':
      return 'text';
    case 'name':
    case 'email':
    case 'phone':
    case 'address':
    case 'birth_date':
    case 'card':
    case 'account':
    case 'location':
    case 'rrn':
    case 'ip':
    case 'text':
      return finding;
  }
}

/**
 * How well one value fits: proven by a check, or by words beside it in the value itself, however few such values a column has; as only such a value does,
 * where a column is full of them; as such a value may; or not at all.
 */
export type Fit = 'proven' | 'strict' | 'loose' | null;
