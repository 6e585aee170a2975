/** What comes in and goes out. E-mail addresses are kept in lower case and one Unicode form, so that one person is one member. */
import { z } from 'zod';

const text = (most: number) => z.string().trim().min(1).max(most).normalize('NFC');
const email = z
  .string()
  .trim()
  .toLowerCase()
  .normalize('NFC')
  .max(254)
  .pipe(z.email({ pattern: z.regexes.unicodeEmail }));
const phone = z
  .string()
  .trim()
  .regex(/^\+?[\d\s()-]{7,20}$/);
const password = z.string().min(8).max(200);

export const signUpShape = z.strictObject({
  email,
  password,
  name: text(100),
  phone: phone.nullable().default(null),
  address: text(300).nullable().default(null),
  birth_date: z.iso.date().nullable().default(null),
});
export type SignUp = z.infer<typeof signUpShape>;

export const signInShape = z.strictObject({ email, password });

export const profileChangeShape = z
  .strictObject({
    email,
    name: text(100),
    phone: phone.nullable(),
    address: text(300).nullable(),
    birth_date: z.iso.date().nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'nothing to change');
/** Keys that were left out stay as they are; null takes a value away. */
export type ProfileChange = z.infer<typeof profileChangeShape>;

export type Profile = Omit<SignUp, 'password'> & { readonly id: number; readonly newsletter: boolean };

export const emailsShape = z.strictObject({ emails: z.array(email).min(1).max(20) });
export const emailShape = z.strictObject({ email });

/** Where something about the delivery is left out, the member's own is taken. */
export const orderShape = z.strictObject({
  item: text(200),
  amount_krw: z.coerce.number().int().positive().max(100_000_000),
  recipient: text(100).optional(),
  delivery_phone: phone.optional(),
  delivery_address: text(300).optional(),
});
export type OrderWish = z.infer<typeof orderShape>;

export type Delivery = {
  readonly item: string;
  readonly amount_krw: number;
  readonly recipient: string;
  readonly delivery_phone: string | null;
  readonly delivery_address: string;
};
export type Order = Delivery & { readonly id: number; readonly placed_at: Date };

export const arrivalShape = z.strictObject({ email, name: text(100), phone: phone.nullable().default(null) });
export type Arrival = z.infer<typeof arrivalShape>;
