/** The site of examples/service as a service account of the example organisation, with a live grant that writes every field of its database. */
import { databaseByName, fieldsOf } from '../../src/catalog/mod.ts';
import type { Jikimi } from './jikimi.ts';
import { serviceGrant } from './service-account.ts';

const database = 'service';

/** Its connection string, as `jikimi connect --uri` prints it. */
export async function grantSite(jikimi: Jikimi): Promise<string> {
  const { id } = (await databaseByName(jikimi.office, database)) ?? { id: '' };
  const fields = (await fieldsOf(jikimi.office, id)).map(({ table, column }) => ({
    table,
    column,
    mode: 'full' as const,
  }));
  return serviceGrant(jikimi, { name: 'site', fields }, 'site', database);
}
