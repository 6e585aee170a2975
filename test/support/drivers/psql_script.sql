\set QUIET on
\pset pager off
\echo == describe
\d members
\echo == describe.plain
\d orders
\echo == tables
\dt
\echo == select
select id, email, name_ko, mobile from members order by id limit 3;
\x on
select * from members where id = 100002;
\x off
\echo == find
select id from members where email = :'one';
select id from members where email in (:'one', :'two') and mobile <> '010-0000-0000' order by id;
select id from members where not (email = any ('{x@example.kr,y@example.kr}')) order by id limit 2;
select count(*) from members where email is distinct from :'one';
\echo == order
select id from members order by email limit 5;
\echo == find.constructed
select id from members where email = any (array[:'one', :'two']) order by id;
\echo == prepare.declared
prepare declared(text) as select id from members where email = $1;
\echo == prepare
prepare found as select id, email from members where email = $1;
execute found(:'one');
execute found('nobody@example.kr');
deallocate found;
\echo == gexec
select format('select %s as n, email from members where id = %s', n, 100000 + n) from generate_series(1, 3) n
\gexec
\echo == gdesc
select id, email, array[email] as all_of_it from members \gdesc
\echo == gset
select email as kept from members where id = 100003 \gset
select id from members where email = :'kept';
\echo == fetch
\set FETCH_COUNT 7
select id, email from members order by id limit 20;
\unset FETCH_COUNT
\echo == cursor
begin;
declare c cursor with hold for select email from members order by id;
fetch 3 from c;
move 2 in c;
fetch 1 from c;
commit;
fetch 2 from c;
close c;
\echo == several
select 1\; select email from members where id = 100001\; select 3;
\echo == transaction
begin isolation level repeatable read;
select email from members where id = 100001;
savepoint s;
select 1 / 0 from members;
select email from members where id = 100001;
rollback to s;
select id from members where email = :'two';
show transaction_isolation;
commit;
\echo == notify
listen heard;
notify heard, '한글';
select 1;
unlisten *;
\echo == notice
do $$ begin raise notice 'said'; raise warning 'louder'; end $$;
\echo == settings
set timezone = 'Asia/Seoul';
set datestyle = 'SQL, DMY';
set application_name = 'psql script';
select joined_at, current_setting('application_name') from members where id = 100001;
\echo == explain
explain (costs off) select id from members where id = 100001;
\echo == copy
\copy (select id, grade from members order by id limit 3) to stdout
\echo == copy.sealed
\copy (select email from members order by id limit 3) to stdout
\echo == copy.in
\copy orders (member_id, item, amount_krw) from stdin
0	x	-1
\.
\echo == errors
select nothing from members;
select from;
select 'open
';
select email from members where id = 100001;
\echo == empty
;
\echo == korean
select '지키미' as "한글", name_ko as "이름" from members where id = 100001;
