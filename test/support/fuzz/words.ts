/** What the grammar takes its values and columns from. */
import fc from 'fast-check';
import type { Spelled, World } from './statement.ts';
import { spelled } from './statement.ts';

export const findable = ['email', 'mobile'] as const;
export const unfindable = [
  'name_ko',
  'name_en',
  'address',
  'birth_date',
  'card_number',
  'bank_account',
  'last_location',
] as const;
export const sealedColumns = [...unfindable.slice(0, 2), ...findable, ...unfindable.slice(2)] as const;
export type Findable = (typeof findable)[number];
export type Sealed = (typeof sealedColumns)[number];

/** Values that nobody has at first, right in form for a column that is found; for the others also odd ones. */
export function freshValue(column: Sealed, n: number): string {
  const text = String(n % 40).padStart(4, '0');
  if (column === 'email') return `fuzz.${text}@fuzz.example`;
  if (column === 'mobile') return `010-7${text.slice(1)}-${text}`;
  if (column === 'birth_date') return `19${50 + (n % 40)}-0${1 + (n % 9)}-1${n % 10}`;
  return odd[n % odd.length] ?? `fuzz value ${text} of ${column}`;
}
const odd: readonly (string | undefined)[] = [
  undefined,
  undefined,
  undefined,
  undefined,
  "fuzz O'Brien's \\ backslash",
  'fuzz 한글 값 🦊 é',
  'fuzz "quoted" {braces},(comma) ; -- no comment',
  'fuzz line\nbreak\tand tab',
  `fuzz ${'long '.repeat(60)}end`,
  'fuzz $1 $$ %s \u00a0 \u200b',
  ' fuzz space around ',
];

/** A value to look for or to store: of a member who is there, or a fresh one. */
export type Pick = { readonly at: number; readonly how: Spelled };
export const pick: fc.Arbitrary<Pick> = fc.record({ at: fc.nat(59), how: spelled });

export function valueFor(world: World, column: Sealed, at: number): string {
  const member = at < 24 ? world.members[at % world.members.length] : undefined;
  return member?.[column] ?? freshValue(column, at);
}

export function idFor(world: World, at: number): number {
  const member = at % 4 < 3 ? world.members[at % world.members.length] : undefined;
  return member === undefined ? 3_000_000 + (at % 12) : Number(member['id']);
}
