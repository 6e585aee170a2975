-- Duties that end opening by themselves: pledges, courses, devices (docs/duties.md, decision 0022). What is published is owed by every person; what is owed
-- and not there is no yes. Nothing here says that somebody is in order: `people.owed` reads it from the rows, at the moment that it is asked about.

-- Who publishes, reports for another or clears does so under an office of theirs that is held at this moment.
-- Arguments: the column that names who, and the offices.
create function people.under_an_office_held_now() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.holding is not null and not exists (select from people.holding h where h.id = new.holding
    and h.person = (to_jsonb(new) ->> tg_argv[0])::uuid and h.office = any (string_to_array(tg_argv[1], ' '))
    and h.held_from <= platform.now() and h.held_until > platform.now()) then
    raise exception 'this takes an office that is held now: %', tg_argv[1]
      using errcode = 'JK103', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;

create function people.today() returns date language sql volatile as $$ select (platform.now() at time zone 'Asia/Seoul')::date $$;

-- Pledges. An edition is in force from 00:00 in Seoul of its day until the next one is.
create table people.pledge (
  kind text not null constraint pledge_kind_known check (kind in ('join', 'handler', 'yearly', 'leaver')),
  edition int not null,
  text_ko text not null,
  text_en text not null,
  text_hash bytea not null constraint hash_of_its_text check (text_hash = sha256(convert_to(text_ko || chr(31) || text_en, 'UTF8'))),
  in_force_from date not null,
  published_by uuid not null,
  holding uuid not null,
  published_at timestamptz not null default platform.now(),
  constraint pledge_in_both_languages check (btrim(text_ko) <> '' and btrim(text_en) <> ''),
  primary key (kind, edition),
  unique (kind, edition, text_hash)
);
create function people.after_the_edition_before() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  last people.pledge;
begin
  select * into last from people.pledge p where p.kind = new.kind order by p.edition desc limit 1;
  if new.edition <> coalesce(last.edition, 0) + 1 or new.in_force_from < coalesce(last.in_force_from, new.in_force_from)
    or new.in_force_from < people.today() then
    raise exception 'an edition follows the one before, from today at the earliest'
      using errcode = 'JK123', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger after_the_edition_before before insert on people.pledge for each row execute function people.after_the_edition_before();
create trigger under_an_office_held_now before insert on people.pledge for each row
  execute function people.under_an_office_held_now('published_by', 'cpo cpo_office');

-- The session is the proof of who signed: it is the person's own.
alter table people.session add unique (id, person);
create table people.signature (
  id uuid primary key default uuidv7(platform.shift()),
  person uuid not null,
  session uuid not null,
  kind text not null,
  edition int not null,
  text_hash bytea not null,
  days int not null constraint a_year_at_most check (days between 1 and 365),
  at timestamptz not null default platform.now(),
  ends_at timestamptz not null generated always as ((at at time zone 'UTC' + make_interval(days => days)) at time zone 'UTC') stored,
  constraint nobody_signs_for_another foreign key (session, person) references people.session (id, person),
  constraint the_text_that_was_shown foreign key (kind, edition, text_hash) references people.pledge (kind, edition, text_hash)
);
create index signature_by_person on people.signature (person, kind, edition);
create function people.not_superseded() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from people.pledge p where p.kind = new.kind and p.edition > new.edition and p.in_force_from <= people.today()) then
    raise exception 'a newer edition is in force'
      using errcode = 'JK124', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger not_superseded before insert on people.signature for each row execute function people.not_superseded();

-- Courses: one a half-year, and one for handlers. `owed_from`: the first day on which who has not passed is withheld; of a half-year the day after
-- 30 June or 31 December. A later edition mends the words of the one before; who passed one has passed.
create table people.course (
  code text not null constraint course_code_is_plain check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  edition int not null,
  period text not null constraint half_year_or_handler check (period ~ '^(\d{4}-H[12]|handler)$'),
  owed_from date not null constraint due_with_its_half_year check (case when period ~ '^\d{4}-H1$' then owed_from = make_date(left(period, 4)::int, 7, 1)
    when period ~ '^\d{4}-H2$' then owed_from = make_date(left(period, 4)::int + 1, 1, 1) else true end),
  title_ko text not null,
  title_en text not null,
  pass_line int not null constraint nobody_passes_below_80 check (pass_line between 80 and 100),
  questions jsonb not null,
  answers int[] not null constraint an_answer_to_each_question check (jsonb_typeof(questions) = 'array' and cardinality(answers) >= 1
    and cardinality(answers) = jsonb_array_length(questions)),
  published_by uuid not null,
  holding uuid not null,
  published_at timestamptz not null default platform.now(),
  constraint course_in_both_languages check (btrim(title_ko) <> '' and btrim(title_en) <> ''),
  primary key (code, edition),
  unique (code, edition, pass_line),
  constraint one_course_a_period exclude using gist (period with =, code with <>)
);
create function people.as_the_edition_before() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  last people.course;
begin
  select * into last from people.course c where c.code = new.code order by c.edition desc limit 1;
  if new.edition <> coalesce(last.edition, 0) + 1 or (last.code is not null and (new.period, new.owed_from) <> (last.period, last.owed_from))
    or (last.code is null and new.owed_from <= people.today() - (new.period = 'handler')::int) then
    raise exception 'a course is published before it is owed, and its editions are of the same period'
      using errcode = 'JK123', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger as_the_edition_before before insert on people.course for each row execute function people.as_the_edition_before();
