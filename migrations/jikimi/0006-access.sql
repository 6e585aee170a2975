-- access: requests, decisions, grants and their lives. What was allowed (grant) and what is allowed now (licence).
create schema access;

create table access.grant (
  id uuid primary key default uuidv7(),
  name text not null unique constraint name_is_plain check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  requester uuid not null references people.person,
  holder uuid not null,
  service boolean not null,
  holder_kind text not null generated always as (case when service then 'service' else 'person' end) stored,
  purpose_id uuid not null references catalog.purpose,
  database_id uuid not null references catalog.database,
  replaces uuid unique references access.grant,
  ticket text not null constraint request_names_a_ticket check (btrim(ticket) <> ''),
  work text not null constraint request_says_why check (btrim(work) <> ''),
  days int not null constraint person_at_most_90_service_at_most_180 check (days between 1 and case when service then 180 else 90 end),
  sources cidr[] not null constraint sources_are_named check (cardinality(sources) > 0 and array_position(sources, null) is null),
  window_from time,
  window_to time,
  export boolean not null default false,
  selector text not null constraint selector_known check (selector in ('all', 'listed')),
  max_subjects int not null constraint cap_positive check (max_subjects > 0),
  day_subjects int not null constraint day_cap_positive check (day_subjects > 0),
  minute_subjects int constraint minute_cap_positive check (minute_subjects > 0),
  requested_at timestamptz not null default platform.now(),
  constraint window_has_both_ends check (num_nonnulls(window_from, window_to) <> 1),
  constraint held_by_what_it_says foreign key (holder, holder_kind) references people.person (id, kind),
  unique (id, requester, holder),
  unique (id, holder),
  unique (id, purpose_id),
  unique (id, service)
);

create table access.grant_field (
  grant_id uuid not null,
  purpose_id uuid not null,
  field_id smallint not null,
  mode text not null constraint mode_known check (mode in ('match', 'partial', 'full')),
  primary key (grant_id, field_id),
  foreign key (grant_id, purpose_id) references access.grant (id, purpose_id),
  constraint purpose_covers_the_field foreign key (purpose_id, field_id) references catalog.purpose_field
);

-- The subjects of a grant whose selector is 'listed', frozen with the request.
create table access.scope (
  grant_id uuid not null references access.grant,
  subject uuid not null,
  primary key (grant_id, subject)
);

create table access.decision (
  grant_id uuid not null,
  requester uuid not null,
  holder uuid not null,
  decider uuid not null,
  office text not null,
  holding uuid not null,
  verdict text not null constraint verdict_known check (verdict in ('approved', 'rejected')),
  reason text not null constraint decision_has_a_reason check (btrim(reason) <> ''),
  at timestamptz not null default platform.now(),
  primary key (grant_id, decider),
  unique (grant_id, decider, verdict),
  constraint of_that_request foreign key (grant_id, requester, holder) references access.grant (id, requester, holder),
  constraint under_an_office_of_theirs foreign key (holding, decider, office) references people.holding (id, person, office),
  constraint nobody_decides_their_own check (decider <> requester and decider <> holder)
);

create table access.life (
  grant_id uuid not null references access.grant,
  decider uuid,
  verdict text not null default 'approved' constraint life_needs_approval check (verdict = 'approved'),
  break_glass boolean not null default false,
  starts timestamptz not null,
  ends timestamptz not null,
  review_due timestamptz not null,
  ended timestamptz not null default 'infinity',
  ended_as text constraint ending_known check (ended_as in ('REVOKED', 'REPLACED', 'SUSPENDED')),
  live tstzrange not null generated always as (case when least(ends, review_due, ended) > starts
    then tstzrange(starts, least(ends, review_due, ended)) else tstzrange(starts, starts, '[]') end) stored,
  constraint finite check (isfinite(starts) and isfinite(ends) and isfinite(review_due) and starts < ends and starts < review_due),
  constraint approved_or_owing check ((decider is not null and not break_glass) or
    (decider is null and break_glass and review_due <= starts + interval '24 hours')),
  constraint ended_for_a_reason check ((ended = 'infinity') = (ended_as is null)),
  constraint somebody_approved foreign key (grant_id, decider, verdict) references access.decision (grant_id, decider, verdict),
  constraint never_two_at_once primary key (grant_id, live without overlaps)
);
create unique index one_break_glass_a_grant on access.life (grant_id) where break_glass;

