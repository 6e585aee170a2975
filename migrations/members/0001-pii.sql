-- What Jikimi puts into a membership database (PostgreSQL 16 to 18), once, as superuser and in one transaction: the type of sealed
-- columns, its one equality, the checks that keep anything else out of them, and the row wall. Tables of the company gain no column.
--
-- Envelope (big-endian; positions as pii.slice counts, from 1):
--   1 magic D5 4A 4B 01 · 5 term group u16 · 7 term, 16 bytes · 23 field u16 · 25 suite u8 · 26 reserved u8 · 27 subject key id, 16 bytes
--   43 nonce, 12 bytes · 55 ciphertext · tag, 16 bytes.   At least 70 bytes.
-- Finder: 1 magic D5 4A 4B 02 · 5 one or more pairs of group u16 and term, 16 bytes.
--
-- Function bodies name operators by schema and bytes as E'\\x…', since they run under the caller's search_path and
-- standard_conforming_strings. Messages never hold a value: the functions behind the operators are leakproof.

create schema pii;

create table pii.version (
  version integer primary key,
  installed_at timestamptz not null default clock_timestamp()
);

-- the type ------------------------------------------------------------------------------------------------------------------------

create type pii.sealed;

create function pii.sealed_in(cstring) returns pii.sealed language internal immutable strict parallel safe as 'byteain';
create function pii.sealed_out(pii.sealed) returns cstring language internal immutable strict parallel safe as 'byteaout';
create function pii.sealed_recv(internal) returns pii.sealed language internal immutable strict parallel safe as 'bytearecv';
create function pii.sealed_send(pii.sealed) returns bytea language internal immutable strict parallel safe as 'byteasend';

create type pii.sealed (
  input = pii.sealed_in, output = pii.sealed_out, receive = pii.sealed_recv, send = pii.sealed_send,
  internallength = variable, alignment = int4, storage = extended
);
comment on type pii.sealed is 'An envelope (or, in a comparison, a finder). Opened only by the custodian, never here.';

create function pii.slice(pii.sealed, integer, integer) returns bytea
  language internal immutable strict parallel safe leakproof as 'bytea_substr';
create function pii.octets(pii.sealed) returns integer
  language internal immutable strict parallel safe leakproof as 'byteaoctetlen';

-- comparison ----------------------------------------------------------------------------------------------------------------------
-- One order for all: envelopes by group, then term; without a term (group 0) by all their bytes. A finder takes the place of the term
-- that it has for the other side's group. Whatever is neither raises, also below NOT: a miss is never silent.

-- Their outer form; not strict, so that PostgreSQL inlines them.
create function pii.is_envelope(value pii.sealed) returns boolean
  language sql immutable parallel safe leakproof
  return pii.slice(value, 1, 4) = E'\\xd54a4b01'::bytea and pii.octets(value) >= 70;
create function pii.is_finder(value pii.sealed) returns boolean
  language sql immutable parallel safe leakproof
  return pii.slice(value, 1, 4) = E'\\xd54a4b02'::bytea and pii.octets(value) >= 22 and pii.octets(value) % 18 = 4;

-- Every pair that pii.compare leaves.
create function pii.compare_slowly(a pii.sealed, b pii.sealed) returns integer
  language plpgsql immutable strict parallel safe leakproof as $$
declare
  envelope constant bytea := E'\\xd54a4b01';
  finder constant bytea := E'\\xd54a4b02';
  kind_a constant bytea := pii.slice(a, 1, 4);
  kind_b constant bytea := pii.slice(b, 1, 4);
  group_a constant bytea := pii.slice(a, 5, 2);
  group_b constant bytea := pii.slice(b, 5, 2);
  this_way integer;
  way integer;
