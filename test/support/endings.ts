/** How long a grant's backend outlives its grant, by the databases' own clock (both servers stand on one machine). */
import pg from 'pg';
import { accounts } from '../../example/haneul/organisation.ts';
import { revokeGrant } from '../../src/access/mod.ts';
import { actorByAccount } from '../../src/people/mod.ts';
import type { Jikimi } from './jikimi.ts';
import { Records } from './recorded.ts';

const email = 'select email from members';

/** What a session is at when its grant is revoked, by name: statements that run to their end, then one that may not. */
export const workOf = {
  idle: { before: [`${email} limit 1`], last: null },
  'in a transaction with an open cursor': {
    before: ['begin', `declare c cursor for ${email}`, 'fetch 1 from c'],
    last: null,
  },
  'in mid-statement': { before: [], last: 'select pg_sleep(300)' },
  'writing to the gateway': { before: [], last: `select repeat('x', 1000) from generate_series(1, 10000000)` },
} as const;
export type Work = keyof typeof workOf;
export const works = Object.keys(workOf) as Work[];

/** Of this process: a grant's name is its own for ever. */
let count = 0;

export type Ending = {
  /** Revokes the session's grant. */
  end(): Promise<number>;
  /** The code of the first error that the client hears. */
  readonly told: Promise<string>;
};

export class Endings {
  readonly #jikimi: Jikimi;
  readonly #records: Records;
  readonly #members: pg.Client;

  private constructor(jikimi: Jikimi, members: pg.Client) {
    this.#jikimi = jikimi;
    this.#records = new Records(jikimi);
    this.#members = members;
  }

  static async of(jikimi: Jikimi): Promise<Endings> {
    const members = new pg.Client({ connectionString: jikimi.membersUri });
    await members.connect();
    await members.query(`
      create function pg_temp.gone(role name, within interval) returns timestamptz language plpgsql as $$
      begin
        loop
          perform pg_stat_clear_snapshot();
          if not exists (select from pg_stat_activity where usename = role) then return clock_timestamp(); end if;
          if clock_timestamp() > now() + within then return null; end if;
          perform pg_sleep(0.005);
        end loop;
      end $$`);
    return new Endings(jikimi, members);
  }

  async close(): Promise<void> {
    await this.#members.end();
    await this.#records.stop();
  }

  /** Resolves when no backend of the role is there: seconds since 1970 by the members' server, null where one still is after 20 s. */
  async gone(role: string): Promise<number | null> {
    const { rows } = await this.#members.query<{ at: string | null }>(
      `select extract(epoch from pg_temp.gone($1, '20 s')) as at`,
      [role],
    );
    const at = rows[0]?.at ?? null;
    return at === null ? null : Number(at);
  }

  /** Milliseconds from a moment on the members' clock, at which `ends` is called, until no backend of the role is there. */
  async after(role: string, ends: () => void): Promise<number> {
    const { rows } = await this.#members.query<{ now: string }>('select extract(epoch from clock_timestamp()) as now');
    ends();
    return ((await this.gone(role)) ?? Number.POSITIVE_INFINITY) * 1000 - Number(rows[0]?.now) * 1000;
  }

  /** A session that is at that work; `end` revokes its grant: milliseconds from `ended` in access.life to the moment at which its backend was gone. */
  async session(work: Work): Promise<Ending> {
    const name = `ending-${++count}`;
    await this.#jikimi.grant({ name, fields: [{ table: 'members', column: 'email', mode: 'full' }] });
    const uri = (await this.#jikimi.connect(name)).replace(/\?.*/, '?sslmode=disable');
    const client = new pg.Client({ connectionString: uri });
    const told = Promise.withResolvers<string>();
    const tell = (error: Error & { code?: string }) => told.resolve(error.code ?? error.message);
    client.on('error', tell);
    await client.connect();
    const { before, last } = workOf[work];
    for (const text of before) await client.query(text);
    const { id } = await this.#records.one<{ id: string }>('select id from access.grant where name = $1', [name]);
    const role = `jk_${id.replaceAll('-', '')}`;
    if (last !== null) {
      client.query(last).catch(tell);
      await this.#running(role);
    }
    const end = async () => {
      const gone = this.gone(role);
      const responsible = await actorByAccount(this.#jikimi.office, accounts.responsible);
      await revokeGrant(this.#jikimi.office, responsible, name, 'a test');
      const at = await gone;
      const { ended } = await this.#records.one<{ ended: string }>(
        `select extract(epoch from ended) as ended from access.life where grant_id = $1`,
        [id],
      );
      return at === null ? Number.POSITIVE_INFINITY : (at - Number(ended)) * 1000;
    };
    return { end, told: told.promise };
  }

  async #running(role: string): Promise<void> {
    for (let tries = 0; tries < 500; tries++) {
      const { rowCount } = await this.#members.query(
        `select from pg_stat_activity where usename = $1 and state = 'active' and query !~ 'pg_catalog'`,
        [role],
      );
      if (rowCount === 1) return;
      await new Promise((done) => setTimeout(done, 10));
    }
    throw new Error(`${role} never ran its statement`);
  }
}
