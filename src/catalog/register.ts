import { record } from '../ledger/mod.ts';
import { type Actor, holdingOf, under } from '../people/mod.ts';
import { type Db, Refusal, type Tx, databaseFault, transact } from '../platform/mod.ts';
import {
  type DatabaseRow,
  type FieldRow,
  databaseByName,
  fieldsOf,
  insertDatabase,
  insertField,
  insertService,
  nameStatute,
  serviceByName,
  termGroupByName,
} from './catalog.sql.ts';
import { type Category, ruleOf } from './category.ts';
import { databaseRegistered, fieldRegistered, serviceRegistered, statuteNamed } from './facts.ts';

/** Registers a service under a unique name. By the owner, the CPO's office or a responsible person. */
export async function registerService(
  db: Db,
  actor: Actor,
  service: { name: string; alias: string | null; display: string },
): Promise<string> {
  const office = under(holdingOf(actor, ['owner', 'cpo_office', 'responsible']));
  return transact(db, async (tx) => {
    const id = await insertService(tx, service);
    await record(tx, serviceRegistered(id, service.name, actor.person, office));
    return id;
  });
}

/** A person who is responsible for another service does not start one. */
async function newService(
  tx: Tx,
  actor: Actor,
  { service, display }: { service: string; display?: string | null },
): Promise<{ id: string }> {
  if (display === undefined || display === null) throw new Refusal('JK003', { what: 'service', name: service });
  const office = under(holdingOf(actor, ['owner', 'cpo_office']));
  const id = await insertService(tx, { name: service, alias: null, display });
  await record(tx, serviceRegistered(id, service, actor.person, office));
  return { id };
}

export type NewField = {
  readonly table: string;
  readonly column: string;
  readonly category: Category;
  readonly findable: boolean;
  /** The law that requires keeping the value. */
  readonly statute: string | null;
};

/**
 * Registers a membership database with the fields that will be sealed, and gives each its number. Registering again adds the fields
 * that are new, brings the statutes up to date and leaves all else as it is; at another address it is refused (JK635). By the owner, the CPO's office or a person
 * responsible for the service. A service that is new is registered too where `display` says how it is called. Returns the database and
 * all of its fields.
 */
export async function registerDatabase(
  db: Db,
  actor: Actor,
  database: Omit<DatabaseRow, 'id' | 'serviceId'> & {
    service: string;
    display?: string | null;
    subjectTable: string;
    subjectKey: string;
  },
  fields: readonly NewField[],
): Promise<{ database: DatabaseRow; fields: FieldRow[] }> {
  return transact(db, async (tx) => {
    const service = (await serviceByName(tx, database.service)) ?? (await newService(tx, actor, database));
    const office = under(holdingOf(actor, ['owner', 'cpo_office', 'responsible'], service.id));
    let known = await databaseByName(tx, database.name);
    if (known === undefined) {
      const id = await insertDatabase(tx, { ...database, serviceId: service.id }).catch((error: unknown) => {
        throw databaseFault(error)?.sqlstate === '23505' ? new Refusal('JK601', { name: database.name }, error) : error;
      });
      await record(tx, databaseRegistered(id, database.name, service.id, actor.person, office));
      known = { ...database, id, serviceId: service.id };
    }
    if (known.host !== database.host || known.port !== database.port || known.dbname !== database.dbname) {
      throw new Refusal('JK635', { name: known.name, host: known.host, port: known.port, dbname: known.dbname });
    }
    const before = await fieldsOf(tx, known.id);
    for (const field of fields) {
      const there = before.find((one) => one.table === field.table && one.column === field.column);
      if (there !== undefined) {
        if (field.statute === null || field.statute === there.statute) continue;
        await nameStatute(tx, there.id, field.statute);
        await record(tx, statuteNamed(there.id, field.statute, actor.person, office));
        continue;
      }
      const rule = ruleOf(field.category);
      if (field.findable && rule.termGroup === null)
        throw new Refusal('JK602', { table: field.table, column: field.column, category: field.category });
      const termGroup =
        field.findable && rule.termGroup !== null
          ? await termGroupByName(tx, rule.termGroup, rule.normalisation)
          : null;
      const id = await insertField(tx, {
        databaseId: known.id,
        table: field.table,
        column: field.column,
        category: field.category,
        termGroup,
        statute: field.statute,
      });
      await record(tx, fieldRegistered(id, known.id, field, actor.person, office));
    }
    return { database: known, fields: await fieldsOf(tx, known.id) };
  });
}
