-- Joiners, movers, leave and leavers (docs/people.md, decision 0025): what HR says of somebody's employment, as rows that only grow. Which state holds at a moment is
-- read from them, so that a grant ends or waits with no worker alive, and any past day answers as it did then.

-- PLANNED → (join) ACTIVE ⇄ (leave, return) ON_LEAVE → (end) LEFT; a move stays ACTIVE. An act holds from `at`, never from before it was said, and takes the place of what was said
-- before for its own time and later. So what holds at a moment is the act said last of those that begin no later.
create table people.employment (
  person uuid not null,
  person_kind text not null default 'person' constraint only_a_person_is_employed check (person_kind = 'person'),
  n int not null,
  kind text not null constraint act_known check (kind in ('join', 'move', 'leave', 'return', 'end')),
  at timestamptz not null,
  said_at timestamptz not null default platform.now(),
  said_by uuid, -- null: the installation itself, or before this migration
  holding uuid,
  department text constraint department_has_a_name check (btrim(department) <> '' and length(department) <= 100),
  position text constraint position_has_a_name check (btrim(position) <> '' and length(position) <= 100),
  reason text not null constraint act_has_a_reason check (btrim(reason) <> ''),
  review_days int,
  review_due timestamptz generated always as ((at at time zone 'UTC' + make_interval(days => review_days)) at time zone 'UTC') stored,
  primary key (person, n),
  constraint a_person_that_is_there foreign key (person, person_kind) references people.person (id, kind),
  constraint at_a_moment check (isfinite(at)),
  constraint nobody_acts_on_themselves check (said_by <> person),
  constraint a_move_is_reviewed_within_a_week check (case when kind = 'move' then coalesce(review_days between 1 and 7, false) else review_days is null end),
  constraint a_move_says_where_to check (kind <> 'move' or department is not null)
);

-- Everybody who is there joined; who has left did.
insert into people.employment (person, n, kind, at, said_at, reason)
  select p.id, 1, 'join', p.joined_at, p.joined_at, 'before migration 0022' from people.person p where p.kind = 'person';
insert into people.employment (person, n, kind, at, said_at, reason)
  select p.id, 2, 'end', greatest(s.left_at, p.joined_at), greatest(s.left_at, p.joined_at), 'before migration 0022'
  from people.person p join people.standing s on s.person = p.id where p.kind = 'person' and s.left_at is not null;

-- Whether an act holds: nothing said later begins no later.
create function people.stands(act people.employment) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select not exists (select from people.employment v where v.person = act.person and v.n > act.n and v.at <= act.at)
$$;

-- The state of a person at a moment; null of whom nobody entered.
create function people.state_at(who uuid, moment timestamptz) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select case e.kind when 'leave' then 'ON_LEAVE' when 'end' then 'LEFT' else 'ACTIVE' end
      from people.employment e where e.person = who and e.at <= moment order by e.n desc limit 1),
    (select 'PLANNED' from people.employment e where e.person = who and e.n = 1))
$$;

-- Whether somebody was away between two moments: what they were given before, a session or a credential, has ended.
create function people.was_away(who uuid, since timestamptz, moment timestamptz) returns boolean language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select exists (select from people.employment e where e.person = who and e.kind in ('leave', 'end') and e.at > since and e.at <= moment and people.stands(e))
$$;

-- One after the other, each from the state that the one before leaves; a leaver stays one.
create function people.follows_the_act_before() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  last int;
  state text;
  planned boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('people.employment.' || new.person, 0));
  select max(e.n) into last from people.employment e where e.person = new.person;
  new.at := coalesce(new.at, new.said_at);
  state := people.state_at(new.person, new.at);
  planned := exists (select from people.employment e where e.person = new.person and e.at > new.at and people.stands(e));
  if new.n <> coalesce(last, 0) + 1 or new.at < new.said_at or not coalesce(case new.kind
      when 'join' then last is null
      when 'return' then state = 'ON_LEAVE' or (state = 'ACTIVE' and planned)
      when 'end' then state <> 'LEFT'
      else state = 'ACTIVE' end, false) then
    raise exception 'this does not follow what was said of this person before'
      using errcode = 'JK141', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger follows_the_act_before before insert on people.employment for each row execute function people.follows_the_act_before();

