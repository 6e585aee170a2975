-- custody: a record is checked as strictly as before, and for less: two checks in the place of four (docs/decisions/0016-fewer-checks.md).

-- A session says itself whether it is a service's, so that one foreign key of a disclosure holds its session, its grant and its flag together.
-- Neither a session nor the terms of a grant ever change.
alter table custody.session disable trigger never_changed;
alter table custody.session add column service boolean;
update custody.session s set service = g.service from access.grant g where g.id = s.grant_id;
alter table custody.session enable always trigger never_changed;
alter table custody.session alter column service set not null;

create function custody.as_its_grant() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.service := coalesce((select g.service from access.grant g where g.id = new.grant_id), false); -- of no grant: for_the_holder_of_the_grant refuses it
  return new;
end $$;
create trigger as_its_grant before insert on custody.session for each row execute function custody.as_its_grant();
alter table custody.session enable always trigger as_its_grant;

alter table custody.disclosure drop constraint of_its_session, drop constraint disclosure_grant_id_service_fkey;
alter table custody.session drop constraint session_id_grant_id_key, add unique (id, grant_id, service);
alter table custody.disclosure add constraint of_its_session
  foreign key (session_id, grant_id, service) references custody.session (id, grant_id, service);

-- All parts of a statement at once in the place of a foreign key, which asks for each by itself. What it would watch on the other side cannot
-- happen: a disclosure is never changed, removed or emptied.
alter table custody.disclosure_part drop constraint disclosure_part_session_id_batch_fkey;
create function custody.of_a_disclosure() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  if exists (select from told t where (select true from custody.disclosure d where d.session_id = t.session_id and d.batch = t.batch limit 1) is null) then
    raise exception 'a part is of a disclosure that is there'
      using errcode = '23503', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return null;
end $$;
create trigger of_a_disclosure after insert on custody.disclosure_part referencing new table as told
  for each statement execute function custody.of_a_disclosure();
alter table custody.disclosure_part enable always trigger of_a_disclosure;

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
  shift interval := platform.shift(); -- of the ids of all of them: asked for once
  durable text := set_config('synchronous_commit', 'on', true);
begin
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
    if outcomes[k] = 'recorded' then entries[k] := uuidv7(shift); end if;
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
