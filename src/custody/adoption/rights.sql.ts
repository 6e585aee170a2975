/** What Jikimi's groups may do with a table, as the map has it and as the database has it. */
import type pg from 'pg';
import { passwordRole, readerRole, writerRole } from '../membership.sql.ts';
import { fullName } from '../table-name.ts';
import type { CheckedTable } from './check-map.ts';

/** Tables whose rights are not those of the map, by full name: the map was changed since, or somebody changed the rights. */
export async function tablesOfOtherRights(client: pg.ClientBase, tables: readonly CheckedTable[]): Promise<string[]> {
  // Rights of PUBLIC are left out: they are no grants of ours, and the plan tells of them by themselves.
  const { rows } = await client.query<{ oid: number; rights: string[] }>(
    `select c.oid, array(
        select format('%s %s %s', r.rolname, lower(acl.privilege_type), a.attname)
          from pg_catalog.pg_attribute a cross join lateral (select * from pg_catalog.aclexplode(c.relacl) union all select * from pg_catalog.aclexplode(a.attacl)) acl
          join pg_catalog.pg_roles r on r.oid = acl.grantee
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and acl.privilege_type in ('SELECT', 'INSERT', 'UPDATE')
            and r.rolname = any ($2::text[])
        union
        select format('%s %s', r.rolname, lower(acl.privilege_type)) from pg_catalog.aclexplode(c.relacl) acl join pg_catalog.pg_roles r on r.oid = acl.grantee
          where acl.privilege_type not in ('SELECT', 'INSERT', 'UPDATE') and r.rolname = any ($2::text[])) as rights
     from pg_catalog.pg_class c where c.oid = any ($1::oid[])`,
    [tables.map((one) => one.live.oid), [readerRole, writerRole, passwordRole]],
  );
  const there = new Map(rows.map((row) => [row.oid, row.rights.toSorted().join('\n')]));
  return tables
    .filter((one) => there.get(one.live.oid) !== rightsOf(one).toSorted().join('\n'))
    .map((one) => fullName(one.mapped.name));
}

/** As `grantRead` and `grantPasswords` give them. */
function rightsOf({ mapped }: CheckedTable): string[] {
  const passwords = mapped.passwords.map((one) => one.column);
  const readable = [...mapped.columns.map((one) => one.column), ...mapped.plain];
  return [
    ...readable.map((column) => `${readerRole} select ${column}`),
    ...passwords.map((column) => `${passwordRole} select ${column}`),
    ...[...readable, ...passwords].flatMap((column) => [
      `${writerRole} insert ${column}`,
      `${writerRole} update ${column}`,
    ]),
    `${writerRole} delete`,
  ];
}
