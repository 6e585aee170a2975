/** Two gateways and two custodians at once: a cap is counted in the record store and stays exact, whoever reads through whom. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { type SecondSite, startSecondSite } from '../support/second-site.ts';
import { serviceGrant } from '../support/service-account.ts';

const cap = 20;
const asked = 40;
let jikimi: Jikimi;
let site: SecondSite;
let behind: pg.Client;
before(async () => {
  jikimi = await startJikimi();
  site = await startSecondSite(jikimi);
  behind = new pg.Client({ connectionString: jikimi.jikimiUri });
  await behind.connect();
});
after(async () => {
  await behind?.end();
  await site?.stop();
  await jikimi?.stop();
});

test('of many that read at once through two of each, exactly as many people are opened as the cap allows', async () => {
  const uri = new URL(
    await serviceGrant(jikimi, {
      name: 'capped',
      fields: [{ table: 'members', column: 'email', mode: 'full' }],
      minuteSubjects: cap,
      daySubjects: cap, // or the next minute, should one begin meanwhile, would allow others
    }),
  );
  const clients = [jikimi.config.gatewayPort, site.gatewayPort].flatMap((port) =>
    [1, 2, 3, 4].map(() => {
      const one = new URL(uri);
      one.port = String(port);
      return new pg.Client({ connectionString: one.href });
    }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  const opened = new Map<number, Set<number>>();
  const refused: string[] = [];
  await Promise.all(
    clients.map(async (client, n) => {
      const mine = new Set<number>();
      opened.set(n, mine);
      for (let k = 0; k < asked; k++) {
        const id = 100_001 + ((k * 7 + n * 11) % asked); // each its own order of the same people
        try {
          const { rows } = await client.query({
            name: 'one',
            text: 'select id, email from members where id = $1',
            values: [id],
          });
          mine.add(Number(rows[0]?.id));
        } catch (error) {
          refused.push((error as pg.DatabaseError).code ?? '');
        }
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));

  const all = new Set([...opened.values()].flatMap((mine) => [...mine]));
  assert.equal(all.size, cap);
  // Whoever is counted was so from the first read on, and may be read again: everybody gets all of them and no other.
  assert.deepEqual(
    [...opened.values()].map((mine) => mine.size),
    clients.map(() => cap),
  );
  const reads = [...opened.values()].reduce((sum, mine) => sum + mine.size, 0);
  assert.equal(reads + refused.length, clients.length * asked);
  assert.deepEqual([...new Set(refused)], ['JK222']);
  const { rows } = await behind.query<{ spent: number; met: number; recorded: number; records: number }>(`
    select (select subjects from access.spent where grant_id = g.id and span = 'day') as spent,
      (select count(*)::int from custody.opened where grant_id = g.id and span = 'day') as met,
      (select count(distinct s)::int from custody.disclosure d join custody.disclosure_part p using (session_id, batch), unnest(p.subjects) s
        where d.grant_id = g.id) as recorded,
      (select count(*)::int from custody.disclosure where grant_id = g.id) as records
    from access.grant g where name = 'capped'`);
  assert.deepEqual(rows, [{ spent: cap, met: cap, recorded: cap, records: reads }]);
  const { rows: through } = await behind.query<{ sessions: number }>(
    `select count(distinct session_id)::int as sessions from custody.disclosure d join access.grant g on g.id = d.grant_id where g.name = 'capped'`,
  );
  assert.equal(through[0]?.sessions, clients.length);
});
