/** What stands in the database that is looked at, from its catalogs alone. PostgreSQL shows them to every role. */
import type pg from 'pg';
import type { Table } from './column.ts';
import type { Server } from './discovery.ts';

export async function readServer(client: pg.ClientBase): Promise<Server | undefined> {
  const { rows } = await client.query<Server>(`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as words, current_database()::text as database,
      current_user::text as user, (select rolsuper from pg_catalog.pg_roles where rolname = current_user) as superuser,
      exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
          and has_table_privilege(c.oid, 'insert, update, delete, truncate')) as "mayWrite"`);
  return rows[0];
}

/** Tables of the owner's: no partitions, no heirs, nothing of an extension, none of the schema in which Jikimi keeps subjects. */
export async function readTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    with recursive base (oid, below) as (
      select t.oid, t.oid from pg_catalog.pg_type t where t.typtype <> 'd'
      union all
      select t.oid, b.below from pg_catalog.pg_type t join base b on b.oid = t.typbasetype where t.typtype = 'd'
    )
    select c.oid, n.nspname::text as schema, c.relname::text as name, obj_description(c.oid, 'pg_class') as comment,
      case c.relkind when 'p' then 'partitioned' when 'f' then 'foreign' else 'table' end as kind,
      (with recursive heir (oid) as (select c.oid union select h.inhrelid from pg_catalog.pg_inherits h join heir on h.inhparent = heir.oid)
        select case when bool_and(k.reltuples < 0 or k.relkind = 'p') then -1 else sum(greatest(k.reltuples, 0)) end
        from heir join pg_catalog.pg_class k on k.oid = heir.oid)::float8 as rows,
      (select count(*)::int from pg_catalog.pg_inherits h join pg_catalog.pg_class k on k.oid = h.inhrelid and not k.relispartition
        where h.inhparent = c.oid) as heirs,
      exists (select from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid join pg_catalog.pg_class h
        on h.oid = a.attrelid and h.relkind in ('r', 'p', 'm') where not a.attisdropped and c.reltype <> 0 and (t.oid = c.reltype or t.typelem = c.reltype)) as "rowType",
      coalesce((select array_agg(a.attname::text order by k.n) from pg_catalog.pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality k(attnum, n)
        join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary and k.n <= i.indnkeyatts), '{}') as key,
      has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage') as "mayRead",
      (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'base', format_type(b.below, null),
          'comment', col_description(c.oid, a.attnum), 'generated', a.attgenerated <> '' or a.attidentity <> '',
          'key', exists (select from pg_catalog.pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey::int2[]))
            or exists (select from pg_catalog.pg_partitioned_table p where p.partrelid = c.oid and a.attnum = any (p.partattrs::int2[])),
          'unique', exists (select from pg_catalog.pg_index i where i.indrelid = c.oid and i.indisunique and i.indnkeyatts = 1
            and i.indkey[0] = a.attnum and i.indpred is null),
          'notNull', a.attnotnull, 'publicMayRead', has_column_privilege('public', c.oid, a.attnum, 'select')) order by a.attnum), '[]')
        from pg_catalog.pg_attribute a join base b on b.oid = a.atttypid where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select coalesce(json_agg(json_build_object('table', fn.nspname || '.' || f.relname,
          'columns', (select json_agg(a.attname order by u.n) from unnest(k.conkey) with ordinality u(attnum, n)
            join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum),
          'keys', (select json_agg(a.attname order by u.n) from unnest(k.confkey) with ordinality u(attnum, n)
            join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum)) order by k.conname), '[]')
        from pg_catalog.pg_constraint k join pg_catalog.pg_class f on f.oid = k.confrelid join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
        where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0) as "foreignKeys"
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'pii') and n.nspname !~ '^pg_'
      and not exists (select from pg_catalog.pg_inherits h where h.inhrelid = c.oid)
      and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by n.nspname, c.relname`);
  return rows;
}
