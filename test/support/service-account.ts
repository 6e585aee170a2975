/** A service account of the example with a live grant, by the product's own verbs. */
import { accounts, service } from '../../example/haneul/organisation.ts';
import { approveGrant, issueCredential, type Request, requestGrant } from '../../src/access/mod.ts';
import { approvePurpose, databaseByName, fieldsOf, serviceByName } from '../../src/catalog/mod.ts';
import { clientUri } from '../../src/cli/client-uri.ts';
import { makeVerifier } from '../../src/gateway/mod.ts';
import { actorByAccount, addServiceAccount, declareServiceFit, personByAccount } from '../../src/people/mod.ts';
import { now } from '../../src/platform/mod.ts';
import type { Jikimi } from './jikimi.ts';

export const serviceAccount = 'haneul-web';

/** The account's connection string. `account` is made where it is not there; the purpose covers every field of the database, as far as its category allows. */
export async function serviceGrant(
  jikimi: Jikimi,
  terms: Partial<Request> & { readonly name: string; readonly fields: Request['fields'] },
  account = serviceAccount,
  database = 'example',
): Promise<string> {
  const { office } = jikimi;
  const purpose = `running-${account}`;
  const [cpo, responsible, handler] = await Promise.all(
    [accounts.cpo, accounts.responsible, accounts.handler].map((name) => actorByAccount(office, name)),
  );
  if (cpo === undefined || responsible === undefined || handler === undefined)
    throw new Error('the example has no people');
  const at = await now(office);
  if ((await personByAccount(office, account)) === undefined) {
    const serviceId = (await serviceByName(office, service))?.id ?? '';
    await addServiceAccount(office, responsible, { account, display: account, serviceId });
    await declareServiceFit(
      office,
      responsible,
      account,
      at.add({ hours: 24 * 90 }),
      'operated by its team, in a test',
    );
    const { id } = (await databaseByName(office, database)) ?? { id: '' };
    const fields = (await fieldsOf(office, id)).map(({ table, column, category }) => ({
      table,
      column,
      highest: category === 'rrn' ? ('partial' as const) : ('full' as const),
    }));
    const asked = {
      service,
      name: purpose,
      display: 'Running the service',
      headcount: 1,
      database: id,
      fields,
    };
    await approvePurpose(office, cpo, asked, 'introduction assessment', at.add({ hours: 24 * 365 }));
  }
  await requestGrant(office, handler, {
    service,
    database,
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
    maxSubjects: null,
    daySubjects: 100_000,
    minuteSubjects: 100_000,
    replaces: null,
    ...terms,
  });
  const { state } = await approveGrant(office, responsible, terms.name, 'for a test');
  if (state !== 'ACTIVE') await approveGrant(office, cpo, terms.name, 'for a test');
  return serviceUri(jikimi, terms.name, database);
}

/** A connection string with a new credential of such a grant. */
export async function serviceUri({ office, config }: Jikimi, grant: string, database = 'example'): Promise<string> {
  const requester = await actorByAccount(office, accounts.handler);
  const { username, password } = await issueCredential(office, requester, grant, makeVerifier);
  const login = { username, password, host: '127.0.0.1', port: config.gatewayPort, database };
  return clientUri(config, login, { password: true });
}
