/**
 * What kind of personal data a field holds. The category decides how the field is masked, whether it may be found by equality, and how
 * far any grant may open it. A field that nobody classified has no category and is not opened.
 */

/** How far a grant may open a field, from least to most: answer "is it this?", show the mask, show the value. */
export const modes = ['match', 'partial', 'full'] as const;
export type Mode = (typeof modes)[number];

/** How two spellings of one value are made equal before they are compared (`custody/normalise.ts`). */
export type Normalisation = 'email' | 'phone' | 'name' | 'digits' | 'exact';

/** The groups whose columns can be searched and joined by equality. A group is a normalisation and a key. */
export type TermGroup = 'email' | 'phone' | 'card' | 'account';

export type CategoryRule = {
  /** The group of terms where the field may be findable; null where it may never be. */
  readonly termGroup: TermGroup | null;
  /** Used for terms, and for match mode whether findable or not. */
  readonly normalisation: Normalisation;
  /** The most that any grant may have, whoever decides it. */
  readonly highestMode: Mode;
};

/**
 * Findable only where nearly every person has a value of their own, from a space too large to read off how often a term occurs: a term
 * is a pseudonym that a grantee can see, count and join.
 */
export const categories = {
  /** Not findable: names repeat, and how often each occurs is published, so that counting terms would read the common ones. */
  name: { termGroup: null, normalisation: 'name', highestMode: 'full' },
  email: { termGroup: 'email', normalisation: 'email', highestMode: 'full' },
  phone: { termGroup: 'phone', normalisation: 'phone', highestMode: 'full' },
  /** Not findable: shared by a household and spelled in many ways, so that an honest search would silently miss. */
  address: { termGroup: null, normalisation: 'name', highestMode: 'full' },
  /** Not findable: some 36,500 values. */
  birth_date: { termGroup: null, normalisation: 'exact', highestMode: 'full' },
  /** Findable by keyed hash only, as PCI DSS 4.0 requirement 3.5.1.1 asks. */
  card: { termGroup: 'card', normalisation: 'digits', highestMode: 'full' },
  account: { termGroup: 'account', normalisation: 'digits', highestMode: 'full' },
  /** Not findable: a home or a workplace is a value that recurs. */
  location: { termGroup: null, normalisation: 'exact', highestMode: 'full' },
  /**
   * Korean resident registration number. Never in full under any grant, and not findable: a term would make it the identifier that
   * Article 24-2 of the Personal Information Protection Act forbids, and birth date and sex leave fewer than a million values to try.
   */
  rrn: { termGroup: null, normalisation: 'digits', highestMode: 'partial' },
  /** Not findable: IPv4 can be tried whole, and one address serves many people. */
  ip: { termGroup: null, normalisation: 'exact', highestMode: 'full' },
  /** Anything else. Not findable: nobody knows what it holds. */
  text: { termGroup: null, normalisation: 'exact', highestMode: 'full' },
} as const satisfies Readonly<Record<string, CategoryRule>>;

export type Category = keyof typeof categories;

export function isCategory(text: string): text is Category {
  return Object.hasOwn(categories, text);
}

export function ruleOf(category: Category): CategoryRule {
  return categories[category];
}

export function mayBeFindable(category: Category): boolean {
  return categories[category].termGroup !== null;
}

/** Whether some grant may open a field of this category as far as `mode`. */
export function allowsMode(category: Category, mode: Mode): boolean {
  return modes.indexOf(mode) <= modes.indexOf(categories[category].highestMode);
}
