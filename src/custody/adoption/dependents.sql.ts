/** What PostgreSQL knows to depend on columns that are to be sealed, also by way of functions and generated columns that go with them. */
import type pg from 'pg';

/** `kind` and `identity` as pg_identify_object says them. */
export type Dependent = {
  readonly kind: string;
  readonly identity: string;
  readonly oid: number;
  /** 0 where it depends on the columns themselves, 1 where on what depends on them, and so on: what is deeper goes first. */
  readonly depth: number;
  /** Whether PostgreSQL takes it away with what it depends on: an index with its column. */
  readonly goesAlong: boolean;
  /** Columns that it uses: [table oid, attnum]; attnum 0 for whole rows. */
  readonly uses: readonly (readonly [number, number])[];
  /** View or table of a rule; 0 for others. */
  readonly relation: number;
  readonly relationKind: string;
  readonly index: IndexFacts | null;
  readonly constraint: ConstraintFacts | null;
  readonly column: ColumnFacts | null;
};

export type IndexFacts = {
  readonly unique: boolean;
  /** A btree over plain columns, each with its type's own order and collation: PostgreSQL builds it again for the sealed type. */
  readonly plain: boolean;
};

export type ConstraintFacts = {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly definition: string;
  readonly comment: string | null;
  /** What a foreign key does when the other side changes or goes: pg_constraint's letters. */
  readonly onUpdate: string;
  readonly onDelete: string;
  /** For a foreign key: pairs of columns that must agree. */
  readonly pairs: readonly { readonly from: readonly [number, number]; readonly to: readonly [number, number] }[];
  /** Where a unique constraint stands on such an index. */
  readonly plainIndex: boolean;
};

/** A column whose default it is, or that is generated. */
export type ColumnFacts = {
  readonly table: string;
  readonly column: string;
  readonly generated: boolean;
  /** Whether the default is NULL, which is what no default is. */
  readonly isNull: boolean;
};

/** SQL: whether an expression, as the catalog keeps it, holds whole rows of that row type. pg_depend knows of such a use the table, not the columns. */
export function usesWholeRow(tree: string, rowType: string): string {
  return `position(format(':varattno 0 :vartype %s ', ${rowType}) in ${tree}) > 0`;
}

