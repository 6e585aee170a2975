/** Edits of a statement that hold for the same statement with other literals: where they stand is counted from the literal before them. */
import type { Literal, Replacement } from './literals.ts';

export type AnchoredEdit = {
  /** The number of the literal that ends before the edit; -1 where none does. */
  readonly behind: number;
  /** Bytes from that literal's end, or from the beginning of the text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
};

export function anchor(edits: readonly Replacement[], literals: readonly Literal[]): readonly AnchoredEdit[] {
  return edits.map(({ start, end, text }) => {
    const behind = literals.findLastIndex((literal) => literal.end <= start);
    const base = literals[behind]?.end ?? 0;
    return { behind, start: start - base, end: end - base, text };
  });
}

export function placed(edits: readonly AnchoredEdit[], literals: readonly Literal[]): readonly Replacement[] {
  return edits.map(({ behind, start, end, text }) => {
    const base = literals[behind]?.end ?? 0;
    return { start: base + start, end: base + end, text };
  });
}
