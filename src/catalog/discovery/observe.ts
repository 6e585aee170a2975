/** What a sample of a column's values shows, as counts: the values themselves go no further than this file. */
import type { TypeClass } from './column.ts';
import { embeddedIn } from './embedded.ts';
import type { Finding, Fit } from './finding.ts';
import { fitEmail, fitPhone } from './fit-contact.ts';
import { fitAccount, fitCard, fitLicence, fitPassport, fitResident } from './fit-number.ts';
import { type PasswordKind, digestKind, isOpaque, taggedKind } from './fit-password.ts';
import { fitBirth, fitName } from './fit-person.ts';
import { fitAddress, fitIp, fitLocation } from './fit-place.ts';
import { leavesOf } from './leaves.ts';

/** What is proven is strict as well. */
export type Count = { readonly strict: number; readonly loose: number; readonly proven: number };

export type Observed = {
  /** Values that are neither null nor blank. */
  readonly filled: number;
  readonly distinct: number;
  readonly fits: ReadonlyMap<Finding, Count>;
  readonly kinds: ReadonlyMap<PasswordKind, number>;
  /** Values of hexadecimal digits alone. */
  readonly hex: number;
  /** Values that could be ciphertext: long, of letters and digits without a word among them. */
  readonly opaque: number;
  /** How many different values stand inside longer texts, by what they are. */
  readonly embedded: ReadonlyMap<Finding, number>;
  readonly looks: Looks;
  /** Of JSON: its leaves by path. */
  readonly leaves: readonly Leaf[];
  /** Whether the values are lists, of whose elements all else here speaks. */
  readonly lists: boolean;
};

/** What the values have in common, whatever they are. */
export type Looks = {
  /** Different shapes, with every digit and every letter as one; only those that one in fifty values has. */
  readonly shapes: number;
  /** Different first three characters: few where values are counted or dated. */
  readonly beginnings: number;
  /** Values with a letter in them. */
  readonly lettered: number;
  /** Values of one to seven digits alone, as a piece of a longer number has. */
  readonly pieces: number;
  /** Values that are the name of a host, as behind the @. */
  readonly hosts: number;
};

export type Leaf = { readonly key: string; readonly observed: Observed };

const fitters: readonly (readonly [Finding, (text: string, latest: number) => Fit])[] = [
  ['name', fitName],
  ['email', fitEmail],
  ['phone', fitPhone],
  ['address', fitAddress],
  ['birth_date', fitBirth],
  ['card', fitCard],
  ['account', fitAccount],
  ['location', fitLocation],
  ['rrn', fitResident],
  ['ip', fitIp],
  ['passport', fitPassport],
  ['licence', fitLicence],
];

/** `latest`: the year in which this is looked at. */
export function observe(sampled: readonly (string | null)[], type: TypeClass, latest: number): Observed {
  const texts = sampled.filter((value) => value !== null).map((value) => value.trim());
  const read = type === 'json' || type === 'array' || type === 'text' ? leavesOf(texts, type) : null;
  if (read?.lists === true) return { ...observe(read.elements, 'text', latest), lists: true };
  const values = texts.filter((value) => value !== '' && !/^(?:null|n\/?a|none|-+|\.|0)$/i.test(value));
  const fits = new Map<Finding, Count>();
  for (const [finding, fit] of fitters) {
    let [strict, loose, proven] = [0, 0, 0];
    for (const value of values) {
      const found = fit(spelled(value, type, finding), latest);
      if (found === 'proven') proven += 1;
      if (found === 'proven' || found === 'strict') strict += 1;
      else if (found === 'loose') loose += 1;
    }
    fits.set(finding, { strict, loose, proven });
  }
  const count = (finding: Finding, is: (value: string) => boolean) =>
    fits.set(finding, { strict: 0, loose: values.filter(is).length, proven: 0 });
  if (type === 'decimal') count('location', (value) => isDegree(value) || isProjected(value));
  if (type === 'integer') {
    count('location', isScaled);
    count('ip', isNetworkNumber);
  }
  return {
    filled: values.length,
    distinct: new Set(values).size,
    fits,
    ...passwordForms(values),
    looks: looksOf(values),
    embedded: type === 'text' ? insideOf(values, fits) : new Map(),
    leaves: (read?.leaves ?? []).map(({ key, values: below }) => ({ key, observed: observe(below, 'text', latest) })),
    lists: false,
  };
}

