/**
 * A client reads a table of protected rows through the gateway, a few rows a batch; at a random byte of what it receives one of the processes is
 * killed with SIGKILL; then the client's side is held against the record. Received ≤ recorded, always, and no record is lost that was seen.
 *
 * A round: CONNECTED → STREAMING → (byte r) KILLED → (error, end of the statement or of the connection) OVER → RECOVERED → COMPARED.
 */
import type { Socket } from 'node:net';
import pg from 'pg';
import { connectBackend } from '../../src/gateway/backend.ts';
import { bind, execute, parse, sync } from '../../src/gateway/frontend-builders.ts';
import { eventually } from './eventually.ts';
import type { Jikimi } from './jikimi.ts';
import { postmasterOf, serverProcesses, signalAll } from './postmaster.ts';
import { Received } from './received.ts';
import { Records } from './recorded.ts';

const targets = ['gateway', 'custodian', 'jikimi', 'members'] as const;
type Target = (typeof targets)[number];

export type KillReport = {
  readonly rounds: number;
  readonly killed: Readonly<Record<Target, number>>;
  /** Rounds in which the kill cut the stream short. */
  readonly cut: number;
  /** Cells on the client's side, one a subject and field, and those on record, of all rounds. */
  readonly received: number;
  readonly recorded: number;
  /** Entries that another connection saw committed while the streams ran. */
  readonly acknowledged: number;
  readonly faults: readonly string[];
};

export type KillOptions = { readonly rounds: number; readonly seed: number; readonly say?: (line: string) => void };

const grant = 'kill';
const columns = ['name_ko', 'email', 'mobile', 'address'] as const;
const rowsABatch = 16;

/** The installation must let clients of the loopback in without TLS, so that a byte of the stream is a byte of the socket. */
export async function killRounds(jikimi: Jikimi, options: KillOptions): Promise<KillReport> {
  const rounds = new KillRounds(jikimi, await knownOf(jikimi), options);
  try {
    return await rounds.run();
  } finally {
    await rounds.stop();
  }
}

/** Subjects by member id, and field numbers by the column's place in the statement. */
type Known = { readonly subjects: ReadonlyMap<string, string>; readonly fields: readonly number[] };

type Streamed = { readonly session: string; readonly received: Received };

class KillRounds {
  readonly #jikimi: Jikimi;
  readonly #known: Known;
  readonly #options: KillOptions;
  readonly #records: Records;
  readonly #dice: () => number;
  readonly #acknowledged = new Set<string>();
  readonly #faults: string[] = [];
  readonly #killed = { gateway: 0, custodian: 0, jikimi: 0, members: 0 };
  #left: Target[] = [];
  #uri = new URL('postgresql://nobody');

  constructor(jikimi: Jikimi, known: Known, options: KillOptions) {
    this.#jikimi = jikimi;
    this.#known = known;
    this.#options = options;
    this.#records = new Records(jikimi);
    this.#dice = mulberry32(options.seed);
  }

  async run(): Promise<KillReport> {
    const fields = columns.map((column) => ({
      table: 'members',
      column,
      mode: column === 'address' ? ('partial' as const) : ('full' as const),
    }));
    await this.#jikimi.grant({ name: grant, fields });
    this.#uri = new URL(await this.#jikimi.connect(grant));
    const sums = { cut: 0, received: 0, recorded: 0 };
    const { received: undisturbed } = await this.#stream(() => undefined);
    for (let round = 1; round <= this.#options.rounds; round++) {
      const found = await this.#round(round, undisturbed.bytes);
      sums.cut += Number(found.cut);
      sums.received += found.received;
      sums.recorded += found.recorded;
    }
    await this.#nothingLost();
    return {
      rounds: this.#options.rounds,
      killed: this.#killed,
      ...sums,
      acknowledged: this.#acknowledged.size,
      faults: this.#faults,
    };
  }

  async stop(): Promise<void> {
    await this.#records.stop();
  }

