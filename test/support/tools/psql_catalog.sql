\set QUIET on
\pset pager off
\echo == d
\d
\echo == d.table
\d members
\echo == d.plus
\d+ members
\echo == d.pattern
\d+ o*
\echo == d.index
\d members_joined_at
\echo == d.sequence
\d members_id_seq
\echo == d.missing
\d nothing
\echo == dt
\dt
\echo == dt.plus
\dt+
\echo == dt.all
\dt *.m*
\echo == di
\di+ public.*
\echo == dv
\dv+ pii.*
\echo == ds
\ds
\echo == dn
\dn+
\echo == dt.types
\dT+ pii.*
\echo == df
\df pii.*
\echo == do
\do pii.*
\echo == dc
\dC sealed
\echo == dop
\dAc btree sealed
\echo == dp
\dp members
\echo == ddp
\ddp
\echo == du
\du
\echo == drds
\drds
\echo == l
\l
\echo == dx
\dx
\echo == db
\db
\echo == dL
\dL
\echo == dd
\dd
\echo == des
\des
\echo == dF
\dF
\echo == sf
\sf pii.protect
\echo == sv
\sv pii.sealed_column
\echo == encoding
\encoding
\echo == conninfo.user
select current_database(), current_schemas(false), current_setting('server_encoding');
\echo == error.position
select nothing from members where email = 'kim@example.kr';
select '한글', lower(nothing) from members where email = 'kim@example.kr';
select id from members where email = 'kim@example.kr' form;
select id from members where email = 'kim@example.kr' and grade = 1;
select 1 from nowhere where email = 'x';
select id, 'x' || y from members;