-- Exact over all custodians: record() locks the row of a span before it counts.
create table access.spent (
  grant_id uuid not null references access.grant,
  span text not null constraint span_known check (span in ('minute', 'day', 'all')),
  span_start timestamptz not null,
  cap int not null,
  subjects int not null constraint within_cap check (subjects <= cap),
  last_used timestamptz not null default platform.now(),
  primary key (grant_id, span, span_start)
);

-- Terms never change: a change is a new grant that names the one it replaces.
create trigger never_emptied before truncate on access.grant execute function platform.refuse_change();
create trigger never_emptied before truncate on access.grant_field execute function platform.refuse_change();
create trigger never_emptied before truncate on access.scope execute function platform.refuse_change();
create trigger never_emptied before truncate on access.decision execute function platform.refuse_change();
create trigger never_emptied before truncate on access.life execute function platform.refuse_change();
create trigger never_changed before update or delete on access.grant for each row execute function platform.refuse_change();
create trigger never_changed before update or delete on access.grant_field for each row execute function platform.refuse_change();
create trigger never_changed before update or delete on access.scope for each row execute function platform.refuse_change();
create trigger never_changed before update or delete on access.decision for each row execute function platform.refuse_change();
alter table access.grant enable always trigger never_changed;
alter table access.grant_field enable always trigger never_changed;
alter table access.scope enable always trigger never_changed;
alter table access.decision enable always trigger never_changed;
alter table access.grant enable always trigger never_emptied;
alter table access.grant_field enable always trigger never_emptied;
alter table access.scope enable always trigger never_emptied;
alter table access.decision enable always trigger never_emptied;
alter table access.life enable always trigger never_emptied;

-- Fields and subjects come with the request, in its own transaction: what a decider read cannot grow while it is being decided.
create function access.terms_are_settled() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from access.grant g where g.id = new.grant_id and g.xmin <> pg_current_xact_id()::xid) then
    raise exception 'the terms of this grant are settled'
      using errcode = 'JK211', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger terms_are_settled before insert on access.grant_field for each row execute function access.terms_are_settled();
create trigger terms_are_settled before insert on access.scope for each row execute function access.terms_are_settled();

create function access.rank(mode text) returns int language sql immutable strict parallel safe
  as $$ select array_position(array['match', 'partial', 'full'], mode) $$;

create function access.within_highest() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if access.rank(new.mode) > (select access.rank(highest) from catalog.purpose_field
    where purpose_id = new.purpose_id and field_id = new.field_id) then
    raise exception 'the purpose was not approved for this field in that mode'
      using errcode = 'JK212', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger within_highest before insert on access.grant_field for each row execute function access.within_highest();
alter table access.grant_field enable always trigger terms_are_settled;
alter table access.grant_field enable always trigger within_highest;
alter table access.scope enable always trigger terms_are_settled;

-- Decisions and the beginning of a life wait for one another, so that each sees the other: no rejection is overtaken.
create function access.one_at_a_time(asked uuid) returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtextextended('jikimi.grant.' || asked, 0))
$$;

create function access.still_open() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.one_at_a_time(new.grant_id);
  if exists (select from access.life l where l.grant_id = new.grant_id and not l.break_glass)
    or exists (select from access.decision d where d.grant_id = new.grant_id and d.verdict = 'rejected') then
    raise exception 'this request was decided already'
      using errcode = 'JK216', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger still_open before insert on access.decision for each row execute function access.still_open();
