/**
 * Every `licencePollMs`, and at once where somebody says so, one look at all sessions of this gateway: those whose licence, address or credential no longer holds end, so that open and WITH HOLD
 * cursors end too; idle ones of persons as well. Login roles that no licence needs any more are swept away.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { factsFrom, factsOf, licenceRefusal, refusalParams } from '../access/mod.ts';
import { type Config, type Db, type Log, Refusal, faultFields } from '../platform/mod.ts';
import { stillAllowed } from './gateway.sql.ts';
import { type Targets, endOverdueLogins, sweepLogins } from './logins.ts';
import type { Session } from './session.ts';

export type Live = {
  readonly session: Session;
  readonly grant: string;
  readonly grantName: string;
  readonly credential: string;
  readonly address: string;
  readonly service: boolean;
};

export type LicenceWatchOptions = {
  readonly config: Config;
  readonly db: Db;
  readonly targets: Targets;
  readonly log: Log;
  readonly live: ReadonlyMap<string, Live>;
  /** Told when login roles have gone. */
  readonly swept: () => void;
};

const sweepMs = 2000;
/** Milliseconds in which the database is to say why a licence holds no longer: an end takes a second at most. */
const whyMs = 300;

export class LicenceWatch {
  readonly #options: LicenceWatchOptions;
  #timer: NodeJS.Timeout | null = null;
  #looking = false;
  /** Whether somebody asked for a look while one was taken. */
  #again = false;
  readonly #beingDone = new Set<'overdue' | 'sweep'>();
  #sweepDue = 0;
  #overdueDue = 0;

  constructor(options: LicenceWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#look(), this.#options.config.licencePollMs);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Somebody says that a licence ended: what the next look would find is found now. */
  lookNow(): void {
    this.#again = this.#looking;
    void this.#look();
  }

  async #look(): Promise<void> {
    if (performance.now() >= this.#overdueDue) this.#endOverdue();
    if (this.#looking) return;
    this.#looking = true;
    try {
      this.#endIdle();
      const sessions = [...this.#options.live.values()];
      if (sessions.length > 0) await this.#endLapsed(sessions);
      if (performance.now() >= this.#sweepDue) this.#sweep();
    } catch (error) {
      this.#options.log('watch.failed', faultFields(error));
    } finally {
      this.#looking = false;
    }
    if (this.#again) this.lookNow();
  }

  /** Also while Jikimi's database does not answer. */
  #endOverdue(): void {
    this.#overdueDue = performance.now() + sweepMs;
    this.#beside('overdue', () => endOverdueLogins(this.#options.targets));
  }

  #sweep(): void {
    const { db, targets } = this.#options;
    this.#sweepDue = performance.now() + sweepMs;
    this.#beside('sweep', () => sweepLogins(db, targets));
  }

  /** Beside the looks, not within one: a database that does not answer must hold up nobody else's end. */
  #beside(what: 'overdue' | 'sweep', work: () => Promise<number>): void {
    if (this.#beingDone.has(what)) return;
    this.#beingDone.add(what);
    void work()
      .then((gone) => gone > 0 && this.#options.swept())
      .catch((error: unknown) => this.#options.log(`${what}.failed`, faultFields(error)))
      .finally(() => this.#beingDone.delete(what));
  }

  async #endLapsed(sessions: readonly Live[]): Promise<void> {
    const grants = [...new Set(sessions.map((one) => one.grant))];
    const addresses = [...new Set(sessions.map((one) => one.address))];
    const credentials = [...new Set(sessions.map((one) => one.credential))];
    const allowed = await stillAllowed(this.#options.db, grants, addresses, credentials);
    const ended = new Set(allowed.ended);
    const lapsed = sessions.filter(
      (one) =>
        !allowed.grants.includes(one.grant) || !allowed.addresses.includes(one.address) || ended.has(one.credential),
    );
    const end = async ({ session, grant, grantName, address, credential }: Live) => {
      const unread = ended.has(credential)
        ? new Refusal('JK434', { grant: grantName })
        : new Refusal(allowed.grants.includes(grant) ? 'JK227' : 'JK201');
      session.end((await this.whyLapsed(grant, address)) ?? unread);
    };
    await Promise.all(lapsed.map(end));
    if (lapsed.length > 0) this.#sweep();
  }

  /** Null where the licence holds, and where the database does not tell in time: nobody's end waits for it. */
  whyLapsed(grant: string, address: string): Promise<Refusal | null> {
    return Promise.race([this.#why(grant, address), sleep(whyMs, null, { ref: false })]);
  }

  async #why(grant: string, address: string): Promise<Refusal | null> {
    try {
      const row = await factsOf(this.#options.db, grant);
      if (row === undefined) return new Refusal('JK201');
      const facts = factsFrom(row, []);
      const code = licenceRefusal(facts, address, row.now);
      return code === null ? null : new Refusal(code, { ...refusalParams(facts, code), grant: row.name });
    } catch {
      return null;
    }
  }

  #endIdle(): void {
    const seconds = this.#options.config.idleSeconds;
    if (seconds === 0) return;
    const since = performance.now() - seconds * 1000;
    for (const { session, service } of this.#options.live.values())
      if (!service && session.quiet && session.lastActive < since)
        session.end(new Refusal('JK435', { minutes: Math.round(seconds / 60) }));
  }
}
