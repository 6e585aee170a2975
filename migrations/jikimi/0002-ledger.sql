-- ledger: the append-only history. Writers insert without a number; the sequencer's role alone numbers, once.
create schema ledger;

-- Ids are uuidv7, so that a month is a range of ids and a partition that retention can drop.
create table ledger.act (
  id uuid primary key default uuidv7(platform.shift()),
  kind text not null constraint kind_is_plain check (kind ~ '^[a-z][a-z0-9._-]*$'),
  body jsonb not null,
  salt bytea not null constraint salt_is_32_bytes check (length(salt) = 32),
  content bytea not null constraint content_is_sha256 check (length(content) = 32),
  at timestamptz not null default platform.now(),
  commitment bytea not null generated always as (sha256(uuid_send(id) || timestamptz_send(at) || content || decode(kind, 'escape'))) stored
) partition by range (id);

create table ledger.opening (
  id uuid primary key default uuidv7(platform.shift()),
  kind text not null constraint opening_kind_known check (kind in ('opening', 'question', 'refusal')),
  body jsonb not null,
  salt bytea not null constraint salt_is_32_bytes check (length(salt) = 32),
  content bytea not null constraint content_is_sha256 check (length(content) = 32),
  at timestamptz not null default platform.now(),
  commitment bytea not null generated always as (sha256(uuid_send(id) || timestamptz_send(at) || content || decode(kind, 'escape'))) stored
) partition by range (id);

-- What the sequencer has not numbered yet. Filled by the trigger of every entry, emptied by numbering.
create table ledger.pending (
  entry_id uuid primary key,
  commitment bytea not null,
  at timestamptz not null
);

create table ledger.leaf (
  leaf bigint primary key constraint numbered_from_zero check (leaf >= 0),
  entry_id uuid not null unique,
  hash bytea not null constraint leaf_hash_is_sha256 check (length(hash) = 32)
);

-- The tree after each tick of the sequencer; edge = roots of the perfect subtrees on its right edge, widest first.
create table ledger.head (
  size bigint primary key constraint grows check (size > 0),
  root bytea not null constraint root_is_sha256 check (length(root) = 32),
  edge bytea[] not null,
  at timestamptz not null default platform.now()
);

create function ledger.await_number() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.pending values (new.id, new.commitment, new.at);
  return null;
end $$;
create trigger await_number after insert on ledger.act for each row execute function ledger.await_number();
create trigger await_number after insert on ledger.opening for each row execute function ledger.await_number();
alter table ledger.act enable always trigger await_number;
alter table ledger.opening enable always trigger await_number;

create trigger never_changed before update or delete on ledger.act for each row execute function platform.refuse_change();
create trigger never_changed before update or delete on ledger.opening for each row execute function platform.refuse_change();
create trigger never_changed before update or delete on ledger.leaf for each row execute function platform.refuse_change();
create trigger never_changed before update or delete on ledger.head for each row execute function platform.refuse_change();
create trigger never_emptied before truncate on ledger.act execute function platform.refuse_change();
create trigger never_emptied before truncate on ledger.opening execute function platform.refuse_change();
create trigger never_emptied before truncate on ledger.leaf execute function platform.refuse_change();
create trigger never_emptied before truncate on ledger.head execute function platform.refuse_change();
alter table ledger.act enable always trigger never_changed;
alter table ledger.act enable always trigger never_emptied;
alter table ledger.opening enable always trigger never_changed;
alter table ledger.opening enable always trigger never_emptied;
alter table ledger.leaf enable always trigger never_changed;
alter table ledger.leaf enable always trigger never_emptied;
alter table ledger.head enable always trigger never_changed;
alter table ledger.head enable always trigger never_emptied;

-- The first uuidv7 of an instant: 48 bits of milliseconds, version 7, then zeros.
create function ledger.first_id(instant timestamptz) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex((extract(epoch from (instant - timestamptz '1970-01-01 00:00:00+00')) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- Makes the partitions of a month (UTC) where they are missing. A row without a partition is refused: nothing is opened unrecorded.
create function ledger.prepare_month(month date) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first timestamptz := date_trunc('month', month::timestamp) at time zone 'UTC';
  next timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') at time zone 'UTC';
  parent text;
  part text;
begin
  foreach parent in array array['act', 'opening'] loop
    part := parent || to_char(month, '_YYYY_MM');
    continue when to_regclass('ledger.' || part) is not null;
    execute format('create table ledger.%I partition of ledger.%I for values from (%L) to (%L)',
      part, parent, ledger.first_id(first), ledger.first_id(next));
    execute format('create trigger never_emptied before truncate on ledger.%I execute function platform.refuse_change()', part);
    execute format('alter table ledger.%I enable always trigger never_emptied', part);
    execute format('alter table ledger.%I enable always trigger never_changed', part);
  end loop;
end $$;

select ledger.prepare_month((date_trunc('month', platform.now()) + make_interval(months => n))::date) from generate_series(-1, 24) n;

grant usage on schema ledger to jikimi_office, jikimi_custodian, jikimi_sequencer, jikimi_gateway;
grant select on ledger.act, ledger.opening, ledger.leaf, ledger.head to jikimi_office;
grant select on ledger.pending to jikimi_office;
grant insert (kind, body, salt, content) on ledger.act to jikimi_office, jikimi_gateway, jikimi_custodian;
grant select (id) on ledger.act to jikimi_gateway, jikimi_custodian;
grant select, delete on ledger.pending to jikimi_sequencer;
grant select, insert on ledger.leaf, ledger.head to jikimi_sequencer;
grant execute on function ledger.first_id(timestamptz) to jikimi_office;
grant execute on function ledger.prepare_month(date) to jikimi_sequencer;
