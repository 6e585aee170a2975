/**
 * The gateway: accepts clients, knows them, and opens a backend and a session for each whose licence holds; licence-watch.ts ends those whose
 * licence lapses. It holds no key, and no value longer than the batches of one statement that are asked at once.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type Server, type Socket, createServer } from 'node:net';
import { factsFrom, factsOf, grantFields, licenceRefusal, refusalParams } from '../access/mod.ts';
import { type CustodianClient, refuseOtherSchema } from '../custody/mod.ts';
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
import { type Backend, cancelBackend } from './backend.ts';
import { errorResponse } from './error-response.ts';
import { type CredentialRow, addressAdmitted, credentialOf, insertSession } from './gateway.sql.ts';
import { GrantConnections } from './grant-connection.ts';
import { type Live, LicenceWatch } from './licence-watch.ts';
import type { Target, Targets } from './logins.ts';
import { verifierOrMock } from './scram-verifier.ts';
import { behalfSetting } from './on-behalf.ts';
import { Session } from './session.ts';
import { ClientGone, type SignedIn, signIn } from './sign-in.ts';
import { fingerprintOf, fingerprintOfStatement } from './fingerprint.ts';
import { Door } from './door.ts';
import { Binder, type Writes } from './binder.ts';
import { sealedTables } from './sealed-tables.sql.ts';
import { type Probe, makeProbe } from './probe.ts';
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

export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server: Server;
  readonly #live = new Map<string, Live>();
  /** Cancel keys that we made up → whom they cancel. */
  readonly #cancelKeys = new Map<string, () => Promise<void>>();
  readonly #connections: GrantConnections;
  readonly #watch: LicenceWatch;
  readonly #probes = new Map<string, Probe>();
  readonly #door = new Door(mostUnproven);
  #nextProcessId = 1;

  constructor(options: GatewayOptions) {
    const { config, db, targets, log } = options;
    this.#options = options;
    this.#connections = new GrantConnections({ db, timeoutMs: signInMs });
    const swept = () => this.#connections.forgetLogins();
    this.#watch = new LicenceWatch({ config, db, targets, log, live: this.#live, swept });
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

  async stop(): Promise<void> {
    this.#watch.stop();
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
    const caller = {
      address: source,
      turnAway: () => {
        tell(socket, new Refusal('JK436'));
        raw.destroy();
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

  async #begin(signedIn: SignedIn, credential: CredentialRow, source: string): Promise<void> {
    const { custodian, log } = this.#options;
    const { socket } = signedIn;
    const { writes } = await this.#checkLicence(credential, source);
    const target = await this.#options.targets.get(credential.databaseId);
    await refuseOtherSchema(target.pool, target.address.name); // here and not for whoever sweeps: what lapsed ends in any version
    const asked = signedIn.startup.parameters.get('database') ?? signedIn.startup.user;
    if (asked !== target.address.dbname && asked !== target.address.name)
      throw new Refusal('JK437', { expected: target.address.dbname });
    // Set at the start, so that it can always be shown, and RESET ALL and DISCARD ALL empty it.
    const parameters = credential.service
      ? new Map([...signedIn.parameters, [behalfSetting, '']])
      : signedIn.parameters;
    const tables = writes ? await sealedTables(target.pool) : null;
    const backend = await this.#connections.connect(target, credential.grantId, parameters);
    const application = signedIn.parameters.get('application_name') ?? '';
    const id = await this.#enter(credential, source, application).catch((error: unknown) => {
      backend.socket.destroy();
      throw error;
    });

    const key = randomBytes(4);
    const processId = this.#nextProcessId++ & 0x7fffffff;
    const cancel = () => cancelAndWait(target, backend);
    let batch = 0;
    const side = this.#connections.joinSide(target, credential.grantId);
    const seal: Writes['seal'] = async (fresh, cells, statement) =>
      custodian.write({
        session: id,
        batch: (batch += 1),
        fingerprint: await fingerprintOf(statement),
        onBehalf: await session.behalfOf(statement),
        fresh,
        cells,
      });
    const session = new Session({
      client: socket,
      backend,
      types: target.types,
      language: credential.language,
      service: credential.service,
      sealedNames: target.sealedNames,
      binder: new Binder({
        probe: this.#probeOf(target),
        types: target.types,
        role: credential.grantId,
        side,
        compare: async (value, statement) =>
          custodian.compare({
            session: id,
            batch: (batch += 1),
            fingerprint: await fingerprintOf(statement),
            onBehalf: await session.behalfOf(statement),
            value,
          }),
        writes: tables === null ? null : { tables, seal },
      }),
      open: async (envelopes, statement, onBehalf) =>
        custodian.open({
          session: id,
          batch: (batch += 1),
          fingerprint: await fingerprintOfStatement(statement),
          onBehalf,
          envelopes,
        }),
      cancel,
      refusedHere: (refusal) => {
        if (!/^JK[45]/.test(refusal.code)) return;
        const { grantId: grant, holder } = credential;
        void this.#record({ where: 'session', code: refusal.code, session: id, grant, holder, source });
      },
      whyLapsed: () => this.#watch.whyLapsed(credential.grantId, source),
      ended: () => {
        this.#live.delete(id);
        this.#connections.leaveSide(credential.grantId);
        this.#cancelKeys.delete(cancelName(processId, key));
        log('session.ended', { session: id });
      },
    });
    const { grantId: grant, grantName, service } = credential;
    this.#live.set(id, { session, grant, grantName, credential: credential.id, address: source, service });
    this.#cancelKeys.set(cancelName(processId, key), () => session.cancel());
    log('session.began', { session: id, grant: credential.grantId });
    socket.write(Buffer.concat([...backend.greeting, backendKeyData(processId, key), readyForQuery('I')]));
    if (socket.destroyed) session.end(null); // by the time limit, before the session listened
  }

  /** The session's row and its entry in the history. */
  #enter(credential: CredentialRow, source: string, application: string): Promise<string> {
    const { grantId, id: credentialId, holder } = credential;
    return transact(this.#options.db, async (tx) => {
      const row = { grantId, credentialId, holder, source, application: application.slice(0, 64) };
      const session = await insertSession(tx, row);
      const body = { session, grant: grantId, holder, credential: credentialId, source };
      await record(tx, { kind: 'connection.opened', body });
      return session;
    });
  }

  async #checkLicence(credential: CredentialRow, source: string): Promise<{ readonly writes: boolean }> {
    const { db } = this.#options;
    const row = await factsOf(db, credential.grantId);
    if (!(await addressAdmitted(db, source))) throw new Refusal('JK227');
    const facts = row === undefined ? null : factsFrom(row, await grantFields(db, credential.grantId));
    const code = row === undefined ? 'JK201' : licenceRefusal(facts, source, row.now);
    if (code !== null) throw new Refusal(code, refusalParams(facts, code));
    if (!credential.usable) throw new Refusal('JK434', { grant: row?.name ?? '' });
    return { writes: row?.writes ?? false };
  }

  #probeOf(target: Target): Probe {
    const probe = this.#probes.get(target.address.id) ?? makeProbe();
    this.#probes.set(target.address.id, probe);
    return probe;
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
