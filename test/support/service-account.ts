/** A service account of the example with a live grant, by the product's own verbs. */
import { accounts, service } from '../../example/haneul/organisation.ts';
import { approveGrant, issueCredential, type Request, requestGrant } from '../../src/access/mod.ts';
import { approvePurpose, databaseByName, fieldsOf } from '../../src/catalog/mod.ts';
import { clientUri } from '../../src/cli/client-uri.ts';
import { makeVerifier } from '../../src/gateway/mod.ts';
import { actorByAccount, declareFit, join, personByAccount } from '../../src/people/mod.ts';
import { now } from '../../src/platform/mod.ts';
import type { Jikimi } from './jikimi.ts';

const purpose = 'running-the-service';

/** The account's connection string. `account` is made where it is not there; the purpose covers every field of the database, as far as its category allows. */
export async function serviceGrant(
  jikimi: Jikimi,
  terms: Partial<Request> & { readonly name: string; readonly fields: Request['fields'] },
  account = 'haneul-web',
): Promise<string> {
  const { office, config } = jikimi;
  const [owner, cpo, responsible, handler] = await Promise.all(
    ['owner', accounts.cpo, accounts.responsible, accounts.handler].map((name) => actorByAccount(office, name)),
  );
  if (owner === undefined || cpo === undefined || responsible === undefined || handler === undefined)
    throw new Error('the example has no people');
  const at = await now(office);
  if ((await personByAccount(office, account)) === undefined) {
    const person = await join(office, owner, { account, display: account, kind: 'service', language: 'en' });
    await declareFit(office, responsible, person, at.add({ hours: 24 * 90 }), 'operated by its team, seen in a test');
    const database = await databaseByName(office, 'example');
    const fields = (await fieldsOf(office, database?.id ?? '')).map(({ table, column, category }) => ({
      table,
      column,
      highest: category === 'rrn' ? ('partial' as const) : ('full' as const),
    }));
    const asked = {
      service,
      name: purpose,
      display: 'Running the service',
      headcount: 1,
      database: database?.id ?? '',
      fields,
    };
    await approvePurpose(office, cpo, asked, 'introduction assessment', at.add({ hours: 24 * 365 }));
  }
  await requestGrant(office, handler, {
    service,
    database: 'example',
    holder: account,
    purpose,
    ticket: 'TEST-2',
    work: 'serves the members of the example',
    days: 30,
    sources: ['127.0.0.0/8', '::1/128'],
    window: null,
    export: false,
    writes: true,
    subjects: 'all',
    maxSubjects: 100_000,
    daySubjects: 100_000,
    minuteSubjects: 100_000,
    replaces: null,
    ...terms,
  });
  const { state } = await approveGrant(office, responsible, terms.name, 'for a test');
  if (state !== 'ACTIVE') await approveGrant(office, cpo, terms.name, 'for a test');
  const { username, password } = await issueCredential(office, handler, terms.name, makeVerifier);
  const host = '127.0.0.1';
  return clientUri(
    config,
    { username, password, host, port: config.gatewayPort, database: 'example' },
    { password: true },
  );
}
