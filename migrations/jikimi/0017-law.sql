-- The law itself: rules in both languages, no day missing between two rules of a topic, and house numbers that are never laxer than the statute.

alter table law.rule
  add column article_en text,
  add column text_ko text,
  add column text_en text,
  add constraint rule_has_an_article check (btrim(article) <> ''),
  add constraint statute_in_both_languages check (jurisdiction = 'house'
    or (coalesce(btrim(article_en), '') <> '' and coalesce(btrim(text_ko), '') <> '' and coalesce(btrim(text_en), '') <> ''));

-- A day without a rule in between would be a day on which nobody can decide. At commit, since the verb that ends one rule begins the next.
create function law.no_hole() returns trigger language plpgsql as $$
begin
  if (select count(*) from unnest((select range_agg(effective) from law.rule where jurisdiction = new.jurisdiction and topic = new.topic))) = 1
    then return null;
  end if;
  raise exception 'between two rules about "%" a day has none', new.topic
    using errcode = '23514', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
end $$;
create constraint trigger no_hole after insert or update on law.rule deferrable initially deferred
  for each row execute function law.no_hole();
alter table law.rule enable always trigger no_hole;

-- Which number of the statute bounds a house number: a floor (no less) or a ceiling (no more), by the parameter's name.
create table law.bound (
  house_topic text not null,
  jurisdiction text not null constraint bound_by_a_statute check (jurisdiction <> 'house'),
  topic text not null,
  param text not null constraint bound_names_its_number check (btrim(param) <> ''),
  direction text not null constraint floor_or_ceiling check (direction in ('floor', 'ceiling')),
  primary key (house_topic, jurisdiction, topic, param)
);
create trigger never_changed before update or delete on law.bound for each row execute function platform.refuse_change();
create trigger never_emptied before truncate on law.bound execute function platform.refuse_change();
alter table law.bound enable always trigger never_changed;
alter table law.bound enable always trigger never_emptied;

-- Whether a number keeps its bound. One that is not there keeps none.
create function law.keeps(direction text, number numeric, bound numeric) returns boolean language sql immutable parallel safe as $$
  select coalesce(case direction when 'floor' then number >= bound when 'ceiling' then number <= bound end, false)
$$;

-- House rules that are laxer than a statute, with the days on which they are.
create view law.too_lax as
  select h.topic, h.effective as of_rule, h.effective * r.effective as days, (h.params ->> 'number')::numeric as number,
    (r.params ->> b.param)::numeric as bound, b.param, r.topic as statute, r.article, r.article_en, r.confirmed
  from law.rule h
    join law.bound b on b.house_topic = h.topic
    join law.rule r on r.jurisdiction = b.jurisdiction and r.topic = b.topic and r.effective && h.effective
  where h.jurisdiction = 'house' and jsonb_typeof(r.params -> b.param) = 'number'
    and not law.keeps(b.direction, (h.params ->> 'number')::numeric, (r.params ->> b.param)::numeric);

-- A house number is refused where it is laxer on any of its days. A statute that comes later is loaded all the same, and law.too_lax names what must follow.
create function law.never_laxer() returns trigger language plpgsql as $$
begin
  if not exists (select from law.too_lax where topic = new.topic and of_rule = new.effective) then return null; end if;
  raise exception 'the house number "%" is laxer than the law', new.topic
    using errcode = '23514', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
end $$;
create trigger never_laxer_than_the_law after insert on law.rule
  for each row when (new.jurisdiction = 'house') execute function law.never_laxer();
alter table law.rule enable always trigger never_laxer_than_the_law;

grant select, insert on law.bound to jikimi_office;
grant select on law.too_lax to jikimi_office;
grant execute on function law.keeps(text, numeric, numeric) to jikimi_office;
