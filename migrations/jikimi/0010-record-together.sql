-- custody: records that are committed together are judged and written together (docs/decisions/0010-record-together.md).

-- One record as the custodian asks for it; n counts from 1. One part: the subjects that met one treatment of one field, each once.
create type custody.asked_part as (field smallint, mode text, outcome text, subjects uuid[]);
create type custody.asked as (n int, kind text, session_id uuid, batch int, grant_id uuid, digest bytea, salt bytea, content bytea, body jsonb,
  parts custody.asked_part[], generation bigint, stops jsonb);

-- The subjects of these records whose values left: opened or masked.
create function custody.met(asked custody.asked[], among int[]) returns uuid[] language sql immutable as $$
  select array(select distinct s from unnest(asked) a, unnest(a.parts) p, unnest(p.subjects) s
    where a.n = any (among) and p.outcome in ('opened', 'masked'))
$$;

-- How many these are where each record counts its own, whomever the others met.
create function custody.looks(asked custody.asked[], among int[]) returns int language sql immutable as $$
  select coalesce(sum(case when l.parts = 1 then l.subjects else (select count(distinct s) from unnest(a.parts) p, unnest(p.subjects) s
    where p.outcome in ('opened', 'masked')) end), 0)::int
  from unnest(asked) a cross join lateral (select count(*) as parts, sum(cardinality(p.subjects)) as subjects
    from unnest(a.parts) p where p.outcome in ('opened', 'masked')) l
  where a.n = any (among) and l.parts > 0
$$;

-- Counts whom these records opened against the caps of a grant and returns null, or counts nothing and returns the span whose cap they would
-- break. Where the grant is for more than 10,000 people, a subject that is seen twice counts twice.
create function custody.spend(licence access.licence, asked custody.asked[], among int[], moment timestamptz) returns text
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  by_person boolean := licence.max_subjects <= 10000;
  met uuid[] := case when by_person then custody.met(asked, among) end;
  looks int := case when by_person then cardinality(met) else custody.looks(asked, among) end;
  spans text[] := array['day', 'all'];
  caps int[] := array[licence.day_subjects, licence.max_subjects];
  starts timestamptz[] := array[date_trunc('day', moment, 'Asia/Seoul'), '-infinity'];
  fresh int[];
  counted int[];
  used timestamptz;
begin
  if looks = 0 then return null; end if;
  if licence.minute_subjects is not null then
    spans := array_append(spans, 'minute'); caps := array_append(caps, licence.minute_subjects);
    starts := array_append(starts, date_trunc('minute', moment));
  end if;
  -- A subquery of its own for each subject and span, since "not exists" becomes a join that may read the whole span.
  select array_agg(f.fresh order by g), array_agg(coalesce(s.subjects, 0) order by g), max(s.last_used) into fresh, counted, used
    from generate_subscripts(spans, 1) g
    cross join lateral (select case when not by_person then looks else (select count(*) from unnest(met) m where (select o.subject from custody.opened o
      where o.grant_id = licence.grant_id and o.span = spans[g] and o.span_start = starts[g] and o.subject = m limit 1) is null)::int end as fresh) f
    left join lateral (select s.subjects, s.last_used from access.spent s
      where s.grant_id = licence.grant_id and s.span = spans[g] and s.span_start = starts[g]) s on true;
  for g in 1 .. cardinality(spans) loop
    if fresh[g] > 0 and fresh[g] + counted[g] > caps[g] then return spans[g]; end if;
  end loop;
  if 0 < any (fresh) then
    if by_person then
      insert into custody.opened select licence.grant_id, spans[g], starts[g], m from generate_subscripts(spans, 1) g, unnest(met) m
        where fresh[g] > 0 on conflict do nothing;
    end if;
    insert into access.spent as s (grant_id, span, span_start, cap, subjects, last_used)
      select licence.grant_id, spans[g], starts[g], caps[g], fresh[g], moment from generate_subscripts(spans, 1) g where fresh[g] > 0
      on conflict (grant_id, span, span_start) do update set subjects = s.subjects + excluded.subjects, last_used = excluded.last_used;
  elsif used < moment - interval '1 hour' then
    -- Nobody new: only that the grant is in use is kept, and that once an hour.
    update access.spent s set last_used = moment where s.grant_id = licence.grant_id and s.span = 'all' and s.span_start = '-infinity';
  end if;
  return null;
end $$;

