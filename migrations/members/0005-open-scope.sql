-- The row wall reads pii.scope itself and no view: pg_dump (from the minor releases of August 2024 on) forbids what is not the system's own to be read
-- through a view (`restrict_nonsystem_relation_kind`), so that a dump of what a grant may read was refused. Everybody sees their own
-- part of the scope, while it is in force, and no other.

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'jikimi_gateway') then
    create role jikimi_gateway nologin;
  end if;
end $$;

alter table pii.scope enable row level security;
create policy written on pii.scope to jikimi_gateway using (true);
create policy own on pii.scope for select using (role = session_user and until > clock_timestamp());
grant select on pii.scope to public;

-- As in 0001, but for the table in the place of the view.
create or replace function pii.protect(tbl regclass, subject text, reader name) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from pg_policy where polrelid = tbl and polname = 'jikimi_open') then
    execute format('create policy jikimi_open on %s for all to %s using (true)', tbl,
      case when (select relrowsecurity from pg_class where oid = tbl) then quote_ident(reader) else 'public' end);
  end if;
  if exists (select from pg_policy where polrelid = tbl and polname = 'jikimi_wall') then
    execute format('drop policy jikimi_wall on %s', tbl);
  end if;
  execute format('create policy jikimi_wall on %s as restrictive for all to %I using (
    (select exists (select from pii.scope as reach where reach.everyone))
    or exists (select from pii.scope as reach where reach.subject = (%s)))', tbl, reader, subject);
  execute format('alter table %s enable row level security', tbl);
end $$;

-- The walls that stand. Under this search path everything that PostgreSQL prints is named by its schema.
do $$
declare
  path constant text := pg_catalog.current_setting('search_path');
  wall record;
begin
  perform pg_catalog.set_config('search_path', 'pg_catalog', true);
  for wall in select polrelid::regclass as tbl, pg_get_expr(polqual, polrelid) as expression from pg_policy where polname = 'jikimi_wall' loop
    execute format('alter policy jikimi_wall on %s using (%s)', wall.tbl,
      regexp_replace(wall.expression, '\mFROM pii\.reach\M', 'FROM pii.scope reach', 'g'));
  end loop;
  perform pg_catalog.set_config('search_path', path, true);
end $$;

drop view pii.reach; -- fails where anything still reads it

-- `=` for whoever generates SQL and cannot write it beside a value: pii.find(email, 'kim@example.kr'). PostgreSQL inlines it, so that indexes serve it.
create function pii.find(sealed_column pii.sealed, value pii.sealed) returns boolean
  language sql immutable parallel safe
  return sealed_column operator(pii.=) value;

insert into pii.version (version) values (5);
