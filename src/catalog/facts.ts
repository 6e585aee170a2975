/** What this room says happened. */
import type { Fact } from '../ledger/mod.ts';
import type { Under } from '../people/mod.ts';

export function serviceRegistered(service: string, name: string, by: string, under: Under): Fact {
  return { kind: 'service.registered', body: { service, name, by, under: { ...under } } };
}

export function databaseRegistered(database: string, name: string, service: string, by: string, under: Under): Fact {
  return { kind: 'database.registered', body: { database, name, service, by, under: { ...under } } };
}

export function fieldRegistered(
  field: number,
  database: string,
  { table, column, category, statute }: { table: string; column: string; category: string; statute: string | null },
  by: string,
  under: Under,
): Fact {
  const body = { field, database, table, column, category, statute, by, under: { ...under } };
  return { kind: 'field.registered', body };
}

export function statuteNamed(field: number, statute: string, by: string, under: Under): Fact {
  return { kind: 'field.statute_named', body: { field, statute, by, under: { ...under } } };
}

export function purposeApproved(
  purpose: string,
  fields: readonly { field: number; highest: string }[],
  until: Temporal.Instant,
  basis: string,
  by: string,
  under: Under,
): Fact {
  const body = { purpose, fields, until: String(until), basis, by, holding: under.holding, under: { ...under } };
  return { kind: 'purpose.approved', body };
}

export function purposeWithdrawn(purpose: string, reason: string, by: string, under: Under): Fact {
  return { kind: 'purpose.withdrawn', body: { purpose, reason, by, holding: under.holding, under: { ...under } } };
}
