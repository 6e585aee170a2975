/** What `doctor` asks: of Jikimi's own database as its superuser, of membership databases as the gateway's role. It changes nothing. */
import type pg from 'pg';

export async function setting(client: pg.ClientBase, name: string): Promise<string> {
  const { rows } = await client.query<{ value: string }>('select current_setting($1) as value', [name]);
  return rows[0]?.value ?? '';
}

export async function serverVersion(client: pg.ClientBase): Promise<number> {
  return Math.floor(Number(await setting(client, 'server_version_num')) / 10_000);
}

/** Seconds between this machine's clock, given in milliseconds, and the server's. */
export async function skewSeconds(client: pg.ClientBase, machineMs: number): Promise<number> {
  const { rows } = await client.query<{ ms: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
  );
  return Math.abs((rows[0]?.ms ?? 0) - machineMs) / 1000;
}

/** Rights that a process must not have, of those that it has. */
export async function forbiddenRights(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(`
    select format('%s may %s %s', r.role, p.privilege, t.tbl) as fault
    from unnest(array['jikimi_office', 'jikimi_gateway', 'jikimi_custodian', 'jikimi_sequencer']) r(role),
      unnest(array['ledger.act', 'ledger.opening', 'ledger.leaf', 'ledger.head', 'custody.disclosure', 'custody.disclosure_part',
        'access.grant', 'access.decision']) t(tbl),
      unnest(array['update', 'delete', 'truncate']) p(privilege)
    where has_table_privilege(r.role, t.tbl, p.privilege)
    union all
    select format('%s may insert into %s', r.role, t.tbl)
    from unnest(array['jikimi_office', 'jikimi_gateway', 'jikimi_custodian', 'jikimi_sequencer']) r(role),
      unnest(array['custody.disclosure', 'custody.disclosure_part']) t(tbl)
    where has_table_privilege(r.role, t.tbl, 'insert')
    union all
    select format('%s is a superuser', rolname) from pg_roles where rolname like 'jikimi\\_%' and rolsuper`);
  return rows.map((row) => row.fault);
}

/** Append-only tables whose refusing trigger is missing or was switched off. */
export async function silencedTriggers(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ tbl: string }>(`
    select t.tbl from unnest(array['ledger.act', 'ledger.opening', 'ledger.leaf', 'ledger.head', 'custody.disclosure', 'custody.disclosure_part',
      'access.grant', 'access.grant_field', 'access.decision', 'law.applied', 'law.bound']) t(tbl)
    where not exists (select from pg_trigger g where g.tgrelid = t.tbl::regclass and g.tgname = 'never_changed' and g.tgenabled = 'A')`);
  return rows.map((row) => row.tbl);
}

/** What carries each promise, as docs/promises.md has it: constraints, unique indexes and triggers that have a name of their own. */
export const carrying = {
  1: [
    'purpose_covers_the_field',
    'nobody_decides_their_own',
    'of_that_request',
    'approved_or_owing',
    'somebody_approved',
    'one_break_glass_a_grant',
    'terms_are_settled',
    'purpose_has_a_basis',
    'approval_ends',
    'nobody_declares_themselves_fit',
    'fitness_ends',
    'only_a_service_writes',
    'only_by_a_grant_that_writes',
    'only_by_a_grant_that_exports',
    'for_its_own_service',
    'an_account_that_is_there',
    'each_code_once',
    'used_once',
    'tries_are_counted',
    'under_an_office_of_theirs',
    'holding_has_a_basis',
    'nobody_signs_for_another',
    'nobody_learns_for_another',
    'the_text_that_was_shown',
    'of_that_course',
    'nobody_passes_below_80',
    'nobody_clears_their_own',
    'only_what_was_detected',
    'reported_by_oneself_or_hr',
    'said_by_hr',
    'nobody_acts_on_themselves',
  ],
  2: ['only_while_live', 'within_cap', 'capped_as_its_holder', 'of_this_server', 'accepted_for_a_reason'],
  3: ['numbered_from_zero', 'leaf_hash_is_sha256'],
  4: [
    'finite',
    'never_two_at_once',
    'only_ended',
    'ended_for_a_reason',
    'as_it_lapsed',
    'credential_expires',
    'session_expires',
    'signed_in_for_a_day_at_most',
    'a_session_stays_over',
    'a_link_stays_over',
    'a_recovery_set_stays_over',
    'an_authenticator_stays_over',
    'no_session_without_sign_in',
    'one_owner_link_is_used',
    'a_year_at_most',
    'not_superseded',
    'due_with_its_half_year',
    'follows_the_act_before',
    'a_move_is_reviewed_within_a_week',
    'waits_for_review',
    'nobody_reviews_their_own',
  ],
  5: [
    'one_rule_a_day',
    'no_hole',
    'rule_in_force',
    'one_day',
    'rule_has_a_source',
    'rule_has_an_article',
    'statute_in_both_languages',
    'never_laxer_than_the_law',
    'floor_or_ceiling',
  ],
} as const;

