/**
 * What must never happen, as a table: a statement, and for each who tries it what the database answers. The answer is an SQLSTATE or the
 * constraint or trigger that refused, `schema.table.name`.
 */
import pg from 'pg';
import type { Installation } from '../support/installation.ts';

export const processes = ['office', 'gateway', 'custodian', 'sequencer'] as const;
/** `replica`: the superuser with `session_replication_role = replica`, who passes every trigger that is not `enable always`. */
export type Who = (typeof processes)[number] | 'owner' | 'replica';

export type Refused = {
  readonly what: string;
  readonly statement: string;
  readonly expected: Readonly<Partial<Record<Who, string>>>;
};

export const notGranted = '42501';

/** No process has the right. */
export function forbidden(what: string, statement: string, whom: readonly Who[] = processes): Refused {
  return { what, statement, expected: Object.fromEntries(whom.map((who) => [who, notGranted])) };
}

/** A constraint refuses it to whoever `may` write there at all, and to the owner; the other processes have not the right. */
export function broken(what: string, name: string, statement: string, may: readonly Who[] = []): Refused {
  const of = (who: Who) => [who, may.includes(who) ? name : notGranted];
  return { what, statement, expected: { ...Object.fromEntries(processes.map(of)), owner: name } };
}

/** A trigger refuses it as well to a superuser who switched the ordinary triggers off. */
export function brokenAlways(what: string, name: string, statement: string, may: readonly Who[] = []): Refused {
  const row = broken(what, name, statement, may);
  return { ...row, expected: { ...row.expected, replica: name } };
}

/** The three ways to unmake a row of a table that only grows. */
export function onlyGrows(table: string, column: string): Refused[] {
  return [
    brokenAlways(`a change in ${table}`, `${table}.never_changed`, `update ${quote(table)} set ${column} = ${column}`),
    brokenAlways(`a deletion from ${table}`, `${table}.never_changed`, `delete from ${quote(table)}`),
    brokenAlways(`emptying ${table}`, `${table}.never_emptied`, `truncate ${quote(table)} cascade`),
  ];
}

function quote(table: string): string {
  return table.replace(/\.(.*)$/, '."$1"');
}

/** One connection for each who tries. */
export async function connectAll(installation: Installation): Promise<ReadonlyMap<Who, pg.Client>> {
  const clients = new Map<Who, pg.Client>();
  for (const who of [...processes, 'owner', 'replica'] as const) {
    const client = new pg.Client({ connectionString: installation.uri(who === 'replica' ? 'superuser' : who) });
    await client.connect();
    if (who === 'replica') await client.query('set session_replication_role = replica');
    clients.set(who, client);
  }
  return clients;
}

/** Tries it up to the moment of commit and takes it back. What refused it, by SQLSTATE and name; undefined where nothing did. */
export async function attempt(
  client: pg.Client,
  statement: string,
): Promise<{ sqlstate: string; name: string } | undefined> {
  await client.query('begin');
  try {
    await client.query(statement);
    await client.query('set constraints all immediate');
    return undefined;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { sqlstate: error.code ?? '', name: nameOf(error) };
  } finally {
    await client.query('rollback');
  }
}

/** A partition of a month answers for its table. */
function nameOf({ schema, table, constraint }: pg.DatabaseError): string {
  return `${schema ?? ''}.${(table ?? '').replace(/_\d{4}_\d{2}$/, '')}.${constraint ?? ''}`;
}