create trigger under_an_office_held_now before insert on people.course for each row
  execute function people.under_an_office_held_now('published_by', 'cpo cpo_office');

create table people.course_result (
  id uuid primary key default uuidv7(platform.shift()),
  person uuid not null,
  session uuid not null,
  course text not null,
  edition int not null,
  pass_line int not null,
  score int not null constraint a_score_of_a_hundred check (score between 0 and 100),
  passed boolean not null generated always as (score >= pass_line) stored,
  at timestamptz not null default platform.now(),
  constraint nobody_learns_for_another foreign key (session, person) references people.session (id, person),
  constraint of_that_course foreign key (course, edition, pass_line) references people.course (code, edition, pass_line)
);
create index course_result_by_person on people.course_result (person, course);

-- Devices: what the person's own machine or HR reports. What was detected stays so until a desk clears it, whatever is reported later.
create table people.device_report (
  id uuid primary key default uuidv7(platform.shift()),
  person uuid not null references people.person,
  device text not null constraint device_has_a_name check (btrim(device) <> '' and length(device) <= 100),
  status text not null constraint clean_or_detected check (status in ('clean', 'detected')),
  signature_hours numeric not null constraint signatures_have_an_age check (signature_hours >= 0),
  reported_by uuid not null,
  holding uuid,
  at timestamptz not null default platform.now(),
  constraint reported_by_oneself_or_hr check (reported_by = person or holding is not null),
  unique (id, person, status)
);
create index device_report_by_person on people.device_report (person, device, at);
create index device_detected on people.device_report (person) where status = 'detected';
create trigger under_an_office_held_now before insert on people.device_report for each row
  execute function people.under_an_office_held_now('reported_by', 'hr');

create table people.device_clearance (
  report uuid not null constraint cleared_once primary key,
  person uuid not null,
  status text not null default 'detected' constraint only_what_was_detected check (status = 'detected'),
  cleared_by uuid not null,
  holding uuid not null,
  reason text not null constraint clearance_has_a_reason check (btrim(reason) <> ''),
  at timestamptz not null default platform.now(),
  constraint nobody_clears_their_own check (cleared_by <> person),
  constraint of_that_report foreign key (report, person, status) references people.device_report (id, person, status)
);
create trigger under_an_office_held_now before insert on people.device_clearance for each row
  execute function people.under_an_office_held_now('cleared_by', 'desk_a desk_b');

-- All of it only grows, and no trigger of it is passed by a session that switches triggers off.
do $$
declare
  of text;
  one name;
begin
  foreach of in array array['pledge', 'signature', 'course', 'course_result', 'device_report', 'device_clearance'] loop
    execute format('create trigger never_changed before update or delete on people.%I for each row execute function platform.refuse_change()', of);
    execute format('create trigger never_emptied before truncate on people.%I execute function platform.refuse_change()', of);
    for one in select t.tgname from pg_trigger t where t.tgrelid = format('people.%I', of)::regclass and not t.tgisinternal loop
      execute format('alter table people.%I enable always trigger %I', of, one);
    end loop;
  end loop;
end $$;

-- What a person owes at a moment and has not done, in the order in which it is told, malware first; null where they are in order. Not for service accounts, which owe
-- nothing. What is asked about the past is answered as it was then: rows of later do not count.
create function people.owed(who uuid, moment timestamptz) returns jsonb language plpgsql stable security definer cost 1000
  set search_path = pg_catalog, pg_temp as $$
declare
  day date := (moment at time zone 'Asia/Seoul')::date;
  owed jsonb := '[]';
  part jsonb;
