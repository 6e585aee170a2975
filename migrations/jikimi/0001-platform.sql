-- platform: the installation and the one clock.

-- A function runs for whom it was granted to: one of ours as a trigger on somebody's own table would act there with our rights.
alter default privileges revoke execute on functions from public;
create extension if not exists btree_gist;
create schema platform;

-- One clock for everything (MODEL "One clock"). Only a home made with --drill may move it: `drill` is set before the installation is entered.
create table platform.clock (
  single boolean primary key default true constraint one_clock check (single),
  drill boolean not null,
  shift interval not null default interval '0',
  constraint only_a_drill_moves_time check (drill or shift = interval '0'),
  unique (single, drill)
);
insert into platform.clock (drill) values (false);

create table platform.installation (
  single boolean primary key default true constraint one_installation check (single),
  id uuid not null default gen_random_uuid(),
  created_at timestamptz not null default clock_timestamp(),
  drill boolean not null,
  constraint a_drill_from_the_first_day foreign key (single, drill) references platform.clock (single, drill)
);

create function platform.shift() returns interval language sql stable parallel safe
  as 'select shift from platform.clock';

create function platform.now() returns timestamptz language sql volatile parallel safe
  as 'select clock_timestamp() + shift from platform.clock';

-- Used by every table whose rows may only be added.
create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of %.% can be added, never changed or removed', tg_table_schema, tg_table_name
    using errcode = 'JK701', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
end $$;

create trigger never_changed before update or delete on platform.installation for each row execute function platform.refuse_change();
create trigger never_emptied before truncate on platform.installation execute function platform.refuse_change();
alter table platform.installation enable always trigger never_changed;
alter table platform.installation enable always trigger never_emptied;

grant usage on schema platform to jikimi_office, jikimi_gateway, jikimi_custodian, jikimi_sequencer;
grant execute on function platform.now(), platform.shift() to jikimi_office, jikimi_gateway, jikimi_custodian, jikimi_sequencer;
grant select on platform.installation, platform.clock to jikimi_office, jikimi_gateway, jikimi_custodian, jikimi_sequencer;
