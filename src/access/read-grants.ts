import type { Db } from '../platform/mod.ts';
import {
  type DecisionRow,
  type Ending,
  type GrantListing,
  decisionsOf,
  endingOf,
  factsOf,
  grantFields,
  listGrants,
  type Spent,
  requiredOffices,
  spentNow,
  wasRejected,
} from './access.sql.ts';
import { type Cell, type Facts, type Outcome, decide } from './decide.ts';
import { type GrantFacts, type GrantState, stateOf } from './grant.ts';
import { factsFrom } from './load-facts.ts';
import type { Sight } from './may-read.ts';
import { resolveGrant } from './resolve.ts';

/** A page of the grants that `sight` covers, newest first, each with the state that it has now. */
export async function readGrants(
  db: Db,
  filter: { holder: string | null; sight: Sight; before: string | null; limit: number },
): Promise<GrantListing[]> {
  const rows = await listGrants(db, filter);
  return Promise.all(rows.map(async (row) => ({ ...row, state: await stateNow(db, row.id) })));
}

async function stateNow(db: Db, grant: string): Promise<GrantState> {
  const facts = await factsOf(db, grant);
  return facts === undefined ? 'REQUESTED' : stateOf(facts, await wasRejected(db, grant));
}

export type GrantView = {
  readonly facts: GrantFacts;
  readonly state: GrantState;
  readonly fields: Awaited<ReturnType<typeof grantFields>>;
  readonly decisions: readonly DecisionRow[];
  readonly required: readonly string[];
  /** Null where it goes on, or ended by itself. */
  readonly ending: Ending | null;
};

/** Everything about one grant: terms, fields, who decided and who still must. */
export async function readGrant(db: Db, nameOrId: string): Promise<GrantView> {
  const grant = await resolveGrant(db, nameOrId);
  const facts = await factsOf(db, grant.id);
  if (facts === undefined) throw new Error('access.facts lost a grant');
  return {
    facts,
    state: stateOf(facts, await wasRejected(db, grant.id)),
    fields: await grantFields(db, grant.id),
    decisions: await decisionsOf(db, grant.id),
    required: await requiredOffices(db, grant.id),
    ending: facts.ended === null ? null : await endingOf(db, grant.id, facts.ended),
  };
}

export type Explanation = {
  readonly facts: Facts;
  readonly grant: string;
  readonly state: GrantState;
  readonly address: string;
  readonly at: Temporal.Instant;
  /** People, in the spans that run now; `left` may still be opened, and whoever was met in the span already is not counted again. */
  readonly caps: readonly {
    readonly span: keyof Spent;
    readonly cap: number;
    readonly spent: number;
    readonly left: number;
  }[];
  readonly fields: readonly {
    readonly table: string;
    readonly column: string;
    readonly outcome: Outcome;
    /** Whether a value may be stored in it. */
    readonly stores: boolean;
  }[];
};

/**
 * What the custodian would do now, from that address, with a genuine cell of each field of a subject in scope: the answer of the decision
 * itself, not a retelling.
 */
export async function explainGrant(db: Db, nameOrId: string, address: string): Promise<Explanation> {
  const { facts: row, state, fields } = await readGrant(db, nameOrId);
  const facts = factsFrom(row, fields);
  const outcomeOf = (field: number, asks: Cell['asks']): Outcome =>
    decide(facts, { field, asks, genuine: true, inScope: true, stop: null }, address, row.now);
  const outcomes = fields.map(({ field, table, column }) => ({
    table,
    column,
    outcome: outcomeOf(field, 'value'),
    stores: outcomeOf(field, 'write').kind === 'write',
  }));
  const spent = await spentNow(db, row.grantId);
  const capOf = (span: keyof Spent, cap: number | null) =>
    cap === null ? [] : [{ span, cap, spent: spent[span], left: Math.max(0, cap - spent[span]) }];
  const caps = [
    ...capOf('minute', row.minuteSubjects),
    ...capOf('day', row.daySubjects),
    ...capOf('all', row.maxSubjects),
  ];
  return { facts, grant: row.name, state, address, at: row.now, caps, fields: outcomes };
}
