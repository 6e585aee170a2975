/**
 * On whose behalf a service reads, in its own words (`set jikimi.on_behalf = 'u-1042'`): recorded with what was opened, never authority. Kept for
 * years, so it must be an id of the service's own and no personal data.
 */
import type { Code } from '../platform/mod.ts';

/** In UTF-16 code units. */
export const longestBehalf = 200;

/** Why this cannot be kept; null where it can. A person reads on their own behalf (JK230). */
export function behalfRefusal(service: boolean, onBehalf: string): Code | null {
  if (onBehalf === '') return null;
  if (!service) return 'JK230';
  const personal = /@\S+\.\S/.test(onBehalf) || /(?<!\d)01[016-9][-\s.]?\d{3,4}[-\s.]?\d{4}(?!\d)/.test(onBehalf);
  return onBehalf.length > longestBehalf || personal || /\p{Cc}/u.test(onBehalf) ? 'JK229' : null;
}
