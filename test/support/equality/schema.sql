-- Three tables that meet in sealed columns of three groups, e-mail, phone and account (whose values look like phone numbers): with NULLs, with values that stand in several of them, with a foreign
-- key between two sealed columns. Loaded twice: one twin is adopted, the other stays plain.

create table person (id integer primary key, nick text, email text unique, phone text, account text);
create table contact (id integer primary key, person integer not null references person, kind text, email text, backup text);
create table letter (id integer primary key, person integer not null references person, title text, sent_to text references person (email), phone text);

insert into person
  select n, case when n % 4 <> 0 then 'nick' || n % 3 end, case when n <> 5 then 'a' || n || '@x.kr' end,
    case when n % 5 <> 0 then '010-1234-000' || n % 7 end,
    (array['110-123-456789', '010-1234-0003', '3333011234567', 'a3@x.kr', 'x y'])[1 + n % 5]
  from generate_series(1, 9) as n;
insert into contact
  select n, 1 + n % 9, case when n % 3 = 0 then 'home' else 'work' end, case when n % 6 <> 0 then 'a' || 1 + n % 11 || '@x.kr' end,
    case when n % 2 = 0 then 'a' || 1 + n % 4 || '@x.kr' end
  from generate_series(1, 14) as n;
insert into letter
  select n, 1 + n % 9, 'nick' || n % 3, case when n % 5 <> 0 then 'a' || (array[1, 2, 3, 4, 6, 7])[1 + n % 6] || '@x.kr' end,
    case when n % 4 <> 0 then '010-1234-000' || n % 9 end
  from generate_series(1, 12) as n;