/** How many values fit. Of a password strict is a form that only a password's hash has, loose a digest that anything can have. */
export function countOf(finding: Finding, observed: Observed): Count {
  if (finding !== 'password') return observed.fits.get(finding) ?? { strict: 0, loose: 0, proven: 0 };
  const digests: readonly PasswordKind[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'salted'];
  let [strict, loose] = [0, 0];
  for (const [kind, count] of observed.kinds) {
    if (digests.includes(kind)) loose += count;
    else strict += count;
  }
  return { strict, loose, proven: 0 };
}

/** Numbers lose their leading zeros: a resident of the 2000s has up to three. */
function spelled(value: string, type: TypeClass, finding: Finding): string {
  if (finding !== 'rrn' || (type !== 'integer' && type !== 'decimal')) return value;
  return /^\d{10,12}$/.test(value) ? value.padStart(13, '0') : value;
}

/** At least some 100 m: what is rounded further is a measure of something else. */
const isDegree = (value: string): boolean => /\.\d{3,}/.test(value) && Math.abs(Number(value)) <= 180;

/** Metres of Korea's grids (EPSG:5174 to 5186, KATEC), east or north: loose, so that a name and its other half must speak too. */
const isProjected = (value: string): boolean => {
  const metres = Number(value);
  return value.includes('.') && metres > 100_000 && metres < 2_080_000;
};

/** Degrees times a million or ten million, as integers; or metres of Korea's grid without a point. */
const isScaled = (value: string): boolean => {
  const scaled = Math.abs(Number(value));
  return (scaled >= 1_000_000 && scaled <= 1_800_000_000) || isProjected(`${value}.0`);
};

/** IPv4 as one number (`inet_aton`), from 1.0.0.0 on. */
const isNetworkNumber = (value: string): boolean => Number(value) >= 2 ** 24 && Number(value) < 2 ** 32;

function looksOf(values: readonly string[]): Looks {
  const shapes = new Map<string, number>();
  for (const value of values) {
    const shape = value.replaceAll(/\d/g, '9').replaceAll(/\p{L}/gu, 'a');
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  const how = (pattern: RegExp) => values.filter((value) => pattern.test(value)).length;
  return {
    shapes: [...shapes.values()].filter((count) => count * 50 >= values.length).length,
    beginnings: new Set(values.map((value) => value.slice(0, 3))).size,
    lettered: how(/\p{L}/u),
    pieces: how(/^(?:\d{1,7}|\*{2,7})$/),
    hosts: how(/^(?:[a-z\d-]+\.)+[a-z]{2,}$/i),
  };
}

function passwordForms(values: readonly string[]): Pick<Observed, 'kinds' | 'opaque' | 'hex'> {
  const kinds = new Map<PasswordKind, number>();
  let [opaque, hex] = [0, 0];
  for (const value of values) {
    const kind = taggedKind(value) ?? digestKind(value);
    if (kind !== null) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (isOpaque(value)) opaque += 1;
    if (/^[\da-f]+$/i.test(value)) hex += 1;
  }
  return { kinds, opaque, hex };
}

function insideOf(values: readonly string[], fits: ReadonlyMap<Finding, Count>): ReadonlyMap<Finding, number> {
  const found = new Map<Finding, Set<string>>();
  const wholly = (finding: Finding) => (fits.get(finding)?.strict ?? 0) > values.length / 2;
  if ((['email', 'phone', 'rrn', 'card'] as const).some(wholly)) return new Map();
  for (const [finding, several] of amongOthers(values)) found.set(finding, several);
  for (const value of values) {
    // A number alone is no text: a barcode may pass for anything.
    if (value.length < 8 || !/[\s|;,]/.test(value) || !/\p{L}/u.test(value)) continue;
    for (const [finding, inside] of embeddedIn(value)) {
      const set = found.get(finding) ?? new Set();
      for (const one of inside) set.add(one);
      found.set(finding, set);
    }
  }
  return new Map([...found].map(([finding, set]) => [finding, set.size]));
}

/** Whole values of a column that holds now this, now that, as tables of attributes do: one in fifty at least, by the forms that nothing else has. */
function amongOthers(values: readonly string[]): Map<Finding, Set<string>> {
  const forms = [
    ['email', (value: string) => fitEmail(value) === 'strict'],
    ['phone', (value: string) => /^(?:\+|01\d-)/.test(value) && fitPhone(value) === 'strict'],
  ] as const;
  return new Map(
    forms.flatMap(([finding, is]) => {
      const those = values.filter(is);
      return those.length >= values.length / 50 && those.length > 0 ? [[finding, new Set(those)] as const] : [];
    }),
  );
}
