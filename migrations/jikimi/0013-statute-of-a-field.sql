-- catalog: the law that requires keeping a value stands with its field, not only in the entry of its registration.
alter table catalog.field add column statute text constraint statute_is_named check (btrim(statute) <> '');
grant update (statute) on catalog.field to jikimi_office;
