/** What this room says happened. */
import type { Fact } from '../ledger/mod.ts';

export function serviceRegistered(service: string, name: string, by: string): Fact {
  return { kind: 'service.registered', body: { service, name, by } };
}

export function databaseRegistered(database: string, name: string, service: string, by: string): Fact {
  return { kind: 'database.registered', body: { database, name, service, by } };
}

export function fieldRegistered(
  field: number,
  database: string,
  { table, column, category, statute }: { table: string; column: string; category: string; statute: string | null },
  by: string,
): Fact {
  return { kind: 'field.registered', body: { field, database, table, column, category, statute, by } };
}

export function statuteNamed(field: number, statute: string, by: string): Fact {
  return { kind: 'field.statute_named', body: { field, statute, by } };
}

export function purposeApproved(
  purpose: string,
  fields: readonly { field: number; highest: string }[],
  until: Temporal.Instant,
  basis: string,
  by: string,
  holding: string,
): Fact {
  return { kind: 'purpose.approved', body: { purpose, fields, until: String(until), basis, by, holding } };
}

export function purposeWithdrawn(purpose: string, reason: string, by: string, holding: string): Fact {
  return { kind: 'purpose.withdrawn', body: { purpose, reason, by, holding } };
}
