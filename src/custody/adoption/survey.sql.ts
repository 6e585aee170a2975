/** What stands in the database that is to be adopted, read from its catalogs. Nothing is changed and no value is read. */
import type pg from 'pg';
import { oneWayConstraint } from '../passwords.sql.ts';
import { usesWholeRow } from './dependents.sql.ts';

export type LiveColumn = {
  readonly name: string;
  readonly attnum: number;
  /** As a person writes it. */
  readonly type: string;
  /** Below a domain; `pii.sealed` where it was adopted already. */
  readonly base: string;
  /** Domain of its type that checks values, refuses NULL or has a default: none of it outlives the sealing. */
  readonly domain: string | null;
  readonly generated: boolean;
  readonly publicMayRead: boolean;
  /** Whether the check of adopted password columns covers it. */
  readonly oneWay: boolean;
  /** Whether a unique index holds it alone. */
  readonly unique: boolean;
};

export type LiveTable = {
  readonly oid: number;
  readonly schema: string;
  readonly table: string;
  readonly kind: string;
  /** Oid of the table whose partition it is, the outermost; null for any other. */
  readonly partitionOf: number | null;
  /** Whether another table's rows include its own. */
  readonly inherits: boolean;
  /** Tables that inherit from it and are no partitions. */
  readonly heirs: number;
  readonly partitionedBy: readonly string[];
  /** Columns of the primary key in order; null without one. */
  readonly key: readonly string[] | null;
  /** Columns elsewhere that hold whole rows of it. */
  readonly rowsHeldBy: readonly string[];
  readonly columns: readonly LiveColumn[];
};

/** Server version as a number (180004) and in words, and whether the user is a superuser. */
export async function whoAmI(
  client: pg.ClientBase,
): Promise<{ version: number; words: string; user: string; superuser: boolean; database: string }> {
  const { rows } = await client.query<{
    version: number;
    words: string;
    user: string;
    superuser: boolean;
    database: string;
  }>(`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as words, session_user::text as user,
      (select rolsuper from pg_roles where rolname = current_user) as superuser, current_database()::text as database`);
  return rows[0] ?? { version: 0, words: '', user: '', superuser: false, database: '' };
}

/** Texts come out the same whatever the database is set to, names with their schema, and nothing ends a long step. */
export async function settle(client: pg.ClientBase): Promise<void> {
  await client.query(`
    set datestyle = 'ISO, YMD'; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '10s';
    set standard_conforming_strings = on; set row_security = off; set default_transaction_isolation = 'read committed';
    set client_min_messages = warning; set bytea_output = 'hex'; set search_path = ''`);
}

