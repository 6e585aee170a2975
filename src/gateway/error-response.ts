/** How the gateway reports a refusal to a client, and what of the server's own reports may pass. */
import type { Refusal } from '../platform/mod.ts';
import { errorMessage, noticeMessage, type ReportFields } from './backend-builders.ts';
import { reportFields } from './backend-parsers.ts';
import { FrameWriter } from './frame-writer.ts';

export type Language = 'en' | 'ko';

/**
 * Fields of a report that reach the client: severity (S, V), code, message, hint, position (P), names of schema, table, column,
 * data type and constraint (s, t, c, d, n) and the place in the server's source (F, L, R). An allow list, so that a field which a later
 * version of PostgreSQL adds stays inside until somebody has looked at it. Detail (D), context (W) and the internal query (q, with its
 * position p) quote rows, values and the text of functions.
 */
const ALLOWED: ReadonlySet<number> = new Set(Buffer.from('SVCMHPstcdnFLR'));

/** An ErrorResponse for a refusal; its JK code is the SQLSTATE, and stands in the message too, since most clients show only that. FATAL announces that the connection ends. */
export function errorResponse(refusal: Refusal, language: Language, severity: 'ERROR' | 'FATAL' = 'ERROR'): Buffer {
  return errorMessage(fieldsOf(refusal, language, severity));
}

/** The same as a NoticeResponse, for what the client should know but nothing failed. */
export function noticeResponse(
  refusal: Refusal,
  language: Language,
  severity: 'NOTICE' | 'WARNING' = 'NOTICE',
): Buffer {
  return noticeMessage(fieldsOf(refusal, language, severity));
}

/**
 * The server's ErrorResponse or NoticeResponse in `[start, end)`, rebuilt from its allowed fields, byte for byte as they were. The
 * message itself may quote a value too; of a sealed column that is ciphertext. Throws JK400 for anything else than such a frame.
 */
export function stripDetail(bytes: Buffer, start: number, end: number): Buffer {
  const writer = new FrameWriter(Math.max(256, end - start)).begin(bytes[start] ?? 0);
  for (const [letter, value] of reportFields(bytes, start, end)) {
    if (ALLOWED.has(letter)) writer.byte(letter).raw(value).byte(0);
  }
  return writer.byte(0).end().take();
}

function fieldsOf(refusal: Refusal, language: Language, severity: string): ReportFields {
  const [sentence, hint] = refusal.say(language);
  return [
    ['S', severity],
    ['V', severity],
    ['C', refusal.code],
    ['M', `${sentence} [${refusal.code}]`],
    ['H', hint],
  ];
}
