/**
 * The site's one way to its database: a pool, statements prepared once a connection, a transaction for each piece of work.
 * `jikimi.on_behalf` says for whom a piece of work is done. PostgreSQL keeps such a setting and makes nothing of it; Jikimi records it.
 */
import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { sayOnBehalf } from './on-behalf.sql.ts';
import type { Tables } from './tables.ts';

export type Tx = Transaction<Tables>;

export type Database = {
  /** Runs `work` in one transaction: all of it is done, or none. `whom` is `visitor`, `member 17`, `admin 3`, `import`: no personal data. */
  as<Result>(whom: string, work: (tx: Tx) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

const { INT8, DATE } = pg.types.builtins;
/** Numbers for ids, text for dates; every other type as the driver does it. */
const parsers = new Map<number, (text: string) => unknown>([
  [INT8, Number],
  [DATE, (text) => text],
]);
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    format === 'binary' ? pg.types.getTypeParser(oid, format) : (parsers.get(oid) ?? pg.types.getTypeParser(oid)),
};

/** Longer statements are imports, whose texts differ from each other: preparing them would only fill the server's memory. */
const mostValuesPrepared = 32;

export function openDatabase(connectionString: string): Database {
  const pool = new pg.Pool({ connectionString, max: 8, connectionTimeoutMillis: 10_000, types });
  pool.on('error', () => undefined); // an idle connection that broke is replaced when one is needed
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  return {
    as: (whom, work) =>
      db.connection().execute(async (connection) => {
        await sayOnBehalf(connection, whom);
        return connection.transaction().execute(work);
      }),
    close: () => db.destroy(),
  };
}

/** The pool as Kysely needs it, with each short statement that has values named by its text, so that PostgreSQL plans it once a connection. */
function preparing(pool: pg.Pool) {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      return {
        release: (destroy?: boolean) => client.release(destroy),
        query: (text: string, values: readonly unknown[] = []) =>
          client.query({ text, values: [...values], ...nameOf(text, values) }),
      };
    },
  } as unknown as pg.Pool;
}

function nameOf(text: string, values: readonly unknown[]): { name?: string } {
  if (values.length === 0 || values.length > mostValuesPrepared) return {};
  return { name: createHash('sha256').update(text).digest('base64url').slice(0, 32) };
}
