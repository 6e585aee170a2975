/** People as lists and one by one, now or as of a moment. */
import { type Db, now } from '../platform/mod.ts';
import { type Actor, holdingOf } from './actor.ts';
import type { EmploymentState } from './employment.ts';
import { type PersonListed, listPeople } from './employment.sql.ts';
import { momentOf, readersOfDuties } from './read-duties.ts';

/** Who works here, who is to come and who has left, by account: by an office that reads duties (JK103). `asOf`: a day, at its end, or a moment; as it was known then. */
export async function readPeople(
  db: Db,
  actor: Actor,
  asked: {
    readonly asOf: string | null;
    readonly state: EmploymentState | null;
    readonly department: string | null;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<{ readonly at: Temporal.Instant; readonly people: readonly PersonListed[] }> {
  holdingOf(actor, readersOfDuties);
  const current = await now(db);
  const at = asked.asOf === null ? current : momentOf(asked.asOf, current);
  return { at, people: await listPeople(db, { ...asked, at }) };
}
