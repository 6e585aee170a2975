-- access and custody: the right to write, which only service accounts have, and the record of what was sealed for storing.

alter table access.grant add writes boolean not null default false constraint only_a_service_writes check (not writes or service);
grant insert (writes) on access.grant to jikimi_office;

create or replace view access.facts as
  select g.id as grant_id, g.name, g.holder, g.service, g.purpose_id, g.database_id, g.sources::text[] as sources,
    g.window_from::text as window_from, g.window_to::text as window_to, g.export, g.selector,
    g.max_subjects, g.day_subjects, g.minute_subjects, g.replaces, l.starts, l.ends, l.review_due,
    nullif(l.ended, 'infinity') as ended, l.ended_as, s.fit_until, s.left_at, s.reason as standing_reason, p.approved_until, t.now, g.writes
  from access.grant g
  cross join lateral (select platform.now() as now) t
  left join lateral (select * from access.life l where l.grant_id = g.id
    order by (l.ended = 'infinity' and l.live @> t.now) desc, l.starts desc limit 1) l on true
  left join people.standing s on s.person = g.holder
  join catalog.purpose p on p.id = g.purpose_id;

-- A writing names its subjects like the others. It opens nothing, so custody.met, and with it every cap, passes over it.
alter table ledger.opening drop constraint opening_kind_known;
alter table ledger.opening add constraint opening_kind_known check (kind in ('opening', 'question', 'writing', 'refusal'));
alter table custody.disclosure_part drop constraint outcome_known;
alter table custody.disclosure_part add constraint outcome_known check (outcome in ('opened', 'masked', 'matched', 'withheld', 'written'));

-- Only under a grant that writes, whoever asks for the record.
create function custody.only_by_a_grant_that_writes() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from custody.session s join access.grant g on g.id = s.grant_id where s.id = new.session_id and g.writes) then
    raise exception 'this grant does not write'
      using errcode = 'JK240', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger only_by_a_grant_that_writes before insert on custody.disclosure_part for each row when (new.outcome = 'written')
  execute function custody.only_by_a_grant_that_writes();
alter table custody.disclosure_part enable always trigger only_by_a_grant_that_writes;
