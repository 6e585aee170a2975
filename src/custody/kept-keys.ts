/**
 * Unwrapped keys by subject, at most `most` of them: two halves, of which the older goes whole when the newer is full, and what is asked for from
 * the older moves to the newer. (A Map from which its first is taken again and again walks over all that it lost.) Keys lie beside one another in
 * one buffer a half: 32 bytes each, where a Buffer of its own takes some 300.
 */
import { KEY_BYTES } from './wrapped-key.ts';

type Half = { readonly places: Map<string, number>; readonly keys: Buffer };

export class KeptKeys {
  readonly #each: number;
  #newer: Half;
  #older: Half;

  /** `most`: 2 or more. */
  constructor(most: number) {
    this.#each = Math.floor(most / 2);
    this.#newer = this.#half();
    this.#older = this.#half();
  }

  /** The caller may use it and not change it; it stays what it is when it is kept no longer. */
  get(subject: string): Buffer | undefined {
    const key = keyIn(this.#newer, subject);
    if (key !== undefined) return key;
    const older = keyIn(this.#older, subject);
    return older === undefined ? undefined : this.keep(subject, older);
  }

  /** Copies the key, and returns the copy. */
  keep(subject: string, key: Buffer): Buffer {
    if (this.#newer.places.size >= this.#each) {
      this.#older = this.#newer;
      this.#newer = this.#half();
    }
    const { places, keys } = this.#newer;
    const place = places.get(subject) ?? places.size;
    places.set(subject, place);
    key.copy(keys, place * KEY_BYTES);
    return keyAt(keys, place);
  }

  /** Nothing is overwritten: a batch under way may hold a key. */
  clear(): void {
    this.#newer = this.#half();
    this.#older = this.#half();
  }

  #half(): Half {
    return { places: new Map(), keys: Buffer.allocUnsafeSlow(this.#each * KEY_BYTES) };
  }
}

function keyIn({ places, keys }: Half, subject: string): Buffer | undefined {
  const place = places.get(subject);
  return place === undefined ? undefined : keyAt(keys, place);
}

function keyAt(keys: Buffer, place: number): Buffer {
  return keys.subarray(place * KEY_BYTES, (place + 1) * KEY_BYTES);
}
