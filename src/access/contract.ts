/** What the grants' routes take and give. A field that is not here is refused on the way in and stays inside on the way out. */
import { z } from 'zod';
import { modes } from '../catalog/light.ts';
import { lineSchema } from '../platform/light.ts';
import { reasonSchema, textSchema } from './text.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens, a letter first');
const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'a uuid in small letters');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 09:00');
const people = z.int().min(1).max(100_000_000);

export const states = [
  'REQUESTED',
  'REJECTED',
  'ACTIVE',
  'SUSPENDED',
  'EXPIRED',
  'REVOKED',
  'REVIEW_LAPSED',
  'REPLACED',
] as const;

/** Nothing has a default that permits: who asks names all of it. */
export const requestSchema = z.strictObject({
  name: name.describe('unique; what everybody calls the grant'),
  service: textSchema,
  database: textSchema,
  purpose: textSchema.describe('an approved purpose of the service'),
  holder: textSchema.describe('account of the person or service account that will use it'),
  ticket: textSchema.describe('what the work is filed under; never personal data'),
  work: textSchema.describe('the work that makes it necessary; never personal data'),
  days: z.int().min(1).max(180),
  sources: z.array(textSchema.max(50)).min(1).max(50).describe('addresses that it may be used from, CIDR'),
  window: z.strictObject({ from: time, to: time }).nullable().describe('hours of the day, Asia/Seoul; null: any'),
  export: z.boolean(),
  writes: z.boolean().default(false).describe('whether it may store values in its fields; only for a service account'),
  fields: z
    .array(z.strictObject({ table: textSchema, column: textSchema, mode: z.enum(modes) }))
    .min(1)
    .max(200),
  subjects: z.union([z.literal('all'), z.array(uuid).min(1).max(10_000)]).describe('`all`, or the subject ids'),
  maxSubjects: people.nullable().describe('people, in all; null for a service account'),
  daySubjects: people.describe('people a day'),
  minuteSubjects: people.nullable().describe('people a minute; null: no limit of its own, for a person only'),
  replaces: name.nullable(),
});

export const nameParams = z.strictObject({ name: lineSchema(80).describe('name or grant_… id') });
export const reasonBody = z.strictObject({ reason: reasonSchema });
export const requestedSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.literal('REQUESTED'),
  owed: z.array(z.string()),
});
export const decidedSchema = z.strictObject({
  name: z.string(),
  state: z.enum(states),
  owed: z.array(z.string()).describe('offices that must still approve'),
});

export const grantsQuery = z.strictObject({
  holder: textSchema.optional().describe('account'),
  before: z.string().max(80).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const instant = z.string().describe('RFC 3339');
const listingSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(states),
  holder: z.string(),
  requester: z.string(),
  purpose: z.string(),
  ticket: z.string(),
  requestedAt: instant,
  ends: instant.nullable(),
  spent: z.int().describe('people opened so far, where there is a cap in all'),
  maxSubjects: z.int().nullable(),
  spentToday: z.int(),
  daySubjects: z.int(),
  writes: z.boolean(),
});
export const grantsSchema = z.strictObject({ grants: z.array(listingSchema), next: z.string().nullable() });

export const grantSchema = z.strictObject({
  ...listingSchema.shape,
  service: z.string(),
  database: z.string(),
  work: z.string(),
  days: z.int(),
  sources: z.array(z.string()),
  window: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  export: z.boolean(),
  subjects: z.union([z.literal('all'), z.int()]).describe('`all`, or how many are listed'),
  minuteSubjects: z.int().nullable(),
  lastUsed: instant.nullable(),
  replaces: z.string().nullable(),
  starts: instant.nullable(),
  reviewDue: instant.nullable(),
  ended: instant.nullable(),
  endedBy: z
    .strictObject({ account: z.string(), office: z.string(), reason: z.string() })
    .nullable()
    .describe('null: it goes on, or ended by itself'),
  fields: z.array(z.strictObject({ table: z.string(), column: z.string(), category: z.string(), mode: z.enum(modes) })),
  decisions: z.array(
    z.strictObject({
      decider: z.string(),
      office: z.string(),
      verdict: z.enum(['approved', 'rejected']),
      reason: z.string(),
      at: instant,
    }),
  ),
  owed: z.array(z.string()).describe('offices that must still approve'),
});

export const explainQuery = z.strictObject({
  address: z.union([z.ipv4(), z.ipv6()]).optional().describe('default: where the request comes from'),
});
export const explanationSchema = z.strictObject({
  grant: z.string(),
  state: z.enum(states),
  address: z.string(),
  at: instant,
  caps: z
    .array(z.strictObject({ span: z.enum(['minute', 'day', 'all']), cap: z.int(), spent: z.int(), left: z.int() }))
    .describe('people; of `left` 0 whoever is new in the span is refused with JK222'),
  fields: z.array(
    z.strictObject({
      table: z.string(),
      column: z.string(),
      outcome: z.enum(['open', 'mask', 'match', 'write', 'withhold', 'refuse']),
      code: z.string().nullable(),
      because: z.string().nullable(),
      sentence: z.string(),
      hint: z.string().nullable(),
      stores: z.boolean().describe('whether a value may be stored in it now'),
    }),
  ),
});

export const credentialQuery = z.strictObject({
  for: z.enum(['connection', 'sql']).default('connection').describe('sql: a person types it; not for service accounts'),
});
export const credentialSchema = z.strictObject({
  username: z.string(),
  password: z.string().describe('shown once'),
  grant: z.string(),
  service: z.boolean().describe('whether the grant belongs to a service account'),
  host: z.string(),
  port: z.int(),
  database: z.string(),
  sslmode: z.literal('verify-full'),
  expiresAt: instant,
});

export const credentialsSchema = z.strictObject({
  grant: z.string(),
  credentials: z.array(
    z.strictObject({ username: z.string(), issuedTo: z.string(), issuedAt: instant, expiresAt: instant }),
  ),
});
export const credentialParams = z.strictObject({ ...nameParams.shape, username: lineSchema(100) });
export const endedSchema = z.strictObject({ grant: z.string(), username: z.string() });

export type CredentialsShown = z.infer<typeof credentialsSchema>;
export type GrantRequest = z.infer<typeof requestSchema>;
export type GrantsPage = z.infer<typeof grantsSchema>;
export type GrantShown = z.infer<typeof grantSchema>;
export type ExplanationShown = z.infer<typeof explanationSchema>;
export type CredentialShown = z.infer<typeof credentialSchema>;
