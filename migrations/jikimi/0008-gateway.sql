-- gateway: the login role of each live grant in its membership database. The secret never leaves the gateways.
create schema gateway;

create table gateway.login (
  grant_id uuid primary key references access.grant,
  role text not null unique,
  secret text not null,
  made_at timestamptz not null default platform.now()
);

grant usage on schema gateway to jikimi_gateway;
grant select, insert, delete on gateway.login to jikimi_gateway;
