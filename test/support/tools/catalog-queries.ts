/**
 * What graphical tools ask the catalogue for when somebody connects and opens a table: written out here after what DBeaver 24 and pgAdmin 4 are seen
 * to ask, one for each kind of question. A session's own numbers (process ids, times) are left out of the select lists.
 */
export type CatalogQuery = { readonly step: string; readonly sql: string; readonly params?: readonly string[] };

const table = `'public.members'::regclass`;

export const dbeaver: readonly CatalogQuery[] = [
  { step: 'dbeaver.set', sql: 'SET extra_float_digits = 3' },
  { step: 'dbeaver.name', sql: `SET application_name = 'DBeaver 24.1.0 - Main <example>'` },
  { step: 'dbeaver.session', sql: 'SELECT current_schema(),session_user is not null' },
  { step: 'dbeaver.path', sql: 'SHOW search_path' },
  { step: 'dbeaver.version', sql: `SELECT version() like 'PostgreSQL%'` },
  {
    step: 'dbeaver.databases',
    sql: 'SELECT db.oid,db.* FROM pg_catalog.pg_database db WHERE datallowconn AND NOT datistemplate OR db.datname =$1 ORDER BY db.datname',
    params: ['example'],
  },
  {
    step: 'dbeaver.settings',
    sql: `select name, setting from pg_catalog.pg_settings where name=$1`,
    params: ['standard_conforming_strings'],
  },
  {
    step: 'dbeaver.roles',
    sql: `SELECT a.rolname, a.rolsuper FROM pg_catalog.pg_roles a WHERE a.rolname LIKE 'pg\\_%' ORDER BY a.rolname`,
  },
  {
    step: 'dbeaver.schemas',
    sql: `SELECT n.oid,n.*,d.description FROM pg_catalog.pg_namespace n LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid=n.oid AND d.objsubid=0 AND d.classoid='pg_namespace'::regclass WHERE n.nspname !~ 'temp' ORDER BY nspname`,
  },
  {
    step: 'dbeaver.types',
    sql: `SELECT t.oid,t.*,c.relkind,format_type(nullif(t.typbasetype, 0), t.typtypmod) as base_type_name, d.description FROM pg_catalog.pg_type t LEFT OUTER JOIN pg_catalog.pg_type et ON et.oid=t.typelem LEFT OUTER JOIN pg_catalog.pg_class c ON c.oid=t.typrelid LEFT OUTER JOIN pg_catalog.pg_description d ON t.oid=d.objoid WHERE t.typname IS NOT NULL AND (c.relkind IS NULL OR c.relkind = 'c') AND (et.typcategory IS NULL OR et.typcategory <> 'C') ORDER BY t.oid`,
  },
  {
    step: 'dbeaver.tables',
    sql: `SELECT c.oid,c.relname,c.relkind,c.relowner::regrole,c.relrowsecurity,d.description,pg_catalog.pg_get_expr(c.relpartbound, c.oid) as partition_expr, pg_catalog.pg_get_partkeydef(c.oid) as partition_key FROM pg_catalog.pg_class c LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid=c.oid AND d.objsubid=0 AND d.classoid='pg_class'::regclass WHERE c.relnamespace=$1::regnamespace AND c.relkind not in ('i','I','c') ORDER BY c.oid`,
    params: ['public'],
  },
  {
    step: 'dbeaver.columns',
    sql: `SELECT c.relname,a.*,pg_catalog.pg_get_expr(ad.adbin, ad.adrelid, true) as def_value,dsc.description,dep.objid FROM pg_catalog.pg_attribute a INNER JOIN pg_catalog.pg_class c ON (a.attrelid=c.oid) LEFT OUTER JOIN pg_catalog.pg_attrdef ad ON (a.attrelid=ad.adrelid AND a.attnum = ad.adnum) LEFT OUTER JOIN pg_catalog.pg_description dsc ON (c.oid=dsc.objoid AND a.attnum = dsc.objsubid) LEFT OUTER JOIN pg_depend dep on dep.refobjid = a.attrelid AND dep.deptype = 'i' and dep.refobjsubid = a.attnum and dep.classid = dep.refclassid WHERE NOT a.attisdropped AND c.relkind not in ('i','I','c') AND c.oid=$1::regclass ORDER BY a.attnum`,
    params: ['members'],
  },
  {
    step: 'dbeaver.constraints',
    sql: `SELECT c.oid,c.*,t.relname as tabrelname,rt.relnamespace as refnamespace,d.description, case when c.contype='c' then "substring"(pg_get_constraintdef(c.oid), 7) else null end consrc_copy FROM pg_catalog.pg_constraint c INNER JOIN pg_catalog.pg_class t ON t.oid=c.conrelid LEFT OUTER JOIN pg_catalog.pg_class rt ON rt.oid=c.confrelid LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid=c.oid AND d.objsubid=0 AND d.classoid='pg_constraint'::regclass WHERE c.conrelid=${table} ORDER BY c.oid`,
  },
  {
    step: 'dbeaver.indexes',
    sql: `SELECT i.*,i.indkey as keys,c.relname,c.relnamespace,c.relam,c.reltablespace,tc.relname as tabrelname,dsc.description,pg_catalog.pg_get_expr(i.indpred, i.indrelid) as pred_expr,pg_catalog.pg_get_expr(i.indexprs, i.indrelid, true) as expr,pg_catalog.pg_relation_size(i.indexrelid) > 0 as has_size FROM pg_catalog.pg_index i INNER JOIN pg_catalog.pg_class c ON c.oid=i.indexrelid INNER JOIN pg_catalog.pg_class tc ON tc.oid=i.indrelid LEFT OUTER JOIN pg_catalog.pg_description dsc ON i.indexrelid=dsc.objoid WHERE i.indrelid=${table} ORDER BY tabrelname, c.relname`,
  },
  {
    step: 'dbeaver.policies',
    sql: `SELECT * FROM pg_catalog.pg_policies WHERE schemaname=$1 AND tablename=$2 ORDER BY policyname`,
    params: ['public', 'members'],
  },
  {
    step: 'dbeaver.triggers',
    sql: `SELECT x.oid,x.tgname,p.pronamespace as func_schema_id,d.description FROM pg_catalog.pg_trigger x LEFT OUTER JOIN pg_catalog.pg_proc p ON p.oid=x.tgfoid LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid=x.oid AND d.objsubid=0 WHERE NOT tgisinternal ORDER BY 1`,
  },
  {
    step: 'dbeaver.rights',
    sql: `SELECT has_table_privilege($1, 'select'), has_table_privilege($1, 'insert')`,
    params: ['members'],
  },
  {
    step: 'dbeaver.functions',
    sql: `SELECT p.oid,p.proname,l.lanname,pg_get_function_identity_arguments(p.oid),p.proargmodes,array_to_string(p.proacl, ',') FROM pg_catalog.pg_proc p LEFT OUTER JOIN pg_catalog.pg_language l ON l.oid=p.prolang WHERE p.pronamespace='pii'::regnamespace ORDER BY p.proname, p.oid`,
  },
  {
    step: 'dbeaver.statistics',
    sql: `select c.relname, pg_catalog.pg_total_relation_size(c.oid) > 0 as total, pg_catalog.pg_relation_size(c.oid) > 0 as own FROM pg_class c WHERE c.relnamespace='public'::regnamespace and c.relkind='r' order by 1`,
  },
  {
    step: 'dbeaver.grid',
    sql: "SELECT x.id, x.grade FROM public.members x WHERE grade = 'seed' ORDER BY x.id LIMIT 200",
  },
  {
    step: 'dbeaver.enum',
    sql: `SELECT e.enumlabel FROM pg_catalog.pg_enum e WHERE e.enumtypid=$1::regtype ORDER BY e.enumsortorder`,
    params: ['text'],
  },
];