begin
  if not (pii.is_envelope(a) or pii.is_finder(a)) or not (pii.is_envelope(b) or pii.is_finder(b)) then
    raise exception using errcode = 'JK501', message = 'a value beside a sealed column is not sealed',
      hint = 'Send the statement through the Jikimi gateway, which binds such values, and write the value as a literal or a parameter.';
  end if;
  if kind_a operator(pg_catalog.=) envelope and kind_b operator(pg_catalog.=) envelope then
    if group_a operator(pg_catalog.=) group_b and group_a operator(pg_catalog.=) E'\\x0000'::bytea then
      return pg_catalog.byteacmp(pii.slice(a, 1, 2147483647), pii.slice(b, 1, 2147483647));
    end if;
    return pg_catalog.byteacmp(pii.slice(a, 5, 18), pii.slice(b, 5, 18));
  elsif kind_a operator(pg_catalog.=) envelope then
    return pg_catalog.byteacmp(pii.slice(a, 7, 16), pii.term_for(b, group_a));
  elsif kind_b operator(pg_catalog.=) envelope then
    return pg_catalog.byteacmp(pii.term_for(a, group_b), pii.slice(b, 7, 16));
  end if;
  -- Two finders, as when an index sorts the values of IN. Which group the column has is not known here, so they have an order
  -- only where every group gives the same one; otherwise the index would be searched in a wrong order and miss.
  if pii.octets(a) operator(pg_catalog.<>) pii.octets(b) then
    perform pii.raise_no_order();
  end if;
  for pair in 5 .. pii.octets(a) by 18 loop
    if pii.slice(a, pair, 2) operator(pg_catalog.<>) pii.slice(b, pair, 2) then
      perform pii.raise_no_order();
    end if;
    this_way := pg_catalog.sign(pg_catalog.byteacmp(pii.slice(a, pair, 18), pii.slice(b, pair, 18)));
    if way operator(pg_catalog.<>) this_way then
      perform pii.raise_no_order();
    end if;
    way := this_way;
  end loop;
  return way;
end $$;

-- The term (16 bytes) that a finder has for a term group (2 bytes).
create function pii.term_for(finder pii.sealed, wanted bytea) returns bytea
  language plpgsql immutable strict parallel safe leakproof as $$
begin
  if wanted operator(pg_catalog.<>) E'\\x0000'::bytea then
    for pair in 5 .. pii.octets(finder) by 18 loop
      if pii.slice(finder, pair, 2) operator(pg_catalog.=) wanted then
        return pii.slice(finder, pair operator(pg_catalog.+) 2, 16);
      end if;
    end loop;
  end if;
  raise exception using errcode = 'JK502', message = 'this sealed column cannot be searched by that value',
    hint = 'The column is not findable, or the value does not have the form of its values.';
end $$;

create function pii.raise_no_order() returns void
  language plpgsql immutable parallel safe as $$
begin
  raise exception using errcode = 'JK504', message = 'these values cannot be looked for together in a sealed column',
    hint = 'Each fits more than one kind of sealed column. Look for them one at a time.';
end $$;

-- The frequent pairs first: two envelopes of one group (sorting), and an envelope with a finder at its right (an index search). One expression
-- of internal functions costs less than variables and branches.
create function pii.compare(a pii.sealed, b pii.sealed) returns integer
  language plpgsql immutable strict parallel safe leakproof cost 25 as $$
begin
  if pii.slice(a, 5, 2) operator(pg_catalog.=) pii.slice(b, 5, 2)
    and pii.slice(a, 1, 4) operator(pg_catalog.=) E'\\xd54a4b01'::bytea
    and (pii.slice(b, 1, 4) operator(pg_catalog.=) E'\\xd54a4b01'::bytea or pii.is_finder(b))
    and pii.slice(a, 5, 2) operator(pg_catalog.<>) E'\\x0000'::bytea then
    return pg_catalog.byteacmp(pii.slice(a, 7, 16), pii.slice(b, 7, 16));
  end if;
  if pii.slice(a, 1, 4) operator(pg_catalog.=) E'\\xd54a4b01'::bytea and pii.is_finder(b) then
    return pg_catalog.byteacmp(pii.slice(a, 7, 16), pii.term_for(b, pii.slice(a, 5, 2)));
  end if;
  return pii.compare_slowly(a, b);
end $$;

create function pii.equal(a pii.sealed, b pii.sealed) returns boolean
  language plpgsql immutable strict parallel safe leakproof cost 25 as $$
begin
  return pii.compare(a, b) operator(pg_catalog.=) 0;
end $$;

