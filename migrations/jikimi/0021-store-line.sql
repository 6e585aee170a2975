-- Which timelines of this database are known to hold every record (MODEL, "failover"). A standby that is promoted begins a new one, and so does a restore from archived
-- WAL: until somebody says that nothing is missing there, custodians open nothing on it (src/custody/record-store.ts).

-- Of which cluster: a timeline's number means nothing in another one (pg_upgrade, a dump restored elsewhere).
create function custody.cluster() returns bigint language sql stable parallel safe as $$ select system_identifier from pg_catalog.pg_control_system() $$;

-- A primary never changes its own. A standby has none to tell, and fails.
create function custody.timeline() returns bigint language sql stable parallel safe
  as $$ select ('x' || substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8))::bit(32)::bigint $$;

create table custody.store_line (
  cluster bigint not null,
  timeline bigint not null,
  accepted_by uuid,
  holding uuid,
  reason text not null constraint accepted_for_a_reason check (btrim(reason) <> ''),
  accepted_at timestamptz not null default platform.now(),
  primary key (cluster, timeline)
);
insert into custody.store_line (cluster, timeline, reason) values (custody.cluster(), custody.timeline(), 'the first');

create function custody.of_this_server() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.cluster <> custody.cluster() or new.timeline <> custody.timeline() or new.accepted_by is null or new.holding is null then
    raise exception 'somebody accepts the timeline that this server is on'
      using errcode = 'JK331', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger of_this_server before insert on custody.store_line for each row execute function custody.of_this_server();
create trigger under_an_office_held_now before insert on custody.store_line for each row
  execute function people.under_an_office_held_now('accepted_by', 'ciso cpo owner desk_a desk_b');
create trigger never_changed before update or delete on custody.store_line for each row execute function platform.refuse_change();
create trigger never_emptied before truncate on custody.store_line execute function platform.refuse_change();
alter table custody.store_line enable always trigger of_this_server;
alter table custody.store_line enable always trigger under_an_office_held_now;
alter table custody.store_line enable always trigger never_changed;
alter table custody.store_line enable always trigger never_emptied;

grant execute on function custody.timeline(), custody.cluster() to jikimi_office, jikimi_custodian;
grant select on custody.store_line to jikimi_office, jikimi_custodian;
grant insert (cluster, timeline, accepted_by, holding, reason) on custody.store_line to jikimi_office;
