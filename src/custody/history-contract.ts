/** What the history's routes take and give: ids, names of things, codes and counts; never a value of a data subject. */
import { z } from 'zod';

const text = z.string().trim().min(1).max(200);
const moment = z.string().max(40).describe('RFC 3339, or a day (2027-01-04), which begins at midnight in Seoul');

export const historyQuery = z.strictObject({
  subject: text.optional().describe('subject id, a uuid'),
  handler: text.optional().describe('account'),
  grant: text.optional().describe('name or grant_… id'),
  session: text.optional().describe('session_… id'),
  onBehalf: text.optional().describe('on whose behalf a service read, as it said'),
  field: text.optional().describe('table.column, beside one of the others'),
  from: moment.optional().describe('not before'),
  to: moment.optional().describe('before'),
  before: text.optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const treatedSchema = z.strictObject({
  field: z.string().describe('table.column'),
  mode: z.string(),
  outcome: z.string().describe('opened, masked, matched, withheld or written'),
  subjects: z.int().describe('how many data subjects'),
});

export const entrySchema = z.strictObject({
  id: z.string(),
  number: z.int().nullable().describe('its leaf; null while the sequencer has not numbered it'),
  at: z.string(),
  kind: z.enum(['opening', 'question', 'writing', 'refusal']),
  handler: z.string().nullable(),
  grant: z.string().nullable(),
  purpose: z.string().nullable(),
  session: z.string().nullable(),
  credential: z.string().nullable().describe('of a service grant: the credential that connected'),
  issuedTo: z.string().nullable().describe('account to which that credential was shown'),
  batch: z.int().nullable(),
  source: z.string().nullable(),
  application: z.string().nullable().describe('as the client named itself'),
  onBehalf: z.string().nullable().describe('on whose behalf, as a service said'),
  export: z.boolean().describe('whether the values left, or were to leave, as a copy (COPY TO)'),
  statement: z.string().nullable().describe('SHA-256 of the statement without its literals'),
  code: z.string().nullable().describe('why it was refused'),
  times: z.int().describe('of refusals that were alike and recorded together: how many; else 1'),
  reason: z.string().nullable().describe('the sentence of the code'),
  fields: z.array(treatedSchema),
  subjects: z.strictObject({
    count: z.int(),
    ids: z.array(z.string()).describe('at most 20, the one asked for among them'),
  }),
});
export const historySchema = z.strictObject({ entries: z.array(entrySchema), next: z.string().nullable() });

export const entryParams = z.strictObject({ entry: text.describe('entry_… id') });
export const entryDetailSchema = z.strictObject({
  ...entrySchema.shape,
  parts: z.array(
    z.strictObject({ ...treatedSchema.shape, ids: z.array(z.string()).describe('subject ids, all of them') }),
  ),
});

export type Entry = z.infer<typeof entrySchema>;
export type HistoryPage = z.infer<typeof historySchema>;
export type EntryDetail = z.infer<typeof entryDetailSchema>;
