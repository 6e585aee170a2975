/** What the server still owes: one entry for each request that was sent to it, in order. It says what an answer belongs to. */
import type { Run } from './outlet.ts';
import type { SealedParameter } from './probe.ts';
import type { Shape } from './shape.ts';

/** A prepared statement as the client knows it. */
export type Statement = {
  readonly text: string;
  /** Types that the client declared for its parameters; 0 or nothing where it left them open. */
  readonly oids: readonly number[];
  /** Known once it was described. */
  shape: Shape | null;
  /** Parameters whose values must be bound; known from the probe. */
  readonly parameters: readonly SealedParameter[];
};

export type Portal = { readonly statement: Statement | null; readonly formats: readonly number[]; shape: Shape | null };

export type Owed =
  /** `own`: asked by the gateway itself; the answer goes to nobody, and `own` is called when it is whole. */
  | { readonly kind: 'query'; readonly own: (() => void) | null; readonly text: string; run: Run | null }
  | { readonly kind: 'parse'; readonly undo: () => void }
  | { readonly kind: 'bind'; readonly undo: () => void }
  | {
      readonly kind: 'describe';
      readonly own: boolean;
      readonly statement: Statement | null;
      readonly portal: Portal | null;
    }
  | { readonly kind: 'execute'; readonly portal: Portal; run: Run | null | undefined }
  | { readonly kind: 'close'; readonly undo: () => void }
  /** A statement of ours that fails in the place of the client's, which is refused: its error becomes `error`. */
  | { readonly kind: 'refused'; readonly simple: boolean; readonly error: Buffer }
  | { readonly kind: 'sync' };

/** Whether a ReadyForQuery ends it. */
export function endsWithReady(owed: Owed): boolean {
  return owed.kind === 'sync' || owed.kind === 'query' || (owed.kind === 'refused' && owed.simple);
}

/** Whether it may open a transaction block; a guess by its words, on the safe side. */
export function mayBegin(owed: Owed): boolean {
  const text = owed.kind === 'query' ? owed.text : owed.kind === 'execute' ? (owed.portal.statement?.text ?? '') : '';
  return /\b(?:begin|start)\b/i.test(text);
}

/**
 * Sets a name, and returns how to take that back when the server skipped the message: only while nobody else has set it since.
 * `undefined` removes it.
 */
export function setName<T>(names: Map<string, T>, name: string, value: T | undefined): () => void {
  const before = names.get(name);
  put(names, name, value);
  return () => {
    if (names.get(name) === value) put(names, name, before);
  };
}

function put<T>(names: Map<string, T>, name: string, value: T | undefined): void {
  if (value === undefined) names.delete(name);
  else names.set(name, value);
}
