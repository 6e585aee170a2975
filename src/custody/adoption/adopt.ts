/**
 * Adopts a database: PLANNED → SEALING (beside the tables, in portions) → SWAPPED (one transaction) → CLEAN. A kill in any state leaves the one before
 * or after it, and running again goes on from there.
 */
import type pg from 'pg';
import { Refusal, databaseFault } from '../../platform/mod.ts';
import type { CustodianClient } from '../custodian-client.ts';
import { type SealedField, installSchema, schemaState } from '../membership.sql.ts';
import { listed } from './check-map.ts';
import type { CheckedTable } from './check-map.ts';
import { clean, remains } from './clean.sql.ts';
import type { AdoptionMap } from './map.ts';
import { type Plan, type Steps, planAdoption, refuseUnanswered } from './plan.ts';
import { sealTables } from './seal-tables.ts';
import { tableStates } from './side-table.sql.ts';
import { lockDatabase, settle, whoAmI } from './survey.sql.ts';
import { shortName } from '../table-name.ts';
import { swap } from './swap.sql.ts';
import { inTransaction } from './transaction.sql.ts';

/** A field as the catalog registered it. */
export type RegisteredField = {
  readonly id: number;
  readonly table: string;
  readonly column: string;
  readonly category: string;
  readonly termGroup: number | null;
};

export type Adoption = {
  readonly custodian: CustodianClient;
  readonly fields: readonly RegisteredField[];
  readonly gatewayVerifier: string;
  readonly onProgress: (table: string, done: number) => void;
  readonly onStep: (step: string) => void;
};

/** What stays where adoption does not reach. */
export type Remains = { readonly walArchived: boolean; readonly standbys: number; readonly slots: number };

/** How often the last step is tried again when rows changed in between. */
const mostRounds = 5;

/** Throws JK613 or JK614 for a server or user that will not do, JK637 where a newer Jikimi prepared it, JK631 where somebody adopts it already. */
export async function enter(client: pg.ClientBase): Promise<{ database: string }> {
  const me = await whoAmI(client);
  if (me.version < 160_000) throw new Refusal('JK614', { version: me.words });
  if (!me.superuser) throw new Refusal('JK613', { user: me.user });
  await settle(client);
  await schemaState(client, me.database);
  if (!(await lockDatabase(client))) throw new Refusal('JK631');
  return { database: me.database };
}

/** Reads only; what it tries it takes back. */
export async function plan(client: pg.ClientBase, map: AdoptionMap): Promise<Plan> {
  return (await planAdoption(client, map)).plan;
}

/**
 * Carries the plan out. Throws JK624 where it has open questions, JK627 where the database is not quiet, JK628 to JK630, or a custodian's refusal;
 * the owner's tables are then as they were, or wholly sealed.
 */
export async function adopt(client: pg.ClientBase, map: AdoptionMap, adoption: Adoption): Promise<Remains> {
  const first = await planAdoption(client, map);
  refuseUnanswered(first.plan);
  const { database } = await whoAmI(client);
  await installSchema(client, database);
  const fieldsOf = (table: CheckedTable) =>
    table.mapped.columns.map(({ column }) => fieldOf(adoption.fields, table, column));
  if (first.plan.work) {
    for (let round = 1, steps: Steps = first.steps; ; round++, steps = (await planAdoption(client, map)).steps) {
      const { custodian, onProgress } = adoption;
      await sealTables({
        client,
        custodian,
        map,
        tables: steps.tables,
        onProgress,
        fieldOf: (table, column) => fieldOf(adoption.fields, table, column).field,
      });
      const stale = await lastStep(client, adoption, (onStep) =>
        inTransaction(client, () =>
          swap(client, { map, steps, fieldsOf, database, gatewayVerifier: adoption.gatewayVerifier, onStep }),
        ),
      );
      if (stale === 0) break;
      if (round === mostRounds) throw new Refusal('JK627');
    }
  }
  if ([...(await tableStates(client)).values()].some((state) => state === 'sealed')) {
    adoption.onStep('clean');
    await clean(
      client,
      map.tables.map((table) => table.name),
    );
  }
  return remains(client);
}

/** Runs the last step and turns what PostgreSQL has against it into a sentence. Its message is told only where it holds names, never values. */
async function lastStep(
  client: pg.ClientBase,
  { onStep }: Adoption,
  work: (onStep: (step: string, on?: string) => void) => Promise<number>,
): Promise<number> {
  let at: { readonly step: string; readonly on: string } = { step: '', on: '' };
  try {
    return await work((step, on = '') => {
      at = { step, on };
      onStep(step);
    });
  } catch (error) {
    const fault = databaseFault(error);
    if (fault === undefined) throw error;
    if (fault.sqlstate === '55P03') throw new Refusal('JK627', {}, error);
    if (fault.sqlstate === '23505')
      throw new Refusal('JK630', { table: at.on || at.step, ...at, step: fault.constraint ?? at.step }, error);
    const tells = /^(?:42|2B|0A)/.test(fault.sqlstate) && error instanceof Error ? error.message : '';
    throw new Refusal('JK629', { ...at, sqlstate: fault.sqlstate, fault: tells || '-' }, error);
  }
}

function fieldOf(fields: readonly RegisteredField[], table: CheckedTable, column: string): SealedField {
  const name = shortName(table.mapped.name);
  const found = fields.find((one) => one.table === name && one.column === column);
  if (found === undefined) throw new Refusal('JK003', { what: 'field', name: listed([`${name}.${column}`]) });
  return {
    field: found.id,
    column,
    termGroup: found.termGroup,
    find: found.termGroup === null ? null : found.category,
  };
}
