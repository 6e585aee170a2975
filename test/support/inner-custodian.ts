/**
 * The custodian's parts inside the test's own process, on the keys and the database of a running installation: so that a test can break what
 * stands between them. Sessions are entered as the gateway enters them, without a client.
 */
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { accounts } from '../../example/haneul/organisation.ts';
import { issueCredential } from '../../src/access/mod.ts';
import { type CustodianParts, custodianParts } from '../../src/custody/custodian-parts.ts';
import { openFileKeyStore } from '../../src/custody/open-file-keystore.ts';
import { credentialOf, insertSession } from '../../src/gateway/gateway.sql.ts';
import { makeVerifier } from '../../src/gateway/mod.ts';
import { actorByAccount } from '../../src/people/mod.ts';
import { databaseUri, openDatabase, openPool, transact } from '../../src/platform/mod.ts';
import type { Jikimi } from './jikimi.ts';

export type InnerCustodian = {
  readonly parts: CustodianParts;
  /** The parts with another pool in the place of the database: nothing is kept from before. */
  over(pool: pg.Pool): CustodianParts;
  /** A session of the grant, as after a sign-in from the loopback. */
  session(grant: string): Promise<string>;
  stop(): Promise<void>;
};

export async function innerCustodian(jikimi: Jikimi): Promise<InnerCustodian> {
  const directory = join(jikimi.config.home, 'keys');
  const store = await openFileKeyStore(directory, readFileSync(`${directory}.passphrase`, 'utf8').trim());
  const pool = openPool(databaseUri(jikimi.config, 'custodian'), 8);
  const gateway = openDatabase(databaseUri(jikimi.config, 'gateway'), 2);
  const over = (own: pg.Pool): CustodianParts => custodianParts(own, store);
  return {
    parts: over(pool),
    over,
    session: async (grant) => {
      const handler = await actorByAccount(jikimi.office, accounts.handler);
      const { username } = await issueCredential(jikimi.office, handler, grant, makeVerifier);
      const credential = await credentialOf(gateway, username);
      if (credential === undefined) throw new Error('no credential');
      const { grantId, id: credentialId, holder } = credential;
      return transact(gateway, (tx) =>
        insertSession(tx, { grantId, credentialId, holder, source: '127.0.0.1', application: 'test' }),
      );
    },
    stop: async () => {
      store.close();
      await pool.end();
      await gateway.destroy();
    },
  };
}

/** Envelopes of the first members' column as they lie in the table, by the superuser. */
export async function envelopesOf(jikimi: Jikimi, column: string, count: number): Promise<Buffer[]> {
  const client = new pg.Client({ connectionString: jikimi.membersUri });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: string }>(
      `select ${column} as value from members order by id limit ${count}`,
    );
    return rows.map(({ value }) => Buffer.from(value.slice(2), 'hex'));
  } finally {
    await client.end();
  }
}
