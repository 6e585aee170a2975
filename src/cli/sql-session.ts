/** One connection to the gateway for texts of SQL, each sent as `psql -c` sends it: the simple protocol, one transaction a text. */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import type { CredentialShown } from '../access/light.ts';
import { type Config, Refusal, isConnectionFault } from '../platform/mod.ts';
import { rootCertificate } from './client-uri.ts';
import type { Context } from './context.ts';
import { jsonLine, printable } from './display-width.ts';
import { tell, toldBy } from './problem-text.ts';
import { type Result, alignedLines, jsonRows } from './sql-result.ts';
import { databaseTold, noticeLines, pointAt } from './sql-told.ts';
import { err, out, paintError } from './terminal.ts';

/**
 * Prints results on standard output, notices and errors on standard error. As in psql a text that fails does not keep the next from being
 * run, while the connection stands. Returns the exit code: 1 where one of them failed.
 */
export async function runSql(
  context: Context,
  credential: CredentialShown,
  statements: readonly string[],
): Promise<number> {
  const { config, json, say, language } = context;
  const client = new pg.Client({
    host: credential.host,
    port: credential.port,
    database: credential.database,
    user: credential.username,
    password: credential.password,
    ssl: sslFor(config, credential.host),
    enableChannelBinding: true,
    application_name: 'jikimi sql',
    connectionTimeoutMillis: 15_000,
    // Every value as the text that the server sent.
    types: { getTypeParser: () => (value: string) => value },
  });
  client.on('error', () => undefined); // the statement that was under way says it
  client.on('notice', (notice) => {
    for (const line of noticeLines(notice, credential.grant, say)) err(paintError('yellow', line));
  });
  try {
    await client.connect().catch((cause: unknown) => {
      const address = `${credential.host}:${credential.port}`;
      const reason = distrustOf(cause);
      if (reason !== null) throw new Refusal('JK029', { address, reason }, cause);
      throw isConnectionFault(cause) && !(cause instanceof pg.DatabaseError)
        ? new Refusal('JK014', { address }, cause)
        : cause;
    });
    let failed = 0;
    for (const statement of statements) {
      try {
        await runOne(client, statement, context);
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) throw error;
        tell(databaseTold(error, credential.grant, language, say), json, pointAt(statement, error.position));
        failed = 1;
        if (error.severity !== 'ERROR') break;
      }
    }
    return failed;
  } catch (error) {
    tell(
      error instanceof pg.DatabaseError
        ? databaseTold(error, credential.grant, language, say)
        : toldBy(error, language),
      json,
    );
    return 1;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** How a sealed value begins in the text of a copy. */
const sealedMark = '\\xd54a4b01';

/** Each line that COPY gives is printed as it comes. Where a later statement of the text fails, what came before it is printed all the same: it was opened, and is on record. */
async function runOne(client: pg.Client, statement: string, { json, say }: Context): Promise<void> {
  const print = (results: Iterable<Result>) => {
    for (const result of results)
      if (json) out(jsonLine(jsonRows(result)));
      else for (const line of alignedLines(result, say)) out(line);
  };
  const seen = new Set<Result>();
  const asked = { text: statement, rowMode: 'array' as const };
  const query = new pg.Query(asked);
  query.on('row', (row: unknown, result) => {
    if (result === undefined) return;
    result.addRow(row);
    seen.add(result as unknown as Result);
  });
  let sealed = false;
  Object.assign(query, {
    handleCopyData: ({ chunk }: { chunk: Buffer }) => {
      sealed ||= chunk.includes(sealedMark);
      const line = chunk.toString('utf8').replace(/\n$/, '');
      if (json) out(jsonLine(line));
      else out(process.stdout.isTTY ? printable(line) : line);
    },
  });
  const answered = new Promise<unknown>((done, failed) => {
    query.on('end', done);
    query.on('error', failed);
  });
  client.query(query);
  try {
    const results = await answered;
    const all = (Array.isArray(results) ? results : [results]) as Result[];
    print(all);
    if (sealed) err(paintError('yellow', say.sql.copiedSealed));
  } catch (error) {
    print(seen);
    throw error;
  }
}

/** Why a certificate is not trusted, in OpenSSL's or Node.js's own word; null where the fault is another. */
function distrustOf(fault: unknown): string | null {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  return /CERT|SIGNATURE|_CA$/.test(code) ? code : null;
}

/** The certificate is checked against the host that was asked for, also where that is an address. */
function sslFor(config: Config, host: string): ConnectionOptions {
  const root = rootCertificate(config);
  if (root === 'system') return { host };
  try {
    return { host, ca: readFileSync(root) };
  } catch (cause) {
    throw new Refusal('JK020', { file: root }, cause);
  }
}
