-- Passwords (docs/passwords.md, docs/decisions/0013-passwords-one-way.md): never sealed, since no grant may open one, but hashed one-way. Wrapped hashes wait
-- beside the tables as envelopes do; old hashes are never copied there.

alter table pii.adoption add column passwords text[] not null default '{}';
comment on column pii.adoption.passwords is 'Its password columns as the map tells them, in the order of pii.adopting.wrapped.';
alter table pii.adopting add column wrapped text[] not null default '{}';

-- The value that takes the place of an old hash: `alter table … alter column hash type text using pii.wrapped('members', id::text, 1)`.
create function pii.wrapped(of_table regclass, of_key text, nth integer) returns text
  language plpgsql stable strict as $$
declare
  found_ text[];
begin
  select one.wrapped into strict found_ from pii.adopting as one
    where one.tbl operator(pg_catalog.=) of_table and one.row_key operator(pg_catalog.=) of_key;
  return found_[nth];
end $$;
revoke all on function pii.wrapped(regclass, text, integer) from public;

-- Group of the roles of service grants: who signs people in reads their password columns. No person's grant is in it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'jikimi_passwords') then
    create role jikimi_passwords nologin;
  end if;
  if exists (select from pg_roles where rolname = 'jikimi_gateway') then
    grant jikimi_passwords to jikimi_gateway with admin true, inherit false, set false;
  end if;
end $$;

insert into pii.version (version) select max(version) + 1 from pii.version;