export const pgadmin: readonly CatalogQuery[] = [
  {
    step: 'pgadmin.set',
    sql: `SET DateStyle=ISO; SET client_min_messages=notice; SELECT set_config('bytea_output','hex',false) FROM pg_show_all_settings() WHERE name = 'bytea_output'; SET client_encoding='utf-8';`,
  },
  {
    step: 'pgadmin.database',
    sql: `SELECT db.oid as did, db.datname, db.datallowconn, pg_catalog.pg_encoding_to_char(db.encoding) AS serverencoding, pg_catalog.has_database_privilege(db.oid, 'CREATE') as cancreate, datistemplate FROM pg_catalog.pg_database db WHERE db.datname = pg_catalog.current_database()`,
  },
  {
    step: 'pgadmin.role',
    sql: `SELECT roles.rolsuper as is_superuser, CASE WHEN roles.rolsuper THEN true ELSE roles.rolcreaterole END as can_create_role, CASE WHEN roles.rolsuper THEN true ELSE roles.rolcreatedb END as can_create_db, CASE WHEN 'pg_signal_backend'=ANY(ARRAY(WITH RECURSIVE cte AS (SELECT pg_roles.oid,pg_roles.rolname FROM pg_roles WHERE pg_roles.oid = roles.oid UNION ALL SELECT m.roleid, pgr.rolname FROM cte cte_1 JOIN pg_auth_members m ON m.member = cte_1.oid JOIN pg_roles pgr ON pgr.oid = m.roleid) SELECT rolname FROM cte)) THEN True ELSE False END as can_signal_backend FROM pg_catalog.pg_roles as roles WHERE rolname = current_user`,
  },
  {
    step: 'pgadmin.recovery',
    sql: `SELECT CASE WHEN usesuper THEN pg_catalog.pg_is_in_recovery() ELSE FALSE END as inrecovery, CASE WHEN usesuper AND pg_catalog.pg_is_in_recovery() THEN 1 ELSE 0 END as isreplaypaused FROM pg_catalog.pg_user WHERE usename=current_user`,
  },
  {
    step: 'pgadmin.gss',
    sql: `SELECT gss_authenticated, encrypted FROM pg_catalog.pg_stat_gssapi WHERE pid = pg_backend_pid()`,
  },
  {
    step: 'pgadmin.schemas',
    sql: `SELECT nsp.oid, nsp.nspname as name, pg_catalog.has_schema_privilege(nsp.oid, 'CREATE') AS can_create, pg_catalog.has_schema_privilege(nsp.oid, 'USAGE') AS has_usage, des.description FROM pg_catalog.pg_namespace nsp LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid=nsp.oid AND des.classoid='pg_namespace'::regclass) WHERE nspname NOT LIKE 'pg\\_%' AND NOT ((nsp.nspname = 'pg_catalog' AND EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'pg_class' AND relnamespace = nsp.oid LIMIT 1)) OR (nsp.nspname = 'information_schema' AND EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'tables' AND relnamespace = nsp.oid LIMIT 1))) ORDER BY nspname`,
  },
  {
    step: 'pgadmin.tables',
    sql: `SELECT rel.oid, rel.relname AS name, (SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgrelid=rel.oid AND tgisinternal = FALSE) AS triggercount, (SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgrelid=rel.oid AND tgisinternal = FALSE AND tgenabled = 'O') AS has_enable_triggers, (CASE WHEN rel.relkind = 'p' THEN true ELSE false END) AS is_partitioned, (SELECT count(1) FROM pg_catalog.pg_inherits WHERE inhrelid=rel.oid LIMIT 1) as is_inherits, des.description FROM pg_catalog.pg_class rel LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid=rel.oid AND des.objsubid=0 AND des.classoid='pg_class'::regclass) WHERE rel.relkind IN ('r','s','t','p') AND rel.relnamespace = 'public'::regnamespace AND NOT rel.relispartition ORDER BY rel.relname`,
  },
  {
    step: 'pgadmin.columns',
    sql: `SELECT att.attname as name, att.atttypid, att.attlen, att.attnum, att.attndims, att.atttypmod, att.attacl, att.attnotnull, att.attoptions, att.attstattarget, att.attstorage, att.attidentity, pg_catalog.pg_get_expr(def.adbin, def.adrelid) AS defval, pg_catalog.format_type(ty.oid,NULL) AS typname, pg_catalog.format_type(ty.oid,att.atttypmod) AS displaytypname, CASE WHEN ty.typelem > 0 THEN ty.typelem ELSE ty.oid END as elemoid, (SELECT nspname FROM pg_catalog.pg_namespace WHERE oid = ty.typnamespace) as typnspname, ty.typstorage AS defaultstorage, description, pi.indkey, (SELECT count(1) FROM pg_catalog.pg_type t2 WHERE t2.typname=ty.typname) > 1 AS isdup, CASE WHEN length(coll.collname::text) > 0 AND length(nspc.nspname::text) > 0 THEN pg_catalog.concat(pg_catalog.quote_ident(nspc.nspname),'.',pg_catalog.quote_ident(coll.collname)) ELSE '' END AS collspcname, EXISTS(SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid=att.attrelid AND contype='f' AND att.attnum=ANY(conkey)) As is_fk FROM pg_catalog.pg_attribute att JOIN pg_catalog.pg_type ty ON ty.oid=atttypid LEFT OUTER JOIN pg_catalog.pg_attrdef def ON adrelid=att.attrelid AND adnum=att.attnum LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid=att.attrelid AND des.objsubid=att.attnum AND des.classoid='pg_class'::regclass) LEFT OUTER JOIN pg_catalog.pg_index pi ON pi.indrelid=att.attrelid AND indisprimary LEFT OUTER JOIN pg_catalog.pg_collation coll ON att.attcollation=coll.oid LEFT OUTER JOIN pg_catalog.pg_namespace nspc ON coll.collnamespace=nspc.oid WHERE att.attrelid = ${table}::oid AND att.attnum > 0 AND att.attisdropped IS FALSE ORDER BY att.attnum`,
  },
  {
    step: 'pgadmin.acl',
    sql: `SELECT COALESCE(gt.rolname, 'PUBLIC') AS grantee, array_agg(privilege_type ORDER BY privilege_type) as privileges FROM (SELECT grantee, CASE privilege_type WHEN 'SELECT' THEN 'r' WHEN 'INSERT' THEN 'a' WHEN 'UPDATE' THEN 'w' ELSE 'UNKNOWN' END AS privilege_type FROM (SELECT (d).grantee AS grantee, (d).privilege_type AS privilege_type FROM (SELECT pg_catalog.aclexplode(rel.relacl) as d FROM pg_catalog.pg_class rel WHERE rel.oid = ${table}::oid) a) b) d LEFT JOIN pg_catalog.pg_roles gt ON (d.grantee = gt.oid) WHERE gt.rolname LIKE 'jikimi%' GROUP BY gt.rolname`,
  },
  {
    step: 'pgadmin.constraints',
    sql: `SELECT conname, contype, pg_catalog.pg_get_constraintdef(oid, true) as consrc, CASE WHEN convalidated THEN 'valid' ELSE 'not' END FROM pg_catalog.pg_constraint WHERE conrelid = ${table}::oid ORDER BY 1`,
  },
  {
    step: 'pgadmin.dashboard',
    sql: `SELECT 'session_stats' AS chart_name, (pg_catalog.row_to_json(t) ->> 'Total')::int > 0 AS chart_data FROM (SELECT (SELECT count(*) FROM pg_catalog.pg_stat_activity) AS "Total", (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE state = 'active') AS "Active") t UNION ALL SELECT 'tps_stats' AS chart_name, (pg_catalog.row_to_json(t) ->> 'Transactions')::int > 0 FROM (SELECT (SELECT sum(xact_commit) + sum(xact_rollback) FROM pg_catalog.pg_stat_database WHERE datname = (SELECT datname FROM pg_catalog.pg_database WHERE datname = 'example')) AS "Transactions") t`,
  },
  {
    step: 'pgadmin.locks',
    sql: `SELECT locktype, relation::regclass FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid) WHERE relation = 'pg_locks'::regclass AND pid = pg_backend_pid()`,
  },
  {
    step: 'pgadmin.search',
    sql: `SELECT obj_type, obj_name FROM (SELECT CASE WHEN c.relkind IN ('r','p') THEN 'table' WHEN c.relkind = 'v' THEN 'view' ELSE 'other' END::text AS obj_type, c.relname AS obj_name FROM pg_catalog.pg_class c WHERE c.relname ILIKE '%mem%' AND c.relnamespace = 'public'::regnamespace) sn ORDER BY 1, 2`,
  },
  {
    step: 'pgadmin.keywords',
    sql: `SELECT upper(word) as word FROM pg_catalog.pg_get_keywords() WHERE word LIKE 'se%' ORDER BY word`,
  },
  {
    step: 'pgadmin.datatypes',
    sql: `SELECT * FROM (SELECT pg_catalog.format_type(t.oid,NULL) AS typname, CASE WHEN typelem > 0 THEN typelem ELSE t.oid END as elemoid, typlen, typtype, t.oid, nspname FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace nsp ON typnamespace=nsp.oid WHERE (NOT (typname = 'unknown' AND nspname = 'pg_catalog')) AND typisdefined AND typtype IN ('b', 'c', 'd', 'e', 'r', 'm') AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE relnamespace=typnamespace AND relname = typname AND relkind != 'c') AND (typname NOT LIKE '_%' OR NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE relnamespace=typnamespace AND relname = substring(typname FROM 2)::name AND relkind != 'c')) AND nsp.nspname != 'information_schema') AS dummy ORDER BY nspname <> 'pg_catalog', nspname <> 'public', nspname, 1`,
  },
  { step: 'pgadmin.plan', sql: `EXPLAIN (FORMAT JSON, COSTS OFF) SELECT count(*) FROM orders WHERE status = 'paid'` },
];
