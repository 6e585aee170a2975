/**
 * The gateway: accepts clients, knows them, opens their backends, and every `licencePollMs` ends the sessions whose licence or address no
 * longer holds, so that open and WITH HOLD cursors end too. It holds no key and no value longer than one batch.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type Server, type Socket, createServer } from 'node:net';
import { factsFrom, factsOf, grantFields, licenceRefusal } from '../access/mod.ts';
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
import { backendKeyData, readyForQuery } from './backend-builders.ts';
import { type Backend, cancelBackend, connectBackend } from './backend.ts';
import { errorResponse } from './error-response.ts';
import { type CredentialRow, addressAdmitted, credentialOf, insertSession, stillAllowed } from './gateway.sql.ts';
import { type Target, type Targets, mintLogin, sweepLogins } from './logins.ts';
import { verifierOrMock } from './scram-verifier.ts';
import { Session } from './session.ts';
import { ClientGone, type SignedIn, signIn } from './sign-in.ts';
import { fingerprintOf } from './fingerprint.ts';
import { Binder } from './binder.ts';
import { type Probe, makeProbe } from './probe.ts';
import { SideConnection } from './side-connection.ts';
import { loadParser } from './literals.ts';

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
const mostConnections = 2000;
const mostUnproven = 200;

type Live = {
  readonly session: Session;
  readonly grant: string;
  readonly address: string;
  readonly service: boolean;
  readonly cancel: () => Promise<void>;
};

export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server: Server;
  readonly #live = new Map<string, Live>();
  /** Cancel keys that we made up → whom they cancel. */
  readonly #cancelKeys = new Map<string, () => Promise<void>>();
  readonly #logins = new Map<string, Promise<{ role: string; secret: string }>>();
  readonly #probes = new Map<string, Probe>();
  readonly #sides = new Map<string, { readonly side: SideConnection; users: number }>();
  #unproven = 0;
  #nextProcessId = 1;
  #watch: NodeJS.Timeout | null = null;
  #watching = false;
  #sweepDue = 0;

  constructor(options: GatewayOptions) {
    this.#options = options;
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
    this.#watch = setInterval(() => void this.#look(), config.licencePollMs);
  }

  async stop(): Promise<void> {
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#server.close();
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
    }, signInMs);
    this.#unproven += 1;
    try {
      if (this.#live.size >= mostConnections || this.#unproven > mostUnproven) throw new Refusal('JK436');
      const signedIn = await signIn(
        raw,
        {
          tls: this.#options.tls,
          plainAllowed: (address) => this.#options.config.gatewayTls === 'off-on-loopback' && isLoopback(address),
          verifierOf: async (user) => {
            credential = await this.#lookUp(user);
            return verifierOrMock(credential, user, this.#options.mockSecret);
          },
          onCancel: async (processId, key) => this.#cancelKeys.get(cancelName(processId, key))?.(),
        },
        (secured) => {
          socket = secured;
        },
      );
      if (signedIn === null) return;
      if (credential === undefined) throw new Refusal('JK403');
      proven = credential;
      await this.#begin(signedIn, credential, source);
    } catch (error) {
      await this.#turnAway(socket, error, source, proven);
    } finally {
      this.#unproven -= 1;
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

  async #begin(signedIn: SignedIn, credential: CredentialRow, source: string): Promise<void> {
    const { db, custodian, log } = this.#options;
    const { socket } = signedIn;
    await this.#checkLicence(credential, source);
    const target = await this.#options.targets.get(credential.databaseId);
    const asked = signedIn.startup.parameters.get('database') ?? signedIn.startup.user;
    if (asked !== target.address.dbname && asked !== target.address.name)
      throw new Refusal('JK437', { expected: target.address.dbname });
    const backend = await this.#backend(target, credential.grantId, signedIn.parameters);
    const application = signedIn.parameters.get('application_name') ?? '';
    const id = await transact(db, async (tx) => {
      const { grantId, id: credentialId, holder } = credential;
      const session = await insertSession(tx, {
        grantId,
        credentialId,
        holder,
        source,
        application: application.slice(0, 64),
      });
      await record(tx, {
        kind: 'connection.opened',
        body: { session, grant: grantId, holder, credential: credentialId, source },
      });
      return session;
    });

    const key = randomBytes(4);
    const processId = this.#nextProcessId++ & 0x7fffffff;
    const cancel = () => cancelAndWait(target, backend);
    let batch = 0;
    const side = this.#side(target, credential.grantId);
    const session = new Session({
      client: socket,
      backend,
      types: target.types,
      language: credential.language,
      sealedNames: target.sealedNames,
      binder: new Binder({
        probe: this.#probeOf(target),
        types: target.types,
        role: credential.grantId,
        side,
        compare: async (value, statement) =>
          custodian.compare({ session: id, batch: (batch += 1), fingerprint: await fingerprintOf(statement), value }),
      }),
      open: async (envelopes, statement) =>
        custodian.open({ session: id, batch: (batch += 1), fingerprint: await fingerprintOf(statement), envelopes }),
      cancel,
      refusedHere: (refusal) => {
        if (!/^JK[45]/.test(refusal.code)) return;
        const { grantId: grant, holder } = credential;
        void this.#record({ where: 'session', code: refusal.code, session: id, grant, holder, source });
      },
      ended: () => {
        this.#live.delete(id);
        this.#leaveSide(credential.grantId);
        this.#cancelKeys.delete(cancelName(processId, key));
        log('session.ended', { session: id });
      },
    });
    this.#live.set(id, { session, grant: credential.grantId, address: source, service: credential.service, cancel });
    this.#cancelKeys.set(cancelName(processId, key), cancel);
    log('session.began', { session: id, grant: credential.grantId });
    socket.write(Buffer.concat([...backend.greeting, backendKeyData(processId, key), readyForQuery('I')]));
  }

  async #checkLicence(credential: CredentialRow, source: string): Promise<void> {
    const { db } = this.#options;
    const row = await factsOf(db, credential.grantId);
    if (!(await addressAdmitted(db, source))) throw new Refusal('JK227');
    const code =
      row === undefined
        ? 'JK201'
        : licenceRefusal(factsFrom(row, await grantFields(db, credential.grantId)), source, row.now);
    if (code !== null) throw new Refusal(code);
    if (!credential.usable) throw new Refusal('JK434', { grant: row?.name ?? '' });
  }

  /** A backend as the grant's role. The role is made at its first connection; where it went meanwhile, once more. */
  async #backend(target: Target, grant: string, parameters: ReadonlyMap<string, string>): Promise<Backend> {
    for (let tries = 0; ; tries++) {
      const { role, secret } = await this.#login(target, grant);
      try {
        const { host, port, dbname } = target.address;
        const all = new Map([...parameters, ['database', dbname]]);
        return await connectBackend({ host, port, role, secret, parameters: all, timeoutMs: signInMs });
      } catch (error) {
        this.#logins.delete(grant);
        if (tries > 0) throw error;
      }
    }
  }

  #probeOf(target: Target): Probe {
    const probe = this.#probes.get(target.address.id) ?? makeProbe();
    this.#probes.set(target.address.id, probe);
    return probe;
  }

  /** The side connection of a grant, shared by its sessions and closed with the last of them. */
  #side(target: Target, grant: string): SideConnection {
    const known = this.#sides.get(grant);
    if (known !== undefined) {
      known.users += 1;
      return known.side;
    }
    const limits = new Map([
      ['lock_timeout', '2s'],
      ['statement_timeout', '5s'],
    ]);
    const side = new SideConnection(() => this.#backend(target, grant, limits));
    this.#sides.set(grant, { side, users: 1 });
    return side;
  }

  #leaveSide(grant: string): void {
    const known = this.#sides.get(grant);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#sides.delete(grant);
    known.side.close();
  }

  #login(target: Target, grant: string): Promise<{ role: string; secret: string }> {
    let login = this.#logins.get(grant);
    if (login === undefined) {
      login = mintLogin(this.#options.db, target, grant);
      this.#logins.set(grant, login);
      login.catch(() => this.#logins.delete(grant));
    }
    return login;
  }

  async #turnAway(socket: Socket, error: unknown, source: string, proven: CredentialRow | null): Promise<void> {
    if (error instanceof ClientGone) return;
    const refusal = Refusal.from(error);
    if (refusal.code === 'JK001' || refusal.retryable) this.#options.log('sign-in.failed', faultFields(error));
    tell(socket, refusal);
    socket.end();
    setTimeout(() => socket.destroy(), 1000).unref();
    const whose = proven === null ? {} : { grant: proven.grantId, holder: proven.holder };
    await this.#record({ where: 'sign-in', code: refusal.code, source, proven: proven !== null, ...whose });
  }

  async #record(body: Readonly<Record<string, string | boolean>>): Promise<void> {
    await transact(this.#options.db, (tx) => record(tx, { kind: 'refusal', body })).catch((error: unknown) =>
      this.#options.log('refusal.unrecorded', faultFields(error)),
    );
  }

  /** One look at all sessions: those without a licence or from a blocked address end; idle ones too. */
  async #look(): Promise<void> {
    if (this.#watching) return;
    this.#watching = true;
    try {
      this.#endIdle();
      const sessions = [...this.#live.values()];
      if (sessions.length > 0) await this.#endLapsed(sessions);
      if (performance.now() >= this.#sweepDue) {
        this.#sweepDue = performance.now() + 2000;
        await this.#sweep();
      }
    } catch (error) {
      this.#options.log('watch.failed', faultFields(error));
    } finally {
      this.#watching = false;
    }
  }

  async #sweep(): Promise<void> {
    if ((await sweepLogins(this.#options.db, this.#options.targets)) > 0) this.#logins.clear();
  }

  async #endLapsed(sessions: readonly Live[]): Promise<void> {
    const grants = [...new Set(sessions.map((one) => one.grant))];
    const addresses = [...new Set(sessions.map((one) => one.address))];
    const allowed = await stillAllowed(this.#options.db, grants, addresses);
    const lapsed = sessions.filter(
      (one) => !allowed.grants.includes(one.grant) || !allowed.addresses.includes(one.address),
    );
    for (const one of lapsed) one.session.end(await this.#whyEnded(one));
    if (lapsed.length > 0) await this.#sweep();
  }

  async #whyEnded(live: Live): Promise<Refusal> {
    const row = await factsOf(this.#options.db, live.grant);
    const code = row === undefined ? 'JK201' : licenceRefusal(factsFrom(row, []), live.address, row.now);
    return new Refusal(code ?? 'JK227');
  }

  #endIdle(): void {
    const seconds = this.#options.config.idleSeconds;
    if (seconds === 0) return;
    const since = performance.now() - seconds * 1000;
    for (const { session, service } of this.#live.values())
      if (!service && session.quiet && session.lastActive < since)
        session.end(new Refusal('JK435', { minutes: Math.round(seconds / 60) }));
  }
}

function tell(socket: Socket, refusal: Refusal): void {
  if (socket.writable) socket.write(errorResponse(refusal, 'en', 'FATAL'));
}

function cancelName(processId: number, key: Buffer): string {
  return createHash('sha256').update(`${processId}:`).update(key).digest('base64');
}

async function cancelAndWait(target: Target, backend: Backend): Promise<void> {
  await cancelBackend(target.address.host, target.address.port, backend.processId, backend.key);
}

function isLoopback(address: string): boolean {
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
}

/** An IPv4 client of a dual-stack socket is an IPv4 client. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}
