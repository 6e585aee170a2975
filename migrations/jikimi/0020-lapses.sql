-- What ended by itself, written down once, by whoever looks later (MODEL, "office down for a week"). The ending needs nobody: it is a condition of the life. A row
-- here says that the history tells it, dated then.
create table access.lapse (
  grant_id uuid not null,
  starts timestamptz not null,
  at timestamptz not null,
  lapsed_as text not null,
  told_at timestamptz not null default platform.now(),
  primary key (grant_id, starts)
);

create function access.as_it_lapsed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from access.life l where l.grant_id = new.grant_id and l.starts = new.starts and l.ended = 'infinity'
    and new.at = least(l.ends, l.review_due) and new.at <= platform.now()
    and new.lapsed_as = case when l.ends <= l.review_due then 'EXPIRED' else 'REVIEW_LAPSED' end) then
    raise exception 'no life of this grant lapsed so'
      using errcode = 'JK214', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger as_it_lapsed before insert on access.lapse for each row execute function access.as_it_lapsed();
create trigger never_changed before update or delete on access.lapse for each row execute function platform.refuse_change();
create trigger never_emptied before truncate on access.lapse execute function platform.refuse_change();
alter table access.lapse enable always trigger as_it_lapsed;
alter table access.lapse enable always trigger never_changed;
alter table access.lapse enable always trigger never_emptied;

create index life_not_ended on access.life (least(ends, review_due)) where ended = 'infinity';

grant insert (grant_id, starts, at, lapsed_as), select on access.lapse to jikimi_office;

-- As in 0006, and what has lapsed is not ended again: it would be told as revoked, later than it was over.
create or replace function access.only_ended() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  last timestamptz;
begin
  if tg_op = 'DELETE' or old.ended <> 'infinity'
    or (new.grant_id, new.starts, new.ends, new.decider, new.verdict, new.break_glass)
      is distinct from (old.grant_id, old.starts, old.ends, old.decider, old.verdict, old.break_glass)
    or ((new.review_due <> old.review_due or new.ended <> 'infinity') and upper(old.live) <= platform.now()) then
    raise exception 'a life can only be ended, once, or its review moved while it lasts'
      using errcode = 'JK214', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  if new.ended <> 'infinity' then
    select max(at) + interval '1 microsecond' into last from custody.disclosure where grant_id = new.grant_id and not service;
    new.ended := greatest(platform.now(), old.starts + interval '1 microsecond', last);
  end if;
  return new;
end $$;
