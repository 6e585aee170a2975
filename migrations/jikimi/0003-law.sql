-- law: dated rules as data. House rules have the jurisdiction 'house'.
create schema law;

create table law.rule (
  jurisdiction text not null,
  topic text not null,
  effective daterange not null constraint rule_has_a_first_day check (not isempty(effective) and not lower_inf(effective) and isfinite(lower(effective))),
  article text not null,
  source text not null constraint rule_has_a_source check (btrim(source) <> ''),
  text_hash text not null,
  confirmed boolean not null,
  params jsonb not null,
  constraint one_rule_a_day primary key (jurisdiction, topic, effective without overlaps)
);

create function law.only_shortened() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (to_jsonb(new) - 'effective') = (to_jsonb(old) - 'effective') and lower(new.effective) = lower(old.effective)
    and not upper_inf(new.effective) and (upper_inf(old.effective) or upper(new.effective) <= upper(old.effective)) then return new;
  end if;
  raise exception 'a rule never changes: only its last day may come earlier'
    using errcode = 'JK801', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
end $$;
create trigger only_shortened before update or delete on law.rule for each row execute function law.only_shortened();
create trigger never_emptied before truncate on law.rule execute function platform.refuse_change();
alter table law.rule enable always trigger only_shortened;
alter table law.rule enable always trigger never_emptied;

-- Which rule a decision used, on the day it was in force.
create table law.applied (
  decision_id uuid not null,
  jurisdiction text not null,
  topic text not null,
  text_hash text not null,
  day daterange not null constraint one_day check (coalesce(upper(day) = lower(day) + 1, false)),
  constraint rule_in_force foreign key (jurisdiction, topic, period day) references law.rule (jurisdiction, topic, period effective)
);
create trigger never_changed before update or delete on law.applied for each row execute function platform.refuse_change();
create trigger never_emptied before truncate on law.applied execute function platform.refuse_change();
alter table law.applied enable always trigger never_changed;
alter table law.applied enable always trigger never_emptied;

-- The number of a house rule in force on a day; null where there is none, which callers must refuse.
create function law.number(topic_asked text, day_asked date) returns numeric language sql stable parallel safe as $$
  select (params ->> 'number')::numeric from law.rule where jurisdiction = 'house' and topic = topic_asked and effective @> day_asked
$$;

grant usage on schema law to jikimi_office, jikimi_gateway, jikimi_custodian;
grant execute on function law.number(text, date) to jikimi_office, jikimi_gateway, jikimi_custodian;
grant select on law.rule to jikimi_office, jikimi_gateway, jikimi_custodian;
grant insert on law.rule to jikimi_office;
grant update (effective) on law.rule to jikimi_office;
grant select, insert on law.applied to jikimi_office;
