/** Triggers of tables and views whose columns are to be sealed, and publications of these tables: what keeps running, over values that are none any more. */
import type pg from 'pg';

export type LiveTrigger = {
  /** As pg_identify_object says it: `watches on crm.person`. */
  readonly identity: string;
  /** Table or view, as SQL writes it, and its oid. */
  readonly relation: string;
  readonly oid: number;
  readonly quoted: string;
  readonly ofView: boolean;
  readonly language: string;
  /** Whether its function is PostgreSQL's own, which works on what its arguments name. */
  readonly builtIn: boolean;
  readonly source: string;
  readonly args: readonly string[];
  /** Statements that make it again as it is. */
  readonly definition: readonly string[];
};

/** The owner's triggers; never Jikimi's own, nor what a partition has from its table. */
export async function readTriggers(client: pg.ClientBase, relations: readonly number[]): Promise<LiveTrigger[]> {
  const { rows } = await client.query<LiveTrigger>(
    `select o.identity, t.tgrelid::regclass::text as relation, t.tgrelid::oid as oid, quote_ident(t.tgname) as quoted, c.relkind = 'v' as "ofView", l.lanname::text as language,
       n.nspname = 'pg_catalog' as "builtIn", p.prosrc as source,
       (string_to_array(encode(t.tgargs, 'escape'), '\\000'))[:t.tgnargs] as args,
       array_remove(array[pg_get_triggerdef(t.oid),
         case t.tgenabled when 'D' then format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname)
           when 'R' then format('alter table %s enable replica trigger %I', t.tgrelid::regclass, t.tgname)
           when 'A' then format('alter table %s enable always trigger %I', t.tgrelid::regclass, t.tgname) end,
         'comment on trigger ' || format('%I on %s is ', t.tgname, t.tgrelid::regclass) || quote_literal(obj_description(t.oid, 'pg_trigger'))], null) as definition
     from pg_catalog.pg_trigger t cross join lateral pg_identify_object('pg_trigger'::regclass, t.oid, 0) o
     join pg_catalog.pg_class c on c.oid = t.tgrelid join pg_catalog.pg_proc p on p.oid = t.tgfoid
     join pg_catalog.pg_namespace n on n.oid = p.pronamespace join pg_catalog.pg_language l on l.oid = p.prolang
     where t.tgrelid = any ($1::oid[]) and not t.tgisinternal and t.tgparentid = 0 and n.nspname <> 'pii' order by o.identity`,
    [relations],
  );
  return rows;
}

export type LivePublication = { readonly kind: string; readonly identity: string; readonly drop: string };

/** What publishes the tables, in the words of pg_identify_object, and how that ends. */
export async function readPublications(client: pg.ClientBase, tables: readonly number[]): Promise<LivePublication[]> {
  const { rows } = await client.query<LivePublication>(
    `select distinct o.type as kind, o.identity, found.drop from (
       select 'pg_publication'::regclass as class, p.oid, format('drop publication %I', p.pubname) as drop
         from pg_catalog.pg_publication p where p.puballtables and cardinality($1::oid[]) > 0
       union all
       select 'pg_publication_rel'::regclass, r.oid, format('alter publication %I drop table %s', p.pubname, r.prrelid::regclass)
         from pg_catalog.pg_publication_rel r join pg_catalog.pg_publication p on p.oid = r.prpubid where r.prrelid = any ($1::oid[])
       union all
       select 'pg_publication_namespace'::regclass, s.oid, format('alter publication %I drop tables in schema %I', p.pubname, n.nspname)
         from pg_catalog.pg_publication_namespace s join pg_catalog.pg_publication p on p.oid = s.pnpubid join pg_catalog.pg_namespace n on n.oid = s.pnnspid
         where exists (select from pg_catalog.pg_class c where c.relnamespace = n.oid and c.oid = any ($1::oid[]))
     ) found cross join lateral pg_identify_object(found.class, found.oid, 0) o order by 1, 2`,
    [tables],
  );
  return rows;
}
