-- The row wall stands for a group of its own, jikimi_walled: PostgreSQL then plans none of it for a role that is in jikimi_unwalled instead, the roles of
-- service grants to everybody's data, whose wall is the custodian (docs/decisions/0018-wall-by-group.md). A reader of neither group sees no row: that takes
-- one look at the roles an execution (`jikimi_known`), not one a row.

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'jikimi_walled') then
    create role jikimi_walled nologin;
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'jikimi_unwalled') then
    create role jikimi_unwalled nologin;
  end if;
end $$;
grant jikimi_walled, jikimi_unwalled to jikimi_gateway with admin true, inherit false, set false;

-- As in 0005, but for the two groups.
create or replace function pii.protect(tbl regclass, subject text, reader name) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  old name;
begin
  if not exists (select from pg_policy where polrelid = tbl and polname = 'jikimi_open') then
    execute format('create policy jikimi_open on %s for all to %s using (true)', tbl,
      case when (select relrowsecurity from pg_class where oid = tbl) then quote_ident(reader) else 'public' end);
  end if;
  for old in select polname from pg_policy where polrelid = tbl and polname in ('jikimi_known', 'jikimi_wall') loop
    execute format('drop policy %I on %s', old, tbl);
  end loop;
  execute format('create policy jikimi_known on %s as restrictive for all to %I using (
    pg_has_role(session_user, ''jikimi_unwalled'', ''usage'') or pg_has_role(session_user, ''jikimi_walled'', ''usage''))', tbl, reader);
  execute format('create policy jikimi_wall on %s as restrictive for all to jikimi_walled using (
    (select exists (select from pii.scope as reach where reach.everyone))
    or exists (select from pii.scope as reach where reach.subject = (%s)))', tbl, subject);
  execute format('alter table %s enable row level security', tbl);
end $$;

-- The walls that stand, for the readers whom they stood for. Under this search path everything that PostgreSQL prints is named by its schema.
do $$
declare
  path constant text := pg_catalog.current_setting('search_path');
  wall record;
  living name;
begin
  perform pg_catalog.set_config('search_path', 'pg_catalog', true);
  for wall in
    select polrelid::regclass as tbl, (select string_agg(role::regrole::text, ', ') from unnest(polroles) as role) as readers
    from pg_policy where polname = 'jikimi_wall'
  loop
    execute format('create policy jikimi_known on %s as restrictive for all to %s using (
      pg_has_role(session_user, ''jikimi_unwalled'', ''usage'') or pg_has_role(session_user, ''jikimi_walled'', ''usage''))', wall.tbl, wall.readers);
    execute format('alter policy jikimi_wall on %s to jikimi_walled', wall.tbl);
  end loop;
  -- Roles that live stay behind it, as if the gateway had put them there, which may so take one out again.
  for living in select distinct role from pii.scope where role in (select rolname from pg_roles) loop
    execute format('grant jikimi_walled to %I with inherit true, set false granted by jikimi_gateway', living);
  end loop;
  perform pg_catalog.set_config('search_path', path, true);
end $$;

insert into pii.version (version) values (6);
