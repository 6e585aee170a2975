/** A refusal as an HTTP problem (RFC 9457). The type is a URN, so that it needs no host and means the same in every installation. */
import { z } from 'zod';

export const problemSchema = z.strictObject({
  type: z.string().describe('urn:jikimi:JK…, one for each code; docs/errors.md lists them'),
  title: z.string().describe('the sentence of the code, without particulars'),
  status: z.int(),
  detail: z.string().describe('what was refused, here'),
  hint: z.string().describe('what to do'),
  code: z.string(),
  name: z.string().describe('the code in a word, for logs'),
  retryable: z.boolean().describe('whether the same request may succeed when it is sent again unchanged'),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Problem = z.infer<typeof problemSchema>;

/** For the `response` of every route beside its own. */
export const problemResponses = { '4xx': problemSchema, '5xx': problemSchema } as const;
