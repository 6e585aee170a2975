/** How the files of the file key store are called: pure, so that the adapter reads as what it does. */

export type KeyKind = 'epoch' | 'group';

const NAME = /^(epoch|group)-([1-9]\d{0,9})\.(?:key|destroyed)$/;

export function keyFile(kind: KeyKind, number: number): string {
  return `${kind}-${number}.key`;
}

export function destroyedFile(epoch: number): string {
  return `epoch-${epoch}.destroyed`;
}

/** The numbers of a kind, destroyed ones too, in ascending order. */
export function numbersOf(names: Iterable<string>, kind: KeyKind): readonly number[] {
  const numbers = new Set<number>();
  for (const name of names) {
    const parts = NAME.exec(name);
    if (parts?.[1] === kind) numbers.add(Number(parts[2]));
  }
  return Array.from(numbers).toSorted((a, b) => a - b);
}

/** The newest number of a kind, destroyed or not; 0 where there is none. */
export function newestOf(names: Iterable<string>, kind: KeyKind): number {
  return numbersOf(names, kind).at(-1) ?? 0;
}
