/**
 * Wrong tries of one account: OPEN → (each try is charged before anything is looked at) → LOCKED with the charge that reaches the number, until
 * a time → OPEN, counted anew. A try that proves right takes all charges back. Since the charge comes first, as many as come at the same time are
 * looked at as one after the other would have been.
 *
 * A locked account still tells whoever gives the right password until when it is locked. So that this is no way to guess on, within one lock as
 * many tries again are looked at for these words as there are without it; after them the right one too is told like a wrong one.
 */
export type Tries = { readonly tries: number; readonly lockedUntil: Temporal.Instant | null };

export type LockRules = { readonly tries: number; readonly lockMinutes: number };

/** What a try may be told: all, that the account is locked, or nothing. */
export type Look = 'whole' | 'words' | 'nothing';

/** `locks`: this charge locks the account unless it proves right. */
export type Charged = Tries & { readonly look: Look; readonly locks: boolean };

export const noTries: Tries = { tries: 0, lockedUntil: null };

export function charge(before: Tries, now: Temporal.Instant, rules: LockRules): Charged {
  const held = before.lockedUntil !== null && Temporal.Instant.compare(now, before.lockedUntil) < 0;
  const most = 2 * rules.tries;
  if (held) {
    const tries = Math.min(before.tries + 1, most + 1);
    return { tries, lockedUntil: before.lockedUntil, look: tries <= most ? 'words' : 'nothing', locks: false };
  }
  const tries = before.lockedUntil === null ? before.tries + 1 : 1;
  const locks = tries >= rules.tries;
  return { tries, lockedUntil: locks ? now.add({ minutes: rules.lockMinutes }) : null, look: 'whole', locks };
}
