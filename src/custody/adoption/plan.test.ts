/** What the plan lists of a database, and what it asks for: each kind of thing that can hang on a column, on PostgreSQL itself. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import pg from 'pg';
import { testCluster } from '../../../test/support/cluster.ts';
import { type Cluster, Refusal } from '../../platform/mod.ts';
import { installSchema } from '../membership.sql.ts';
import { plan } from './adopt.ts';
import { parseMap } from './map.ts';
import { settle } from './survey.sql.ts';

const tables = `
  create table person (id bigint primary key, email text, tax text, name text, code int);
  create table letter (id bigint primary key, person bigint, sent_to text, tax text, secret text);
  create table event (id bigint, at date, who bigint, phone text, primary key (id, at)) partition by range (at);
  create table event_1 partition of event for values from ('2026-01-01') to ('2027-01-01');`;
const mapText = `version: 1
database: d
service: s
subject: { table: person, key: id }
tables:
  person:
    subject: id
    columns: { email: { category: email, find: email }, tax: { category: text }, name: { category: name } }
    plain: [id, code]
  letter:
    subject: person
    columns: { sent_to: { category: email, find: email }, tax: { category: text } }
    passwords: { secret: { scheme: argon2id } }
    plain: [id, person]
  event:
    subject: who
    columns: { phone: { category: phone, find: phone } }
    plain: [id, at, who]
`;

let cluster: Cluster;
let client: pg.Client;
before(async () => {
  cluster = await testCluster();
  client = new pg.Client({ connectionString: cluster.uri('postgres') });
  await client.connect();
  await settle(client);
  await installSchema(client, 'd'); // which every plan would else do anew, and take back
});
after(async () => {
  await client?.end();
  await cluster?.stop();
});
beforeEach(async () => {
  const { rows } = await client.query<{ pubname: string }>(
    'select quote_ident(pubname) as pubname from pg_publication',
  );
  for (const { pubname } of rows) await client.query(`drop publication ${pubname}`);
  await client.query(`drop schema public cascade; create schema public; set search_path = public; ${tables}`);
});

/** `effect: kind name` of each consequence, sorted. */
async function planned(schema: string, answers = ''): Promise<string[]> {
  await client.query(`set search_path = public; ${schema}; set search_path = ''`);
  const { consequences } = await plan(client, parseMap(mapText + answers, 'map.yaml'));
  return consequences.map(({ effect, kind, name }) => `${effect}: ${kind} ${name}`).toSorted();
}

