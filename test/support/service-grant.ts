/** A live grant of a service account of the example, made by the product's own verbs. */
import { accounts, service } from '../../example/haneul/organisation.ts';
import { type Request, issueCredential } from '../../src/access/mod.ts';
import { serviceByName } from '../../src/catalog/mod.ts';
import { clientUri } from '../../src/cli/client-uri.ts';
import { makeVerifier } from '../../src/gateway/mod.ts';
import { actorByAccount, addServiceAccount, declareServiceFit, personByAccount } from '../../src/people/mod.ts';
import { now } from '../../src/platform/mod.ts';
import type { Jikimi } from './jikimi.ts';

export const serviceAccount = 'talk-web';

/** Requests and approves it, and enters its holder where that is not there yet. Returns a connection string. */
export async function serviceGrant(
  jikimi: Jikimi,
  terms: Partial<Request> & { readonly name: string; readonly fields: Request['fields'] },
): Promise<string> {
  const { office } = jikimi;
  const responsible = await actorByAccount(office, accounts.responsible);
  if ((await personByAccount(office, serviceAccount)) === undefined) {
    const serviceId = (await serviceByName(office, service))?.id ?? '';
    await addServiceAccount(office, responsible, { account: serviceAccount, display: 'Web site', serviceId });
    await declareServiceFit(office, responsible, serviceAccount, (await now(office)).add({ hours: 24 }), 'a test');
  }
  await jikimi.grant({ holder: serviceAccount, days: 180, maxSubjects: null, minuteSubjects: 10_000, ...terms });
  return serviceUri(jikimi, terms.name);
}

/** A connection string with a new credential of such a grant. */
export async function serviceUri(jikimi: Jikimi, grant: string): Promise<string> {
  const requester = await actorByAccount(jikimi.office, accounts.handler);
  const { username, password } = await issueCredential(jikimi.office, requester, grant, makeVerifier);
  const login = { username, password, host: '127.0.0.1', port: jikimi.config.gatewayPort, database: 'example' };
  return clientUri(jikimi.config, login, { password: true });
}
