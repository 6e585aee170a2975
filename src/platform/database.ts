import { Kysely, PostgresDialect, type Transaction, sql } from 'kysely';
import pg from 'pg';
import { Refusal } from './refusal.ts';

/** A handle on Jikimi's own database as one role. Statements are written in `*.sql.ts` with Kysely or its `sql` tag. */
export type Db = Kysely<unknown>;
/** A running transaction; every verb has exactly one. */
export type Tx = Transaction<unknown>;
export { sql };

/** Connects as the role in `uri`; timestamps arrive as Temporal.Instant, dates as Temporal.PlainDate, int8 as number. */
export function openDatabase(uri: string, connections = 10): Db {
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool: openPool(uri, connections) }) });
}

/** `longestQueryMs`: after it a statement without an answer fails and its connection is given up, for a server that hangs or is cut off. */
/** `settings`: server settings of its connections, as `-c name=value`. */
export function openPool(uri: string, connections: number, longestQueryMs?: number, settings?: string): pg.Pool {
  const pool = new pg.Pool({
    ...(settings === undefined ? {} : { options: settings }),
    connectionString: uri,
    max: connections,
    types,
    connectionTimeoutMillis: 5000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    ...(longestQueryMs === undefined ? {} : { query_timeout: longestQueryMs }),
    application_name: 'jikimi',
  });
  pool.on('error', () => undefined); // an idle connection that broke is replaced at the next use
  pool.on('connect', (client) => client.on('error', () => undefined)); // one that breaks between two statements fails the next of them
  return pool;
}

/** Runs one transaction; connection faults become JK011, everything else passes. */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(work);
  } catch (error) {
    throw isConnectionFault(error) ? new Refusal('JK011', {}, error) : error;
  }
}

/** Whether the database was not reached, stopped or was starting: the work may be tried again. */
export function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    code.startsWith('08') ||
    ['57P01', '57P02', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT'].includes(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Query read timeout/.test(error.message)
  );
}

/** SQLSTATE and constraint name of a database error, for verbs that turn a broken constraint into their refusal. */
export function databaseFault(error: unknown): { sqlstate: string; constraint: string | undefined } | undefined {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return undefined;
  return { sqlstate: error.code, constraint: error.constraint };
}

/** Whether the server asks for a password and none was given: the driver ends the connection itself, without a SQLSTATE. */
export function isPasswordMissing(error: unknown): boolean {
  return error instanceof Error && /^SASL: .*client password must be /.test(error.message);
}

const parsers = new Map<number, (text: string) => unknown>([
  [20, Number],
  [1082, (text) => Temporal.PlainDate.from(text)],
  [1184, (text) => instantOf(text)],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string) => {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    // biome-ignore lint: the types of `pg` ask for its own overloads here
    return own ?? pg.types.getTypeParser(oid, format as 'text');
  },
};

/** `2027-01-04 09:00:00.5+00` as PostgreSQL prints it; `infinity` has no instant and must be mapped in SQL. */
function instantOf(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T'));
}
