-- Writing through the gateway (docs/decisions/0011-guard-of-writes.md). Whoever writes brings envelopes that somebody sealed; what a table's check cannot
-- see is whose they should be. The guard sees it: all envelopes of a row are of the subject that the row leads to, and pii.subject follows the rows.

-- The guard reads and keeps pii.subject and can do nothing else: what it runs on a row (the text form of a key, say) may be its table's owner's.
do $$ begin
  create role jikimi_guard nologin;
exception when duplicate_object then null;
end $$;

-- `former`: the row is gone. Its subject stays known, since others still hold what was sealed under it; a new row of the same key is a new person.
alter table pii.subject drop constraint kind_is_known;
alter table pii.subject add constraint kind_is_known check (kind in ('person', 'unowned', 'former'));
grant select, insert, update on pii.subject to jikimi_guard;

create table pii.sealed_table (
  tbl regclass primary key,
  person_table text not null,
  kind text not null constraint way_is_known check (kind in ('person', 'column', 'via')),
  key_column name,
  owner text not null,
  constraint only_via_has_no_key check ((key_column is null) = (kind = 'via'))
);
comment on table pii.sealed_table is 'Tables whose sealed cells may be written, and how a row leads to its person. `person`: the persons'' own table, key_column its key. '
  '`column`: key_column holds the key of the person. `via`: other rows point here; a row made new is nobody''s. `owner`: an SQL expression of the subject of a row that '
  'is there, null where it has none yet; whoever uses it puts an alias in the place of {row}.';
grant select on pii.sealed_table to public;

-- Arguments: how a row leads to its person; what pii.subject calls this table, and that of the persons; a query on a row `$1` that gives `lead` (the
-- key of the person), `row_key` (by which pii.subject may know the row), `cells` (how many are sealed) and `subjects` (of those, in order).
-- Runs after the row is stored: one that ON CONFLICT turned away leaves no trace.
create function pii.guard() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  way constant text := tg_argv[0];
  own constant text := tg_argv[1];
  people constant text := tg_argv[2];
  look constant text := tg_argv[3];
  was record;
  row_ record;
  of_ uuid;
  known uuid;
  as_kind text;
  as_table text;
  as_key text;
begin
  if tg_op = 'TRUNCATE' then
    update pii.subject s set kind = 'former', person_key = null where s.person_table = own and s.person_key is not null;
    return null;
  elsif tg_op = 'DELETE' then
    execute look into was using old;
    update pii.subject s set kind = 'former', person_key = null where s.person_table = own and s.person_key = was.row_key;
    return null;
  end if;

  execute look into row_ using new;
  of_ := row_.subjects[1];
  if cardinality(row_.subjects) <> row_.cells or exists (select from unnest(row_.subjects) u where u <> of_) then
    perform pii.raise_not_theirs(tg_table_schema, tg_table_name);
  end if;
  if tg_op = 'UPDATE' then
    execute look into was using old;
    if was.row_key is distinct from row_.row_key then
      begin
        update pii.subject s set person_key = row_.row_key where s.person_table = own and s.person_key = was.row_key;
      exception when unique_violation then
        perform pii.raise_not_theirs(tg_table_schema, tg_table_name);
      end;
    end if;
    -- The same person's as before, or of nobody in particular any more: the cells are still whose they were.
    if was.subjects[1] = of_ and (way <> 'column' or row_.lead is null or row_.lead = was.lead) then
      return null;
    end if;
  end if;
  if of_ is null then return null; end if;

  if row_.lead is null then
    as_kind := 'unowned'; as_table := own; as_key := row_.row_key;
  else
    as_kind := 'person'; as_table := people; as_key := row_.lead;
  end if;
  select s.subject into known from pii.subject s where s.person_table = as_table and s.person_key = as_key;
  if known is null then
    insert into pii.subject (subject, kind, person_table, person_key) values (of_, as_kind, as_table, as_key) on conflict do nothing;
    if found then return null; end if;
    -- Somebody was quicker, for the same subject or for another.
    select s.subject into known from pii.subject s where s.person_table = as_table and s.person_key = as_key;
  end if;
  if known = of_ then return null; end if;
  if known is null then
    -- Left its place in this very transaction, as a row does that moves to another partition.
    update pii.subject s set kind = as_kind, person_key = as_key
      where s.subject = of_ and s.kind = 'former' and s.person_table = as_table and s.xmin = pg_current_xact_id()::xid;
    if found then return null; end if;
    -- Adopted while its key led to nobody: it has a subject of its own.
    if exists (select from pii.subject s where s.subject = of_ and s.kind = 'unowned' and s.person_table = own and s.person_key = row_.row_key) then
      return null;
    end if;
  end if;
  perform pii.raise_not_theirs(tg_table_schema, tg_table_name);
  return null;
end $$;

create function pii.raise_not_theirs(in_schema text, in_table text) returns void language plpgsql as $$
begin
  raise exception using errcode = 'JK505', message = 'a row would hold another person''s sealed values', schema = in_schema, table = in_table,
    hint = 'Try the statement again: values are sealed for whose the row was when that was asked.';
