/**
 * The last step, one transaction for all tables: LOCKED → (rows that changed: back to sealing) → what cannot stay dropped → columns rewritten → every
 * cell compared with what was verified → checks, wall and rights → views made again → COMMITTED. Before the commit the owner's tables are as they were;
 * after it they hold envelopes only. `alter column … type` rewrites the table into new files, so that columns keep their places, names, rights and NOT NULL.
 */
import type pg from 'pg';
import { Refusal, quoteName, quoteText } from '../../platform/mod.ts';
import {
  type Lead,
  type SealedField,
  ensureRoles,
  grantRead,
  grantSchema,
  passwordRole,
  protectTable,
  readerRole,
  writerRole,
} from '../membership.sql.ts';
import { grantPasswords, guardPasswords } from '../passwords.sql.ts';
import { type CheckedTable, isRewritten } from './check-map.ts';
import type { AdoptionMap } from './map.ts';
import { ownersOf, rowKey, rowVersion, wallOf } from './owners.sql.ts';
import { oneWayPattern } from './password-form.ts';
import type { Steps } from './plan.ts';
import type { LiveView } from './survey.sql.ts';
import { fullName, quoteTable } from '../table-name.ts';

export type Swap = {
  readonly map: AdoptionMap;
  readonly steps: Steps;
  readonly fieldsOf: (table: CheckedTable) => readonly SealedField[];
  readonly database: string;
  /** SCRAM verifier of the gateway's role. */
  readonly gatewayVerifier: string;
  /** Told before each step, so that a fault can be told with the step in which it happened. */
  /** A phrase or a statement; `on` fills the phrase. */
  readonly onStep: (step: string, on?: string) => void;
};

/** How many rows are not sealed in their present version: where there is one, nothing was done. Runs inside a transaction of the caller. */
export async function swap(
  client: pg.ClientBase,
  { map, steps, fieldsOf, database, gatewayVerifier, onStep }: Swap,
): Promise<number> {
  const { tables } = steps;
  const changing = tables.filter(isRewritten);
  onStep('locking the tables');
  for (const table of tables) {
    await client.query(
      `lock table ${quoteTable(table.mapped.name)} in ${isRewritten(table) ? 'access exclusive' : 'share row exclusive'} mode`,
    );
  }
  let stale = 0;
  for (const table of changing) stale += await countStale(client, map, tables, table);
  if (stale > 0) return stale;

  onStep('dropping views');
  for (const view of steps.dropViews) await client.query(`drop ${word(view)} ${nameOf(view)}`);
  for (const statement of steps.before) {
    onStep(statement);
    await client.query(statement);
  }
  for (const table of changing) {
    const name = quoteTable(table.mapped.name);
    onStep('rewriting {{on}}', fullName(table.mapped.name));
    await client.query(`alter table ${name} drop constraint if exists sealed_for_one_subject`);
    const key = rowKey(table, null);
    const columns = table.todo.map(
      ({ column }, n) =>
        `alter column ${quoteName(column)} type pii.sealed using pii.adopted(${quoteText(name)}::regclass, ${key}, ${n + 1})`,
    );
    const passwords = table.wrap.map(
      ({ column }, n) =>
        `alter column ${quoteName(column)} type text using pii.wrapped(${quoteText(name)}::regclass, ${key}, ${n + 1})`,
    );
    await client.query(`alter table ${name} ${[...columns, ...passwords].join(', ')}`);
    onStep('comparing {{on}}', fullName(table.mapped.name));
    const wrong = await countWrong(client, table);
    if (wrong > 0) throw new Refusal('JK628', { table: fullName(table.mapped.name), count: wrong });
  }
  for (const statement of steps.after) {
    onStep(statement);
    await client.query(statement);
  }
  onStep('roles and rights');
  await letOthersBe(client, database, () => ensureRoles(client, database, gatewayVerifier));
  await client.query(`set local search_path = pg_catalog, pii`);
  for (const schema of new Set(tables.map((table) => table.mapped.name.schema))) await grantSchema(client, schema);
  for (const table of tables) await protect(client, map, tables, table, fieldsOf(table));
  for (const { view, sql, without } of steps.makeViews) {
    onStep('making {{on}}', nameOf(view));
    await makeView(client, view, sql, without);
  }
  await client.query('delete from pii.adopting');
  await client.query(
    `insert into pii.adoption (tbl, fields, state) select t, '{}', 'sealed' from unnest($1::oid[]) t
     on conflict (tbl) do update set state = case when pii.adoption.state = 'clean' then 'clean' else 'sealed' end`,
    [tables.map((table) => table.live.oid)],
  );
  onStep('committing');
  return 0;
}

async function countStale(
  client: pg.ClientBase,
  map: AdoptionMap,
  tables: readonly CheckedTable[],
  table: CheckedTable,
): Promise<number> {
  const name = quoteTable(table.mapped.name);
  const { rows } = await client.query<{ stale: number }>(`
    select count(*)::int as stale from ${name} t left join pii.adopting a
      on a.tbl = ${quoteText(name)}::regclass and a.row_key = ${rowKey(table, 't')} and a.version = ${rowVersion(ownersOf(map, tables, table, 't'), 't')}
    where a.row_key is null`);
  return rows[0]?.stale ?? 0;
}