  async #round(round: number, length: number): Promise<{ cut: boolean; received: number; recorded: number }> {
    const target = this.#nextTarget();
    const whole = this.#dice() < 0.5;
    const at = 1 + Math.floor(this.#dice() * length);
    const watch = this.#watchRecords();
    let struck = false;
    const { session, received } = await this.#stream((bytes) => {
      if (struck || bytes < at) return;
      struck = true;
      this.#kill(target, whole);
    });
    await watch.stop();
    await this.#recovered(round, target);
    const recorded = await this.#recordedOf(session);
    const unrecorded = this.#cellsOf(received).filter((cell) => !recorded.has(cell));
    if (unrecorded.length > 0)
      this.#fault(round, target, at, `${unrecorded.length} cells are on the client's side and not on record`);
    const named = whole && (target === 'jikimi' || target === 'members') ? `all of ${target}` : target;
    const codes = received.errors.map((code) => `, ${code}`).join('');
    this.#options.say?.(
      `${round}: ${named} at byte ${at}${codes}: received ${received.count}, recorded ${recorded.size}`,
    );
    return { cut: received.bytes < length, received: received.count, recorded: recorded.size };
  }

  /** All four in a random order, then again. */
  #nextTarget(): Target {
    if (this.#left.length === 0) this.#left = [...targets];
    return this.#left.splice(Math.floor(this.#dice() * this.#left.length), 1)[0] ?? 'gateway';
  }

  /** Reads all members once; resolves when the statement or the connection has ended. `heard` is told how many bytes have come so far. */
  async #stream(heard: (bytes: number) => void): Promise<Streamed> {
    const socket = await this.#connect();
    const session = await this.#records.lastSession(grant);
    const received = new Received();
    const text = `select id, ${columns.join(', ')} from members order by id`;
    const asked = [
      parse({ name: '', text, oids: [] }),
      bind({ portal: '', statement: '', parameterFormats: [], parameters: [], resultFormats: [] }),
    ];
    for (let rows = 0; rows <= this.#known.subjects.size; rows += rowsABatch) asked.push(execute('', rowsABatch));
    const over = Promise.withResolvers<void>();
    socket.on('data', (chunk: Buffer) => {
      const ready = received.take(chunk);
      heard(received.bytes);
      if (ready) over.resolve();
    });
    socket.on('close', () => over.resolve());
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(Buffer.concat([...asked, sync()]));
    await withinAMinute(over.promise, 'the stream hangs');
    socket.destroy();
    received.end();
    return { session, received };
  }

  /** Signs in over plain TCP, as often as it takes. */
  async #connect(): Promise<Socket> {
    const { hostname, port, username, password, pathname } = this.#uri;
    const backend = await eventually('a connection', () =>
      connectBackend({
        host: hostname,
        port: Number(port),
        role: decodeURIComponent(username),
        secret: decodeURIComponent(password),
        parameters: new Map([['database', pathname.slice(1)]]),
        timeoutMs: 5000,
      }),
    );
    return backend.socket;
  }

  #kill(target: Target, whole: boolean): void {
    this.#killed[target] += 1;
    if (target === 'gateway' || target === 'custodian') return signalAll([this.#jikimi.pid(target)], 'SIGKILL');
    const { home } = this.#jikimi.config;
    signalAll(whole ? serverProcesses(home, target) : [postmasterOf(home, target)], 'SIGKILL');
  }

  /** Waits until a protected row is opened again, on a new connection. */
  async #recovered(round: number, target: Target): Promise<void> {
    await eventually(`round ${round}: it opens again after ${target} was killed`, async () => {
      const client = new pg.Client({
        connectionString: this.#uri.href.replace(/\?.*/, '?sslmode=disable'),
        connectionTimeoutMillis: 5000,
      });
      client.on('error', () => undefined);
      await client.connect();
      try {
        return (await client.query('select email from members order by id limit 1')).rowCount === 1;
      } finally {
        await client.end();
      }
    });
  }

  /** Collects what a connection of its own sees committed while a stream runs. */
  #watchRecords(): { stop(): Promise<void> } {
    let on = true;
    const look = async () => {
      while (on) {
        const seen = await this.#records.pool
          .query<{ id: string }>(`select id from ledger.opening where at > clock_timestamp() - interval '3 seconds'`)
          .catch(() => ({ rows: [] }));
        for (const { id } of seen.rows) this.#acknowledged.add(id);
        await new Promise((done) => setTimeout(done, 25));
      }
    };
    const looking = look();
    return {
      stop: () => {
        on = false;
        return looking;
      },
    };
  }

  /** Subject and field of every cell that the session has on record as opened or masked. */
  async #recordedOf(session: string): Promise<ReadonlySet<string>> {
    const { rows } = await this.#records.pool.query<{ cell: string }>(
      `select distinct p.field_id || ' ' || s.subject as cell
       from custody.disclosure d join ledger.opening o on o.id = d.entry_id join custody.disclosure_part p using (session_id, batch)
       cross join unnest(p.subjects) s(subject) where d.session_id = $1 and p.outcome in ('opened', 'masked')`,
      [session],
    );
    return new Set(rows.map((row) => row.cell));
  }

  #cellsOf(received: Received): string[] {
    return [...received.cells].flatMap(([member, places]) =>
      [...places].map((place) => `${this.#known.fields[place - 1]} ${this.#known.subjects.get(member)}`),
    );
  }

  async #nothingLost(): Promise<void> {
    const { lost } = await this.#records.one<{ lost: number }>(
      'select count(*)::int as lost from unnest($1::uuid[]) seen(id) where not exists (select from ledger.opening o where o.id = seen.id)',
      [[...this.#acknowledged]],
    );
    if (lost > 0) this.#faults.push(`${lost} entries that were committed are lost (seed ${this.#options.seed})`);
    const verified = await this.#jikimi.run('verify', '--as', 'responsible', '--json');
    if (verified.code !== 0)
      this.#faults.push(`verify (seed ${this.#options.seed}): ${verified.stdout}${verified.stderr}`);
  }

  #fault(round: number, target: Target, at: number, what: string): void {
    this.#faults.push(`round ${round}, ${target} killed at byte ${at}, seed ${this.#options.seed}: ${what}`);
  }
}

async function knownOf(jikimi: Jikimi): Promise<Known> {
  const records = new Records(jikimi);
  const members = new pg.Client({ connectionString: jikimi.membersUri });
  await members.connect();
  try {
    const { rows } = await members.query<{ id: string; subject: string }>(
      'select id::text as id, pii.subject_of(email) as subject from members',
    );
    const fields = await records.pool.query<{ id: number }>(
      `select f.id from unnest($1::text[]) with ordinality asked(col, n) join catalog.field f using (col) where f.tbl = 'members' order by n`,
      [columns],
    );
    return { subjects: new Map(rows.map((row) => [row.id, row.subject])), fields: fields.rows.map((row) => row.id) };
  } finally {
    await members.end();
    await records.stop();
  }
}

async function withinAMinute(work: Promise<void>, what: string): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(what)), 60_000);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Throws between 0 and 1, the same for the same seed (mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
