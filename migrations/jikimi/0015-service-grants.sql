-- Service grants: the company's own online services read their members under a grant of a service account (docs/services.md).

-- Which service an account works for. A person has no row here.
create table people.service_account (
  account uuid primary key,
  kind text not null default 'service' constraint only_a_service check (kind = 'service'),
  service uuid not null references catalog.service,
  constraint an_account_that_is_there foreign key (account, kind) references people.person (id, kind)
);
create index service_account_by_service on people.service_account (service);
grant select, insert (account, service) on people.service_account to jikimi_office;
-- Accounts of before work for the service of their last grant.
insert into people.service_account (account, service)
  select distinct on (g.holder) g.holder, p.service_id from access.grant g join catalog.purpose p on p.id = g.purpose_id
  where g.service order by g.holder, g.id desc;

-- A person's grant is capped by people in all (and a day, and perhaps a minute), a service's by people a minute and a day. Not valid: a service
-- grant of before keeps its cap in all for as long as it lives.
alter table access.grant alter column max_subjects drop not null;
alter table access.grant add constraint capped_as_its_holder
  check (case when service then max_subjects is null and minute_subjects is not null else max_subjects is not null end) not valid;
do $$ begin
  alter table access.grant validate constraint capped_as_its_holder;
exception when check_violation then null; -- one of before is there: of what is new it holds all the same
end $$;

create function access.for_its_own_service() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Who is no service account is refused by held_by_what_it_says.
  if new.service and exists (select from people.person h where h.id = new.holder and h.kind = 'service')
    and not exists (select from people.service_account a join catalog.purpose p on p.service_id = a.service
    where a.account = new.holder and p.id = new.purpose_id) then
    raise exception 'a service account holds grants for the purposes of its own service'
      using errcode = 'JK234', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger for_its_own_service before insert on access.grant for each row execute function access.for_its_own_service();
alter table access.grant enable always trigger for_its_own_service;

-- Until the office stands, one decision of a responsible person is enough for a service grant.
create or replace function access.required(asked uuid) returns setof text language sql stable as $$
  select 'responsible'
  union all
  select 'cpo_office' from access.grant g where g.id = asked and not g.service
    and (g.export or exists (select from access.grant_field f where f.grant_id = asked and f.mode = 'full'))
$$;

-- Caps of a grant without one in all: people a minute and a day, each counted once in the span.
alter function custody.spend(access.licence, custody.asked[], int[], timestamptz) rename to spend_by_person;
create function custody.spend_by_service(licence access.licence, asked custody.asked[], among int[], moment timestamptz) returns text
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  met uuid[] := custody.met(asked, among);
  this_minute timestamptz := date_trunc('minute', moment);
  this_day timestamptz := date_trunc('day', moment, 'Asia/Seoul');
  new_this_minute uuid[];
  new_today uuid[];
begin
  if cardinality(met) = 0 then return null; end if;
  -- A subquery of its own for each subject, since "not exists" becomes a join that may read the whole span.
  new_this_minute := array(select m from unnest(met) m where (select o.subject from custody.opened o
    where o.grant_id = licence.grant_id and o.span = 'minute' and o.span_start = this_minute and o.subject = m limit 1) is null);
  if cardinality(new_this_minute) = 0 then return null; end if;
  if cardinality(new_this_minute) + coalesce((select s.subjects from access.spent s
    where s.grant_id = licence.grant_id and s.span = 'minute' and s.span_start = this_minute), 0) > licence.minute_subjects then
    return 'minute';
  end if;
  -- Whoever was met this minute was met today.
  new_today := array(select m from unnest(new_this_minute) m where (select o.subject from custody.opened o
    where o.grant_id = licence.grant_id and o.span = 'day' and o.span_start = this_day and o.subject = m limit 1) is null);
  if cardinality(new_today) + coalesce((select s.subjects from access.spent s
    where s.grant_id = licence.grant_id and s.span = 'day' and s.span_start = this_day), 0) > licence.day_subjects then
    return 'day';
  end if;
  insert into custody.opened
    select licence.grant_id, 'minute', this_minute, m from unnest(new_this_minute) m
    union all select licence.grant_id, 'day', this_day, m from unnest(new_today) m;
  insert into access.spent as s (grant_id, span, span_start, cap, subjects, last_used) values
      (licence.grant_id, 'minute', this_minute, licence.minute_subjects, cardinality(new_this_minute), moment),
      (licence.grant_id, 'day', this_day, licence.day_subjects, cardinality(new_today), moment)
    on conflict (grant_id, span, span_start) do update set subjects = s.subjects + excluded.subjects, last_used = excluded.last_used;
  return null;
end $$;

-- Counts whom these records opened against the caps of a grant and returns null, or counts nothing and returns the span whose cap they would
-- break.
create function custody.spend(licence access.licence, asked custody.asked[], among int[], moment timestamptz) returns text
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if licence.max_subjects is null then return custody.spend_by_service(licence, asked, among, moment); end if;
  return custody.spend_by_person(licence, asked, among, moment);
end $$;

-- Forgets whom the spans met that are over, a minute after an hour, a day after three, at most so many at once; and what they counted, but for the
-- last of a grant, which tells when it was used. Returns how many people it forgot. What was disclosed stays: only the counting is done.
create function custody.forget_spans(most int) returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  past record;
  forgotten int := 0;
  gone int;
begin
  for past in select s.grant_id, s.span, s.span_start,
      exists (select from access.spent l where l.grant_id = s.grant_id and l.last_used > s.last_used) as used_later
    from access.spent s where (s.span = 'minute' and s.span_start < platform.now() - interval '1 hour')
      or (s.span = 'day' and s.span_start < platform.now() - interval '3 days') loop
    delete from custody.opened where ctid = any (array(select o.ctid from custody.opened o
      where o.grant_id = past.grant_id and o.span = past.span and o.span_start = past.span_start limit most - forgotten));
    get diagnostics gone = row_count;
    forgotten := forgotten + gone;
    exit when forgotten >= most;
    delete from access.spent s where past.used_later and s.grant_id = past.grant_id and s.span = past.span and s.span_start = past.span_start;
  end loop;
  return forgotten;
end $$;
grant execute on function custody.forget_spans(int) to jikimi_sequencer;

-- On whose behalf a service reads: recorded, asked for by `jikimi history --on-behalf`, never authority.
create index opened_on_behalf on ledger.opening ((body ->> 'onBehalf'), at desc, id desc) where body ? 'onBehalf';