/** Rows whose columns are not, byte for byte, the envelopes that were verified and the passwords that were wrapped. */
async function countWrong(client: pg.ClientBase, table: CheckedTable): Promise<number> {
  const name = quoteTable(table.mapped.name);
  const whole = (value: string) => `pii.slice(${value}, 1, 2147483647)`;
  const differ = table.todo.map(
    ({ column }, n) => `${whole(`t.${quoteName(column)}`)} is distinct from ${whole(`a.cells[${n + 1}]`)}`,
  );
  const passwords = table.wrap.map(({ column }, n) => `t.${quoteName(column)} is distinct from a.wrapped[${n + 1}]`);
  const { rows } = await client.query<{ wrong: number }>(`
    select count(*)::int as wrong from ${name} t left join pii.adopting a on a.tbl = ${quoteText(name)}::regclass and a.row_key = ${rowKey(table, 't')}
    where a.row_key is null or ${[...differ, ...passwords].join(' or ')}`);
  return rows[0]?.wrong ?? 0;
}

/** Checks, wall and what readers may read: of a table with columns that nobody may, each other column by name. */
async function protect(
  client: pg.ClientBase,
  map: AdoptionMap,
  tables: readonly CheckedTable[],
  table: CheckedTable,
  fields: readonly SealedField[],
): Promise<void> {
  const { mapped } = table;
  if (mapped.way.kind !== 'none')
    await protectTable(client, fullName(mapped.name), fields, wallOf(map, tables, table), leadOf(map, table));
  const passwords = mapped.passwords.map((one) => one.column);
  if (table.guard.length > 0) await guardPasswords(client, mapped.name, passwords, oneWayPattern);
  await client.query(`revoke all on ${quoteTable(mapped.name)} from ${readerRole}, ${writerRole}, ${passwordRole}`);
  if (passwords.length > 0) await grantPasswords(client, mapped.name, passwords);
  await grantRead(
    client,
    fullName(mapped.name),
    mapped.never.length + passwords.length === 0 ? null : [...mapped.columns.map((one) => one.column), ...mapped.plain],
  );
}

function leadOf(map: AdoptionMap, { mapped, live }: CheckedTable): Lead | null {
  if (mapped.way.kind === 'none') return null;
  const people = fullName(map.subject.table);
  const kind = fullName(mapped.name) === people ? 'person' : 'column';
  const way = mapped.way.kind === 'via' ? mapped.way : ({ kind, column: mapped.way.column } as const);
  return { people, way, key: live.key ?? [] };
}

/**
 * Grants' roles must make no temporary tables and nothing in `public`, and PostgreSQL takes that from PUBLIC only, which is everybody: whoever had
 * it before keeps it by name.
 */
async function letOthersBe(client: pg.ClientBase, database: string, close: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ role: string; temporary: boolean; creates: boolean }>(
    `select rolname::text as role, has_database_privilege(rolname, $1, 'temporary') as temporary, has_schema_privilege(rolname, 'public', 'create') as creates
     from pg_roles where not rolsuper and rolname !~ '^(pg_|jikimi_|jk_)'`,
    [database],
  );
  await close();
  for (const { role, temporary, creates } of rows) {
    if (temporary) await client.query(`grant temporary on database ${quoteName(database)} to ${quoteName(role)}`);
    if (creates) await client.query(`grant create on schema public to ${quoteName(role)}`);
  }
}

async function makeView(
  client: pg.ClientBase,
  view: LiveView,
  sql: string | null,
  without: ReadonlySet<string>,
): Promise<void> {
  const { rows } = await client.query<{ path: string }>(
    `select reset_val as path from pg_settings where name = 'search_path'`,
  );
  await client.query(`set local search_path = ${sql === null ? `''` : `${rows[0]?.path ?? 'public'}, pii`}`);
  const options = view.options.length === 0 ? '' : ` with (${view.options.map(optionText).join(', ')})`;
  const body = sql ?? view.definition.trim().replace(/;$/, '');
  const populated = view.materialized && !view.populated ? ' with no data' : '';
  await client.query(`create ${word(view)} ${nameOf(view)}${options} as ${body}${populated}`);
  await client.query(`set local search_path = ''`);
  for (const { name, sql: statement } of view.afterwards)
    if (name === null || !without.has(name)) await client.query(statement);
}

/** `security_barrier=true` as the catalog keeps it, as it is written. */
function optionText(option: string): string {
  const [name = '', ...value] = option.split('=');
  return `${name} = ${quoteText(value.join('='))}`;
}

function word(view: LiveView): string {
  return view.materialized ? 'materialized view' : 'view';
}

function nameOf(view: LiveView): string {
  return quoteTable({ schema: view.schema, table: view.name });
}