export async function readDependents(
  client: pg.ClientBase,
  columns: readonly (readonly [number, number])[],
): Promise<Dependent[]> {
  const { rows } = await client.query<Dependent>(
    `
    with recursive target as (select * from unnest($1::oid[], $2::int2[]) as t(rel, att)),
    expression(class, obj, tree) as (
      select 'pg_constraint'::regclass, oid, conbin::text from pg_catalog.pg_constraint where conbin is not null
      union all select 'pg_policy'::regclass, oid, concat(polqual, polwithcheck) from pg_catalog.pg_policy
      union all select 'pg_class'::regclass, indexrelid, concat(indexprs, indpred) from pg_catalog.pg_index where num_nonnulls(indexprs, indpred) > 0
      union all select 'pg_statistic_ext'::regclass, oid, stxexprs::text from pg_catalog.pg_statistic_ext where stxexprs is not null
      union all select 'pg_proc'::regclass, oid, prosqlbody::text from pg_catalog.pg_proc where prosqlbody is not null
      union all select 'pg_rewrite'::regclass, oid, concat(ev_qual, ev_action) from pg_catalog.pg_rewrite where rulename <> '_RETURN'
    ),
    -- PostgreSQL lets the expression of a generated column depend on others; here the column itself does.
    dependency as (
      select case when g.oid is null then d.classid else 'pg_class'::regclass end as classid, coalesce(g.adrelid, d.objid) as objid,
        coalesce(g.adnum, case when d.classid = 'pg_class'::regclass then d.objsubid else 0 end) as sub, d.refclassid, d.refobjid, d.refobjsubid, d.deptype
      from pg_catalog.pg_depend d left join (pg_catalog.pg_attrdef g join pg_catalog.pg_attribute a on a.attrelid = g.adrelid and a.attnum = g.adnum and a.attgenerated <> '')
        on d.classid = 'pg_attrdef'::regclass and d.objid = g.oid
      where g.oid is null or (d.refobjid, d.refobjsubid) <> (g.adrelid, g.adnum)
    ),
    found as (
      select b.*, 0 as depth, false as along from (
        select d.classid, d.objid, d.sub, d.refobjid as rel, d.refobjsubid as att
        from dependency d join target t on d.refclassid = 'pg_class'::regclass and d.refobjid = t.rel and d.refobjsubid = t.att
        union
        select 'pg_class'::regclass, i.indexrelid, 0, t.rel, t.att from pg_catalog.pg_index i join target t on t.rel = i.indrelid
          and t.att = any (i.indkey::int2[]) where not exists (select from pg_catalog.pg_constraint c where c.conindid = i.indexrelid and c.conrelid = i.indrelid)
        union
        select e.class, e.obj, 0, c.oid, 0 from expression e join pg_catalog.pg_class c on c.oid in (select rel from target) and ${usesWholeRow('e.tree', 'c.reltype')}
      ) b
      union
      select d.classid, d.objid, d.sub, f.rel, f.att, f.depth + 1, d.deptype <> 'n'
      from found f join dependency d on d.refclassid = f.classid and d.refobjid = f.objid and d.refobjsubid = f.sub
      where (f.classid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_cast'::regclass) and d.deptype = 'n' or f.classid = 'pg_class'::regclass and f.sub > 0) and f.depth < 20
    ), plain as (
      select i.indexrelid, i.indisunique, m.amname = 'btree' and i.indexprs is null and i.indpred is null and not exists (
        select from unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[]) as k(att, class, coll)
        join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.att
        left join pg_catalog.pg_opclass o on o.oid = k.class
        where not coalesce(o.opcdefault, false) or k.coll <> a.attcollation) as plain
      from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid join pg_catalog.pg_am m on m.oid = x.relam
    )
    select o.type as kind, o.identity, f.objid as oid, max(f.depth) as depth, bool_and(f.along) as "goesAlong",
      json_agg(distinct jsonb_build_array(f.rel::int8, f.att)) as uses, coalesce(r.ev_class, 0)::oid as relation, coalesce(rc.relkind::text, '') as "relationKind",
      case when x.relkind in ('i', 'I') then (select json_build_object('unique', p.indisunique, 'plain', p.plain) from plain p where p.indexrelid = f.objid) end as index,
      case when c.oid is not null then json_build_object('type', c.contype, 'name', c.conname, 'table', c.conrelid::regclass::text,
        'definition', pg_get_constraintdef(c.oid), 'comment', obj_description(c.oid, 'pg_constraint'), 'onUpdate', c.confupdtype, 'onDelete', c.confdeltype,
        'plainIndex', coalesce((select p.plain from plain p where p.indexrelid = c.conindid), false),
        'pairs', coalesce((select json_agg(json_build_object('from', json_build_array(c.conrelid::int8, k.a), 'to', json_build_array(c.confrelid::int8, k.b)))
          from unnest(c.conkey, c.confkey) as k(a, b) where c.contype = 'f'), '[]')) end as constraint,
      case when a.attname is not null then json_build_object('table', a.attrelid::regclass::text, 'column', a.attname, 'generated', a.attgenerated <> '',
        'isNull', coalesce(pg_get_expr(ad.adbin, ad.adrelid) ~ '^NULL(::.*)?$', false)) end as column
    from found f cross join lateral pg_identify_object(f.classid, f.objid, f.sub) o
    left join pg_catalog.pg_rewrite r on f.classid = 'pg_rewrite'::regclass and r.oid = f.objid
    left join pg_catalog.pg_trigger g on f.classid = 'pg_trigger'::regclass and g.oid = f.objid
    left join pg_catalog.pg_class rc on rc.oid = r.ev_class
    left join pg_catalog.pg_class x on f.classid = 'pg_class'::regclass and f.sub = 0 and x.oid = f.objid
    left join pg_catalog.pg_constraint c on f.classid = 'pg_constraint'::regclass and c.oid = f.objid
    left join pg_catalog.pg_attrdef ad on f.classid = 'pg_attrdef'::regclass and ad.oid = f.objid
    left join pg_catalog.pg_attribute a on a.attrelid = ad.adrelid and a.attnum = ad.adnum or f.classid = 'pg_class'::regclass and f.sub > 0 and a.attrelid = f.objid and a.attnum = f.sub
    -- What a partition has from the table above goes and comes with that; a sequence that a column owns stays as it is.
    where (c.oid is null or (c.contype <> 'n' and c.conparentid = 0 and c.coninhcount = 0)) and not coalesce(x.relispartition, false) and x.relkind is distinct from 'S' and coalesce(g.tgparentid, 0) = 0
      and not (a.attname is not null and exists (select from pg_catalog.pg_inherits h join pg_catalog.pg_attribute above on above.attrelid = h.inhparent
        where h.inhrelid = a.attrelid and above.attname = a.attname and above.atthasdef))
    group by o.type, o.identity, f.objid, f.classid, f.sub, r.ev_class, rc.relkind, x.relkind, c.oid, c.contype, c.conname, c.conrelid, c.conkey, c.confkey,
      c.confrelid, c.conindid, c.confupdtype, c.confdeltype, a.attrelid, a.attname, a.attgenerated, ad.adbin, ad.adrelid
    order by depth desc, coalesce(c.contype = 'f', false) desc, o.type, o.identity`,
    [columns.map(([rel]) => rel), columns.map(([, att]) => att)],
  );
  return rows;
}