/** One adopter a database. Waits a moment for what a kill left. */
export async function lockDatabase(client: pg.ClientBase): Promise<boolean> {
  for (let tries = 0; tries < 40; tries++) {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(hashtext('jikimi.adopt')) as mine`,
    );
    if (rows[0]?.mine === true) return true;
    await client.query('select pg_sleep(0.25)');
  }
  return false;
}

export async function readTables(client: pg.ClientBase): Promise<LiveTable[]> {
  const { rows } = await client.query<LiveTable>(`
    select c.oid, n.nspname::text as schema, c.relname::text as table, c.relkind::text as kind,
      case when c.relispartition then pg_partition_root(c.oid)::oid end as "partitionOf",
      exists (select from pg_catalog.pg_inherits h where h.inhrelid = c.oid) as inherits,
      (select count(*)::int from pg_catalog.pg_inherits h join pg_catalog.pg_class k on k.oid = h.inhrelid and not k.relispartition
        where h.inhparent = c.oid) as heirs,
      coalesce((select array_agg(a.attname::text) from pg_catalog.pg_partitioned_table p join pg_catalog.pg_attribute a
        on a.attrelid = p.partrelid and a.attnum = any (p.partattrs::int2[]) where p.partrelid = c.oid), '{}') as "partitionedBy",
      (select array_agg(a.attname::text order by k.n) from pg_catalog.pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality k(attnum, n)
        join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary and k.n <= i.indnkeyatts) as key,
      coalesce((select array_agg(format('%s.%s', a.attrelid::regclass, a.attname)) from pg_catalog.pg_attribute a
        join pg_catalog.pg_type t on t.oid = a.atttypid join pg_catalog.pg_class h on h.oid = a.attrelid and h.relkind in ('r', 'p', 'm')
        where not a.attisdropped and (t.oid = c.reltype or t.typelem = c.reltype) and c.reltype <> 0), '{}') as "rowsHeldBy",
      (select json_agg(json_build_object('name', a.attname, 'attnum', a.attnum, 'type', format_type(a.atttypid, a.atttypmod),
          'base', format_type(case when t.typtype = 'd' then t.typbasetype else t.oid end, null), 'generated', a.attgenerated <> '' or a.attidentity <> '',
          'domain', case when t.typtype = 'd' and (t.typnotnull or t.typdefault is not null
            or exists (select from pg_catalog.pg_constraint k where k.contypid = t.oid)) then format_type(t.oid, null) end, 'publicMayRead', has_column_privilege('public', c.oid, a.attnum, 'select'),
          'oneWay', exists (select from pg_catalog.pg_constraint g where g.conrelid = c.oid and g.contype = 'c' and g.conname = '${oneWayConstraint}' and a.attnum = any (g.conkey)),
          'unique', exists (select from pg_catalog.pg_index i where i.indrelid = c.oid and i.indisunique and i.indnkeyatts = 1
            and i.indkey[0] = a.attnum and i.indpred is null)) order by a.attnum)
        from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema', 'pii') and n.nspname !~ '^pg_'`);
  return rows;
}

export type LiveView = {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly materialized: boolean;
  readonly definition: string;
  readonly owner: string;
  readonly options: readonly string[];
  /** Statements, ready to run, that give it again what `create view` does not. `name`, as the plan says it, of what may fail over sealed columns; else null. */
  readonly afterwards: readonly { readonly name: string | null; readonly sql: string }[];
  readonly populated: boolean;
  /** Views that it reads, and columns of tables: [oid, attnum]. */
  readonly reads: readonly (readonly [number, number])[];
  /** Tables of which it uses whole rows (`to_jsonb(p)`), by oid: of those `reads` need not name a column. */
  readonly wholeRowsOf: readonly number[];
  /** What hangs on its row type or on it beside views. */
  readonly heldBy: readonly string[];
};

/** Every view of the database, with what is needed to make it again. */
export async function readViews(client: pg.ClientBase): Promise<LiveView[]> {
  const { rows } = await client.query<LiveView>(`
    with view as (
      select c.*, n.nspname, format('%I.%I', n.nspname, c.relname) as full_name, case c.relkind when 'm' then 'materialized view' else 'view' end as word
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pii') and n.nspname !~ '^pg_'
    )
    select v.oid, v.nspname::text as schema, v.relname::text as name, v.relkind = 'm' as materialized, pg_get_viewdef(v.oid) as definition,
      pg_get_userbyid(v.relowner)::text as owner, coalesce(v.reloptions, '{}') as options, v.relispopulated as populated,
      coalesce((select json_agg(distinct jsonb_build_array(d.refobjid::int8, d.refobjsubid)) from pg_catalog.pg_depend d
        join pg_catalog.pg_rewrite r on r.oid = d.objid and r.ev_class = v.oid
        where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid <> v.oid), '[]') as reads,
      coalesce((select json_agg(distinct c.oid::int8) from pg_catalog.pg_depend d join pg_catalog.pg_rewrite r on r.oid = d.objid and r.ev_class = v.oid
        join pg_catalog.pg_class c on c.oid = d.refobjid where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
          and ${usesWholeRow('r.ev_action::text', 'c.reltype')}), '[]') as "wholeRowsOf",
      coalesce((select json_agg(distinct o.type || ' ' || o.identity) from pg_catalog.pg_depend d
        cross join lateral pg_identify_object(d.classid, d.objid, d.objsubid) o
        where ((d.refclassid = 'pg_type'::regclass and d.refobjid in (v.reltype, (select t.typarray from pg_catalog.pg_type t where t.oid = v.reltype)))
            or (d.refclassid = 'pg_class'::regclass and d.refobjid = v.oid))
          and d.deptype = 'n' and d.classid <> 'pg_rewrite'::regclass and not (d.classid = 'pg_class'::regclass and d.objid = v.oid)), '[]') as "heldBy",
      (select coalesce(json_agg(json_build_object('name', name, 'sql', step) order by n), '[]') from (
        select 1 as n, null as name, format('alter %s %s owner to %I', v.word, v.full_name, pg_get_userbyid(v.relowner)) as step
        union all
        select 2, null, format('grant %s on %s to %s%s', a.privilege_type, v.full_name, case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
          case when a.is_grantable then ' with grant option' else '' end) from aclexplode(v.relacl) a where a.grantee <> v.relowner
        union all
        select 2, null, format('grant %s (%I) on %s to %s', a.privilege_type, t.attname, v.full_name, case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end)
          from pg_catalog.pg_attribute t cross join lateral aclexplode(t.attacl) a where t.attrelid = v.oid and t.attnum > 0
        union all
        select 3, null, format('comment on %s is %L', case when d.objsubid = 0 then v.word || ' ' || v.full_name
            else format('column %s.%I', v.full_name, (select attname from pg_catalog.pg_attribute where attrelid = v.oid and attnum = d.objsubid)) end, d.description)
          from pg_catalog.pg_description d where d.classoid = 'pg_class'::regclass and d.objoid = v.oid
        union all
        select 4, (select o.type || ' ' || o.identity from pg_identify_object('pg_attrdef'::regclass, d.oid, 0) o), format('alter view %s alter column %I set default %s', v.full_name, t.attname, pg_get_expr(d.adbin, d.adrelid))
          from pg_catalog.pg_attrdef d join pg_catalog.pg_attribute t on t.attrelid = d.adrelid and t.attnum = d.adnum where d.adrelid = v.oid
        union all
        select 5, (select o.type || ' ' || o.identity from pg_identify_object('pg_class'::regclass, i.indexrelid, 0) o), pg_get_indexdef(i.indexrelid) from pg_catalog.pg_index i where i.indrelid = v.oid
        union all
        select 6, (select o.type || ' ' || o.identity from pg_identify_object('pg_trigger'::regclass, t.oid, 0) o), pg_get_triggerdef(t.oid) from pg_catalog.pg_trigger t where t.tgrelid = v.oid and not t.tgisinternal
        union all
        select 7, (select o.type || ' ' || o.identity from pg_identify_object('pg_rewrite'::regclass, r.oid, 0) o), pg_get_ruledef(r.oid) from pg_catalog.pg_rewrite r where r.ev_class = v.oid and r.rulename <> '_RETURN'
      ) s) as afterwards
    from view v order by full_name`);
  return rows;
}

export type Advice = {
  readonly kind: 'function' | 'event trigger' | 'public table' | 'definer function';
  readonly name: string;
};

/** What PostgreSQL keeps no record of but may break all the same, and what every grant could do because PUBLIC may. `tables`: with their partitions. */
export async function readAdvice(client: pg.ClientBase, tables: readonly number[]): Promise<Advice[]> {
  const { rows } = await client.query<Advice>(
    `
    with sealed as (
      select c.oid, c.relname::text as name, array[c.reltype, t.typarray] as types from pg_catalog.pg_class c
      join pg_catalog.pg_type t on t.oid = c.reltype where c.oid = any ($1::oid[])
    ),
    ours as (
      select p.*, format('%s(%s)', p.oid::regproc, pg_get_function_identity_arguments(p.oid)) as name from pg_catalog.pg_proc p
      join pg_catalog.pg_namespace n on n.oid = p.pronamespace
      where n.nspname not in ('pg_catalog', 'information_schema', 'pii') and not exists (
        select from pg_catalog.pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    )
    select distinct on (kind, name) kind, name from (
      select 'function' as kind, o.name from ours o join sealed s on o.prosrc ~* ('\\m' || regexp_replace(s.name, '([^[:alnum:]_])', '\\\\\\1', 'g') || '\\M')
        or o.prorettype = any (s.types) or coalesce(o.proallargtypes, o.proargtypes::oid[]) && s.types
      union all
      select 'event trigger', quote_ident(e.evtname) from pg_catalog.pg_event_trigger e where e.evtenabled <> 'D' and cardinality($1::oid[]) > 0
        and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_event_trigger'::regclass and d.objid = e.oid and d.deptype = 'e')
      union all
      select 'public table', c.oid::regclass::text from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema', 'pii')
          and has_table_privilege('public', c.oid, 'select') and has_schema_privilege('public', n.oid, 'usage')
      union all
      select 'definer function', o.name from ours o where o.prosecdef and has_function_privilege('public', o.oid, 'execute')
    ) all_ order by kind, name`,
    [tables],
  );
  return rows;
}

/** Programs that are connected to the database. Never what they ask: a query may hold values. */
export type Connected = { readonly user: string; readonly application: string; readonly connections: number };

/** All but this one, and those that come through Jikimi's gateway already. */
export async function readConnected(client: pg.ClientBase): Promise<Connected[]> {
  const { rows } = await client.query<Connected>(`
    select a.usename as user, coalesce(a.application_name, '') as application, count(*)::int as connections from pg_catalog.pg_stat_activity a
    where a.datname = current_database() and a.pid <> pg_backend_pid() and a.backend_type = 'client backend' and a.usename <> 'jikimi_gateway'
      and not exists (select from pg_catalog.pg_auth_members m join pg_catalog.pg_roles r on r.oid = m.roleid
        where m.member = a.usesysid and r.rolname in ('jikimi_reader', 'jikimi_writer'))
    group by 1, 2 order by 3 desc, 1, 2`);
  return rows;
}
