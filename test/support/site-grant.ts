/** The site of examples/service as a service account of the example organisation, with a live grant that writes every field of its database. */
import { accounts, service } from '../../example/haneul/organisation.ts';
import { approveGrant, issueCredential, requestGrant } from '../../src/access/mod.ts';
import { approvePurpose, databaseByName, fieldsOf } from '../../src/catalog/mod.ts';
import { clientUri } from '../../src/cli/client-uri.ts';
import { makeVerifier } from '../../src/gateway/mod.ts';
import { actorByAccount, declareFit, join } from '../../src/people/mod.ts';
import { now } from '../../src/platform/mod.ts';
import type { Jikimi } from './jikimi.ts';

const database = 'service';
const purpose = 'running-the-site';
const site = 'site';
const many = 100_000;

/** Its connection string, as `jikimi connect --uri` prints it. */
export async function grantSite({ office, config }: Jikimi): Promise<string> {
  const [owner, cpo, responsible, handler] = await Promise.all([
    actorByAccount(office, 'owner'),
    actorByAccount(office, accounts.cpo),
    actorByAccount(office, accounts.responsible),
    actorByAccount(office, accounts.handler),
  ]);
  const at = await now(office);
  const account = await join(office, owner, { account: site, display: 'Site', kind: 'service', language: 'en' });
  await declareFit(office, responsible, account, at.add({ hours: 24 * 30 }), 'seen in a test');

  const { id } = (await databaseByName(office, database)) ?? { id: '' };
  const fields = await fieldsOf(office, id);
  const asked = {
    service,
    name: purpose,
    display: 'Running the site',
    headcount: 1,
    database: id,
    fields: fields.map(({ table, column }) => ({ table, column, highest: 'full' as const })),
  };
  await approvePurpose(office, cpo, asked, 'introduction assessment', at.add({ hours: 24 * 300 }));
  await requestGrant(office, handler, {
    name: site,
    service,
    database,
    holder: site,
    purpose,
    ticket: 'TEST-3',
    work: 'serves its members',
    fields: fields.map(({ table, column }) => ({ table, column, mode: 'full' as const })),
    days: 30,
    sources: ['127.0.0.0/8', '::1/128'],
    window: null,
    export: false,
    writes: true,
    subjects: 'all',
    maxSubjects: many,
    daySubjects: many,
    minuteSubjects: many,
    replaces: null,
  });
  const { state } = await approveGrant(office, responsible, site, 'for a test');
  if (state !== 'ACTIVE') await approveGrant(office, cpo, site, 'for a test');
  const { username, password } = await issueCredential(office, handler, site, makeVerifier);
  const login = { username, password, host: '127.0.0.1', port: config.gatewayPort, database };
  return clientUri(config, login, { password: true });
}
