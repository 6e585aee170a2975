/** The watch over a database that answers its look at all sessions and nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { type Refusal, loadConfig } from '../platform/mod.ts';
import { type Live, LicenceWatch } from './licence-watch.ts';
import { Targets } from './logins.ts';

/** Its first statement is answered by these rows, and no other ever. */
function answersOnce(rows: object[]): Kysely<unknown> {
  let asked = 0;
  const executeQuery = () =>
    (asked += 1) === 1
      ? Promise.resolve({ rows } as QueryResult<never>)
      : new Promise<QueryResult<never>>(() => undefined);
  class Driver extends DummyDriver {
    override acquireConnection() {
      return Promise.resolve({ executeQuery, streamQuery: () => assert.fail('nothing is streamed') });
    }
  }
  return new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new Driver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

test('LicenceWatch ends who has no licence though the database does not say why', { timeout: 20_000 }, async (t) => {
  const ended = Promise.withResolvers<Refusal | null>();
  const session = { quiet: false, lastActive: 0, end: ended.resolve } as unknown as Live['session'];
  const names = { grant: 'g', grantName: 'g', credential: 'c', address: '127.0.0.1', service: false };
  const db = answersOnce([{ grants: [], addresses: ['127.0.0.1'], ended: [] }]);
  const config = { ...loadConfig(), licencePollMs: 20 };
  const targets = new Targets(db, config);
  const options = { config, db, targets, log: () => undefined, swept: () => undefined };
  const watch = new LicenceWatch({ ...options, live: new Map([['s', { session, ...names }]]) });
  t.after(() => watch.stop());
  watch.start();
  assert.equal((await ended.promise)?.code, 'JK201');
});
