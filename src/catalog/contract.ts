/** What the catalog's routes take and give. */
import { z } from 'zod';
import { type Category, categories } from './category.ts';

const text = z.string().trim().min(1).max(200);
const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens, a letter first');
const category = z.enum(Object.keys(categories) as [Category, ...Category[]]);

export const databaseBody = z.strictObject({
  name: name.describe('what everybody calls the database'),
  service: z.strictObject({
    name,
    display: text.nullable().describe('for a service that is new; null: it is registered'),
  }),
  host: z.string().min(1).max(255).describe('where the gateway reaches it'),
  port: z.int().min(1).max(65_535),
  dbname: z.string().min(1).max(63),
  subjectTable: text.describe('table with one row a data subject'),
  subjectKey: text.describe('its key column'),
  fields: z.array(z.strictObject({ table: text, column: text, category, findable: z.boolean() })).max(2000),
});

export const databaseSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
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

export type DatabaseRequest = z.infer<typeof databaseBody>;
export type DatabaseShown = z.infer<typeof databaseSchema>;
