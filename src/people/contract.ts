import { z } from 'zod';
import { lineSchema } from '../platform/light.ts';
import { type Right, offices, rights } from './actor.ts';

const moment = z.string().describe('RFC 3339');

/** One session, as its own person sees it. */
export const sessionSchema = z.strictObject({
  id: z.string().describe('session_…'),
  current: z.boolean().describe('whether this request came by it'),
  kind: z.enum(['signed_in', 'local']).describe('local: without sign-in, in an example home'),
  label: z.string(),
  source: z.string().nullable().describe('the address that it was opened from'),
  createdAt: moment,
  lastUsedAt: moment.describe('to the minute'),
  endsAt: moment.describe('when it ends if nobody uses it any more'),
});
export const sessionsSchema = z.strictObject({ sessions: z.array(sessionSchema) });
export type SessionShown = z.infer<typeof sessionSchema>;

/** Who is signed in. */
export const meSchema = z.strictObject({
  id: z.string().describe('person_…'),
  account: z.string(),
  display: z.string(),
  language: z.enum(['en', 'ko']),
  offices: z
    .array(
      z.strictObject({
        office: z.enum(offices),
        service: z.string().nullable().describe('its name; null: the whole company'),
        basis: z.string().describe('on what it is held: a resolution, an appointment'),
      }),
    )
    .describe('offices in the organisation that are held now'),
  rights: z
    .array(
      z.strictObject({ right: z.enum(Object.keys(rights) as Right[]), office: z.enum(offices), basis: z.string() }),
    )
    .describe('what may be done to the system; none of it opens data'),
  session: sessionSchema,
});
export type Me = z.infer<typeof meSchema>;

const account = z.string().min(1).max(63);
const password = z.string().min(1).max(1000).describe('never kept, only what argon2id makes of it');
const code = z.string().min(1).max(40).describe('six digits of the authenticator, or a recovery code');
const cookie = z.boolean().default(false).describe('give the session as a cookie, for a browser, and no token');
const link = z.string().min(1).max(100).describe('jkl_…');

export const signInSchema = z.strictObject({ account, password, code, cookie });
export const signedSchema = z.strictObject({
  account: z.string(),
  display: z.string(),
  session: z.string().describe('session_…'),
  token: z.string().nullable().describe('for Authorization: Bearer; null where it went into a cookie'),
});
export const lookSchema = z.strictObject({ link });
export const proposalSchema = z.strictObject({
  account: z.string(),
  display: z.string(),
  kind: z.enum(['owner', 'invitation']),
  expiresAt: moment,
  authenticator: z.string().describe('otpauth://… for the app that shows codes'),
  nonce: z.string().describe('goes back with the first code'),
});
export const claimSchema = z.strictObject({
  link,
  password,
  nonce: z.string().regex(/^[\w-]{27}$/),
  code: z.string().min(1).max(40).describe('what the proposed authenticator shows'),
  cookie,
});
export const claimedSchema = z.strictObject({
  ...signedSchema.shape,
  recoveryCodes: z.array(z.string()).describe('shown this once'),
});
export const invitationParams = z.strictObject({ account });
export const invitationSchema = z.strictObject({ account: z.string(), link: z.string(), expiresAt: moment });
export const endedSessionsSchema = z.strictObject({ ended: z.int() });
export const sessionParams = z.strictObject({ id: lineSchema(60) });
export const passwordChangeSchema = z.strictObject({ password, code, newPassword: password });
export const proofSchema = z.strictObject({ password, code });
export const recoveryCodesSchema = z.strictObject({ recoveryCodes: z.array(z.string()).describe('shown this once') });
