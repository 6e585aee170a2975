/** Of values that a statement compares with one another and with sealed columns: which column's term group each of them shares. */
import type { Leaf, Sources } from './origins.ts';

/** The term group of each: literals by their byte offset, parameters by the n of $n. */
export type Groups = {
  readonly literals: ReadonlyMap<number, number>;
  readonly parameters: ReadonlyMap<number, number>;
};

/** Values that meet share one fate, also where no column is by: whichever column one of them meets elsewhere is that of all. */
export class Fates {
  readonly #parent = new Map<Leaf, Leaf>();
  /** `null`: something of which we cannot say the group, or that has none. */
  readonly #groups = new Map<Leaf, Set<number | null>>();

  meet({ leaves, columns }: Sources): void {
    const [first, ...others] = leaves;
    if (first === undefined) return;
    let root = this.#rootOf(first);
    for (const other of others) root = this.#join(root, this.#rootOf(other));
    const known = this.#groups.get(root) ?? new Set();
    for (const column of columns) known.add(column?.group || null); // group 0: not findable
    this.#groups.set(root, known);
  }

  groups(): Groups {
    const literals = new Map<number, number>();
    const parameters = new Map<number, number>();
    for (const leaf of this.#parent.keys()) {
      const [group = null, ...others] = this.#groups.get(this.#rootOf(leaf)) ?? [];
      if (group === null || others.length > 0) continue;
      (leaf % 2 === 0 ? literals : parameters).set(Math.floor(leaf / 2), group);
    }
    return { literals, parameters };
  }

  /** Each on the way there then stands right below it: a client may have written one long chain. */
  #rootOf(leaf: Leaf): Leaf {
    const way = [leaf];
    let root = leaf;
    for (let parent = this.#parent.get(root); parent !== undefined && parent !== root; parent = this.#parent.get(root))
      way.push((root = parent));
    for (const each of way) this.#parent.set(each, root);
    return root;
  }

  #join(one: Leaf, other: Leaf): Leaf {
    if (one === other) return one;
    this.#parent.set(other, one);
    const groups = this.#groups.get(one) ?? new Set();
    for (const group of this.#groups.get(other) ?? []) groups.add(group);
    this.#groups.set(one, groups);
    return one;
  }
}
