/** A question to the history: what was asked, and what of the answer the asker may see. */
import type { Sight } from '../access/mod.ts';
import { Refusal, idKind } from '../platform/mod.ts';

export const entryId = idKind('entry');
export const sessionId = idKind('session');
const subjectId = idKind('subject');

export type Question = {
  readonly subject: string | null;
  /** Person id. */
  readonly handler: string | null;
  readonly grant: string | null;
  readonly session: string | null;
  /** On whose behalf a service read, as it said. */
  readonly onBehalf: string | null;
  /** Field numbers, any of them. */
  readonly fields: readonly number[] | null;
  readonly from: Temporal.Instant | null;
  readonly to: Temporal.Instant | null;
  readonly sight: Sight;
};

/** Where a page ends: the last entry on it. */
export type Cursor = { readonly id: string; readonly at: Temporal.Instant };

/** A subject by its id. A member number, an e-mail address or a name is refused (JK340), and not repeated in the answer. */
export function parseSubject(text: string): string {
  if (!subjectId.matches(text.toLowerCase())) throw new Refusal('JK340');
  return subjectId.parse(text.toLowerCase());
}

/** RFC 3339 with an offset, or a day, which begins at midnight in Seoul. Throws JK002. */
export function parseMoment(text: string, path: string): Temporal.Instant {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text))
      return Temporal.PlainDate.from(text).toZonedDateTime('Asia/Seoul').toInstant();
    return Temporal.Instant.from(text);
  } catch (cause) {
    throw new Refusal(
      'JK002',
      { path, fault: 'is neither a day (2027-01-04) nor a time with its offset (2027-01-04T09:00:00+09:00)' },
      cause,
    );
  }
}

/**
 * A field alone would have to read the whole history; beside a subject, handler, grant, session or beginning it is answered from theirs.
 */
export function refuseFieldAlone(question: Question): void {
  const { subject, handler, grant, session, onBehalf, from, fields } = question;
  if (fields !== null && [subject, handler, grant, session, onBehalf, from].every((one) => one === null))
    throw new Refusal('JK002', {
      path: 'querystring.field',
      fault: 'needs subject, handler, grant, session or from beside it',
    });
}