create function pii.differs(a pii.sealed, b pii.sealed) returns boolean
  language plpgsql immutable strict parallel safe leakproof cost 25 as $$
begin
  return not pii.equal(a, b);
end $$;

create function pii.below(a pii.sealed, b pii.sealed) returns boolean
  language plpgsql immutable strict parallel safe leakproof cost 25 as $$
begin
  return pii.compare(a, b) operator(pg_catalog.<) 0;
end $$;

create function pii.below_or_equal(a pii.sealed, b pii.sealed) returns boolean
  language plpgsql immutable strict parallel safe leakproof cost 25 as $$
begin
  return pii.compare(a, b) operator(pg_catalog.<=) 0;
end $$;

create function pii.above(a pii.sealed, b pii.sealed) returns boolean
  language plpgsql immutable strict parallel safe leakproof cost 25 as $$
begin
  return pii.compare(a, b) operator(pg_catalog.>) 0;
end $$;

create function pii.above_or_equal(a pii.sealed, b pii.sealed) returns boolean
  language plpgsql immutable strict parallel safe leakproof cost 25 as $$
begin
  return pii.compare(a, b) operator(pg_catalog.>=) 0;
end $$;

-- No hash class and no HASHES: a finder stands for several groups and has no one hash, so that a hashed IN would miss.
create operator pii.= (
  function = pii.equal, leftarg = pii.sealed, rightarg = pii.sealed,
  commutator = operator(pii.=), negator = operator(pii.<>), restrict = eqsel, join = eqjoinsel, merges
);
create operator pii.<> (
  function = pii.differs, leftarg = pii.sealed, rightarg = pii.sealed,
  commutator = operator(pii.<>), negator = operator(pii.=), restrict = neqsel, join = neqjoinsel
);
create operator pii.<<< (
  function = pii.below, leftarg = pii.sealed, rightarg = pii.sealed,
  commutator = operator(pii.>>>), negator = operator(pii.>>>=), restrict = scalarltsel, join = scalarltjoinsel
);
create operator pii.<<<= (
  function = pii.below_or_equal, leftarg = pii.sealed, rightarg = pii.sealed,
  commutator = operator(pii.>>>=), negator = operator(pii.>>>), restrict = scalarlesel, join = scalarlejoinsel
);
create operator pii.>>> (
  function = pii.above, leftarg = pii.sealed, rightarg = pii.sealed,
  commutator = operator(pii.<<<), negator = operator(pii.<<<=), restrict = scalargtsel, join = scalargtjoinsel
);
create operator pii.>>>= (
  function = pii.above_or_equal, leftarg = pii.sealed, rightarg = pii.sealed,
  commutator = operator(pii.<<<=), negator = operator(pii.<<<), restrict = scalargesel, join = scalargejoinsel
);

-- No `equalimage`: equal envelopes differ in their bytes, so that the index must not deduplicate them.
create operator class pii.sealed_ops default for type pii.sealed using btree as
  operator 1 pii.<<<, operator 2 pii.<<<=, operator 3 pii.=, operator 4 pii.>>>=, operator 5 pii.>>>,
  function 1 pii.compare(pii.sealed, pii.sealed);

-- casts that exist only to raise --------------------------------------------------------------------------------------------------
-- Without them PostgreSQL converts through the output function: `email::varchar <> 'kim'` would be true of every row.

create view pii.open_cast as
  select one.source, one.target
  from pg_catalog.pg_type as word
  cross join lateral (values
    ('pii.sealed'::regtype, word.oid::regtype),
    ('pii.sealed[]'::regtype, word.oid::regtype),
    (word.oid::regtype, 'pii.sealed'::regtype),
    (word.oid::regtype, 'pii.sealed[]'::regtype)
  ) as one (source, target)
  where word.typcategory = 'S' and word.typtype = 'b'
    and not exists (select from pg_catalog.pg_cast as known where known.castsource = one.source and known.casttarget = one.target);
comment on view pii.open_cast is 'Conversions between sealed and a string type that nothing refuses yet: empty after pii.refuse_casts().';

-- Refuses what pii.open_cast lists; returns how many. Run it again after an extension brings a string type (citext).
create function pii.refuse_casts() returns integer
  language plpgsql as $$