-- HR or the owner says it, under an office that is held at this moment; of who is the owner another owner. Only who installs it is entered by nobody.
create function people.said_by_hr() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (case when new.holding is null then new.said_by is null and new.kind = 'join' and not exists (select from people.employment e where e.person <> new.person)
    else exists (select from people.holding h where h.id = new.holding and h.person = new.said_by
      and h.held_from <= platform.now() and h.held_until > platform.now()
      and h.office = any (case when new.kind in ('leave', 'end') and exists (select from people.holding o where o.person = new.person and o.office = 'owner'
        and o.held_from <= platform.now() and o.held_until > platform.now()) then '{owner}'::text[] else '{hr,owner}' end)) end) then
    raise exception 'HR or the owner says who joins, moves and leaves; of an owner another owner'
      using errcode = 'JK103', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger said_by_hr before insert on people.employment for each row execute function people.said_by_hr();
create trigger never_changed before update or delete on people.employment for each row execute function platform.refuse_change();
create trigger never_emptied before truncate on people.employment execute function platform.refuse_change();
alter table people.employment enable always trigger follows_the_act_before;
alter table people.employment enable always trigger said_by_hr;
alter table people.employment enable always trigger never_changed;
alter table people.employment enable always trigger never_emptied;

-- A session is that of somebody who works here now and was not away since it began.
create or replace view people.live_session as
  select s.id, s.person, s.token_hash, s.kind, s.label, s.source, s.created_at, s.last_used_at, s.expires_at,
    case when s.kind = 'local' then s.expires_at else least(s.expires_at, s.last_used_at + i.idle) end as ends_at
  from people.session s left join people.standing st on st.person = s.person
  cross join (select make_interval(secs => 60 * law.number('people.session.idle.minutes', (platform.now() at time zone 'Asia/Seoul')::date)::float8) as idle) i
  where s.ended_at is null and s.expires_at > platform.now() and (st.left_at is null or st.left_at > platform.now())
    and people.state_at(s.person, platform.now()) = 'ACTIVE' and not people.was_away(s.person, s.created_at, platform.now())
    and case s.kind when 'local' then not exists (select from people.link l where l.kind = 'owner' and l.used_at is not null)
      else s.last_used_at + i.idle > platform.now() end;

-- The grants of a mover wait until a responsible person has kept each of them; what nobody kept within the days of the move has lapsed.
create table access.mover_review (
  grant_id uuid not null,
  requester uuid not null,
  holder uuid not null,
  reviewer uuid not null,
  holding uuid not null,
  reason text not null constraint review_has_a_reason check (btrim(reason) <> ''),
  at timestamptz not null default platform.now(),
  primary key (grant_id, at),
  constraint of_that_grant foreign key (grant_id, requester, holder) references access.grant (id, requester, holder),
  constraint nobody_reviews_their_own check (reviewer <> requester and reviewer <> holder)
);

-- Why a person's grant opens nothing for the sake of its holder's employment, and since when; null where that is no reason. {state: PLANNED | ON_LEAVE | LEFT, since} or, of a grant that was live at a
-- move that nobody has answered since, {state: MOVED, since, due}; the first such move counts.
create function access.away(asked uuid, who uuid, moment timestamptz) returns jsonb language plpgsql stable security definer cost 1000
  set search_path = pg_catalog, pg_temp as $$
declare
  last people.employment;
begin
  select * into last from people.employment e where e.person = who and e.at <= moment order by e.n desc limit 1;
  if last.kind is null or last.kind in ('leave', 'end') then
    return jsonb_build_object('state', case last.kind when 'leave' then 'ON_LEAVE' when 'end' then 'LEFT' else 'PLANNED' end, 'since', last.at);
  end if;
  if last.n = 1 then return null; end if;
  return (select jsonb_build_object('state', 'MOVED', 'since', e.at, 'due', e.review_due)
    from people.employment e where e.person = who and e.kind = 'move' and e.at <= moment and people.stands(e)
      and exists (select from access.life l where l.grant_id = asked and l.starts <= e.at)
      and not exists (select from access.mover_review r where r.grant_id = asked and r.at > e.at and r.at <= moment)
    order by e.at limit 1);
