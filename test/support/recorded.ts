/** What Jikimi's database holds of disclosures, read by its superuser from a connection of its own. */
import pg from 'pg';
import type { Jikimi } from './jikimi.ts';

export class Records {
  readonly pool: pg.Pool;

  constructor(jikimi: Jikimi) {
    this.pool = new pg.Pool({ connectionString: jikimi.jikimiUri, max: 3, connectionTimeoutMillis: 5000 });
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async one<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T> {
    const { rows } = await this.pool.query<T>(text, values);
    const row = rows[0];
    if (row === undefined) throw new Error(`no row: ${text}`);
    return row;
  }

  /** Batches of a session, or of all sessions. */
  async disclosures(session: string | null = null): Promise<number> {
    const { n } = await this.one<{ n: number }>(
      'select count(*)::int as n from custody.disclosure where session_id = $1 or $1 is null',
      [session],
    );
    return n;
  }

  /** Subjects that the grant has spent in all. */
  async spent(grant: string): Promise<number> {
    const { n } = await this.one<{ n: number }>(
      `select coalesce(sum(s.subjects), 0)::int as n from access.spent s join access.grant g on g.id = s.grant_id
       where g.name = $1 and s.span = 'all'`,
      [grant],
    );
    return n;
  }

  /** The newest session of a grant. */
  async lastSession(grant: string): Promise<string> {
    const { id } = await this.one<{ id: string }>(
      `select s.id from custody.session s join access.grant g on g.id = s.grant_id where g.name = $1 order by s.id desc limit 1`,
      [grant],
    );
    return id;
  }

  /** Codes of the refusals that a session met, in order. */
  async refusals(session: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ code: string }>(
      `select body ->> 'code' as code from ledger.opening where kind = 'refusal' and body ->> 'session' = $1 order by at`,
      [session],
    );
    return rows.map((row) => row.code);
  }

  /** Entries of a session that say something was opened. */
  async openings(session: string): Promise<number> {
    const { n } = await this.one<{ n: number }>(
      `select count(*)::int as n from ledger.opening where kind = 'opening' and body ->> 'session' = $1`,
      [session],
    );
    return n;
  }

  /**
   * Keeps every record from being committed until the returned release: a custodian that was asked waits inside its transaction, after it has
   * decided and before it is durable.
   */
  async holdRecords(): Promise<{ release(): Promise<void> }> {
    const client = await this.pool.connect();
    await client.query('begin');
    await client.query('lock table custody.disclosure in share row exclusive mode');
    return {
      release: async () => {
        await client.query('rollback');
        client.release();
      },
    };
  }

  /** The backend of a custodian that waits for `holdRecords`. */
  async waitingRecorder(): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where usename = 'jikimi_custodian' and wait_event_type = 'Lock' and wait_event = 'relation'`,
    );
    return rows[0]?.pid;
  }

  async stop(): Promise<void> {
    await this.pool.end();
  }
}
