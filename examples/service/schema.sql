-- The membership site's own database: plain columns, as any company has them. Nothing here knows of Jikimi.
-- May be run again: it makes what is missing.

create table if not exists members (
  id bigint generated always as identity primary key,
  email text not null constraint members_email_key unique,
  password text,                                           -- a hash (password.ts), never the password; none until one is chosen
  name text not null,
  phone text,
  address text,
  birth_date date,
  newsletter boolean not null default true,
  is_admin boolean not null default false,
  joined_at timestamptz not null default now()
);

-- Other addresses at which a member can be reached.
create table if not exists contact_emails (
  id bigint generated always as identity primary key,
  member_id bigint not null references members on delete cascade,
  email text not null,
  constraint contact_emails_are_different unique (member_id, email)
);
create index if not exists contact_emails_by_email on contact_emails (email);

-- The token itself is only in the member's cookie.
create table if not exists sessions (
  token_hash bytea primary key,
  member_id bigint not null references members on delete cascade,
  expires_at timestamptz not null
);
create index if not exists sessions_by_member on sessions (member_id);

create table if not exists orders (
  id bigint generated always as identity primary key,
  member_id bigint not null references members on delete cascade,
  item text not null,
  amount_krw integer not null constraint amount_is_positive check (amount_krw > 0),
  recipient text not null,
  delivery_phone text,
  delivery_address text not null,
  placed_at timestamptz not null default now()
);
create index if not exists orders_by_member on orders (member_id);
