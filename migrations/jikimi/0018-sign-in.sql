-- Signing in: passwords, authenticators, recovery codes, one-time links, lock-out, and sessions that end when nobody uses them (docs/sign-in.md).

-- What is over stays over: no session, link or code comes back.
alter table people.session
  add column kind text not null default 'local' constraint signed_in_or_local check (kind in ('signed_in', 'local')),
  add column source inet,
  add column last_used_at timestamptz not null default platform.now(),
  add constraint signed_in_for_a_day_at_most check (kind = 'local' or expires_at <= created_at + interval '24 hours');
alter table people.session alter column kind drop default;
create trigger a_session_stays_over before update on people.session for each row when (old.ended_at is not null)
  execute function platform.refuse_change();
alter table people.session enable always trigger a_session_stays_over;
grant update (last_used_at) on people.session to jikimi_office;

-- Tries are counted beside the password, so that two offices at once count each of them: whoever tries holds the row.
create table people.password (
  person uuid primary key,
  kind text not null default 'person' constraint only_a_person_signs_in check (kind = 'person'),
  hash text not null constraint password_is_argon2id
    check (hash ~ '^\$argon2id\$v=19\$m=[0-9]+,t=[0-9]+,p=[0-9]+\$[A-Za-z0-9+/]{22,}\$[A-Za-z0-9+/]{43,}$'),
  set_at timestamptz not null default platform.now(),
  tries int not null default 0 constraint tries_are_counted check (tries >= 0),
  locked_until timestamptz constraint a_lock_ends check (isfinite(locked_until)),
  constraint a_person_that_is_there foreign key (person, kind) references people.person (id, kind)
);

-- The secret of an authenticator stands nowhere: it follows from the office's key, the person and this nonce (decision 0021).
create table people.authenticator (
  id uuid primary key default uuidv7(platform.shift()),
  person uuid not null constraint beside_a_password references people.password,
  nonce bytea not null unique constraint nonce_is_20_bytes check (length(nonce) = 20),
  last_step bigint not null,
  made_at timestamptz not null default platform.now(),
  ended_at timestamptz
);
create unique index one_authenticator_a_person on people.authenticator (person) where ended_at is null;
-- RFC 6238, 5.2: a code that was taken is not taken again, nor one before it.
create trigger each_code_once before update of last_step on people.authenticator for each row when (new.last_step <= old.last_step)
  execute function platform.refuse_change();
create trigger an_authenticator_stays_over before update on people.authenticator for each row when (old.ended_at is not null)
  execute function platform.refuse_change();
alter table people.authenticator enable always trigger each_code_once;
alter table people.authenticator enable always trigger an_authenticator_stays_over;

create table people.recovery_set (
  id uuid primary key default uuidv7(platform.shift()),
  person uuid not null constraint beside_a_password references people.password,
  made_at timestamptz not null default platform.now(),
  ended_at timestamptz
);
create unique index one_recovery_set_a_person on people.recovery_set (person) where ended_at is null;
create trigger a_recovery_set_stays_over before update on people.recovery_set for each row when (old.ended_at is not null)
  execute function platform.refuse_change();
alter table people.recovery_set enable always trigger a_recovery_set_stays_over;

create table people.recovery_code (
  set_id uuid not null references people.recovery_set,
  n smallint not null constraint ten_at_most check (n between 1 and 10),
  code_hash bytea not null constraint code_is_hashed check (length(code_hash) = 32),
  used_at timestamptz,
  primary key (set_id, n)
);
create trigger used_once before update on people.recovery_code for each row when (old.used_at is not null)
  execute function platform.refuse_change();
alter table people.recovery_code enable always trigger used_once;

-- A one-time link: the owner's own, made on the host, or the invitation of somebody else. `ended_at` with `used_at`, or without it where another
-- took its place.
create table people.link (
  id uuid primary key default uuidv7(platform.shift()),
  person uuid not null,
  person_kind text not null default 'person' constraint only_a_person_is_invited check (person_kind = 'person'),
  kind text not null constraint owner_or_invitation check (kind in ('owner', 'invitation')),
  token_hash bytea not null unique constraint link_is_hashed check (length(token_hash) = 32),
  made_by uuid references people.person,
  made_at timestamptz not null default platform.now(),
  expires_at timestamptz not null constraint link_expires check (isfinite(expires_at)),
  used_at timestamptz,
  ended_at timestamptz,
  constraint used_is_over check (used_at is null or ended_at is not null),
  constraint somebody_else_invites check (case kind when 'owner' then made_by is null else made_by is not null and made_by <> person end),
  constraint a_person_that_is_there foreign key (person, person_kind) references people.person (id, kind)
);
create unique index one_link_a_person on people.link (person) where ended_at is null;
create unique index one_owner_link_is_used on people.link (kind) where kind = 'owner' and used_at is not null;
create trigger a_link_stays_over before update on people.link for each row when (old.ended_at is not null)
  execute function platform.refuse_change();
alter table people.link enable always trigger a_link_stays_over;

-- Tries from an address (IPv4) or a network of one subscriber (IPv6 /64) that were not right, counted anew when the window is over.
create table people.sign_in_from (
  net cidr primary key,
  since timestamptz not null default platform.now(),
  tries int not null constraint tries_from_are_counted check (tries >= 0)
);

-- Sessions without a password belong to an example home whose owner has not signed in. Once they have, there are none for ever.
create function people.refuse_local_session() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.kind = 'local' and exists (select from people.link l where l.kind = 'owner' and l.used_at is not null) then
    raise exception 'the owner of this installation has signed in: everybody does'
      using errcode = 'JK113', schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
  end if;
  return new;
end $$;
create trigger no_session_without_sign_in before insert on people.session for each row execute function people.refuse_local_session();
alter table people.session enable always trigger no_session_without_sign_in;

-- The sessions that hold at this moment, and when each ends if nobody uses it. Without the house rule none that was signed in to holds.
create view people.live_session as
  select s.id, s.person, s.token_hash, s.kind, s.label, s.source, s.created_at, s.last_used_at, s.expires_at,
    case when s.kind = 'local' then s.expires_at else least(s.expires_at, s.last_used_at + i.idle) end as ends_at
  from people.session s left join people.standing st on st.person = s.person
  cross join (select make_interval(secs => 60 * law.number('people.session.idle.minutes', (platform.now() at time zone 'Asia/Seoul')::date)::float8) as idle) i
  where s.ended_at is null and s.expires_at > platform.now() and (st.left_at is null or st.left_at > platform.now())
    and case s.kind when 'local' then not exists (select from people.link l where l.kind = 'owner' and l.used_at is not null)
      else s.last_used_at + i.idle > platform.now() end;

grant select on people.password, people.authenticator, people.recovery_set, people.recovery_code, people.link, people.sign_in_from,
  people.live_session to jikimi_office;
grant insert (person, hash) on people.password to jikimi_office;
grant update (hash, set_at, tries, locked_until) on people.password to jikimi_office;
grant insert (person, nonce, last_step) on people.authenticator to jikimi_office;
grant update (last_step, ended_at) on people.authenticator to jikimi_office;
grant insert (person) on people.recovery_set to jikimi_office;
grant update (ended_at) on people.recovery_set to jikimi_office;
grant insert (set_id, n, code_hash) on people.recovery_code to jikimi_office;
grant update (used_at) on people.recovery_code to jikimi_office;
grant insert (person, kind, token_hash, made_by, expires_at) on people.link to jikimi_office;
grant update (used_at, ended_at) on people.link to jikimi_office;
grant insert, delete on people.sign_in_from to jikimi_office;
grant update (since, tries) on people.sign_in_from to jikimi_office;