end $$;

alter function pii.guard() owner to jikimi_guard;
alter function pii.raise_not_theirs(text, text) owner to jikimi_guard;
revoke all on function pii.guard(), pii.raise_not_theirs(text, text) from public;

-- Puts the guard before a table and enters it, by its columns in pii.field. `own` and `people`: what pii.subject calls this table and the persons'. `keys`: the
-- columns of its primary key in order. Triggers of one row fire by name: this one first, so that a key that moves or goes is followed before a trigger
-- of the owner's own moves the rows that point there. (What a foreign key cascades fires after all of them.)
create function pii.stand_guard(of_table regclass, own text, people text, way text, by_column name, keys name[]) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  cells name[] := array(select f.col from pii.field f where f.tbl = of_table order by f.field);
  watched text[] := array(select distinct quote_ident(c) from unnest(cells || keys || by_column) c where c is not null);
  quoted text := (select string_agg(format('($1).%I', c), ', ') from unnest(cells) c);
  sealed_new text := (select string_agg(format('new.%I', c), ', ') from unnest(cells) c);
  subjects text := (select string_agg(format('pii.subject_of(($1).%I)', c), ', ' order by n) from unnest(cells) with ordinality u(c, n));
  owners text := (select string_agg(format('pii.subject_of({row}."%s")', replace(c, '"', '""')), ', ' order by n) from unnest(cells) with ordinality u(c, n));
  lead text := case when way = 'via' then 'null::text' else format('($1).%I::text', by_column) end;
  row_key text;
  look text;
begin
  row_key := case when way = 'person' then lead
    when cardinality(keys) = 1 then format('($1).%I::text', keys[1])
    when cardinality(keys) > 1 then format('jsonb_build_array(%s)::text', (select string_agg(format('($1).%I', c), ', ' order by n) from unnest(keys) with ordinality u(c, n)))
    else 'null::text' end;
  look := format('select %s as lead, %s as row_key, num_nonnulls(%s) as cells, array_remove(array[%s], null) as subjects', lead, row_key, quoted, subjects);
  if way <> 'via' then
    owners := owners || format(', pii.subject_for(%L, ({row}."%s")::text)', people, replace(by_column, '"', '""'));
  end if;
  if way <> 'person' and cardinality(keys) > 0 then
    owners := owners || format(', pii.subject_for(%L, %s)', own, (select case when count(*) = 1 then format('(%s)::text', string_agg(c, ''))
      else format('jsonb_build_array(%s)::text', string_agg(c, ', ' order by n)) end
      from (select format('{row}."%s"', replace(k, '"', '""')) as c, n from unnest(keys) with ordinality u(k, n)) x));
  end if;

  execute format('drop trigger if exists "A_jikimi_guard_new" on %1$s; drop trigger if exists "A_jikimi_guard_changed" on %1$s;
    drop trigger if exists "A_jikimi_guard_gone" on %1$s; drop trigger if exists "A_jikimi_guard_emptied" on %1$s', of_table);
  execute format('create trigger "A_jikimi_guard_new" after insert on %s for each row when (num_nonnulls(%s) > 0) execute function pii.guard(%L, %L, %L, %L)',
    of_table, sealed_new, way, own, people, look);
  execute format('create trigger "A_jikimi_guard_changed" after update on %s for each row when (pg_catalog.record_image_ne(row(%s), row(%s))) execute function pii.guard(%L, %L, %L, %L)',
    of_table, (select string_agg('old.' || c, ', ') from unnest(watched) c), (select string_agg('new.' || c, ', ') from unnest(watched) c), way, own, people, look);
  execute format('create trigger "A_jikimi_guard_gone" after delete on %s for each row execute function pii.guard(%L, %L, %L, %L)', of_table, way, own, people, look);
  execute format('create trigger "A_jikimi_guard_emptied" after truncate on %s for each statement execute function pii.guard(%L, %L, %L, %L)', of_table, way, own, people, look);
  insert into pii.sealed_table as t (tbl, person_table, kind, key_column, owner)
    values (of_table, people, way, by_column, format('coalesce(%s)', owners))
    on conflict (tbl) do update set person_table = excluded.person_table, kind = excluded.kind, key_column = excluded.key_column, owner = excluded.owner;
end $$;
revoke all on function pii.stand_guard(regclass, text, text, text, name, name[]) from public;

-- Tables with sealed columns that no guard stands before, or one that was switched off.
create view pii.unguarded as
  select distinct c.tbl from pii.sealed_column c join pg_catalog.pg_class k on k.oid = c.tbl and not k.relispartition
  where not exists (select from pii.sealed_table t where t.tbl = c.tbl)
    or (select count(*) from pg_catalog.pg_trigger g where g.tgrelid = c.tbl and g.tgfoid = 'pii.guard'::regproc and g.tgenabled in ('O', 'A')) < 4;
comment on view pii.unguarded is 'Tables with sealed columns that lack their guard: empty after adoption.';
grant select on pii.unguarded to public;

insert into pii.version (version) values (3);
