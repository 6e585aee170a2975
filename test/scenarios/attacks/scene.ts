/**
 * A running installation with the grants that the attacks need, and eyes behind it: superusers of both databases, and every plaintext value of
 * the example, to see that none of them is where it must not be.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { KIM_HANEUL } from '../../../example/haneul/member.ts';
import { generateHaneul } from '../../../example/haneul/members.ts';
import { accounts } from '../../../example/haneul/organisation.ts';
import type { Mode } from '../../../src/catalog/mod.ts';
import { actorByAccount } from '../../../src/people/mod.ts';
import { revokeGrant } from '../../../src/access/mod.ts';
import { withClient } from '../../support/cluster.ts';
import { type Jikimi, startJikimi } from '../../support/jikimi.ts';

export const kim = KIM_HANEUL;
/** The member after her. */
export const second = kim.id + 1;

export type Scene = {
  readonly jikimi: Jikimi;
  /** Superuser of Jikimi's own database, and of the members'. */
  readonly behind: pg.Client;
  readonly members: pg.Client;
  /** Subject key id of a member. */
  subjectOf(member: number): Promise<string>;
  /** An envelope as it lies in the table, in hexadecimal digits. */
  envelopeOf(column: string, member: number): Promise<string>;
  /** Codes of the refusals that the history holds of a grant's openings and questions, oldest first. */
  refusals(grant: string): Promise<string[]>;
  /** How many entries of this kind the custodian recorded of a grant. */
  recorded(grant: string, kind: 'opening' | 'question'): Promise<number>;
  /** Codes of the refusals that the gateway itself put on record, oldest first. */
  gatewayRefusals(): Promise<string[]>;
  /** The connection of a grant that its attacks share, put back into its first state after each. */
  as<T>(grant: string, work: (client: pg.Client) => Promise<T>): Promise<T>;
  /** A connection of its own, closed when `work` is over. */
  anew<T>(grant: string, work: (client: pg.Client) => Promise<T>): Promise<T>;
  revoke(grant: string): Promise<void>;
  /** The log of the members' PostgreSQL. */
  serverLog(): string;
  /** Fails where the text holds a value of any member, in any of its usual writings. */
  assertNoPlaintext(text: string): void;
  close(): Promise<void>;
};

export async function openScene(): Promise<Scene> {
  const jikimi = await startJikimi({ JIKIMI_LICENCE_POLL_MS: '200' });
  const behind = await connected(jikimi.jikimiUri);
  const members = await connected(jikimi.membersUri);
  const one = async (client: pg.Client, text: string, values: unknown[]) =>
    String((await client.query<{ it: string | number | null }>(text, values)).rows[0]?.it ?? '');
  const codes = async (text: string, values: unknown[]) =>
    (await behind.query<{ code: string }>(text, values)).rows.map((row) => row.code);
  const known = knownValues();
  const shared = new Map<string, pg.Client>();
  const scene: Scene = {
    jikimi,
    behind,
    members,
    subjectOf: (member) =>
      one(members, `select subject as it from pii.subject where person_table = 'public.members' and person_key = $1`, [
        String(member),
      ]),
    envelopeOf: (column, member) =>
      one(members, `select encode(pii.slice(${column}, 1, 100000), 'hex') as it from members where id = $1`, [member]),
    refusals: (grant) =>
      codes(
        `select o.body ->> 'code' as code from ledger.opening o join access.grant g on g.id::text = o.body ->> 'grant'
         where g.name = $1 and o.kind = 'refusal' order by o.at, o.id`,
        [grant],
      ),
    recorded: async (grant, kind) =>
      Number(
        await one(
          behind,
          `select count(*) as it from ledger.opening o join access.grant g on g.id::text = o.body ->> 'grant' where g.name = $1 and o.kind = $2`,
          [grant, kind],
        ),
      ),
    gatewayRefusals: () =>
      codes(
        `select body ->> 'code' as code from ledger.act cross join generate_series(1, coalesce((body ->> 'times')::int, 1)) -- alike, recorded together
         where kind = 'refusal' order by at, id`,
        [],
      ),
    as: async (grant, work) => {
      const client = shared.get(grant) ?? (await connected(await jikimi.connect(grant)));
      shared.delete(grant);
      try {
        return await work(client);
      } finally {
        try {
          await client.query('rollback');
          await client.query('discard all');
          shared.set(grant, client);
        } catch {
          await client.end();
        }
      }
    },
    anew: async (grant, work) => withClient(await jikimi.connect(grant), work),
    revoke: async (grant) =>
      revokeGrant(
        jikimi.office,
        await actorByAccount(jikimi.office, accounts.responsible),
        grant,
        'an attack is under way',
      ),
    serverLog: () => readFileSync(join(jikimi.config.home, 'postgres', 'members.log'), 'utf8'),
    assertNoPlaintext: (text) => {
      const found = known.find((value) => text.includes(value));
      assert.equal(found, undefined, 'a value of a member is there in clear');
    },
    close: async () => {
      for (const client of shared.values()) await client.end();
      await behind.end();
      await members.end();
      await jikimi.stop();
    },
  };
  await makeGrants(scene);
  await makeTables(members);
  return scene;
}

