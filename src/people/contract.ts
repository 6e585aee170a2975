import { z } from 'zod';
import { offices } from './actor.ts';

/** Who is signed in. */
export const meSchema = z.strictObject({
  id: z.string().describe('person_…'),
  account: z.string(),
  display: z.string(),
  language: z.enum(['en', 'ko']),
  offices: z.array(
    z.strictObject({ office: z.enum(offices), service: z.string().nullable().describe('null: the whole company') }),
  ),
});
export type Me = z.infer<typeof meSchema>;
