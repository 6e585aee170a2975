/** What the server still owes: one entry for each request that was sent to it, in order. It says what an answer belongs to. */
import type { Run } from './outlet.ts';
import type { SealedParameter } from './probe.ts';
import type { Shape } from './shape.ts';

/** A prepared statement as the client knows it. */
export type Statement = {
  readonly text: string;
  /** Known once it was described. */
  shape: Shape | null;
  /** Parameters whose values must be bound; known from the probe. */
  readonly parameters: readonly SealedParameter[];
};

export type Portal = { readonly statement: Statement | null; readonly formats: readonly number[]; shape: Shape | null };

export type Owed =
  /** `own`: asked by the gateway itself; the answer goes to nobody, and `own` is called when it is whole. */
  | { readonly kind: 'query'; readonly own: (() => void) | null; readonly text: string; run: Run | null }
  | { readonly kind: 'parse'; readonly name: string; readonly before: Statement | undefined }
  | { readonly kind: 'bind' }
  | { readonly kind: 'describe'; readonly own: boolean; readonly statement: Statement | null; readonly portal: Portal | null }
  | { readonly kind: 'execute'; readonly portal: Portal; run: Run | null | undefined }
  | { readonly kind: 'close' }
  | { readonly kind: 'sync' };

/** Whether a ReadyForQuery ends it. */
export function endsWithReady(owed: Owed): boolean {
  return owed.kind === 'sync' || owed.kind === 'query';
}
