-- custody: wrapped subject keys and the record of disclosures.
create schema custody;

create table custody.epoch (
  epoch int primary key,
  subjects int not null default 0 constraint at_most_65536_subjects check (subjects between 0 and 65536),
  destroyed_at timestamptz
);

-- A subject's key, wrapped under its epoch's key, which only the key store has.
create table custody.subject_key (
  subject uuid primary key,
  epoch int not null references custody.epoch,
  wrapped bytea not null,
  kind text not null constraint subject_kind_known check (kind in ('person', 'unowned')),
  unusable_at timestamptz
);

-- Moves whenever a key became unusable: custodians drop what they hold in memory.
create table custody.generation (
  single boolean primary key default true constraint one_generation check (single),
  generation bigint not null default 0
);
insert into custody.generation default values;

-- One connection of one credential: which handler, from where.
create table custody.session (
  id uuid primary key default uuidv7(platform.shift()),
  grant_id uuid not null,
  credential_id uuid not null,
  holder uuid not null,
  source inet not null,
  opened_at timestamptz not null default platform.now(),
  application text not null default '',
  constraint by_a_credential_of_the_grant foreign key (credential_id, grant_id) references access.credential (id, grant_id),
  constraint for_the_holder_of_the_grant foreign key (grant_id, holder) references access.grant (id, holder),
  unique (id, grant_id)
);
create index session_by_grant on custody.session (grant_id);

-- One batch of one session. Outside its grant's life it is a foreign-key violation for persons.
create table custody.disclosure (
  session_id uuid not null,
  batch int not null,
  grant_id uuid not null,
  service boolean not null,
  at timestamptz not null,
  at_range tstzrange generated always as (case when service then null else tstzrange(at, at, '[]') end) stored,
  request_digest bytea not null,
  entry_id uuid not null,
  primary key (session_id, batch),
  foreign key (grant_id, service) references access.grant (id, service),
  constraint of_its_session foreign key (session_id, grant_id) references custody.session (id, grant_id),
  constraint only_while_live foreign key (grant_id, period at_range) references access.life (grant_id, period live)
);
create index disclosure_by_grant on custody.disclosure (grant_id, at);

-- Subjects of equal treatment, grouped: what was done with which field.
create table custody.disclosure_part (
  session_id uuid not null,
  batch int not null,
  n int not null,
  field_id smallint not null,
  mode text not null,
  outcome text not null constraint outcome_known check (outcome in ('opened', 'masked', 'matched', 'withheld')),
  subjects uuid[] not null,
  primary key (session_id, batch, n),
  foreign key (session_id, batch) references custody.disclosure
);
-- Random ids do not compress: trying to would cost more than all else of the record.
alter table custody.disclosure_part alter column subjects set storage external;

-- Which subjects a span of a grant has met, so that a second look costs nothing.
create table custody.opened (
  grant_id uuid not null,
  span text not null,
  span_start timestamptz not null,
  subject uuid not null,
  primary key (grant_id, span, span_start, subject)
);

-- Index by person, built behind by a job; `custody.behind` says how far. A question about a person adds the tail.
create table custody.disclosed (
  subject uuid not null,
  at timestamptz not null,
  session_id uuid not null,
  batch int not null,
  n int not null,
  primary key (subject, at, session_id, batch, n)
);
create table custody.behind (
  single boolean primary key default true constraint one_cursor check (single),
  leaf bigint not null default -1
);
insert into custody.behind default values;

create trigger never_changed before update or delete on custody.disclosure for each row execute function platform.refuse_change();
create trigger never_changed before update or delete on custody.disclosure_part for each row execute function platform.refuse_change();
create trigger never_changed before update or delete on custody.session for each row execute function platform.refuse_change();
create trigger never_emptied before truncate on custody.disclosure execute function platform.refuse_change();
create trigger never_emptied before truncate on custody.disclosure_part execute function platform.refuse_change();
create trigger never_emptied before truncate on custody.session execute function platform.refuse_change();
alter table custody.disclosure enable always trigger never_changed;
alter table custody.disclosure_part enable always trigger never_changed;
alter table custody.session enable always trigger never_changed;
alter table custody.disclosure enable always trigger never_emptied;
alter table custody.disclosure_part enable always trigger never_emptied;
alter table custody.session enable always trigger never_emptied;

