/** The custodian's statements, prepared once a connection: the hot path of every protected read. */
import type pg from 'pg';
import type { Mode } from '../catalog/mod.ts';
import type { GrantFacts, Stop } from '../access/mod.ts';

export type Pool = pg.Pool;

/** Who is connected: written once by the gateway at sign-in, never changed. */
export type SessionRow = { id: string; grantId: string; holder: string; source: string };

export async function sessionRow(pool: pg.Pool, id: string): Promise<SessionRow | undefined> {
  const { rows } = await pool.query<SessionRow>({
    name: 'session',
    text: 'select id, grant_id as "grantId", holder, host(source) as source from custody.session where id = $1',
    values: [id],
  });
  return rows[0];
}

/** Everything that a decision reads, of one moment. */
export type Inputs = GrantFacts & {
  fields: Record<string, Mode> | null;
  stops: [subject: string, kind: Stop][] | null;
  /** Of the subjects asked, those that the selector names; null where the selector is `all`. */
  scope: string[] | null;
  generation: number;
  /** The database server's own clock, unmoved. */
  wall: Temporal.Instant;
};

export async function inputsOf(pool: pg.Pool, grant: string, subjects: readonly string[]): Promise<Inputs | undefined> {
  const { rows } = await pool.query<Inputs>({
    name: 'inputs',
    text: `
      select f.grant_id as "grantId", f.name, f.holder, f.service, f.purpose_id as "purposeId", f.database_id as "databaseId", f.sources,
        f.window_from as "windowFrom", f.window_to as "windowTo", f.export, f.writes, f.selector, f.max_subjects as "maxSubjects",
        f.day_subjects as "daySubjects", f.minute_subjects as "minuteSubjects", f.starts, f.ends, f.review_due as "reviewDue", f.ended,
        f.ended_as as "endedAs", f.fit_until as "fitUntil", f.left_at as "leftAt", f.owed, f.away, f.approved_until as "approvedUntil", f.now,
        (select json_object_agg(field_id, mode) from access.grant_field g where g.grant_id = f.grant_id) as fields,
        (select json_agg(json_build_array(s.subject, s.kind)) from catalog.stop s
          where s.purpose_id = f.purpose_id and s.subject = any($2::uuid[])) as stops,
        case when f.selector = 'listed' then coalesce((select array_agg(c.subject::text) from access.scope c
          where c.grant_id = f.grant_id and c.subject = any($2::uuid[])), '{}') end as scope,
        (select generation from custody.generation) as generation, clock_timestamp() as wall
      from access.facts f where f.grant_id = $1`,
    values: [grant, uuidArray(subjects)],
  });
  return rows[0];
}

/** The keys that are usable and have `length` bytes, one after another: subject 16 · epoch u32 · wrapped key. In one value, since a row each is dear to read. */
export async function subjectKeys(pool: pg.Pool, subjects: readonly string[], length: number): Promise<Buffer> {
  const { rows } = await pool.query<{ keys: Buffer | null }>({
    name: 'keys',
    text: `
      select string_agg(uuid_send(subject) || int4send(epoch) || wrapped, ''::bytea) as keys
      from custody.subject_key where subject = any($1::uuid[]) and unusable_at is null and octet_length(wrapped) = $2`,
    values: [uuidArray(subjects), length],
  });
  return rows[0]?.keys ?? Buffer.alloc(0);
}

export async function insertSubjectKeys(
  pool: pg.Pool,
  epoch: number,
  kind: 'person' | 'unowned',
  keys: readonly { subject: string; wrapped: Buffer }[],
): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'new-keys',
    text: `
      with room as (
        insert into custody.epoch as e (epoch, subjects) values ($1, $5)
        on conflict (epoch) do update set subjects = e.subjects + excluded.subjects where e.subjects + excluded.subjects <= 65536
        returning epoch)
      insert into custody.subject_key (subject, epoch, wrapped, kind)
      select s, room.epoch, w, $4 from room, unnest($2::uuid[], $3::bytea[]) as x(s, w)`,
    values: [epoch, uuidArray(keys.map((key) => key.subject)), keys.map((key) => key.wrapped), kind, keys.length],
  });
  return (rowCount ?? 0) > 0;
}

export type FieldFacts = { id: number; name: string; category: string; termGroup: number | null };

export async function allFields(pool: pg.Pool): Promise<FieldFacts[]> {
  const { rows } = await pool.query<FieldFacts>(`
    select id, tbl || '.' || col as name, category, term_group as "termGroup" from catalog.field
  `);
  return rows;
}

export async function allTermGroups(pool: pg.Pool): Promise<{ id: number; normalisation: string }[]> {
  const { rows } = await pool.query<{ id: number; normalisation: string }>(
    'select id, normalisation from catalog.term_group order by id',
  );
  return rows;
}

/** Only what was `recorded` or is there `again` may leave; see `custody.record`. */
export type Recorded = {
  n: number;
  outcome: 'recorded' | 'again' | 'other' | 'ended' | 'stale' | 'cap:minute' | 'cap:day' | 'cap:all';
};

/** Records all of these in one transaction, durable when it resolves. Told in one value: a row each costs more than what it says. */
export async function recordAll(client: pg.ClientBase, records: string): Promise<Recorded[]> {
  const { rows } = await client.query<{ told: string | null }>({
    name: 'record',
    text: `select string_agg(n || ' ' || outcome, ',' order by n) as told from custody.record($1::jsonb)`,
    values: [records],
  });
  return (rows[0]?.told ?? '').split(',').map((one) => {
    const [n, outcome] = one.split(' ');
    return { n: Number(n), outcome: outcome as Recorded['outcome'] };
  });
}

/** Server settings without which a record would not be durable. */
export async function durability(pool: pg.Pool): Promise<{ fsync: string; fullPageWrites: string }> {
  const { rows } = await pool.query<{ fsync: string; fullPageWrites: string }>(
    `select current_setting('fsync') as fsync, current_setting('full_page_writes') as "fullPageWrites"`,
  );
  return rows[0] ?? { fsync: 'off', fullPageWrites: 'off' };
}

/**
 * Whether the database is as new as this custodian: its `custody.record` judges what the decision saw (an older one would take a yes by kept inputs for granted),
 * its grants say whether they write, and its facts what the holder owes and whether they are here.
 */
export async function isNewEnough(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(
    `select to_regtype('custody.asked') is not null and to_regproc('custody.only_by_a_grant_that_writes') is not null
      and to_regproc('people.owed') is not null and to_regproc('access.away') is not null as there`,
  );
  return rows[0]?.there ?? false;
}

/** Whether any subject was ever given a key. */
export async function anyEpoch(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ any: boolean }>('select exists (select from custody.epoch) as any');
  return rows[0]?.any ?? true;
}

/** A uuid[] literal: much cheaper to build and to parse than an array of parameters. */
export function uuidArray(uuids: readonly string[]): string {
  return `{${uuids.join(',')}}`;
}