alter table access.decision enable always trigger still_open;

-- Offices that must approve: the responsible person always; the CPO's office for full values and for export.
create function access.required(asked uuid) returns setof text language sql stable as $$
  select 'responsible'
  union all
  select 'cpo_office' where exists (select from access.grant_field f where f.grant_id = asked and f.mode = 'full')
    or (select export from access.grant where id = asked)
$$;

-- What ended for good does not begin again: only a suspension (or a break-glass life that was not revoked) is followed by another life,
-- and all of them together are no longer than the grant says.
create function access.as_granted() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first timestamptz;
begin
  if exists (select from access.life l where l.grant_id = new.grant_id
    and ((not l.break_glass and l.ended_as is distinct from 'SUSPENDED') or l.ended_as = 'REVOKED')) then
    raise exception 'this grant has had its life'
      using errcode = 'JK214', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  select least(new.starts, min(l.starts)) into first from access.life l where l.grant_id = new.grant_id;
  if exists (select from access.grant g where g.id = new.grant_id and new.ends > first + make_interval(days => g.days)) then
    raise exception 'a life is no longer than its grant says'
      using errcode = 'JK214', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger as_granted before insert on access.life for each row execute function access.as_granted();
alter table access.life enable always trigger as_granted;

create function access.enough_approvals() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.one_at_a_time(new.grant_id);
  if not new.break_glass and (exists (select from access.decision d where d.grant_id = new.grant_id and d.verdict = 'rejected')
    or exists (select from access.required(new.grant_id) as owed(by_office)
      where not exists (select from access.decision d where d.grant_id = new.grant_id and d.verdict = 'approved' and d.office = owed.by_office))) then
    raise exception 'an office that must approve this grant has not'
      using errcode = 'JK213', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return null;
end $$;
create constraint trigger enough_approvals after insert on access.life deferrable initially deferred
  for each row execute function access.enough_approvals();
alter table access.life enable always trigger enough_approvals;

-- Runs after the row lock is won. Only review_due and the ending may change; what has ended or lapsed stays so; an ending is never
-- before the last record, so that a stale or back-dated value is corrected and no revocation fails.
create function access.only_ended() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  last timestamptz;
begin
  if tg_op = 'DELETE' or old.ended <> 'infinity'
    or (new.grant_id, new.starts, new.ends, new.decider, new.verdict, new.break_glass)
      is distinct from (old.grant_id, old.starts, old.ends, old.decider, old.verdict, old.break_glass)
    or (new.review_due <> old.review_due and upper(old.live) <= platform.now()) then
    raise exception 'a life can only be ended, once, or its review moved while it lasts'
      using errcode = 'JK214', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  if new.ended <> 'infinity' then
    select max(at) + interval '1 microsecond' into last from custody.disclosure where grant_id = new.grant_id and not service;
    new.ended := greatest(platform.now(), old.starts + interval '1 microsecond', last);
  end if;
  return new;
end $$;
create trigger only_ended before update or delete on access.life for each row execute function access.only_ended();
alter table access.life enable always trigger only_ended;

-- What is allowed now: every condition is read at this moment, so that it ends with every worker dead.
create view access.licence as
  select l.grant_id, g.name, g.holder, g.service, g.purpose_id, g.database_id, g.sources, g.window_from, g.window_to, g.export,
    g.selector, g.max_subjects, g.day_subjects, g.minute_subjects, l.starts, upper(l.live) as until, t.now
  from access.life l
  join access.grant g on g.id = l.grant_id
  join people.standing s on s.person = g.holder
  join catalog.purpose p on p.id = g.purpose_id
  cross join lateral (select platform.now() as now) t
  where l.ended = 'infinity' and l.starts <= t.now and l.ends > t.now and l.review_due > t.now
    and s.fit_until > t.now and (s.left_at is null or s.left_at > t.now)
    and p.approved_until > t.now;