const cases: readonly (readonly [what: string, schema: string, lists: readonly string[], answers?: string])[] = [
  [
    'a default of a sealed or guarded column, unless it is NULL',
    `alter table letter alter secret set default ''; alter table person alter name set default 'x'; alter table person alter tax type varchar(9), alter tax set default null; alter table person alter code set default 1`,
    [
      'dropped: default value for public.person.tax',
      'unanswered: default value for public.letter.secret',
      'unanswered: default value for public.person.name',
    ],
  ],
  [
    'a default that the map drops',
    `alter table person alter name set default 'x'`,
    ['dropped: default value for public.person.name'],
    'drop: [default value for public.person.name]',
  ],
  [
    'a generated column, and what hangs on it',
    `alter table person add full_ text generated always as (name || email) stored; create index full_x on person (full_); create view fulls as select id, full_ from person; create view more as select * from fulls`,
    [
      'dropped: index public.full_x',
      'dropped: table column public.person.full_',
      'unanswered: view public.fulls',
      'unanswered: view public.more',
    ],
    'drop: [table column public.person.full_]',
  ],
  [
    'a foreign key whose actions touch no sealed value',
    'alter table person add unique (email); alter table letter add constraint fk foreign key (sent_to) references person (email) match full on delete cascade deferrable initially deferred',
    ['rebuilt: table constraint person_email_key on public.person', 'recreated: table constraint fk on public.letter'],
  ],
  ...['on update cascade', 'on update restrict', 'on update set null', 'on delete set default'].map(
    (action) =>
      [
        `a foreign key ${action}, which no envelope can follow`,
        `alter table person add unique (email); alter table letter add constraint fk foreign key (sent_to) references person (email) ${action}`,
        [
          'rebuilt: table constraint person_email_key on public.person',
          'unanswered: table constraint fk on public.letter',
        ],
      ] as const,
  ),
  [
    'a foreign key from a table that is not in the map',
    'alter table person add unique (email); create table other (id int primary key, mail text references person (email))',
    [
      'rebuilt: table constraint person_email_key on public.person',
      'unanswered: table constraint other_mail_fkey on public.other',
    ],
  ],
  [
    'triggers that compute on sealed columns, and no others',
    `create function lowers() returns trigger language plpgsql as 'begin new.email := lower(new.email); return new; end';
     create function counts() returns trigger language plpgsql as 'begin new.code := 1; return new; end';
     create trigger t1 before insert on person for each row execute function lowers(); create trigger t2 before insert on person for each row execute function counts();
     create trigger t3 before update of email on person for each row execute function counts(); create trigger t4 before update on person for each row execute function lowers();
     create trigger t5 before update on person for each row when (new.email is not null) execute function counts()`,
    [
      'dropped: trigger t3 on public.person',
      'kept: trigger t4 on public.person',
      'recreated: trigger t5 on public.person',
      'unanswered: trigger t1 on public.person',
    ],
    'drop: [trigger t3 on public.person]\nkeep: [trigger t4 on public.person, trigger t5 on public.person]',
  ],
  [
    'rules and policies, also of other tables',
    `create rule r as on update to person where new.email <> old.email do also select 1; create rule q as on delete to letter do also update person set name = 'x' where id = old.person;
     create policy p on person using (email = current_user); create policy s on letter using (exists (select from person where name = current_user))`,
    [
      'unanswered: policy p on public.person',
      'unanswered: policy s on public.letter',
      'unanswered: rule q on public.letter',
      'unanswered: rule r on public.person',
    ],
  ],
  [
    'check and exclusion constraints, domains',
    `alter table person add constraint c check (name <> ''), add constraint e exclude using btree (tax with =);
     create domain mail as text check (value like '%@%'); create domain note as text; alter table letter alter sent_to type mail, alter tax type note`,
    [
      'unanswered: domain public.mail of public.letter.sent_to',
      'unanswered: table constraint c on public.person',
      'unanswered: table constraint e on public.person',
    ],
  ],
  [
    'indexes and statistics',
    `create index i1 on person (lower(email)); create index i2 on person (code) where email is not null; create unique index i3 on person (code) where email is not null; create unique index i4 on person (email);
     create index i5 on person using hash (email); create statistics s1 on (lower(name)) from person; create statistics s2 on name, code from person`,
    [
      'dropped: index public.i1',
      'dropped: index public.i2',
      'dropped: index public.i5',
      'dropped: statistics object public.s1',
      'dropped: statistics object public.s2',
      'rebuilt: index public.i4',
      'unanswered: index public.i3',
    ],
  ],
  [
    'publications',
    `create publication every for all tables; create publication schemas for tables in schema public; create publication whole for table person; create publication part for table letter where (tax <> '')`,
    [
      'dropped: publication relation public.person in publication whole',
      'kept: publication every',
      'unanswered: publication namespace public in publication schemas',
      'unanswered: publication relation public.letter in publication part',
    ],
    'keep: [publication every]\ndrop: [publication relation public.person in publication whole]',
  ],
  [
    'materialized views, and indexes and rules of views that do not stand over sealed columns',
    `create materialized view m as select id, email from person; create index m1 on m (id); create index m2 on m (lower(email)); create view over_m as select * from m;
     create materialized view n as select lower(email) as e from person;
     create index l1 on m ((email || ''));
     create view v as select id, email from person; create rule r as on update to v do instead update person set email = lower(new.email) where id = new.id`,
    [
      'recreated: materialized view public.m',
      'recreated: view public.over_m',
      'recreated: view public.v',
      'unanswered: index public.l1',
      'unanswered: index public.m2',
      'unanswered: materialized view public.n',
      'unanswered: rule r on public.v',
    ],
  ],
  [
    'a function that names a column, and all that uses it',
    `create function g(bigint) returns text begin atomic select email from person where id = $1; end; create function h() returns text begin atomic select g(1); end;
     create view v as select g(person) from letter; create table other (a text default g(1));
     create operator !@ (rightarg = bigint, function = g); create view w as select !@ id as x from letter`,
    [
      'unanswered: default value for public.other.a',
      'unanswered: function public.g(bigint)',
      'unanswered: function public.h()',
      'unanswered: operator public.!@(NONE,bigint)',
      'unanswered: view public.v',
      'unanswered: view public.w',
    ],
  ],
  [
    'whole rows, of which PostgreSQL does not say that they are columns',
    `create function label(person) returns text language sql immutable as 'select $1.name'; create view v as select label(p) from person p; create view w as select count(*) from person;
     create index x on person (label(person)); alter table person add constraint c check (label(person) <> '')`,
    [
      'dropped: index public.x',
      'may-break: function public.label(public.person)',
      'unanswered: table constraint c on public.person',
      'unanswered: view public.v',
    ],
  ],
  [
    'event triggers, which are not asked while it is tried out',
    `create function refuses() returns event_trigger language plpgsql as 'begin raise exception ''no''; end'; create event trigger e on table_rewrite execute function refuses()`,
    ['may-break: event trigger e'],
  ],
  [
    'what hangs on a partition alone',
    `create index i on event_1 (lower(phone)); create index j on event (phone); alter table event_1 alter phone set default '1'; alter table event_1 add constraint c check (phone <> '');
     create view v as select phone || 'x' as y from event_1; create view w as select phone from event_1; create policy p on event_1 using (phone <> '');
     create function f() returns trigger language plpgsql as 'begin new.phone := lower(new.phone); return new; end'; create trigger t before insert on event_1 for each row execute function f();
     create trigger u before insert on event for each row execute function f()`,
    [
      'dropped: index public.i',
      'rebuilt: index public.j',
      'recreated: view public.w',
      'unanswered: default value for public.event_1.phone',
      'unanswered: policy p on public.event_1',
      'unanswered: table constraint c on public.event_1',
      'unanswered: trigger t on public.event_1',
      'unanswered: trigger u on public.event',
      'unanswered: view public.v',
    ],
  ],
];

