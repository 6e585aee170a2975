import { z } from 'zod';

/** What `verify` found. An empty list of faults means that the history is whole. */
export const verdictSchema = z.strictObject({
  entries: z.int(),
  heads: z.int(),
  root: z.string().describe('root of the tree over all numbered entries, hex'),
  waiting: z.int().describe('entries that are not numbered yet'),
  oldestWaitingSeconds: z.number(),
  faults: z.array(
    z.strictObject({
      kind: z.enum(['changed', 'removed', 'inserted', 'reordered', 'gap']),
      leaf: z.int().nullable(),
      entry: z.string().nullable(),
      detail: z.string(),
    }),
  ),
});
export type VerdictShown = z.infer<typeof verdictSchema>;

/** A line of `GET /verify` as application/x-ndjson: progress, and last the verdict or the problem that ended it. */
export const verifyLineSchema = z.union([
  z.strictObject({ done: z.int(), of: z.int() }),
  z.strictObject({ verdict: verdictSchema }),
  z.strictObject({ code: z.string() }),
]);
