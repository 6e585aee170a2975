import { z } from 'zod';

/** How an account is called, of a person and of a service. */
export const accountName = /^[a-z][a-z0-9._-]{0,62}$/;
export const accountNameSchema = z.string().regex(accountName, 'small letters, digits, dots, hyphens, a letter first');
