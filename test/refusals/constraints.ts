/** What the catalog of PostgreSQL knows of our constraints and triggers. */
import type pg from 'pg';

const rooms = `n.nspname in ('platform', 'ledger', 'law', 'people', 'catalog', 'access', 'custody', 'gateway')`;

/** Triggers that refuse nothing. */
const works = ['custody.session.as_its_grant', 'ledger.act.await_number', 'ledger.opening.await_number'];

/** `schema.table.name` of every check, foreign key, exclusion, named key and refusing trigger; partitions stand for their table. */
export async function constraintsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select n.nspname || '.' || r.relname || '.' || x.name as name from pg_class r join pg_namespace n on n.oid = r.relnamespace
    join (
      select conrelid as of, conname as name from pg_constraint where contype in ('c', 'f', 'x') or (contype in ('p', 'u') and conname !~ '_(pkey|key)$')
      union all select tgrelid, tgname from pg_trigger where not tgisinternal
      union all select indrelid, relname from pg_index join pg_class on oid = indexrelid where indisunique
        and not exists (select from pg_constraint where conindid = indexrelid)
    ) x on x.of = r.oid
    where ${rooms} and not r.relispartition order by 1`);
  return rows.map((row) => row.name).filter((name) => !works.includes(name));
}

const meant: Readonly<Record<string, string>> = {
  'access.life.decider': 'a break-glass life has none, and approved_or_owing sees to it',
  'catalog.field.retired_at': 'nulls are not distinct',
  'custody.disclosure.at_range': 'null for a service, and the flag cannot lie',
};

/** Nullable columns of keys and foreign keys of more than one column: MATCH SIMPLE and a CHECK pass on a null. */
export async function nullableKeyColumns(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select distinct n.nspname || '.' || r.relname || '.' || a.attname as name
    from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_namespace n on n.oid = r.relnamespace
    join pg_attribute a on a.attrelid = r.oid and a.attnum = any(c.conkey)
    where ${rooms} and c.contype in ('p', 'u', 'f') and cardinality(c.conkey) > 1 and not a.attnotnull order by 1`);
  return rows.map(({ name }) => `${name}: ${meant[name] ?? 'nobody said why'}`);
}
