/** Two databases with the same members, one sealed behind the gateway and one plain, which every sequence finds as they were. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { connectBackend } from '../../../src/gateway/backend.ts';
import type { Jikimi } from '../jikimi.ts';
import { makePlainMembers } from '../plain-members.ts';
import { serviceGrant } from '../service-account.ts';
import { WireClient } from '../wire-client.ts';
import type { World } from './statement.ts';
import { sealedColumns } from './words.ts';

/** `service` writes and reads in full; `person` reads, some of it under a mask, some not at all. */
export type Who = 'service' | 'person';

export type Twins = {
  readonly world: World;
  readonly uris: Readonly<Record<Who, string>>;
  /** Superusers of the two. */
  readonly sealed: pg.Client;
  readonly plain: pg.Client;
  /** What a person's grant shows instead of a member's value; null where it is withheld. */
  readonly views: ReadonlyMap<string, string | null>;
  connect(which: 'plain' | Who): Promise<WireClient>;
  /** Both as they were at first. */
  restore(): Promise<void>;
  stop(): Promise<void>;
};

const count = 12;
const all = sealedColumns.map((column) => ({ table: 'members', column, mode: 'full' as const }));
const masked = { address: 'partial', card_number: 'partial', last_location: 'partial', mobile: 'match' } as const;

export async function makeTwins(jikimi: Jikimi): Promise<Twins> {
  const name = `fuzz-${randomUUID().slice(0, 8)}`;
  await jikimi.grant({ name: `${name}-all`, fields: all });
  const plainUri = await makePlainMembers(jikimi, open(await jikimi.connect(`${name}-all`)));
  const rrn = { table: 'payout_tax', column: 'rrn', mode: 'match' as const };
  const service = open(await serviceGrant(jikimi, { name: `${name}-service`, fields: [...all, rrn] }, 'haneul-web'));
  const fields = all
    .filter(({ column }) => column !== 'bank_account')
    .map((one) => ({ ...one, mode: one.column in masked ? masked[one.column as keyof typeof masked] : one.mode }));
  await jikimi.grant({ name: `${name}-person`, fields });
  const uris = { service, person: open(await jikimi.connect(`${name}-person`)) };
  const sealed = await connected(jikimi.membersUri);
  const plain = await connected(jikimi.membersUri.replace(/\/[^/]*$/, '/plain'));
  for (const client of [sealed, plain]) await keep(client, client === sealed);
  await listenToAll(sealed);
  const world = { members: await membersOf(plain) };
  return {
    world,
    uris,
    sealed,
    plain,
    views: await viewsOf(world, uris.person),
    connect: (which) => signedIn(which === 'plain' ? plainUri : uris[which]),
    restore: async () => {
      for (const client of [sealed, plain]) await restored(client, client === sealed);
    },
    stop: async () => {
      await Promise.all([sealed.end(), plain.end()]);
    },
  };
}

const open = (uri: string) => uri.replace(/\?.*/, '?sslmode=disable');
const tables = ['members', 'orders', 'payout_tax'] as const;

/** A dozen members and what belongs to them stay, and are kept aside; a default that is the same in both. */
async function keep(client: pg.Client, sealed: boolean): Promise<void> {
  const some = `select id from members order by id limit ${count}`;
  await client.query(`begin; set local session_replication_role = replica; create schema kept;
    delete from member_passwords;
    delete from payout_tax where member_id not in (${some}); delete from orders where member_id not in (${some});
    delete from members where id not in (${some});
    alter table members alter joined_at set default '2026-01-01 00:00Z'; alter table orders alter ordered_at set default '2026-01-01 00:00Z';
    ${tables.map((table) => `create table kept.${table} as table ${table};`).join(' ')} commit`);
  if (sealed)
    await client.query(`delete from pii.subject where person_key not in (select id::text from members);
      create table kept.subject as table pii.subject`);
}

async function restored(client: pg.Client, sealed: boolean): Promise<void> {
  const back = tables.toReversed().map((table) => `delete from ${table};`);
  const again = tables.map((table) => `insert into ${table} overriding system value table kept.${table};`);
  const subjects = sealed ? 'delete from pii.subject; insert into pii.subject table kept.subject;' : '';
  await client.query(`begin; set local session_replication_role = replica; ${back.join(' ')} ${again.join(' ')} ${subjects}
    select setval('members_id_seq', 2000001, false), setval('orders_id_seq', 20000001, false); commit`);
}

/** The server's log says every statement and every value that reach the sealed database, so that what must not be there is looked for in it. */
async function listenToAll(client: pg.Client): Promise<void> {
  for (const setting of [`log_statement = 'all'`, `log_min_messages = 'error'`, `log_min_error_statement = 'error'`])
    await client.query(`alter database example set ${setting}`);
}

async function membersOf(plain: pg.Client): Promise<World['members']> {
  const list = ['id', ...sealedColumns].map((column) => `${column}::text`).join(', ');
  const { rows } = await plain.query<Record<string, string>>(`select ${list} from members order by id`);
  return rows;
}

async function viewsOf(world: World, uri: string): Promise<ReadonlyMap<string, string | null>> {
  const client = await connected(uri);
  const { rows } = await client.query<Record<string, string | null>>(
    `select ${sealedColumns.join(', ')} from members order by id`,
  );
  await client.end();
  return new Map<string, string | null>([
    ['(withheld)', null],
    ...rows.flatMap((row, n) =>
      sealedColumns.map((column) => [world.members[n]?.[column] ?? '', row[column] ?? null] as const),
    ),
  ]);
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

async function signedIn(uri: string): Promise<WireClient> {
  const { hostname, port, username, password, pathname } = new URL(uri);
  const { socket } = await connectBackend({
    host: hostname,
    port: Number(port),
    role: decodeURIComponent(username),
    secret: decodeURIComponent(password),
    parameters: new Map([
      ['database', pathname.slice(1)],
      ['timezone', 'UTC'],
    ]),
    timeoutMs: 10_000,
  });
  return new WireClient(socket);
}
