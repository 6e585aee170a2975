-- catalog: services, databases, fields and purposes; the one home of the field.
create schema catalog;

create table catalog.service (
  id uuid primary key default uuidv7(),
  name text not null unique,
  alias text unique,
  display text not null,
  stage text not null default 'PRE_PLANNING' constraint stage_known check (stage in
    ('PRE_PLANNING', 'INTRODUCTION', 'OPERATION', 'TERMINATION', 'CLOSED'))
);

-- A membership database that was adopted. Credentials to it are files of the processes that use them, never here.
create table catalog.database (
  id uuid primary key default uuidv7(),
  name text not null unique,
  service_id uuid not null references catalog.service,
  host text not null,
  port int not null,
  dbname text not null,
  subject_table text not null,
  subject_key text not null
);

create table catalog.term_group (
  id smallint primary key constraint group_zero_means_none check (id > 0),
  name text not null unique,
  normalisation text not null
);

create table catalog.field (
  id smallint primary key constraint field_zero_means_none check (id > 0),
  db uuid not null references catalog.database,
  tbl text not null,
  col text not null,
  category text not null,
  term_group smallint references catalog.term_group,
  retired_at timestamptz,
  constraint one_field_a_column unique nulls not distinct (db, tbl, col, retired_at)
);

create table catalog.purpose (
  id uuid primary key default uuidv7(),
  service_id uuid not null references catalog.service,
  name text not null,
  display text not null,
  basis text not null constraint purpose_has_a_basis check (btrim(basis) <> ''),
  approved_until timestamptz not null constraint approval_ends check (isfinite(approved_until)),
  headcount int not null constraint headcount_positive check (headcount > 0),
  unique (service_id, name)
);

create table catalog.purpose_field (
  purpose_id uuid not null references catalog.purpose,
  field_id smallint not null references catalog.field,
  highest text not null constraint mode_known check (highest in ('match', 'partial', 'full')),
  primary key (purpose_id, field_id)
);

-- A person's own stop, read by every decision: consent withdrawn, restricted, held, destroyed.
create table catalog.stop (
  subject uuid not null,
  purpose_id uuid not null references catalog.purpose,
  kind text not null constraint stop_known check (kind in ('consent_withdrawn', 'restricted', 'held', 'destroyed')),
  since timestamptz not null default platform.now(),
  primary key (subject, purpose_id, kind)
);

alter table people.holding add constraint service_exists foreign key (service) references catalog.service;

grant usage on schema catalog to jikimi_office, jikimi_gateway, jikimi_custodian;
grant select on all tables in schema catalog to jikimi_office, jikimi_gateway, jikimi_custodian;
grant insert on catalog.service, catalog.database, catalog.term_group, catalog.field, catalog.purpose, catalog.purpose_field, catalog.stop to jikimi_office;
grant update (approved_until, basis, headcount) on catalog.purpose to jikimi_office;
grant update (stage) on catalog.service to jikimi_office;
grant update (retired_at) on catalog.field to jikimi_office;
grant delete on catalog.stop to jikimi_office;
