-- Adopting an existing database (docs/adopt.md, docs/decisions/0008-adopt-by-side-table.md). Envelopes wait beside the tables until one transaction
-- puts them in the place of the columns. Nothing here ever holds plaintext.

-- What adoption has done with each table of the map. `sealing`: envelopes are being made, the table is as it was. `sealed`: the columns
-- hold envelopes, and what is left of the plaintext in statistics and dropped files must still go. `clean`: done.
create table pii.adoption (
  tbl regclass primary key,
  fields smallint[] not null,
  state text not null constraint adoption_state_is_known check (state in ('sealing', 'sealed', 'clean'))
);
comment on table pii.adoption is 'How far each table of the map was adopted; `fields` in the order of the cells in pii.adopting.';

-- One row for each row of a table that is being adopted. `version` names the row version that was sealed: a row that changed since is sealed anew.
create table pii.adopting (
  tbl regclass not null references pii.adoption,
  row_key text not null,
  version text not null,
  cells pii.sealed[] not null,
  constraint sealed_once_a_row primary key (tbl, row_key)
);

-- The envelope that takes the place of a value: `alter table … alter column email type pii.sealed using pii.adopted('members', id::text, 1)`.
create function pii.adopted(of_table regclass, of_key text, nth integer) returns pii.sealed
  language plpgsql stable strict as $$
declare
  found_ pii.sealed[];
begin
  select one.cells into strict found_ from pii.adopting as one
    where one.tbl operator(pg_catalog.=) of_table and one.row_key operator(pg_catalog.=) of_key;
  return found_[nth];
end $$;
revoke all on function pii.adopted(regclass, text, integer) from public;

insert into pii.version (version) values (2);
