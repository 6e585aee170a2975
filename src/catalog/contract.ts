/** What the catalog's routes take and give. */
import { z } from 'zod';
import { lineSchema } from '../platform/light.ts';
import { type Category, categories } from './category.ts';

const text = lineSchema(200);
const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens, a letter first');
const category = z.enum(Object.keys(categories) as [Category, ...Category[]]);

export const databaseBody = z.strictObject({
  name: name.describe('what everybody calls the database'),
  service: z.strictObject({
    name,
    display: text.nullable().describe('for a service that is new; null: it is registered'),
  }),
  host: lineSchema(255).describe('where the gateway reaches it'),
  port: z.int().min(1).max(65_535),
  dbname: lineSchema(63),
  subjectTable: text.describe('table with one row a data subject'),
  subjectKey: text.describe('its key column'),
  fields: z
    .array(
      z.strictObject({
        table: text,
        column: text,
        category,
        findable: z.boolean(),
        statute: text.nullable().describe('the law that requires keeping the value; null: none was named'),
      }),
    )
    .max(2000),
});

export const databaseSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  approvers: z
    .int()
    .min(0)
    .describe('people who hold the office `responsible` for its service now: without one, no grant is approved'),
  fields: z.array(
    z.strictObject({
      id: z.int().describe('number that its envelopes carry'),
      table: z.string(),
      column: z.string(),
      category: z.string(),
      termGroup: z.int().nullable().describe('null: not findable'),
    }),
  ),
});

const mode = z.enum(['match', 'partial', 'full']);

export const purposeBody = z.strictObject({
  service: name,
  database: name,
  name,
  display: text.describe('what people call it'),
  basis: text.describe('the assessment or resolution that approves it'),
  days: z.int().min(1).max(366),
  headcount: z.int().min(1).max(100_000).describe('handlers at most'),
  fields: z
    .array(z.strictObject({ table: text, column: text, highest: mode }))
    .min(1)
    .max(2000),
});

export const purposeSchema = z.strictObject({ id: z.uuid(), name: z.string(), until: z.string() });

export const withdrawnSchema = z.strictObject({ withdrawn: z.string() });

export const withdrawalBody = z.strictObject({ service: name, reason: text });

export type PurposeRequest = z.infer<typeof purposeBody>;
export type DatabaseRequest = z.infer<typeof databaseBody>;
export type DatabaseShown = z.infer<typeof databaseSchema>;
