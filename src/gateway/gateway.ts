/**
 * The gateway: accepts clients and knows them; grant-session.ts opens a session for each whose licence holds, licence-watch.ts ends those whose
 * licence lapses. It holds no key, and no value longer than the batches of one statement that are asked at once.
 */
import { type Server, type Socket, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CustodianClient } from '../custody/mod.ts';
import { record } from '../ledger/mod.ts';
import {
  type Config,
  type Db,
  type Log,
  Refusal,
  type TlsMaterial,
  faultFields,
  isConnectionFault,
  transact,
} from '../platform/mod.ts';
import { Door } from './door.ts';
import { errorResponse, type Language } from './error-response.ts';
import { type CredentialRow, credentialOf } from './gateway.sql.ts';
import { GrantConnections } from './grant-connection.ts';
import { GrantSessions } from './grant-session.ts';
import { type Live, LicenceWatch } from './licence-watch.ts';
import { loadParser } from './parser-pool.ts';
import type { Targets } from './logins.ts';
import { type RefusalBody, Refusals } from './refusals.ts';
import { verifierOrMock } from './scram-verifier.ts';
import { ClientGone, signIn } from './sign-in.ts';

export type GatewayOptions = {
  readonly config: Config;
  readonly db: Db;
  readonly targets: Targets;
  readonly custodian: CustodianClient;
  readonly tls: () => TlsMaterial;
  /** At least 32 bytes, the same for all gateways: unknown users look like known ones. */
  readonly mockSecret: Buffer;
  readonly log: Log;
};

const signInMs = 10_000;
/** Milliseconds in which what was refused may still be recorded when the gateway stops. */
const settleMs = 2000;
const mostConnections = 2000;
const mostUnproven = 200;

export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server: Server;
  readonly #live = new Map<string, Live>();
  readonly #sessions: GrantSessions;
  readonly #watch: LicenceWatch;
  readonly #door = new Door(mostUnproven);
  readonly #refusals = new Refusals((body, times) => this.#record(body, times));
  #stopped = false;

  constructor(options: GatewayOptions) {
    const { config, db, targets, custodian, log } = options;
    this.#options = options;
    const live = this.#live;
    const connections = new GrantConnections({ db, timeoutMs: signInMs });
    const watch = new LicenceWatch({ config, db, targets, log, live, swept: () => connections.forgetLogins() });
    const refused = (body: RefusalBody) => void this.#refusals.add(body);
    this.#watch = watch;
    this.#sessions = new GrantSessions({ db, targets, custodian, log, live, connections, watch, refused });
    this.#server = createServer(
      { noDelay: true, keepAlive: true, pauseOnConnect: true },
      (socket) => void this.#accept(socket),
    );
  }

  async listen(): Promise<void> {
    const { config } = this.#options;
    await loadParser();
    await new Promise<void>((done, failed) => {
      this.#server.once('error', (cause: NodeJS.ErrnoException) =>
        failed(
          cause.code === 'EADDRINUSE'
            ? new Refusal('JK005', { port: config.gatewayPort, setting: 'JIKIMI_GATEWAY_PORT' }, cause)
            : cause,
        ),
      );
      this.#server.listen(config.gatewayPort, config.listen, done);
    });
    this.#watch.start();
  }

  /** See LicenceWatch. */
  lookNow(): void {
    this.#watch.lookNow();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#watch.stop();
    this.#server.close();
    this.#door.close();
    this.#endAll();
    await Promise.race([this.#refusals.settled(), sleep(settleMs, undefined, { ref: false })]);
  }

  #endAll(): void {
    for (const { session } of this.#live.values()) session.end(new Refusal('JK439'));
  }

  async #accept(raw: Socket): Promise<void> {
    let socket = raw;
    let credential: CredentialRow | undefined;
    let proven: CredentialRow | null = null;
    const source = plainAddress(raw.remoteAddress ?? '');
    raw.on('error', () => undefined);
    const timer = setTimeout(() => {
      tell(socket, new Refusal('JK441'));
      raw.destroy();
      void this.#refusals.add({ where: 'sign-in', code: 'JK441', source, proven: false });
    }, signInMs);
    const caller = {
      address: source,
      turnAway: (code: 'JK436' | 'JK439') => {
        tell(socket, new Refusal(code));
        raw.destroy();
        if (code !== 'JK439') void this.#refusals.add({ where: 'sign-in', code, source, proven: false });
      },
    };
    this.#door.enter(caller);
    try {
      if (this.#live.size >= mostConnections) throw new Refusal('JK436');
      const signedIn = await signIn(
        raw,
        {
          tls: this.#options.tls,
          plainAllowed: (address) => this.#options.config.gatewayTls === 'off-on-loopback' && isLoopback(address),
          verifierOf: async (user) => {
            credential = await this.#lookUp(user);
            return verifierOrMock(credential, user, this.#options.mockSecret);
          },
          onCancel: (processId, key) => this.#sessions.cancel(processId, key),
        },
        (secured) => {
          socket = secured;
        },
      );
      if (signedIn === null) return;
      if (credential === undefined) throw new Refusal('JK403');
      proven = credential;
      await this.#sessions.begin(signedIn, credential, source);
      if (this.#stopped) this.#endAll();
    } catch (error) {
      await this.#turnAway(socket, error, source, proven);
    } finally {
      this.#door.leave(caller);
      clearTimeout(timer);
    }
  }

  async #lookUp(user: string): Promise<CredentialRow | undefined> {
    try {
      return await credentialOf(this.#options.db, user);
    } catch (error) {
      throw isConnectionFault(error) ? new Refusal('JK011', {}, error) : error;
    }
  }

  async #turnAway(socket: Socket, error: unknown, source: string, proven: CredentialRow | null): Promise<void> {
    if (error instanceof ClientGone) return;
    const refusal = Refusal.from(error);
    if (refusal.code === 'JK001' || refusal.retryable) this.#options.log('sign-in.failed', faultFields(error));
    tell(socket, refusal, proven?.language); // an unknown user and a known one are told in one language
    socket.end();
    setTimeout(() => socket.destroy(), 1000).unref();
    const whose = proven === null ? {} : { grant: proven.grantId, holder: proven.holder };
    await this.#refusals.add({ where: 'sign-in', code: refusal.code, source, proven: proven !== null, ...whose });
  }

  async #record(body: RefusalBody, times: number): Promise<void> {
    const counted = times === 1 ? body : { ...body, times };
    await transact(this.#options.db, (tx) => record(tx, { kind: 'refusal', body: counted })).catch((error: unknown) =>
      this.#options.log('refusal.unrecorded', { ...faultFields(error), times }),
    );
  }
}

function tell(socket: Socket, refusal: Refusal, language: Language = 'en'): void {
  if (socket.writable) socket.write(errorResponse(refusal, language, 'FATAL'));
}

function isLoopback(address: string): boolean {
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
}

/** An IPv4 client of a dual-stack socket is an IPv4 client. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}
