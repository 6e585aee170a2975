/** The tables of examples/service/schema.sql that the tools work with. */
import type { Generated } from 'kysely';

export type Tables = {
  readonly members: {
    readonly id: Generated<string>;
    readonly email: string;
    readonly password: string;
    readonly name: string;
    readonly phone: string | null;
    readonly address: string | null;
    readonly birth_date: string | null;
    readonly newsletter: Generated<boolean>;
  };
  readonly orders: {
    readonly id: Generated<string>;
    readonly member_id: string;
    readonly item: string;
    readonly amount_krw: number;
    readonly recipient: string;
    readonly delivery_phone: string | null;
    readonly delivery_address: string;
  };
};