for (const [what, schema, lists, answers] of cases)
  test(`the plan lists ${what}`, async () => assert.deepEqual(await planned(schema, answers), lists));

const idle: readonly (readonly [path: string, answers: string])[] = [
  ['drop.1 names index public.nothing', 'drop: [index public.i, index public.nothing]'],
  ['drop.0 names index public.u', 'drop: [index public.u]'],
  ['drop.0 names function public.looks()', 'drop: [function public.looks()]'],
  ['keep.0 names index public.i', 'keep: [index public.i]'],
  ['views.nothing names public.nothing', 'views: { nothing: { drop: true } }'],
  ['keep.0 names trigger t on public.person, where ~~ on email gives ciphertext', 'keep: [trigger t on public.person]'],
  ['keep.0 names trigger s on public.person, which cannot be made again: op', 'keep: [trigger s on public.person]'],
];

for (const [says, answers] of idle)
  test(`an answer that nothing asks for is refused: ${answers}`, async () => {
    const schema = `create index i on person (lower(email)); create unique index u on person (email);
      create function looks() returns bigint language sql as 'select count(*) from public.person'; create function f() returns trigger language plpgsql as 'begin return new; end';
      create trigger t before update on person for each row when (new.email like 'a%') execute function f();
      create trigger s before update on person for each row when (new.email = any (string_to_array(current_user, ','))) execute function f()`;
    await assert.rejects(planned(schema, answers), (error: unknown) => {
      assert.ok(error instanceof Refusal && error.code === 'JK610', String(error));
      assert.ok(error.message.includes(says), error.message);
      return true;
    });
  });

test('a column that `drop` names and that is not generated must be told like any other', async () => {
  await assert.rejects(planned('alter table person add secret text', 'drop: [table column public.person.secret]'), {
    code: 'JK617',
  });
});

test('a generated column over plain columns is not dropped, and must be told', async () => {
  const schema = 'alter table person add twice int generated always as (code * 2) stored';
  await assert.rejects(planned(schema, 'drop: [table column public.person.twice]'), { code: 'JK610' });
});
