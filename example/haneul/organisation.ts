/** The people of Haneul and the grant that the example begins with: made by the product's own verbs, on record. */
import { approveGrant, grantByName, readGrant, requestGrant, type Request } from '../../src/access/mod.ts';
import {
  approvePurpose,
  databaseByName,
  type FieldRow,
  registerService,
  serviceByName,
} from '../../src/catalog/mod.ts';
import {
  type Office,
  actorByAccount,
  declareFit,
  endLocalSessions,
  hold,
  installOwner,
  join,
  openLocalSession,
  personByAccount,
  personId,
} from '../../src/people/mod.ts';
import { type Db, now } from '../../src/platform/mod.ts';

export const service = 'haneul-talk';
export const purpose = 'member-service';

/** Accounts of the example by the name that `--as` knows them under. */
export const accounts = { handler: 'seo.yuna', responsible: 'park.jiho', cpo: 'choi.minseo' } as const;

const basis = 'example organisation';

type Member = {
  readonly account: string;
  readonly display: string;
  readonly office: Office;
  /** Whether the office is of the service only. */
  readonly ofService: boolean;
};
const staff: readonly Member[] = [
  { account: accounts.cpo, display: '최민서', office: 'cpo_office', ofService: false },
  { account: accounts.responsible, display: '박지호', office: 'responsible', ofService: true },
  { account: accounts.handler, display: '서유나', office: 'handler', ofService: true },
];

/** Enters the people and their offices; those who are there already stay as they are, so that a first start which was broken off can be taken up. The owner, who installed it, opens nothing. */
export async function installPeople(db: Db): Promise<void> {
  if ((await personByAccount(db, 'owner')) === undefined)
    await installOwner(
      db,
      { account: 'owner', display: 'Owner of the example', kind: 'person', language: 'en' },
      basis,
    );
  const owner = await actorByAccount(db, 'owner');
  const serviceId =
    (await serviceByName(db, service))?.id ??
    (await registerService(db, owner, { name: service, alias: 'example', display: 'Haneul Talk' }));
  for (const { account, display, office, ofService } of staff) {
    if ((await personByAccount(db, account)) === undefined)
      await join(db, owner, { account, display, kind: 'person', language: 'en' });
    const { person, holdings } = await actorByAccount(db, account);
    if (!holdings.some((held) => held.office === office))
      await hold(db, owner, { person, office, service: ofService ? serviceId : null, basis });
  }
}

/** Local sessions, by the name of `--as`. */
export async function openLocalSessions(db: Db, hours: number): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>();
  for (const [name, account] of Object.entries(accounts)) {
    const actor = await actorByAccount(db, account);
    await endLocalSessions(db, actor.person); // those of earlier starts
    tokens.set(name, await openLocalSession(db, actor.person, `local session --as ${name}`, hours));
  }
  return tokens;
}

/** Name, e-mail and sign-up facts in full, the rest in part; no location and no resident number: those come back as null, with a notice. */
const modes: Readonly<Record<string, 'match' | 'partial' | 'full'>> = {
  'members.name_ko': 'full',
  'members.name_en': 'full',
  'members.email': 'full',
  'members.mobile': 'partial',
  'members.address': 'partial',
  'members.birth_date': 'partial',
  'members.card_number': 'partial',
  'members.bank_account': 'partial',
};

/** Approves the purpose for a year: everything that the grant needs, and the resident number for tax only in part. */
export async function approveMemberService(db: Db, database: string, fields: readonly FieldRow[]): Promise<void> {
  const cpo = await actorByAccount(db, accounts.cpo);
  const covered = fields
    .filter((field) => field.table === 'members')
    .map(({ table, column }) => ({ table, column, highest: 'full' as const }));
  const until = (await now(db)).add({ hours: 24 * 365 });
  await approvePurpose(
    db,
    cpo,
    { service, name: purpose, display: 'Answering members', headcount: 12, database, fields: covered },
    'introduction assessment of Haneul Talk',
    until,
  );
}

/**
 * Keeps the example usable: declares the handler fit again and renews purpose and grant when they end within a week. Each is an ordinary act
 * on record, and none is done by the one whom it is about.
 */
export async function renew(db: Db, fieldsOf: (database: string) => Promise<FieldRow[]>): Promise<void> {
  const at = await now(db);
  const soon = at.add({ hours: 24 * 7 });
  const responsible = await actorByAccount(db, accounts.responsible);
  const handler = await personByAccount(db, accounts.handler);
  if (handler !== undefined) {
    await declareFit(
      db,
      responsible,
      personId.parse(handler.id),
      at.add({ hours: 24 * 90 }),
      'pledge, course and device seen in the example',
    );
  }
  const database = await databaseByName(db, 'example');
  if (database === undefined) return;
  await approveMemberService(db, database.id, await fieldsOf(database.id));
  const live = await liveUntil(db);
  if (live === null || Temporal.Instant.compare(live.until, soon) < 0) await grantAgain(db, live?.name ?? null);
}

async function liveUntil(db: Db): Promise<{ name: string; until: Temporal.Instant } | null> {
  let name = 'example';
  if ((await grantByName(db, name)) === undefined) return null;
  for (let n = 2; (await grantByName(db, `example-${n}`)) !== undefined; n++) name = `example-${n}`;
  const { facts, state } = await readGrant(db, name);
  return { name, until: state === 'ACTIVE' && facts.ends !== null ? facts.ends : facts.now };
}

async function grantAgain(db: Db, last: string | null): Promise<void> {
  const name = last === null ? 'example' : `example-${Number(last.split('-')[1] ?? '1') + 1}`;
  const handler = await actorByAccount(db, accounts.handler);
  await requestGrant(db, handler, exampleRequest(name, last));
  const reason = 'needed to answer members in the example';
  await approveGrant(db, await actorByAccount(db, accounts.responsible), name, reason);
  await approveGrant(db, await actorByAccount(db, accounts.cpo), name, reason);
}

function exampleRequest(name: string, replaces: string | null): Request {
  return {
    name,
    service,
    database: 'example',
    holder: accounts.handler,
    purpose,
    ticket: 'EXAMPLE-1',
    work: 'Answers members who call or write',
    days: 90,
    sources: ['127.0.0.0/8', '::1/128'],
    window: null,
    export: false,
    writes: false,
    fields: Object.entries(modes).map(([field, mode]) => {
      const [table = '', column = ''] = field.split('.');
      return { table, column, mode };
    }),
    subjects: 'all',
    maxSubjects: 5000,
    daySubjects: 5000,
    minuteSubjects: null,
    replaces,
  };
}