-- Those of these records whose decision saw what is so no longer: a key that became unusable, a stop set or lifted, the hours of the grant over.
create index stop_by_purpose on catalog.stop (purpose_id);
create function custody.stale(asked custody.asked[], among int[], licence access.licence, moment timestamptz) returns table (n int)
  language sql stable as $$
  select a.n from unnest(asked) a cross join lateral (select (moment at time zone 'Asia/Seoul')::time as hour) t
  where a.n = any (among) and (
    a.generation is distinct from (select g.generation from custody.generation g)
    or a.stops is distinct from case when exists (select from catalog.stop s where s.purpose_id = licence.purpose_id)
      then (select coalesce(jsonb_agg(x.stop order by x.stop collate "C"), '[]') from (
        select distinct s.subject || ' ' || s.kind as stop from unnest(a.parts) p, unnest(p.subjects) u
          join catalog.stop s on s.subject = u and s.purpose_id = licence.purpose_id) x)
      else '[]' end
    or case when licence.window_from is null then false
      when licence.window_from < licence.window_to then t.hour < licence.window_from or t.hour >= licence.window_to
      else t.hour < licence.window_from and t.hour >= licence.window_to end)
$$;

-- Records one batch each, all in the caller's transaction, and says of each: recorded, again (same request, already recorded),
-- other (same number, another request), ended (no licence now), cap:SPAN, or stale (what the decision saw is so no longer: decide anew).
-- Only what comes back as recorded or again may leave.
-- A record: session, batch, grant, digest, salt, content (hex), kind, body, parts [{field, mode, outcome, subjects}], and what the decision saw:
-- generation, and the stops of the parts' subjects ['SUBJECT KIND'] in order. Whoever was opened or masked counts against the caps. Refusals carry
-- kind 'refusal' and need no licence.
create or replace function custody.record(records jsonb)
  returns table (n int, outcome text, entry_id uuid, at timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  -- Everything here is looked up by its key: each statement is planned once a connection (planning anew took half of the time), and not by what a
  -- table that is still empty suggests.
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  asked custody.asked[];
  outcomes text[];
  entries uuid[];
  ats timestamptz[];
  services boolean[];
  row record;
  grants uuid[];
  whose uuid;
  mine int[];
  licence access.licence;
  moment timestamptz;
  full_span text;
begin
  perform set_config('synchronous_commit', 'on', true);
  select array_agg(row(i, r.kind, r.session, r.batch, r."grant", decode(r.digest, 'hex'), decode(r.salt, 'hex'), decode(r.content, 'hex'), r.body, r.parts,
      r.generation, r.stops)::custody.asked order by i)
    into asked
    from rows from (jsonb_to_recordset(records) as (kind text, session uuid, batch int, "grant" uuid, digest text, salt text, content text, body jsonb,
      parts custody.asked_part[], generation bigint, stops jsonb)) with ordinality
      as r(kind, session, batch, "grant", digest, salt, content, body, parts, generation, stops, i);
  if asked is null then return; end if;
  outcomes := array_fill(null::text, array[cardinality(asked)]);
  entries := outcomes; ats := outcomes; services := outcomes;

  -- Held until the commit: the caps of a grant are counted by one at a time. Grants in one order for every caller, so that two commits that count
  -- for the same two grants cannot wait for one another.
  grants := array(select distinct a.grant_id from unnest(asked) a where a.kind <> 'refusal' order by a.grant_id);
  foreach whose in array grants loop
    perform pg_advisory_xact_lock(hashtextextended('jikimi.spent.' || whose, 0));
  end loop;

  for row in select a.n, d.request_digest = a.digest as same, d.entry_id, d.at
    from unnest(asked) a join custody.disclosure d on d.session_id = a.session_id and d.batch = a.batch where a.kind <> 'refusal' loop
    outcomes[row.n] := case when row.same then 'again' else 'other' end;
    entries[row.n] := row.entry_id; ats[row.n] := row.at;
  end loop;
  if cardinality(asked) > 1 then
    for row in select t.n from (select a.n, min(a.n) over (partition by a.session_id, a.batch) as first from unnest(asked) a where a.kind <> 'refusal') t
      where t.first < t.n loop
      outcomes[row.n] := coalesce(outcomes[row.n], 'twin');
    end loop;
  end if;

  foreach whose in array grants loop
    mine := array(select a.n from unnest(asked) a where a.kind <> 'refusal' and a.grant_id = whose and outcomes[a.n] is null order by a.n);
    continue when mine = '{}';
    -- The row lock orders us and a revocation: whoever is first is lawful. The time of the record is taken after the lock is won.
    perform 1 from access.life l where l.grant_id = whose and l.ended = 'infinity' and l.live @> platform.now() for key share;
    if found then
      moment := platform.now();
      select v.* into licence from access.licence v where v.grant_id = whose and v.starts <= moment and v.until > moment;
    end if;
    if not found then
      for k in 1 .. cardinality(mine) loop outcomes[mine[k]] := 'ended'; end loop;
      continue;
    end if;

    for row in select s.n from custody.stale(asked, mine, licence, moment) s(n) loop outcomes[row.n] := 'stale'; end loop;
    if found then mine := array(select m from unnest(mine) with ordinality x(m, k) where outcomes[m] is null order by k); end if;

    -- All of them together where the caps allow that, else each for itself, in their order.
    full_span := custody.spend(licence, asked, mine, moment);
    for k in 1 .. cardinality(mine) loop
      if full_span is not null and cardinality(mine) > 1 then
        outcomes[mine[k]] := 'cap:' || custody.spend(licence, asked, mine[k:k], moment);
      else
        outcomes[mine[k]] := 'cap:' || full_span;
      end if;
      continue when outcomes[mine[k]] is not null;
      outcomes[mine[k]] := 'recorded'; ats[mine[k]] := moment; services[mine[k]] := licence.service;
    end loop;
  end loop;

  for k in 1 .. cardinality(asked) loop
    if asked[k].kind = 'refusal' then
      outcomes[k] := 'recorded'; ats[k] := coalesce(moment, platform.now()); -- with the others, so that ids keep their order
    end if;
    if outcomes[k] = 'recorded' then entries[k] := uuidv7(platform.shift()); end if;
  end loop;
  with entry as (
    insert into ledger.opening (id, kind, body, salt, content, at)
    select entries[a.n], a.kind, a.body, a.salt, a.content, ats[a.n] from unnest(asked) a where outcomes[a.n] = 'recorded'
  ), disclosed as (
    insert into custody.disclosure (session_id, batch, grant_id, service, at, request_digest, entry_id)
    select a.session_id, a.batch, a.grant_id, services[a.n], ats[a.n], a.digest, entries[a.n]
    from unnest(asked) a where outcomes[a.n] = 'recorded' and a.kind <> 'refusal'
  )
  insert into custody.disclosure_part (session_id, batch, n, field_id, mode, outcome, subjects)
    select a.session_id, a.batch, p.n, p.field, p.mode, p.outcome, p.subjects
    from unnest(asked) a, unnest(a.parts) with ordinality as p(field, mode, outcome, subjects, n) where outcomes[a.n] = 'recorded' and a.kind <> 'refusal';

  if 'twin' = any (outcomes) then
    for row in select a.n, first_value(a.n) over w as first, a.digest = first_value(a.digest) over w as same
      from unnest(asked) a where a.kind <> 'refusal' window w as (partition by a.session_id, a.batch order by a.n) loop
      continue when outcomes[row.n] <> 'twin';
      outcomes[row.n] := case when outcomes[row.first] <> 'recorded' then outcomes[row.first] when row.same then 'again' else 'other' end;
      entries[row.n] := entries[row.first]; ats[row.n] := ats[row.first];
    end loop;
  end if;
  return query select k - 1, outcomes[k], entries[k], ats[k] from generate_subscripts(outcomes, 1) k;
end $$;

-- Entries that come together are queued together: one statement for all of them, on each partition too, since a trigger of the parent does not see
-- what goes into a partition directly.
create or replace function ledger.await_number() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.pending select e.id, e.commitment, e.at from entries e;
  return null;
end $$;
create function ledger.await_numbers_of(part regclass) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('create trigger await_number after insert on %s referencing new table as entries for each statement execute function ledger.await_number()', part);
  execute format('alter table %s enable always trigger await_number', part);
end $$;
drop trigger await_number on ledger.act;
drop trigger await_number on ledger.opening;
select ledger.await_numbers_of(c.oid::regclass) from pg_class c
  where c.oid in ('ledger.act'::regclass, 'ledger.opening'::regclass)
    or c.oid in (select i.inhrelid from pg_inherits i where i.inhparent in ('ledger.act'::regclass, 'ledger.opening'::regclass));

create or replace function ledger.prepare_month(month date) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
    perform ledger.await_numbers_of(format('ledger.%I', part)::regclass);
  end loop;
end $$;