begin
  -- Each part is asked only where something is there, since this is on the path of every record of a person.
  if exists (select from people.pledge) then
    select jsonb_agg(jsonb_build_object('duty', 'pledge', 'what', e.kind, 'edition', e.edition, 'day', e.in_force_from,
        'state', case when exists (select from people.signature s where s.person = who and s.kind = e.kind and s.edition = e.edition and s.at <= moment) then 'EXPIRED'
          when exists (select from people.signature s where s.person = who and s.kind = e.kind and s.edition < e.edition and s.at <= moment) then 'SUPERSEDED'
          else 'OWED' end) order by array_position(array['join', 'handler', 'yearly'], e.kind))
      into part
      from (select distinct on (p.kind) p.kind, p.edition, p.in_force_from from people.pledge p
        where p.kind <> 'leaver' and p.in_force_from <= day and p.published_at <= moment order by p.kind, p.edition desc) e
      where not exists (select from people.signature s
        where s.person = who and s.kind = e.kind and s.edition = e.edition and s.at <= moment and s.ends_at > moment);
    if part is not null then owed := owed || part; end if;
  end if;

  -- Who joined after a course was due does not owe it; the one for handlers everybody does.
  if exists (select from people.course) then
    select jsonb_agg(jsonb_build_object('duty', 'course', 'what', c.code, 'edition', null, 'state', 'OVERDUE',
        'day', case when c.period <> 'handler' then c.owed_from - 1 end)
        order by c.owed_from, c.code)
      into part
      from people.course c
      where c.edition = 1 and c.owed_from <= day and c.published_at <= moment
        and (c.period = 'handler' or exists (select from people.person p
          where p.id = who and (p.joined_at at time zone 'Asia/Seoul')::date < c.owed_from))
        and not exists (select from people.course_result r where r.person = who and r.course = c.code and r.passed and r.at <= moment);
    if part is not null then owed := owed || part; end if;
  end if;

  if exists (select from people.device_report r where r.person = who and r.status = 'detected') then
    select jsonb_build_array(jsonb_build_object('duty', 'device', 'what', r.device, 'edition', null, 'day', null, 'state', 'DETECTED'))
      into part
      from people.device_report r
      where r.person = who and r.status = 'detected' and r.at <= moment
        and not exists (select from people.device_clearance c where c.report = r.id and c.at <= moment)
      order by r.at, r.device limit 1;
    if part is not null then return part || owed; end if;
  end if;

  -- 0: devices are not required. Where no number is in force they are.
  if coalesce(law.number('people.device.required', day), 1) = 0 then return nullif(owed, '[]'); end if;
  if not exists (select from people.device_report r
    left join people.device_clearance c on c.report = r.id and c.at <= moment
    where r.person = who and r.at <= moment
      and coalesce(c.at, r.at) > moment - make_interval(secs => 3600 * law.number('people.device.report.hours', day)::float8)
      and (c.report is not null or r.signature_hours <= law.number('people.device.signature.hours', day))
      and not exists (select from people.device_report later where later.person = who and later.device = r.device and later.at > r.at and later.at <= moment)) then
    owed := owed || jsonb_build_array(jsonb_build_object('duty', 'device', 'what', null, 'edition', null, 'day', null,
      'state', case when exists (select from people.device_report r where r.person = who and r.at <= moment) then 'STALE' else 'NONE' end));
  end if;
  return nullif(owed, '[]');
end $$;

-- The licence, as before, and what its holder owes; a service's grant asks nobody.
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
    and case when g.service then true else people.owed(g.holder, t.now) is null end;

create or replace view access.facts as
  select g.id as grant_id, g.name, g.holder, g.service, g.purpose_id, g.database_id, g.sources::text[] as sources,
    g.window_from::text as window_from, g.window_to::text as window_to, g.export, g.selector,
    g.max_subjects, g.day_subjects, g.minute_subjects, g.replaces, l.starts, l.ends, l.review_due,
    nullif(l.ended, 'infinity') as ended, l.ended_as, s.fit_until, s.left_at, s.reason as standing_reason, p.approved_until, t.now, g.writes,
    case when g.service then null else people.owed(g.holder, t.now) end as owed
  from access.grant g
  cross join lateral (select platform.now() as now) t
  left join lateral (select * from access.life l where l.grant_id = g.id
    order by (l.ended = 'infinity' and l.live @> t.now) desc, l.starts desc limit 1) l on true
  left join people.standing s on s.person = g.holder
  join catalog.purpose p on p.id = g.purpose_id;

-- What a person's standing was on a past day: what HR said then is on record alone.
create index standing_declared on ledger.act ((body ->> 'person'), at desc, id desc) where kind = 'standing.declared';

grant execute on function people.owed(uuid, timestamptz) to jikimi_office, jikimi_gateway, jikimi_custodian;
grant select on people.pledge, people.signature, people.course, people.course_result, people.device_report, people.device_clearance to jikimi_office;
grant insert (kind, edition, text_ko, text_en, text_hash, in_force_from, published_by, holding) on people.pledge to jikimi_office;
grant insert (person, session, kind, edition, text_hash, days) on people.signature to jikimi_office;
grant insert (code, edition, period, owed_from, title_ko, title_en, pass_line, questions, answers, published_by, holding) on people.course to jikimi_office;
grant insert (person, session, course, edition, pass_line, score) on people.course_result to jikimi_office;
grant insert (person, device, status, signature_hours, reported_by, holding) on people.device_report to jikimi_office;
grant insert (report, person, cleared_by, holding, reason) on people.device_clearance to jikimi_office;
