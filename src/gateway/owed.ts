/** What the server still owes: one entry for each request that was sent to it, in order. It says what an answer belongs to. */
import type { CopyText } from './copy-text.ts';
import { closesOfQuestion } from './frontend-builders.ts';
import type { Spliced } from './literals.ts';
import type { Run } from './outlet.ts';
import type { SealedParameter } from './probe.ts';
import { type Shape, inFormats } from './shape.ts';
import type { Writing } from './writing.ts';

/** A prepared statement as the client knows it. */
export type Statement = {
  readonly text: string;
  /** Types that the client declared for its parameters; 0 or nothing where it left them open. */
  readonly oids: readonly number[];
  /** Known once it was described. */
  shape: Shape | null;
  /** Parameters whose values must be bound; known from the probe. */
  readonly parameters: readonly SealedParameter[];
  /** Parameters behind the client's own that carry the values of these of the client's. */
  readonly copies: readonly number[];
  /** What it writes into sealed columns; null for most. */
  readonly writing: Writing | null;
  /** Whether it may open a transaction block. */
  readonly begins: boolean;
  /** Whether it orders by a sealed column; looked at when it first ends. */
  ordersBySealed: boolean | null;
};

export function newStatement(
  text: string,
  oids: readonly number[],
  { parameters = [], copies = [], writing = null }: Partial<Pick<Statement, 'parameters' | 'copies' | 'writing'>> = {},
): Statement {
  return { text, oids, parameters, copies, writing, shape: null, begins: saysBegin(text), ordersBySealed: null };
}

export type Portal = {
  readonly statement: Statement | null;
  readonly formats: readonly number[];
  shape: Shape | null;
  /** Whether a description of it is under way, asked by the client or by us; it comes before any row. */
  asked: boolean;
};

export function newPortal(statement: Statement | null, formats: readonly number[]): Portal {
  const shape = statement === null || statement.shape === null ? null : inFormats(statement.shape, formats);
  return { statement, formats, shape, asked: false };
}

/** Who hears the answer to a question of the gateway. `report`: the server's words; null where it was never run. */
export type Hearer = {
  readonly row: (bytes: Buffer, start: number, end: number) => void;
  readonly done: () => void;
  readonly fail: (report: Buffer | null) => void;
};

export type Owed =
  | {
      readonly kind: 'query';
      readonly text: string;
      readonly begins: boolean;
      readonly spliced: Spliced | null;
      /** Whether it orders by a sealed column; looked at when its first statement ends, and told then. */
      ordersBySealed: boolean | null;
      run: Run | null;
      /** Where it is a COPY TO STDOUT that was sent as the SELECT that it reads: how its rows are written. */
      readonly copy: CopyText | null;
    }
  | { readonly kind: 'parse'; readonly undo: () => void; readonly spliced: Spliced | null }
  | { readonly kind: 'bind'; readonly undo: () => void; readonly statement: Statement | null }
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
  /** A question of the gateway itself, in a Query or a group of its own (`simple`), or in the client's group. */
  | {
      readonly kind: 'ask';
      readonly text: string;
      readonly simple: boolean;
      /** Answers to Close that end it, where it is not simple. */
      closes: number;
      /** Whether the client has the error too, as always within its group. */
      readonly told: boolean;
      /** The server's error. */
      failed: Buffer | null;
      readonly hearer: Hearer;
    }
  | { readonly kind: 'sync' };

export function owedQuery(text: string, spliced: Spliced | null = null, copy: CopyText | null = null): Owed {
  return { kind: 'query', text, begins: saysBegin(text), spliced, ordersBySealed: null, run: null, copy };
}

export function owedAsk(simple: boolean, told: boolean, hearer: Hearer, text = ''): Owed {
  return { kind: 'ask', text, simple, closes: closesOfQuestion, told, failed: null, hearer };
}

/** The same for all: it says nothing else. */
export const owedSync: Owed = { kind: 'sync' };

/** Whether a ReadyForQuery ends it. */
export function endsWithReady(owed: Owed): boolean {
  return (
    owed.kind === 'sync' || owed.kind === 'query' || ((owed.kind === 'refused' || owed.kind === 'ask') && owed.simple)
  );
}

/** Whether the answer goes to nobody. */
export function isOwn(owed: Owed | undefined): boolean {
  return owed !== undefined && (owed.kind === 'ask' || (owed.kind === 'describe' && owed.own));
}

/** What was said when the server answers so, or asked by us; empty where that is not known. */
export function textOf(owed: Owed | undefined): string {
  if (owed?.kind === 'query' || owed?.kind === 'ask') return owed.text;
  const statement = owed?.kind === 'execute' ? owed.portal.statement : owed?.kind === 'bind' ? owed.statement : null;
  return statement?.text ?? '';
}

/** Whether the server may read data of a COPY for it, and nothing else until they end; a guess by its words, on the safe side. */
export function mayCopy(owed: Owed): boolean {
  const text = owed.kind === 'query' ? owed.text : owed.kind === 'execute' ? owed.portal.statement?.text : undefined;
  return text !== undefined && /\bcopy\b/i.test(text);
}

/** Whether it may open a transaction block; a guess by its words, on the safe side. */
export function mayBegin(owed: Owed): boolean {
  if (owed.kind === 'query') return owed.begins;
  return owed.kind === 'execute' && owed.portal.statement !== null && owed.portal.statement.begins;
}

function saysBegin(text: string): boolean {
  return /\b(?:begin|start)\b/i.test(text);
}

/** The server skipped it: what it would have changed stays as it was. */
export function takeBack(owed: Owed): void {
  if (owed.kind === 'parse' || owed.kind === 'bind' || owed.kind === 'close') owed.undo();
  else if (owed.kind === 'ask') owed.hearer.fail(null);
  else if (owed.kind === 'describe' && owed.portal !== null) owed.portal.asked = false;
}