-- The same conditions as facts, for the decision that must say which one fails. One row a grant, whatever its state.
create view access.facts as
  select g.id as grant_id, g.name, g.holder, g.service, g.purpose_id, g.database_id, g.sources::text[] as sources,
    g.window_from::text as window_from, g.window_to::text as window_to, g.export, g.selector,
    g.max_subjects, g.day_subjects, g.minute_subjects, g.replaces, l.starts, l.ends, l.review_due,
    nullif(l.ended, 'infinity') as ended, l.ended_as, s.fit_until, s.left_at, s.reason as standing_reason, p.approved_until, t.now
  from access.grant g
  cross join lateral (select platform.now() as now) t
  left join lateral (select * from access.life l where l.grant_id = g.id
    order by (l.ended = 'infinity' and l.live @> t.now) desc, l.starts desc limit 1) l on true
  left join people.standing s on s.person = g.holder
  join catalog.purpose p on p.id = g.purpose_id;

-- Short-lived connection credentials, bound to a grant. Only the SCRAM verifier is kept.
create table access.credential (
  id uuid primary key default uuidv7(),
  username text not null unique,
  grant_id uuid not null references access.grant,
  salt bytea not null,
  iterations int not null constraint iterations_at_least_4096 check (iterations >= 4096),
  stored_key bytea not null,
  server_key bytea not null,
  issued_to uuid not null references people.person,
  created_at timestamptz not null default platform.now(),
  expires_at timestamptz not null constraint credential_expires check (isfinite(expires_at)),
  ended_at timestamptz,
  unique (id, grant_id)
);
create index credential_by_grant on access.credential (grant_id);

create table access.admission (
  net cidr not null constraint never_mapped check (not net <<= '::ffff:0:0/96'),
  kind text not null constraint kind_known check (kind in ('allow', 'block')),
  during tstzrange not null,
  reason text not null,
  constraint never_block_the_allowed exclude using gist (net inet_ops with &&, kind with <>, during with &&)
);

-- An IPv4 address that comes as IPv6 (::ffff:a.b.c.d) is the IPv4 address that it carries.
create function access.admits(address inet) returns boolean language sql stable as $$
  select not exists (select from access.admission a where a.kind = 'block' and a.during @> platform.now() and a.net >>=
    case when address <<= '::ffff:0:0/96' then '0.0.0.0'::inet + (host(address)::inet - '::ffff:0:0'::inet) else host(address)::inet end)
$$;

grant usage on schema access to jikimi_office, jikimi_gateway, jikimi_custodian;
grant execute on function access.required(uuid) to jikimi_office;
grant execute on function access.admits(inet) to jikimi_office, jikimi_gateway;
grant select on access.grant, access.grant_field, access.scope, access.decision, access.life, access.spent, access.licence, access.facts,
  access.admission to jikimi_office;
grant select (id, username, grant_id, issued_to, created_at, expires_at, ended_at) on access.credential to jikimi_office;
grant insert (name, requester, holder, service, purpose_id, database_id, replaces, ticket, work, days, sources, window_from, window_to, export,
  selector, max_subjects, day_subjects, minute_subjects) on access.grant to jikimi_office;
grant insert (grant_id, requester, holder, decider, office, holding, verdict, reason) on access.decision to jikimi_office;
grant insert (grant_id, decider, break_glass, starts, ends, review_due) on access.life to jikimi_office;
grant insert on access.grant_field, access.scope, access.credential, access.admission to jikimi_office;
grant update (review_due, ended, ended_as) on access.life to jikimi_office;
grant update (ended_at) on access.credential to jikimi_office;
grant update (during) on access.admission to jikimi_office;
grant select on access.licence, access.facts, access.grant_field, access.scope, access.credential, access.admission to jikimi_gateway;
grant select on access.licence, access.facts, access.grant_field, access.scope, access.spent to jikimi_custodian;
