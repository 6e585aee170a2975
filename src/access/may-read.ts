import type { Actor, Office } from '../people/mod.ts';

/** Offices that may read everybody's grants, and in custody everybody's record. A holding for one service reads that service only. */
export const readingOffices = [
  'auditor',
  'cpo',
  'cpo_office',
  'ciso',
  'responsible',
  'dpo',
] as const satisfies readonly Office[];

/**
 * What of the grants and of the history somebody may read: all of it, or that of some services (ids) and their own. `own` is always
 * theirs.
 */
export type Sight = { readonly own: string; readonly services: 'all' | readonly string[] };

export function sightOf(actor: Actor): Sight {
  const reading = actor.holdings.filter((holding) => readingOffices.some((office) => office === holding.office));
  const services = reading.map((holding) => holding.service);
  return {
    own: actor.person,
    services: services.includes(null) ? 'all' : services.filter((service) => service !== null),
  };
}