/** Field and mode of a grant, as `email:full`. */
export function fields(...words: string[]): { table: string; column: string; mode: Mode }[] {
  return words.map((word) => {
    const [column = '', mode = ''] = word.split(':');
    return { table: 'members', column, mode: mode as Mode };
  });
}

async function makeGrants(scene: Scene): Promise<void> {
  const { jikimi } = scene;
  const both = fields('email:full', 'mobile:partial');
  const listed = [await scene.subjectOf(kim.id), await scene.subjectOf(second)];
  await jikimi.grant({ name: 'listed', fields: both, subjects: listed });
  await jikimi.grant({ name: 'other', fields: both });
  await jikimi.grant({ name: 'matching', fields: fields('email:match') });
  await jikimi.grant({ name: 'blind', fields: fields('name_ko:full') });
}

/** What a company's own tables and functions could be, in the hands of an attacker: no checks, no walls. */
async function makeTables(members: pg.Client): Promise<void> {
  await members.query(`
    create table copied (id bigint primary key, email pii.sealed, mobile pii.sealed);
    insert into copied select id, email, mobile from members order by id limit 5;
    create table notebook (id int primary key, note text not null constraint a_note_is_no_secret check (note not like 'secret%'), about pii.sealed);
    create table doomed as select id, email from members;
    create view everybody as select id, email, mobile from members;
    create function leak(value pii.sealed, id bigint) returns boolean language plpgsql cost 0.00001 as
      $$ begin raise notice 'leaked % of %', value, id; return true; end $$;
    create function mobile_of(asked bigint) returns pii.sealed language sql stable as 'select mobile from members where id = asked';
    alter view everybody set (security_invoker = true);
    grant select on copied, everybody to jikimi_reader;
    grant select, insert, update, delete on notebook, doomed to jikimi_reader;
  `);
}

/** The same seed as the example's: every value that must not be seen, but for those too short to tell from chance. */
function knownValues(): string[] {
  const today = Temporal.Now.plainDateISO('Asia/Seoul');
  const { members } = generateHaneul({ seed: 7, members: 200, today });
  return members.flatMap((one) => {
    const plain = [one.name_ko, one.name_en, one.email, one.mobile, one.address, one.card_number, one.bank_account];
    const encoded = [one.email, one.mobile].flatMap((value) => [
      Buffer.from(value).toString('hex'),
      Buffer.from(value).toString('base64').replace(/=+$/, ''),
    ]);
    return [...plain, ...encoded];
  });
}

async function connected(uri: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: uri });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** What a statement came to. `text` is all that the client was told: rows, error and notices. */
export type Outcome = {
  readonly code: string | null;
  readonly hint: string;
  readonly detail: string | undefined;
  readonly rows: readonly (readonly unknown[])[];
  readonly notices: readonly string[];
  readonly text: string;
};

type Notice = { readonly code?: string | undefined; readonly message?: string | undefined };

/** Runs a statement as a driver does, whatever comes of it: without `values` as a simple query. */
export async function attempt(client: pg.Client, text: string, values?: unknown[]): Promise<Outcome> {
  const notices: Notice[] = [];
  const listen = (notice: Notice) => notices.push(notice);
  client.on('notice', listen);
  const told = (more: unknown) => ({
    notices: notices.map(({ code }) => code ?? ''),
    text: JSON.stringify([more, notices]),
  });
  try {
    const config: pg.QueryArrayConfig = {
      text,
      rowMode: 'array',
      ...(values !== undefined && { values, queryMode: 'extended' }),
    };
    const rows = [await client.query<unknown[]>(config)].flat().flatMap((result) => result.rows);
    return { code: null, hint: '', detail: undefined, rows, ...told(rows) };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const { code, message, hint, detail, where } = error;
    return { code: code ?? '', hint: hint ?? '', detail, rows: [], ...told({ message, hint, detail, where }) };
  } finally {
    client.off('notice', listen);
  }
}

/** Waits until it is so, for at most half a minute. Returns how long it took in milliseconds. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await isSo())) {
    assert.ok(performance.now() - began < 30_000, `never came: ${what}`);
    await sleep(25);
  }
  return Math.round(performance.now() - began);
}
