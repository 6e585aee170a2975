/** Reads what adopting registered of a membership database's tables with sealed columns, as the role `jikimi_gateway`. */
import type pg from 'pg';
import { type SealedTable, SealedTables } from './sealed-tables.ts';

type Row = Omit<SealedTable, 'sealed' | 'uniques' | 'types'> & {
  readonly types: Readonly<Record<string, string>>;
  readonly sealed: readonly { readonly column: string; readonly field: number; readonly group: number }[];
  readonly uniques: readonly { readonly name: string; readonly columns: readonly string[] }[];
};

export async function sealedTables(pool: pg.Pool): Promise<SealedTables> {
  // One transaction without a path of its own: format_type names the schema of every type that is not PostgreSQL's, since the service's session has another path
  const results = (await pool.query(`
    select set_config('search_path', 'pg_catalog', true);
    select s.nspname as schema, c.relname as name, t.kind, t.person_table as "personTable", t.key_column as "keyColumn", t.owner,
      coalesce((select format_type(a.atttypid, a.atttypmod) from pg_attribute a where a.attrelid = t.tbl and a.attname = t.key_column), '') as "keyType",
      (select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = t.tbl and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select json_object_agg(a.attname, format_type(a.atttypid, -1)) from pg_attribute a
        where a.attrelid = t.tbl and a.attnum > 0 and not a.attisdropped) as types,
      (select json_agg(json_build_object('column', f.col, 'field', f.field, 'group', f.term_group)) from pii.field f
        where f.tbl = t.tbl) as sealed,
      coalesce((select json_agg(json_build_object('name', k.conname, 'columns', (select json_agg(a.attname) from pg_attribute a
          where a.attrelid = k.conrelid and a.attnum = any(k.conkey))))
        from pg_constraint k where k.conrelid = t.tbl and k.contype in ('p', 'u')), '[]') as uniques
    from pii.sealed_table t join pg_class c on c.oid = t.tbl join pg_namespace s on s.oid = c.relnamespace
    where exists (select from pii.field f where f.tbl = t.tbl)`)) as unknown as readonly pg.QueryResult<Row>[];
  const rows = results.at(-1)?.rows ?? [];
  return new SealedTables(
    rows.map(({ sealed, uniques, types, ...table }) => ({
      ...table,
      types: new Map(Object.entries(types)),
      sealed: new Map(sealed.map(({ column, field, group }) => [column, { field, group }])),
      uniques: new Map(uniques.map(({ name, columns }) => [name, columns])),
    })),
  );
}
