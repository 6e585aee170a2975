-- people: who works here, which office they hold, and whether they are fit to handle personal data now.
create schema people;

create table people.person (
  id uuid primary key default uuidv7(),
  account text not null unique constraint account_is_plain check (account ~ '^[a-z][a-z0-9._-]{0,62}$'),
  display text not null,
  kind text not null constraint person_or_service check (kind in ('person', 'service')),
  language text not null default 'en' constraint language_known check (language in ('en', 'ko')),
  joined_at timestamptz not null default platform.now(),
  unique (id, kind)
);

create table people.holding (
  id uuid primary key default uuidv7(),
  person uuid not null references people.person,
  office text not null constraint office_known check (office in
    ('owner', 'ceo', 'dpo', 'cpo', 'cpo_office', 'ciso', 'responsible', 'hr', 'desk_a', 'desk_b', 'counselling', 'auditor', 'handler')),
  service uuid,
  basis text not null constraint holding_has_a_basis check (btrim(basis) <> ''),
  held_from timestamptz not null default platform.now(),
  held_until timestamptz not null default 'infinity',
  constraint ends_after_it_begins check (held_until > held_from),
  unique (id, person, office)
);
create index holding_by_person on people.holding (person);

-- No row means not fit: access.licence joins this table inner.
create table people.standing (
  person uuid primary key references people.person,
  fit_until timestamptz not null constraint fitness_ends check (isfinite(fit_until)),
  left_at timestamptz,
  reason text not null constraint standing_has_a_reason check (btrim(reason) <> ''),
  declared_by uuid not null references people.person,
  constraint nobody_declares_themselves_fit check (declared_by <> person)
);

create table people.session (
  id uuid primary key default uuidv7(),
  person uuid not null references people.person,
  token_hash bytea not null unique constraint token_is_hashed check (length(token_hash) = 32),
  label text not null,
  created_at timestamptz not null default platform.now(),
  expires_at timestamptz not null constraint session_expires check (isfinite(expires_at)),
  ended_at timestamptz
);
create index session_by_person on people.session (person);

grant usage on schema people to jikimi_office, jikimi_gateway, jikimi_custodian;
grant select on people.person, people.holding, people.standing, people.session to jikimi_office;
grant insert on people.person, people.holding, people.standing, people.session to jikimi_office;
grant update (held_until) on people.holding to jikimi_office;
grant update (fit_until, left_at, reason, declared_by) on people.standing to jikimi_office;
grant update (ended_at) on people.session to jikimi_office;
grant select on people.person, people.standing to jikimi_gateway, jikimi_custodian;