/** Those of a promise that are not there, not validated or switched off. */
export async function missing(client: pg.ClientBase, promise: keyof typeof carrying): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select n as name from unnest($1::text[]) n
     where not exists (select from pg_constraint c where c.conname = n and c.convalidated)
       and not exists (select from pg_class i join pg_index x on x.indexrelid = i.oid where i.relname = n and x.indisunique and x.indisvalid)
       and not exists (select from pg_trigger t where t.tgname = n and t.tgenabled in ('A', 'O'))`,
    [carrying[promise]],
  );
  return rows.map((row) => row.name);
}

/** Grants that have no licence any more and whose login is there still; the sweep takes it away within seconds. */
export async function lapsedGrants(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select g.name from gateway.login l join access.grant g on g.id = l.grant_id
    where not exists (select from access.licence v where v.grant_id = l.grant_id) order by g.name`);
  return rows.map((row) => row.name);
}

/** Today in Seoul, by Jikimi's clock. */
export async function today(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ day: string }>(
    `select ((platform.now() at time zone 'Asia/Seoul')::date)::text as day`,
  );
  return rows[0]?.day ?? '';
}

/** Of topics that need a rule, as `jurisdiction topic`, those that have none for that day. */
export async function topicsWithoutRule(
  client: pg.ClientBase,
  needed: readonly string[],
  day: string,
): Promise<string[]> {
  const { rows } = await client.query<{ topic: string }>(
    `select topic from unnest($1::text[]) topic where not exists (
       select from law.rule r where r.jurisdiction || ' ' || r.topic = topic.topic and r.effective @> $2::date)`,
    [needed, day],
  );
  return rows.map((row) => row.topic);
}

/** Rules in force on that day that nobody confirmed, and house numbers that are or will be laxer than the law. */
export async function doubtfulRules(
  client: pg.ClientBase,
  day: string,
): Promise<{ unconfirmed: number; tooLax: string[] }> {
  const { rows } = await client.query<{ unconfirmed: number; tooLax: string[] }>(
    `select (select count(*)::int from law.rule where not confirmed and effective @> $1::date) as unconfirmed,
       array(select distinct format('%s %s (%s %s)', topic, number, statute, bound) from law.too_lax
         where upper_inf(days) or upper(days) > $1::date) as "tooLax"`,
    [day],
  );
  return rows[0] ?? { unconfirmed: 0, tooLax: [] };
}

/** Entries that the index by person does not have yet, and how long the first of them has waited. */
export async function unindexed(client: pg.ClientBase): Promise<{ waiting: number; oldestSeconds: number }> {
  const { rows } = await client.query<{ waiting: number; oldestSeconds: number }>(`
    select (coalesce((select max(leaf) from ledger.leaf), -1) - b.leaf)::int as waiting,
      coalesce((select extract(epoch from platform.now() - d.at) from ledger.leaf l join custody.disclosure d on d.entry_id = l.entry_id
        where l.leaf > b.leaf order by l.leaf limit 1), 0)::float8 as "oldestSeconds"
    from custody.behind b`);
  return rows[0] ?? { waiting: 0, oldestSeconds: 0 };
}

export type Registered = {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
};

/** The membership databases that were adopted. */
export async function registeredDatabases(client: pg.ClientBase): Promise<Registered[]> {
  const { rows } = await client.query<Registered>(
    'select name, host, port, dbname from catalog.database order by name',
  );
  return rows;
}

/** The logins of the grants that the gateways know. */
export async function knownLogins(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ role: string }>('select role from gateway.login');
  return rows.map((row) => row.role);
}

