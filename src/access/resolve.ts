import { type Db, Refusal } from '../platform/mod.ts';
import { type GrantRow, grantById, grantByName } from './access.sql.ts';
import { grantId } from './grant.ts';

/** A grant by its unique name or its id. Throws JK003. */
export async function resolveGrant(db: Db, nameOrId: string): Promise<GrantRow> {
  const found = grantId.matches(nameOrId)
    ? await grantById(db, grantId.parse(nameOrId))
    : await grantByName(db, nameOrId);
  if (found === undefined) throw new Refusal('JK003', { what: 'grant', name: nameOrId });
  return found;
}
