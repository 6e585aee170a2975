-- A record that says that values left as a copy (decision 0026) stands only under a grant with export, whoever asks for it. A refusal says that somebody asked for one.
create function custody.only_by_a_grant_that_exports() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from access.grant g where g.id = (new.body ->> 'grant')::uuid and g.export) then
    raise exception 'this grant does not export'
      using errcode = 'JK237', schema = 'ledger', table = 'opening', constraint = tg_name;
  end if;
  return new;
end $$;
create trigger only_by_a_grant_that_exports before insert on ledger.opening for each row when (new.body ? 'export' and new.kind <> 'refusal')
  execute function custody.only_by_a_grant_that_exports();
alter table ledger.opening enable always trigger only_by_a_grant_that_exports;