end $$;

create function access.waits_for_review() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.one_at_a_time(new.grant_id);
  if (select a ->> 'state' = 'MOVED' and (a ->> 'due')::timestamptz > new.at from access.away(new.grant_id, new.holder, new.at) a)
    and exists (select from access.life l where l.grant_id = new.grant_id and l.ended = 'infinity' and l.live @> new.at) then
    return new;
  end if;
  raise exception 'this grant does not wait for a review'
    using errcode = 'JK263', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
end $$;
create trigger waits_for_review before insert on access.mover_review for each row execute function access.waits_for_review();
create trigger under_an_office_held_now before insert on access.mover_review for each row
  execute function people.under_an_office_held_now('reviewer', 'responsible');
create trigger never_changed before update or delete on access.mover_review for each row execute function platform.refuse_change();
create trigger never_emptied before truncate on access.mover_review execute function platform.refuse_change();
alter table access.mover_review enable always trigger waits_for_review;
alter table access.mover_review enable always trigger under_an_office_held_now;
alter table access.mover_review enable always trigger never_changed;
alter table access.mover_review enable always trigger never_emptied;

-- The licence, as before, and that its holder works here and has not moved since; a service's grant asks nobody.
create or replace view access.licence as
  select l.grant_id, g.name, g.holder, g.service, g.purpose_id, g.database_id, g.sources, g.window_from, g.window_to, g.export,
    g.selector, g.max_subjects, g.day_subjects, g.minute_subjects, l.starts, upper(l.live) as until, t.now
  from access.life l
  join access.grant g on g.id = l.grant_id
  join people.standing s on s.person = g.holder
  join catalog.purpose p on p.id = g.purpose_id
  cross join lateral (select platform.now() as now) t
  where l.ended = 'infinity' and l.starts <= t.now and l.ends > t.now and l.review_due > t.now
    and s.fit_until > t.now and (s.left_at is null or s.left_at > t.now)
    and p.approved_until > t.now
    and case when g.service then true else access.away(g.id, g.holder, t.now) is null and people.owed(g.holder, t.now) is null end;

create or replace view access.facts as
  select g.id as grant_id, g.name, g.holder, g.service, g.purpose_id, g.database_id, g.sources::text[] as sources,
    g.window_from::text as window_from, g.window_to::text as window_to, g.export, g.selector,
    g.max_subjects, g.day_subjects, g.minute_subjects, g.replaces, l.starts, l.ends, l.review_due,
    nullif(l.ended, 'infinity') as ended, l.ended_as, s.fit_until, s.left_at, s.reason as standing_reason, p.approved_until, t.now, g.writes,
    case when g.service then null else people.owed(g.holder, t.now) end as owed,
    case when g.service then null else access.away(g.id, g.holder, t.now) end as away
  from access.grant g
  cross join lateral (select platform.now() as now) t
  left join lateral (select * from access.life l where l.grant_id = g.id
    order by (l.ended = 'infinity' and l.live @> t.now) desc, l.starts desc limit 1) l on true
  left join people.standing s on s.person = g.holder
  join catalog.purpose p on p.id = g.purpose_id;

grant execute on function access.away(uuid, uuid, timestamptz) to jikimi_office, jikimi_gateway, jikimi_custodian;
grant execute on function people.state_at(uuid, timestamptz), people.was_away(uuid, timestamptz, timestamptz), people.stands(people.employment) to jikimi_office;
grant execute on function people.was_away(uuid, timestamptz, timestamptz) to jikimi_gateway;
grant select on people.employment, access.mover_review to jikimi_office;
grant insert (person, n, kind, at, said_by, holding, department, position, reason, review_days) on people.employment to jikimi_office;
grant insert (grant_id, requester, holder, reviewer, holding, reason) on access.mover_review to jikimi_office;