/** Login roles in the cluster that are named as those of grants are and are none of these, each minted after its name was known. */
export async function strayLogins(client: pg.ClientBase, known: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname ~ '^jk_[0-9a-f]{32}$' and rolcanlogin and rolname <> all($1::text[]) order by rolname`,
    [known],
  );
  return rows.map((row) => row.rolname);
}

export async function strayRecords(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`
    select count(*)::int as count from custody.disclosure d where not exists (select from ledger.opening o where o.id = d.entry_id)`);
  return rows[0]?.count ?? 0;
}

export async function unnumbered(client: pg.ClientBase): Promise<{ waiting: number; oldestSeconds: number }> {
  const { rows } = await client.query<{ waiting: number; oldestSeconds: number }>(`
    select count(*)::int as waiting, coalesce(extract(epoch from platform.now() - min(at)), 0)::float8 as "oldestSeconds" from ledger.pending`);
  return rows[0] ?? { waiting: 0, oldestSeconds: 0 };
}

/** Months from now on for which the history has a place. */
export async function preparedMonths(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ months: number }>(`
    select count(*)::int as months from generate_series(0, 3) n
    where to_regclass('ledger.opening' || to_char(platform.now() at time zone 'UTC' + make_interval(months => n), '_YYYY_MM')) is not null`);
  return rows[0]?.months ?? 0;
}

/** Sealed columns that are not registered or whose check is gone. */
export async function driftedColumns(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ col: string }>(
    `select format('%s.%s', tbl, col) as col from pii.sealed_column where field is null or not guarded`,
  );
  return rows.map((row) => row.col);
}

/** Conversions between sealed and a string type that nothing refuses: those of pii.open_cast, which the gateway's role may not read. */
export async function openCasts(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`
    select count(*)::int as count from pg_type word cross join lateral (values
      ('pii.sealed'::regtype, word.oid::regtype), ('pii.sealed[]'::regtype, word.oid::regtype),
      (word.oid::regtype, 'pii.sealed'::regtype), (word.oid::regtype, 'pii.sealed[]'::regtype)) one (source, target)
    where word.typcategory = 'S' and word.typtype = 'b'
      and not exists (select from pg_cast known where known.castsource = one.source and known.casttarget = one.target)`);
  return rows[0]?.count ?? 0;
}

/** Rights of the grants' roles beyond reading and writing rows: temporary tables, schemas of their own, emptying a table or naming it in a trigger or foreign key. */
export async function readerExcess(client: pg.ClientBase, database: string): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(
    `select 'temporary tables' as fault where has_database_privilege('jikimi_reader', $1, 'temporary')
     union all select 'new schemas' where has_database_privilege('jikimi_reader', $1, 'create')
     union all select format('creating in %s', nspname) from pg_namespace
       where nspname !~ '^pg_' and has_schema_privilege('jikimi_reader', oid, 'create')
     union all select format('%s on %s', p, c.oid::regclass) from pg_class c, pg_roles r, unnest(array['truncate', 'trigger', 'references']) p
       where r.rolname in ('jikimi_reader', 'jikimi_writer') and c.relkind in ('r', 'p') and c.relnamespace <> 'pg_catalog'::regnamespace
         and has_table_privilege(r.oid, c.oid, p)
     union all select format('superuser %s', rolname) from pg_roles where rolname like 'jk\\_%' and rolsuper`,
    [database],
  );
  return rows.map((row) => row.fault);
}

/** Tables with sealed columns that have no row wall, or let readers past it who are in neither of its groups. */
export async function unwalled(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ tbl: string }>(`
    select distinct tbl::text as tbl from pii.sealed_column s
    where (select count(*) from pg_policy p where p.polrelid = s.tbl and p.polname in ('jikimi_known', 'jikimi_wall')) < 2
      or not (select relrowsecurity from pg_class c where c.oid = s.tbl)`);
  return rows.map((row) => row.tbl);
}

/** Tables with sealed columns that no guard of what is written stands before. */
export async function unguarded(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ tbl: string }>('select tbl::text as tbl from pii.unguarded order by 1');
  return rows.map((row) => row.tbl);
}

export async function clusterId(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select system_identifier::text as id from pg_control_system()');
  return rows[0]?.id ?? '';
}

/** On which timeline the record store is, whether somebody accepted it, and whether a failover would be to a synchronous standby. */
export async function storeLine(
  client: pg.ClientBase,
): Promise<{ timeline: number; accepted: boolean; standbys: number; synchronous: string }> {
  const { rows } = await client.query<{ timeline: number; accepted: boolean; standbys: number; synchronous: string }>(`
    select t.now::float8 as timeline, exists (select from custody.store_line s where s.cluster = custody.cluster() and s.timeline = t.now) as accepted,
      (select count(*)::int from pg_stat_replication) as standbys, current_setting('synchronous_standby_names') as synchronous
    from (select custody.timeline() as now) t`);
  const [row] = rows;
  if (row === undefined) throw new Error('the record store told no timeline');
  return row;
}
