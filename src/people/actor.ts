import { Refusal, type Id, idKind } from '../platform/light.ts';

export type PersonId = Id<'person'>;
export const personId = idKind('person');
export type HoldingId = Id<'holding'>;
export const holdingId = idKind('holding');

export const offices = [
  'owner',
  'ceo',
  'dpo',
  'cpo',
  'cpo_office',
  'ciso',
  'responsible',
  'hr',
  'desk_a',
  'desk_b',
  'counselling',
  'auditor',
  'handler',
] as const;
export type Office = (typeof offices)[number];

/** An office held now: by whom it was given stands in its basis. */
export type Holding = {
  readonly id: HoldingId;
  readonly office: Office;
  /** The service that the office is for; null for the whole company. */
  readonly service: string | null;
  readonly basis: string;
};

/** The office under which somebody decided, as it was held at that moment: it stands on the record of every decision. */
export type Under = { readonly holding: string; readonly office: Office; readonly basis: string };

export function under({ id, office, basis }: Holding): Under {
  return { holding: id, office, basis };
}

/**
 * Rights in the system, apart from the offices in the organisation: what may be done to the installation, and by whom. None of them opens anything:
 * that takes a grant, which other offices decide.
 */
export const rights = {
  install: ['owner'],
  enter: ['hr', 'owner'],
  appoint: ['owner', 'hr'],
  invite: ['hr', 'owner'],
} as const satisfies Readonly<Record<string, readonly Office[]>>;
export type Right = keyof typeof rights;

/** Who acts: resolved once at sign-in, handed to every verb as one argument. */
export type Actor = {
  readonly person: PersonId;
  readonly account: string;
  readonly display: string;
  readonly language: 'en' | 'ko';
  readonly holdings: readonly Holding[];
};

/** The holding under which the actor may do this. Throws JK103 where there is none. */
export function holdingOf(actor: Actor, allowed: readonly Office[], service: string | null = null): Holding {
  const found = actor.holdings.find(
    (one) => allowed.includes(one.office) && (one.service === null || service === null || one.service === service),
  );
  if (found === undefined) throw new Refusal('JK103', { account: actor.account, offices: allowed.join(', ') });
  return found;
}

/** The rights in the system that the actor has now, each with the holding that gives it. */
export function rightsOf(actor: Actor): { readonly right: Right; readonly holding: Holding }[] {
  return (Object.keys(rights) as Right[]).flatMap((right) => {
    const allowed: readonly Office[] = rights[right];
    const holding = actor.holdings.find(({ office }) => allowed.includes(office));
    return holding === undefined ? [] : [{ right, holding }];
  });
}
