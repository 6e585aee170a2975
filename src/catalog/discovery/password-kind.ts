import type { PasswordKind } from './fit-password.ts';
import type { Observed } from './observe.ts';

/** The kind that most values have; a salt by its name. */
export function kindOf(name: string, observed: Observed | null): PasswordKind {
  if (/salt|솔트/i.test(name) && !/salted|hash$/i.test(name)) return 'salt';
  const most = [...(observed?.kinds ?? [])].toSorted(([, one], [, other]) => other - one)[0];
  return most !== undefined && most[1] * 2 > (observed?.filled ?? 0) ? most[0] : 'unknown';
}
