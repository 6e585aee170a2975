import {
  databaseByName,
  databaseNames,
  fieldsOf,
  purposeByName,
  purposeNames,
  serviceByName,
  serviceNames,
} from '../catalog/mod.ts';
import { numberInForce } from '../law/mod.ts';
import { record } from '../ledger/mod.ts';
import { type Actor, personByAccount } from '../people/mod.ts';
import { type Db, Refusal, databaseFault, nearest, refusePersonalText, transact } from '../platform/mod.ts';
import { grantByName, insertGrant, insertGrantField, insertScope } from './access.sql.ts';
import { grantRequested } from './facts.ts';
import { type GrantId, type Terms, grantId } from './grant.ts';
import { parseRange } from './source.ts';

export type Request = Terms & {
  readonly service: string;
  readonly database: string;
  /** Account of the person or service account that will hold it. */
  readonly holder: string;
  /** Name of the grant that this one replaces once it is approved. */
  readonly replaces: string | null;
};

/**
 * Asks for a grant. Refused where the purpose does not cover a field (JK219) or not that far (JK212), a source is not CIDR, a person would write (JK242),
 * the caps are not those of such a holder (JK231, JK232), a service account works for another service (JK234), or the name is taken (JK218). Nothing opens
 * until the offices that it needs have approved.
 */
export async function requestGrant(db: Db, actor: Actor, request: Request): Promise<GrantId> {
  refusePersonalText(request.ticket, 'ticket');
  refusePersonalText(request.work, 'work');
  for (const source of request.sources)
    if (parseRange(source) === null)
      throw new Refusal('JK002', { path: 'sources', fault: '"{{source}}" is not CIDR', source });
  if (request.fields.length === 0) throw new Refusal('JK002', { path: 'fields', fault: 'names no field' });
  return transact(db, async (tx) => {
    const service = await serviceByName(tx, request.service);
    if (service === undefined)
      throw unknown({ what: 'service', name: request.service }, (await serviceNames(tx)).values());
    const purpose = await purposeByName(tx, service.id, request.purpose);
    if (purpose === undefined)
      throw unknown({ what: 'purpose', name: request.purpose }, await purposeNames(tx, service.id));
    const database = await databaseByName(tx, request.database);
    if (database === undefined) throw unknown({ what: 'database', name: request.database }, await databaseNames(tx));
    const holder = await personByAccount(tx, request.holder);
    if (holder === undefined) throw new Refusal('JK003', { what: 'person', name: request.holder });
    const replaced = request.replaces === null ? null : await grantByName(tx, request.replaces);
    if (replaced === undefined) throw new Refusal('JK003', { what: 'grant', name: request.replaces ?? '' });

    const isService = holder.kind === 'service';
    if (request.writes && !isService) throw new Refusal('JK242', { holder: request.holder });
    refuseOtherCaps(isService, request);
    const most = await numberInForce(tx, isService ? 'access.grant.service.days' : 'access.grant.person.days');
    if (request.days > most)
      throw new Refusal('JK002', {
        path: 'days',
        fault: 'is more than {{most}}, the longest that the house rules allow',
        most,
      });

    const id = await insertGrant(tx, {
      ...request,
      requester: actor.person,
      holder: holder.id,
      service: isService,
      purposeId: purpose.id,
      databaseId: database.id,
      replaces: replaced?.id ?? null,
    }).catch((error: unknown) => {
      const constraint = databaseFault(error)?.constraint;
      if (constraint === 'grant_name_key') throw new Refusal('JK218', { name: request.name }, error);
      if (constraint === 'for_its_own_service')
        throw new Refusal('JK234', { account: request.holder, service: request.service }, error);
      throw constraint === 'grant_replaces_key' ? new Refusal('JK228', { name: request.replaces ?? '' }, error) : error;
    });
    const known = await fieldsOf(tx, database.id);
    for (const { table, column, mode } of request.fields) {
      const field = `${table}.${column}`;
      const found = known.find((one) => one.table === table && one.column === column);
      if (found === undefined)
        throw unknown(
          { what: 'field', name: field },
          known.map((one) => `${one.table}.${one.column}`),
        );
      await insertGrantField(tx, id, purpose.id, found.id, mode).catch((error: unknown) => {
        const fault = databaseFault(error);
        if (fault?.constraint === 'purpose_covers_the_field')
          throw new Refusal('JK219', { purpose: request.purpose, field }, error);
        throw fault?.sqlstate === 'JK212' ? new Refusal('JK212', { field, mode }, error) : error;
      });
    }
    if (request.subjects !== 'all') await insertScope(tx, id, request.subjects);
    await record(tx, grantRequested(id, actor.person, holder.id, termsOnRecord(request)));
    return grantId.parse(id);
  });
}

/** A person is capped by people in all, a service by people a minute and a day; the database says so too. */
function refuseOtherCaps(isService: boolean, { maxSubjects, minuteSubjects }: Terms): void {
  if (isService && (maxSubjects !== null || minuteSubjects === null)) throw new Refusal('JK231');
  if (!isService && maxSubjects === null) throw new Refusal('JK232');
}

/** The terms as the history keeps them: the subjects by number only, since access.scope has them. */
function termsOnRecord(request: Request): object {
  const { subjects, holder: _, ...terms } = request;
  return { ...terms, subjects: subjects === 'all' ? 'all' : subjects.length };
}

/** Names of the catalog are no secret to whoever works here, and a request is made of them. */
function unknown(asked: { readonly what: string; readonly name: string }, names: Iterable<string>): Refusal {
  return new Refusal('JK003', { ...asked, there: nearest(asked.name, names).join(', ') });
}