declare
  cast_ record;
  name_ text;
  made integer := 0;
begin
  for cast_ in select source, target, format_type(source, null) as of_source, format_type(target, null) as of_target from pii.open_cast loop
    name_ := case cast_.target when 'pii.sealed'::regtype then 'refuse' else 'refuse_' || (select typname from pg_type where oid = cast_.target) end;
    execute format('create function pii.%I(%s) returns %s language plpgsql immutable strict parallel safe as %L', name_, cast_.of_source, cast_.of_target,
      format('begin raise exception using errcode = ''JK503'', message = %L, hint = %L; end',
        case when cast_.target in ('pii.sealed'::regtype, 'pii.sealed[]'::regtype) then 'text cannot become a sealed value inside the database'
          else 'a sealed value cannot become text inside the database' end,
        'Compare the column itself with a literal or a parameter; the Jikimi gateway binds it and gives text to the client.'));
    execute format('create cast (%s as %s) with function pii.%I(%s)', cast_.of_source, cast_.of_target, name_, cast_.of_source);
    made := made + 1;
  end loop;
  return made;
end $$;

select pii.refuse_casts();

-- checks --------------------------------------------------------------------------------------------------------------------------

-- For the CHECK of a sealed column: null, or an envelope of exactly this field and term group (0 where the field is not findable), of a known
-- suite. One group a column is what makes its index sound.
create function pii.ok(value pii.sealed, field smallint, term_group smallint) returns boolean
  language plpgsql immutable parallel safe leakproof as $$
begin
  return value is null or coalesce(
    pii.slice(value, 1, 6) operator(pg_catalog.=) (E'\\xd54a4b01'::bytea operator(pg_catalog.||) pg_catalog.int2send(term_group))
    and pii.slice(value, 23, 4) operator(pg_catalog.=) (pg_catalog.int2send(field) operator(pg_catalog.||) E'\\x0100'::bytea)
    and pii.octets(value) operator(pg_catalog.>=) 70
    and (pii.slice(value, 7, 16) operator(pg_catalog.=) E'\\x00000000000000000000000000000000'::bytea) operator(pg_catalog.=) (term_group operator(pg_catalog.=) 0::smallint),
    false);
end $$;

-- The subject key id of an envelope; null for null and for anything else.
create function pii.subject_of(value pii.sealed) returns uuid
  language plpgsql immutable parallel safe leakproof cost 25 as $$
begin
  if pii.slice(value, 1, 4) operator(pg_catalog.=) E'\\xd54a4b01'::bytea and pii.octets(value) operator(pg_catalog.>=) 70 then
    return pg_catalog.encode(pii.slice(value, 27, 16), 'hex')::pg_catalog.uuid;
  end if;
  return null;
end $$;

-- For a table's CHECK: all envelopes of the row are of one subject.
create function pii.same_subject(variadic cells pii.sealed[]) returns boolean
  language plpgsql immutable parallel safe leakproof as $$
declare
  cell pii.sealed;
  subject bytea;
begin
  foreach cell in array cells loop
    if subject operator(pg_catalog.<>) pii.slice(cell, 27, 16) then
      return false;
    end if;
    subject := coalesce(subject, pii.slice(cell, 27, 16));
  end loop;
  return true;
end $$;

-- tables --------------------------------------------------------------------------------------------------------------------------

create table pii.field (
  field smallint primary key constraint field_is_positive check (field > 0),
  tbl regclass not null,
  col name not null,
  term_group smallint not null constraint group_is_not_negative check (term_group >= 0),
  find text,
  constraint one_field_a_column unique (tbl, col),
  constraint findable_has_a_group check ((find is not null) = (term_group > 0))
);
comment on table pii.field is 'Which column holds which field. `find` names the normalisation of its terms; null where it is not findable.';

