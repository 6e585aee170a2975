/** What this room says happened. */
import type { Fact } from '../ledger/mod.ts';

/** Values that adoption sealed were opened again and compared, by field. No subjects: nothing was shown to anybody. */
export function valuesVerified(fields: readonly { field: number; values: number; equal: number }[]): Fact {
  return { kind: 'adoption.verified', body: { fields } };
}
