/** What the routes of service accounts take and give. */
import { z } from 'zod';
import { accountNameSchema } from '../people/light.ts';
import { lineSchema } from '../platform/light.ts';
import { reasonSchema, textSchema } from './text.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day like 2027-06-30');

export const addAccountSchema = z.strictObject({
  account: accountNameSchema,
  display: textSchema.describe('what people call it; never personal data'),
  service: textSchema.describe('the service that it is for'),
});
export const accountParams = z.strictObject({ account: lineSchema(80) });
export const fitSchema = z.strictObject({
  until: day.describe('the last day, in Seoul, on which it is fit to handle personal data'),
  reason: reasonSchema,
});
export const accountsQuery = z.strictObject({ service: textSchema.optional() });

export const accountSchema = z.strictObject({
  id: z.string().describe('person_…'),
  account: z.string(),
  display: z.string(),
  service: z.string(),
  state: z.enum(['NOT_DECLARED', 'FIT', 'LAPSED', 'LEFT']),
  fitUntil: z.string().nullable(),
  reason: z.string().nullable(),
  leftAt: z.string().nullable(),
});
export const accountsSchema = z.strictObject({ accounts: z.array(accountSchema) });

export type AccountShown = z.infer<typeof accountSchema>;
export type AccountsShown = z.infer<typeof accountsSchema>;
