/** What the routes of the record store take and give. */
import { z } from 'zod';

export const acceptBody = z.strictObject({
  reason: z.string().trim().min(1).max(500).describe('why nothing is missing there, or who answers for what is'),
});

export const storeSchema = z.strictObject({
  timeline: z.int().describe("of PostgreSQL's WAL: a promotion and a restore from archived WAL begin a new one"),
  accepted: z.boolean().describe('custodians open nothing where it is false'),
  acceptedAt: z.string().nullable(),
  acceptedBy: z.string().nullable().describe('account; null of the first timeline'),
  reason: z.string().nullable(),
  standbys: z.int().describe('connected now'),
  synchronous: z.string().describe('synchronous_standby_names; empty: a failover may lose records'),
});
export type StoreShown = z.infer<typeof storeSchema>;