-- Records one batch each, all in the caller's transaction, and says of each: recorded, again (same request, already recorded),
-- other (same number, another request), ended (no licence now) or cap:SPAN. Only what comes back as recorded or again may leave.
-- A record: session, batch, grant, digest, salt, content (hex), kind, body, parts [{field, mode, outcome, subjects}]. Whoever was opened or
-- masked counts against the caps. Refusals carry kind 'refusal' and need no licence.
create function custody.record(records jsonb)
  returns table (n int, outcome text, entry_id uuid, at timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  -- Everything here is looked up by its key: each statement is planned once a connection (planning anew took half of the time), and not by what a
  -- table that is still empty suggests.
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  r jsonb;
  i int := 0;
  licence record;
  past custody.disclosure;
  met uuid[];
  spans text[];
  caps int[];
  starts timestamptz[];
  fresh int[];
  k int;
  full_span text;
  moment timestamptz;
  asked text;
begin
  perform set_config('synchronous_commit', 'on', true);
  -- Held until the commit: the caps of a grant are counted by one at a time. Grants in one order for every caller, so that two commits that count
  -- for the same two grants cannot wait for one another.
  for asked in select distinct value ->> 'grant' from jsonb_array_elements(records) where value ? 'grant' order by 1 loop
    perform pg_advisory_xact_lock(hashtextextended('jikimi.spent.' || asked, 0));
  end loop;
  for r in select value from jsonb_array_elements(records) loop
    n := i; i := i + 1; outcome := null; entry_id := null; at := null; full_span := null;

    if r ->> 'kind' = 'refusal' then
      insert into ledger.opening (kind, body, salt, content)
        values ('refusal', r -> 'body', decode(r ->> 'salt', 'hex'), decode(r ->> 'content', 'hex')) returning id, opening.at into entry_id, at;
      outcome := 'recorded';
      return next; continue;
    end if;

    select * into past from custody.disclosure d where d.session_id = (r ->> 'session')::uuid and d.batch = (r ->> 'batch')::int;
    if found then
      outcome := case when past.request_digest = decode(r ->> 'digest', 'hex') then 'again' else 'other' end;
      entry_id := past.entry_id; at := past.at;
      return next; continue;
    end if;

    -- The row lock orders us and a revocation: whoever is first is lawful. The time of the record is taken after the lock is won.
    perform 1 from access.life l where l.grant_id = (r ->> 'grant')::uuid and l.ended = 'infinity' and l.live @> platform.now() for key share;
    if found then
      moment := platform.now();
      select v.* into licence from access.licence v where v.grant_id = (r ->> 'grant')::uuid and v.starts <= moment and v.until > moment;
    end if;
    if not found then
      outcome := 'ended'; return next; continue;
    end if;

    met := array(select distinct s.subject from jsonb_array_elements(r -> 'parts') p, unnest((p ->> 'subjects')::uuid[]) s(subject)
      where p ->> 'outcome' in ('opened', 'masked'));
    if cardinality(met) > 0 then
      spans := array['day', 'all']; caps := array[licence.day_subjects, licence.max_subjects];
      starts := array[date_trunc('day', moment, 'Asia/Seoul'), '-infinity'];
      if licence.minute_subjects is not null then
        spans := array_append(spans, 'minute'); caps := array_append(caps, licence.minute_subjects);
        starts := array_append(starts, date_trunc('minute', moment));
      end if;
      -- Above 10,000 a subject that is seen twice counts twice. Below, a subquery of its own for each subject and span, since "not exists" becomes a
      -- join that may read the whole span.
      fresh := case when licence.max_subjects > 10000 then array_fill(cardinality(met), array[cardinality(spans)])
        else array(select (select count(*) from unnest(met) m where (select o.subject from custody.opened o
          where o.grant_id = licence.grant_id and o.span = spans[g] and o.span_start = starts[g] and o.subject = m limit 1) is null)::int
          from generate_subscripts(spans, 1) g order by g) end;
      for k in 1 .. cardinality(spans) loop
        continue when fresh[k] = 0;
        if fresh[k] + coalesce((select s.subjects from access.spent s
          where s.grant_id = licence.grant_id and s.span = spans[k] and s.span_start = starts[k]), 0) > caps[k] then
          full_span := spans[k]; exit;
        end if;
      end loop;
      if full_span is not null then
        outcome := 'cap:' || full_span; return next; continue;
      end if;
      for k in 1 .. cardinality(spans) loop
        continue when fresh[k] = 0;
        if licence.max_subjects <= 10000 then
          insert into custody.opened select licence.grant_id, spans[k], starts[k], m from unnest(met) m on conflict do nothing;
        end if;
        insert into access.spent as s (grant_id, span, span_start, cap, subjects, last_used)
          values (licence.grant_id, spans[k], starts[k], caps[k], fresh[k], moment)
          on conflict (grant_id, span, span_start) do update set subjects = s.subjects + excluded.subjects, last_used = excluded.last_used;
      end loop;
      -- Nobody new: only that the grant is in use is kept, and that once an hour.
      update access.spent s set last_used = moment where s.grant_id = licence.grant_id and s.span = 'all' and s.span_start = '-infinity'
        and s.last_used < moment - interval '1 hour';
    end if;

    insert into ledger.opening (kind, body, salt, content, at)
      values (r ->> 'kind', r -> 'body', decode(r ->> 'salt', 'hex'), decode(r ->> 'content', 'hex'), moment)
      returning id, opening.at into entry_id, at;
    insert into custody.disclosure (session_id, batch, grant_id, service, at, request_digest, entry_id)
      values ((r ->> 'session')::uuid, (r ->> 'batch')::int, licence.grant_id, licence.service, at, decode(r ->> 'digest', 'hex'), entry_id);
    insert into custody.disclosure_part (session_id, batch, n, field_id, mode, outcome, subjects)
      select (r ->> 'session')::uuid, (r ->> 'batch')::int, ordinality, (p ->> 'field')::smallint, p ->> 'mode', p ->> 'outcome', (p ->> 'subjects')::uuid[]
      from jsonb_array_elements(r -> 'parts') with ordinality as x(p, ordinality);
    outcome := 'recorded';
    return next;
  end loop;
end $$;

grant usage on schema custody to jikimi_office, jikimi_custodian, jikimi_gateway, jikimi_sequencer;
grant select on custody.disclosure, custody.disclosure_part, custody.disclosed, custody.behind, custody.session to jikimi_office;
grant execute on function custody.record(jsonb) to jikimi_custodian;
grant select on custody.subject_key, custody.epoch, custody.generation, custody.session, custody.disclosure to jikimi_custodian;
grant insert on custody.subject_key, custody.epoch to jikimi_custodian;
grant update (subjects) on custody.epoch to jikimi_custodian;
grant insert (grant_id, credential_id, holder, source, application), select on custody.session to jikimi_gateway;
grant select, update (leaf) on custody.behind to jikimi_sequencer;
grant select on custody.disclosure, custody.disclosure_part to jikimi_sequencer;
grant insert, select on custody.disclosed to jikimi_sequencer;
