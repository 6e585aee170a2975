/** What was decided of a column, how sure, and why. Reasons hold counts and names of things of ours, never a value. */
import type { Finding } from './finding.ts';
import type { PasswordKind } from './fit-password.ts';
import type { Strength } from './name-pattern.ts';

export type Reason =
  | { readonly because: 'name' | 'comment'; readonly strength: Strength; readonly finding: Finding }
  | { readonly because: 'type' }
  /** So many of so many values fit, by form and check digit, or by form alone. */
  | { readonly because: 'strict' | 'loose' | 'misfit'; readonly fit: number; readonly of: number }
  | { readonly because: 'no-rows' | 'not-read' | 'sealed' }
  | { readonly because: 'people' | 'no-people' | 'beside' }
  /** A foreign key to a column that was found to be it. */
  | { readonly because: 'points' }
  | { readonly because: 'inside'; readonly findings: readonly Finding[] };

export type Verdict = {
  readonly finding: Finding | null;
  /** From 0 to 1. */
  readonly sure: number;
  readonly reasons: readonly Reason[];
  /** Of a password. */
  readonly kind: PasswordKind | null;
  /** What free text or JSON holds. */
  readonly inside: readonly Finding[];
  /** Not found to be anything, and yet a person should look at it. */
  readonly delicate: boolean;
  /** A digest or ciphertext of what is no password: perhaps a secret, of nobody by itself. */
  readonly secret: boolean;
};
