/** `npm run bench:find`: a member by e-mail through the gateway, against the same search direct on a plain indexed column. */
import pg from 'pg';
import { withClient } from '../test/support/cluster.ts';
import { startJikimi } from '../test/support/jikimi.ts';
import { median, remark, report, rounds } from './support.ts';

const searches = 200;
const jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
try {
  const through = new pg.Client({ connectionString: (await jikimi.connect()).replace(/\?.*/, '?sslmode=disable') });
  await through.connect();
  const { rows: emails } = await through.query<{ id: string; email: string }>('select id, email from members');
  const direct = await withClient(jikimi.membersUri, async (client) => {
    await client.query('create schema plain; create table plain.members (id bigint primary key, email text unique)');
    await client.query('insert into plain.members select * from unnest($1::bigint[], $2::text[])', [
      emails.map((row) => row.id),
      emails.map((row) => row.email),
    ]);
    await client.query('analyze plain.members');
    const own = new pg.Client({ connectionString: jikimi.membersUri });
    await own.connect();
    return own;
  });
  const search = async (client: pg.Client, table: string): Promise<number> => {
    const samples: number[] = [];
    for (let n = 0; n < searches; n++) {
      const { email } = emails[n % emails.length] ?? { email: '' };
      const began = performance.now();
      const { rowCount } = await client.query({
        name: 'find',
        text: `select id from ${table} where email = $1`,
        values: [email],
      });
      if (rowCount !== 1) throw new Error(`found ${rowCount} rows`);
      samples.push(performance.now() - began);
    }
    return median(samples);
  };
  const ratios: number[] = [];
  for (let round = 0; round < rounds(5); round++) {
    const peer = await search(direct, 'plain.members');
    const ours = await search(through, 'members');
    ratios.push(ours / peer);
    remark(`plain ${peer.toFixed(3)} ms  sealed, recorded ${ours.toFixed(3)} ms`);
  }
  report({ name: 'find', ratios, goal: 10, direction: '<=', unit: 'ms a search, median' });
  await direct.end();
  await through.end();
} finally {
  await jikimi.stop();
}
