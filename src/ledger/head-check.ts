import { type Edge, rootOf } from './merkle.ts';

type Head = { readonly size: number; readonly root: Buffer; readonly edge: readonly Buffer[] };

type HeadFault = {
  readonly kind: 'changed' | 'reordered';
  readonly leaf: number;
  readonly entry: null;
  readonly detail: string;
};

/**
 * Compares tree heads with the tree as it grows. A head that is wrong alone, while a later one is right, was itself rewritten; from the first
 * one after which none is right, the leaves are not those that were numbered, or not in that order.
 */
export class HeadCheck {
  #due: Head[] = [];
  #wrong: number[] = [];
  #lastRight = 0;
  seen = 0;

  /** The heads of the sizes that come next, in order. */
  expect(heads: readonly Head[]): void {
    this.#due.push(...heads);
  }

  compare(edge: Edge): void {
    if (this.#due[0]?.size !== edge.size) return;
    const head = this.#due.shift();
    if (head === undefined) return;
    this.seen += 1;
    const right =
      rootOf(edge).equals(head.root) &&
      head.edge.length === edge.roots.length &&
      edge.roots.every((root, n) => head.edge[n]?.equals(root));
    if (right) this.#lastRight = head.size;
    else this.#wrong.push(head.size);
  }

  faults(): HeadFault[] {
    const alone = this.#wrong.filter((size) => size < this.#lastRight);
    const [first, ...rest] = this.#wrong.filter((size) => size > this.#lastRight);
    const rewritten = alone.map((size): HeadFault => {
      return { kind: 'changed', leaf: size - 1, entry: null, detail: `the tree head of size ${size} was rewritten` };
    });
    if (first === undefined) return rewritten;
    const others = rest.length > 0 ? ` and ${rest.length} after it do` : ' does';
    const detail = `the tree head of size ${first}${others} not match the leaves: they, or their order, are not what was numbered`;
    return [...rewritten, { kind: 'reordered', leaf: first - 1, entry: null, detail }];
  }
}
