/** What `jikimi adopt` and its child say to each other over IPC. The connection string comes by environment, values never. */
import type { Plan, RegisteredField, Remains } from '../custody/adoption/mod.ts';
import type { Params } from '../platform/mod.ts';

export type Address = { readonly host: string; readonly port: number; readonly dbname: string };

export type ToChild =
  | { readonly kind: 'plan'; readonly file: string; readonly text: string }
  | { readonly kind: 'adopt'; readonly fields: readonly RegisteredField[] };

export type FromChild =
  | { readonly kind: 'planned'; readonly plan: Plan; readonly address: Address }
  | { readonly kind: 'progress'; readonly table: string; readonly done: number }
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'done'; readonly remains: Remains }
  | { readonly kind: 'refused'; readonly code: string; readonly params: Params; readonly fault: string };
