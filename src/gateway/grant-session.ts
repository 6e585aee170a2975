/**
 * Sessions on grants: LICENCE looked at → BACKEND opened as the grant's role → ENTERED in the history → LIVE, until either side ends it. A client
 * cancels by a key that we made up.
 */
import { createHash, randomBytes } from 'node:crypto';
import { factsFrom, factsOf, grantFields, licenceRefusal, refusalParams } from '../access/mod.ts';
import { type CustodianClient, refuseOtherSchema } from '../custody/mod.ts';
import { record } from '../ledger/mod.ts';
import { type Db, type Log, Refusal, transact } from '../platform/mod.ts';
import { backendKeyData, readyForQuery } from './backend-builders.ts';
import { cancelBackend } from './backend.ts';
import { Binder, type Writes } from './binder.ts';
import { fingerprintOf, fingerprintOfStatement } from './fingerprint.ts';
import { type CredentialRow, addressAdmitted, insertSession } from './gateway.sql.ts';
import type { GrantConnections } from './grant-connection.ts';
import { KnownColumns } from './known-columns.ts';
import type { LicenceWatch, Live } from './licence-watch.ts';
import type { Target, Targets } from './logins.ts';
import { behalfSetting } from './on-behalf.ts';
import { sealedTables } from './sealed-tables.sql.ts';
import { Session } from './session.ts';
import type { RefusalBody } from './refusals.ts';
import type { SignedIn } from './sign-in.ts';

export type GrantSessionsOptions = {
  readonly db: Db;
  readonly targets: Targets;
  readonly custodian: CustodianClient;
  readonly log: Log;
  /** Where a session stands while it lives. */
  readonly live: Map<string, Live>;
  readonly connections: GrantConnections;
  readonly watch: LicenceWatch;
  /** Told what was refused in a session, for the record. */
  readonly refused: (body: RefusalBody) => void;
};

export class GrantSessions {
  readonly #options: GrantSessionsOptions;
  /** Cancel keys that we made up → whom they cancel. */
  readonly #cancelKeys = new Map<string, () => Promise<void>>();
  /** By membership database. */
  readonly #columns = new Map<string, KnownColumns>();
  #nextProcessId = 1;

  constructor(options: GrantSessionsOptions) {
    this.#options = options;
  }

  /** Resolves when the server has the request; nothing happens where nobody has such a key. */
  async cancel(processId: number, key: Buffer): Promise<void> {
    await this.#cancelKeys.get(cancelName(processId, key))?.();
  }

  /** A session for a client who has proven the credential. Throws the refusal that the client is to be told. */
  async begin(signedIn: SignedIn, credential: CredentialRow, source: string): Promise<void> {
    const { targets, custodian, log, live, connections, watch, refused } = this.#options;
    const { socket } = signedIn;
    const { writes, exports } = await this.#checkLicence(credential, source);
    const target = await targets.get(credential.databaseId);
    await refuseOtherSchema(target.pool, target.address.name); // here and not for whoever sweeps: what lapsed ends in any version
    const asked = signedIn.startup.parameters.get('database') ?? signedIn.startup.user;
    if (asked !== target.address.dbname && asked !== target.address.name)
      throw new Refusal('JK437', { expected: target.address.dbname, grant: credential.grantName });
    // Set at the start, so that it can always be shown, and RESET ALL and DISCARD ALL empty it.
    const parameters = credential.service
      ? new Map([...signedIn.parameters, [behalfSetting, '']])
      : signedIn.parameters;
    const columns = this.#columnsOf(target);
    await columns.look();
    const backend = await connections.connect(target, credential.grantId, parameters);
    const application = signedIn.parameters.get('application_name') ?? '';
    const id = await this.#enter(credential, source, application).catch((error: unknown) => {
      backend.socket.destroy();
      throw error;
    });

    const key = randomBytes(4);
    const processId = this.#nextProcessId++ & 0x7fffffff;
    const { host, port } = target.address;
    let batch = 0;
    const side = connections.joinSide(target, credential.grantId);
    const seal: Writes['seal'] = async (fresh, cells, statement) =>
      custodian.write({
        session: id,
        batch: (batch += 1),
        fingerprint: fingerprintOf(statement),
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
      exports,
      sealedTables: () => columns.known,
      binder: new Binder({
        probe: columns.probe,
        types: target.types,
        role: credential.grantId,
        side,
        tables: () => columns.look(),
        compare: async (value, statement, group) =>
          custodian.compare({
            session: id,
            batch: (batch += 1),
            fingerprint: fingerprintOf(statement),
            onBehalf: await session.behalfOf(statement),
            value,
            ...(group === undefined ? {} : { group }),
          }),
        writes: writes ? { tables: () => columns.known, seal } : null,
      }),
      open: async (envelopes, statement, onBehalf, asExport) =>
        custodian.open({
          session: id,
          batch: (batch += 1),
          fingerprint: fingerprintOfStatement(statement),
          onBehalf,
          ...(asExport && { asExport }),
          envelopes,
        }),
      cancel: () => cancelBackend(host, port, backend.processId, backend.key),
      refusedHere: (refusal) => {
        if (refusal.code === 'JK501') columns.look().catch(() => undefined); // a database that does not answer is told by what asks it next
        if (!/^JK[45]/.test(refusal.code)) return;
        const { grantId: grant, holder } = credential;
        refused({ where: 'session', code: refusal.code, session: id, grant, holder, source });
      },
      whyLapsed: () => watch.whyLapsed(credential.grantId, source),
      ended: () => {
        live.delete(id);
        connections.leaveSide(credential.grantId);
        this.#cancelKeys.delete(cancelName(processId, key));
        log('session.ended', { session: id });
      },
    });
    const { grantId: grant, grantName, service } = credential;
    live.set(id, { session, grant, grantName, credential: credential.id, address: source, service });
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

  async #checkLicence(
    credential: CredentialRow,
    source: string,
  ): Promise<{ readonly writes: boolean; readonly exports: boolean }> {
    const { db } = this.#options;
    const row = await factsOf(db, credential.grantId);
    if (!(await addressAdmitted(db, source))) throw new Refusal('JK227');
    const facts = row === undefined ? null : factsFrom(row, await grantFields(db, credential.grantId));
    const code = row === undefined ? 'JK201' : licenceRefusal(facts, source, row.now);
    if (code !== null) throw new Refusal(code, { ...refusalParams(facts, code), grant: credential.grantName });
    if (!credential.usable) throw new Refusal('JK434', { grant: row?.name ?? '' });
    return { writes: row?.writes ?? false, exports: row?.export ?? false };
  }

  #columnsOf({ address, pool }: Target): KnownColumns {
    const columns = this.#columns.get(address.id) ?? new KnownColumns(() => sealedTables(pool));
    this.#columns.set(address.id, columns);
    return columns;
  }
}

function cancelName(processId: number, key: Buffer): string {
  return createHash('sha256').update(`${processId}:`).update(key).digest('base64');
}
