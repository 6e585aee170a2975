/** The shape of an adoption map as it is written. What stands in it and is not here is refused. docs/adopt.md tells the same in words. */
import { z } from 'zod';
import { type Category, categories } from '../../catalog/mod.ts';
import { passwordSchemes } from './old-hash.ts';

const name = z.string().min(1).max(127);
/** What the plan calls a thing: a function with many parameters is long. */
const answered = z.string().min(1).max(2000);
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be small letters, digits and hyphens');

const column = z.strictObject({
  category: z.enum(Object.keys(categories) as [Category, ...Category[]]),
  find: name.optional(),
  statute: z.string().trim().min(1, 'must name the law').max(127).optional(),
});

const way = z.strictObject({
  via: z.string().regex(/^(?:[^.]+\.)?[^.]+\.[^.]+$/, 'must be written table.column'),
  key: name.optional(),
  shared: z.literal('unowned').optional(),
});

const password = z.strictObject({
  scheme: z.enum(passwordSchemes),
  encoding: z.enum(['hex', 'base64']).optional(),
  salt: z
    .strictObject({
      column: name.optional(),
      form: name.optional(),
      place: z.enum(['before', 'after']),
      encoding: z.enum(['text', 'hex', 'base64']).optional(),
    })
    .optional(),
});

const table = z.strictObject({
  subject: z.union([name, way]),
  columns: z.record(name, column).optional(),
  passwords: z.record(name, password).optional(),
  plain: z.array(name).optional(),
  never: z.array(name).optional(),
});

const view = z.union([z.strictObject({ drop: z.literal(true) }), z.strictObject({ replace: z.string().min(1) })]);

export const mapShape = z.strictObject({
  version: z.literal(1),
  database: slug,
  service: z.union([slug, z.strictObject({ name: slug, display: name })]),
  subject: z.strictObject({ table: name, key: name }),
  tables: z.record(name, table),
  views: z.record(name, view).nullish(),
  drop: z.array(answered).nullish(),
  keep: z.array(answered).nullish(),
});

export type WrittenMap = z.infer<typeof mapShape>;