create view pii.sealed_column as
  select class.oid::regclass as tbl, attribute.attname as col, field.field, field.term_group, field.find,
    exists (
      select from pg_catalog.pg_constraint as guard
      join pg_catalog.pg_depend as uses on uses.classid = 'pg_constraint'::regclass and uses.objid = guard.oid
        and uses.refclassid = 'pg_proc'::regclass and uses.refobjid = 'pii.ok(pii.sealed, smallint, smallint)'::regprocedure
      where guard.conrelid = class.oid and guard.contype = 'c' and guard.convalidated and guard.conkey = array[attribute.attnum]
    ) as guarded
  from pg_catalog.pg_attribute as attribute
  join pg_catalog.pg_class as class on class.oid = attribute.attrelid and class.relkind in ('r', 'p')
  left join pii.field as field on field.tbl = class.oid and field.col = attribute.attname
  where attribute.atttypid = 'pii.sealed'::regtype and not attribute.attisdropped;
comment on view pii.sealed_column is 'Every sealed column there is. Drift: field is null (not adopted) or guarded is false (no CHECK by pii.ok).';

create table pii.subject (
  subject uuid primary key,
  kind text not null constraint kind_is_known check (kind in ('person', 'unowned')),
  person_table text,
  person_key text,
  constraint one_subject_a_person unique (person_table, person_key),
  constraint person_is_named check (kind <> 'person' or (person_table is not null and person_key is not null))
);
comment on table pii.subject is 'Which row has which subject key. Subject key ids are random; this table is the only link.';

create table pii.scope (
  role name not null,
  everyone boolean not null,
  subject uuid,
  until timestamptz not null,
  constraint everyone_or_one_subject check (everyone = (subject is null)),
  constraint once_a_role unique nulls not distinct (role, subject)
);
create index scope_of_everyone on pii.scope (role) where everyone;
comment on table pii.scope is 'Whose rows a grant''s role sees, and until when: one row for everyone, or one a subject.';

-- row wall ------------------------------------------------------------------------------------------------------------------------

-- The part of pii.scope that is the asking role's own and in force. A view of its owner's rights: the role needs none on pii.scope, and
-- the planner can still choose between its index and a hash of it.
create view pii.reach with (security_barrier) as
  select scope.everyone, scope.subject from pii.scope as scope
  where scope.role = session_user and scope.until > clock_timestamp();

-- The subject of a row that has no envelope of its own: `pii.subject_for('public.members', member_id::text)`.
create function pii.subject_for(of_table text, of_key text) returns uuid
  language sql stable strict parallel safe security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select entry.subject from pii.subject as entry where entry.person_table = of_table and entry.person_key = of_key;
  end;

-- Puts the row wall before a table, for the members of `reader`. `subject` is an SQL expression over the table's columns that gives the
-- row's subject: `pii.subject_of(email)`, or a coalesce of several. A row whose expression is null is seen by everyone-grants only.
-- The wall is restrictive, so that no other policy widens it; roles outside `reader` keep what they had.
create function pii.protect(tbl regclass, subject text, reader name) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from pg_policy where polrelid = tbl and polname = 'jikimi_open') then
    execute format('create policy jikimi_open on %s for all to %s using (true)', tbl,
      case when (select relrowsecurity from pg_class where oid = tbl) then quote_ident(reader) else 'public' end);
  end if;
  if exists (select from pg_policy where polrelid = tbl and polname = 'jikimi_wall') then
    execute format('drop policy jikimi_wall on %s', tbl);
  end if;
  execute format('create policy jikimi_wall on %s as restrictive for all to %I using (
    (select exists (select from pii.reach where reach.everyone))
    or exists (select from pii.reach where reach.subject = (%s)))', tbl, reader, subject);
  execute format('alter table %s enable row level security', tbl);
end $$;

-- rights --------------------------------------------------------------------------------------------------------------------------

revoke execute on all functions in schema pii from public;
grant usage on schema pii to public;
grant select on pii.version, pii.field, pii.sealed_column, pii.reach to public;
do $$
declare
  helper regprocedure;
begin
  -- all but what changes the schema, reads pii.subject in the owner's name, or would go round the refused casts (types need no such right)
  for helper in
    select oid::regprocedure from pg_proc
    where pronamespace = 'pii'::regnamespace and proname not in ('protect', 'refuse_casts', 'subject_for', 'sealed_in', 'sealed_out', 'sealed_recv', 'sealed_send')
  loop
    execute format('grant execute on function %s to public', helper);
  end loop;
end $$;

insert into pii.version (version) values (1);
