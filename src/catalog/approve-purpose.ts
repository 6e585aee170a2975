import { record } from '../ledger/mod.ts';
import { type Actor, holdingOf, under } from '../people/mod.ts';
import { type Db, Refusal, refusePersonalText, transact } from '../platform/mod.ts';
import {
  coverField,
  coverageOf,
  endApproval,
  fieldsOf,
  purposeByName,
  serviceByName,
  upsertPurpose,
} from './catalog.sql.ts';
import { type Category, type Mode, allowsMode } from './category.ts';
import { purposeApproved, purposeWithdrawn } from './facts.ts';

export type Purpose = {
  readonly service: string;
  readonly name: string;
  readonly display: string;
  readonly headcount: number;
  readonly database: string;
  readonly fields: readonly { readonly table: string; readonly column: string; readonly highest: Mode }[];
};

/**
 * Approves a purpose for fields, each up to a mode, until a time and on a named basis. By the CPO's office. Until the assessment room
 * stands this is its caller; there is no default and no approval without an end.
 *
 * Again it prolongs, and may add fields. It takes none away and changes no mode (JK604): a grant on the purpose goes on with what it has, and
 * the record would tell of less than that.
 */
export async function approvePurpose(
  db: Db,
  actor: Actor,
  purpose: Purpose,
  basis: string,
  until: Temporal.Instant,
): Promise<string> {
  const holding = holdingOf(actor, ['cpo', 'cpo_office']);
  refusePersonalText(basis, 'basis');
  return transact(db, async (tx) => {
    const service = await serviceByName(tx, purpose.service);
    if (service === undefined) throw new Refusal('JK003', { what: 'service', name: purpose.service });
    const known = await fieldsOf(tx, purpose.database);
    const covered = purpose.fields.map(({ table, column, highest }) => {
      const field = known.find((one) => one.table === table && one.column === column);
      if (field === undefined) throw new Refusal('JK003', { what: 'field', name: `${table}.${column}` });
      if (!allowsMode(field.category as Category, highest))
        throw new Refusal('JK603', { table, column, category: field.category, mode: highest });
      return { field: field.id, highest };
    });
    const { name, display, headcount } = purpose;
    const id = await upsertPurpose(tx, { serviceId: service.id, name, display, headcount, basis, until });
    for (const { field, database, highest, ...place } of await coverageOf(tx, id)) {
      const again = covered.find((one) => one.field === field);
      if (database === purpose.database && again?.highest !== highest)
        throw new Refusal('JK604', { name, field: `${place.table}.${place.column}`, covered: highest });
    }
    for (const one of covered) await coverField(tx, id, one.field, one.highest);
    const fields = (await coverageOf(tx, id)).map(({ field, highest }) => ({ field, highest }));
    await record(tx, purposeApproved(id, fields, until, basis, actor.person, under(holding)));
    return id;
  });
}

/** Ends a purpose's approval now: the next batch of every grant on it is refused. */
export async function withdrawPurpose(
  db: Db,
  actor: Actor,
  service: string,
  name: string,
  reason: string,
): Promise<void> {
  const holding = holdingOf(actor, ['cpo', 'cpo_office']);
  refusePersonalText(reason, 'reason');
  await transact(db, async (tx) => {
    const home = await serviceByName(tx, service);
    const purpose = home && (await purposeByName(tx, home.id, name));
    if (purpose === undefined) throw new Refusal('JK003', { what: 'purpose', name: `${service}/${name}` });
    await endApproval(tx, purpose.id);
    await record(tx, purposeWithdrawn(purpose.id, reason, actor.person, under(holding)));
  });
}
