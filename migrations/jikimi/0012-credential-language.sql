-- access: the language in which the gateway speaks to whoever comes with a credential; null for that of the grant's holder.
alter table access.credential add column language text constraint credential_language_known check (language in ('en', 'ko'));
