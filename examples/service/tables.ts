/** The tables of schema.sql, as Kysely knows them. Dates are text (`1990-01-31`): a birth date is no moment. */
import type { Generated } from 'kysely';

export type Tables = {
  readonly members: {
    readonly id: Generated<number>;
    readonly email: string;
    readonly password: string | null;
    readonly name: string;
    readonly phone: string | null;
    readonly address: string | null;
    readonly birth_date: string | null;
    readonly newsletter: Generated<boolean>;
    readonly is_admin: Generated<boolean>;
    readonly joined_at: Generated<Date>;
  };
  readonly contact_emails: { readonly id: Generated<number>; readonly member_id: number; readonly email: string };
  readonly sessions: { readonly token_hash: Buffer; readonly member_id: number; readonly expires_at: Date };
  readonly orders: {
    readonly id: Generated<number>;
    readonly member_id: number;
    readonly item: string;
    readonly amount_krw: number;
    readonly recipient: string;
    readonly delivery_phone: string | null;
    readonly delivery_address: string;
    readonly placed_at: Generated<Date>;
  };
};
