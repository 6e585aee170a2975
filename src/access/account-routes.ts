/** Service accounts: who holds the grants of the company's own online services. */
import { serviceByName, serviceNames } from '../catalog/mod.ts';
import {
  addServiceAccount,
  declareServiceFit,
  holdingOf,
  retireServiceAccount,
  serviceAccounts,
  signedIn,
} from '../people/mod.ts';
import type { Http } from '../platform/http/mod.ts';
import { type Db, Refusal, now, problemResponses } from '../platform/mod.ts';
import {
  type AccountShown,
  accountParams,
  accountSchema,
  accountsQuery,
  accountsSchema,
  addAccountSchema,
  fitSchema,
} from './account-contract.ts';
import { readingOffices } from './may-read.ts';
import { showAccount } from './show-account.ts';

const common = { tags: ['accounts'], security: [{ session: [] }] };

export function accountRoutes(app: Http, { db }: { readonly db: Db }): void {
  app.post(
    '/accounts',
    {
      schema: {
        ...common,
        summary: 'Enters a service account',
        description: 'It opens nothing before it is declared fit and a grant of it is approved.',
        body: addAccountSchema,
        response: { 201: accountSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const actor = await signedIn(db, request);
      const { account, display, service } = request.body;
      const serviceId = await serviceIdOf(db, service);
      await addServiceAccount(db, actor, { account, display, serviceId });
      return reply.code(201).send(await shown(db, account));
    },
  );

  app.get(
    '/accounts',
    {
      schema: {
        ...common,
        summary: 'Service accounts and whether they are fit',
        querystring: accountsQuery,
        response: { 200: accountsSchema, ...problemResponses },
      },
    },
    async (request) => {
      holdingOf(await signedIn(db, request), [...readingOffices, 'owner', 'hr']);
      const { service } = request.query;
      return { accounts: await shownAll(db, service === undefined ? {} : { service: await serviceIdOf(db, service) }) };
    },
  );

  app.post(
    '/accounts/:account/fit',
    {
      schema: {
        ...common,
        summary: 'Declares a service account fit, until a day, for a reason',
        params: accountParams,
        body: fitSchema,
        response: { 200: accountSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { account } = request.params;
      const { until, reason } = request.body;
      await declareServiceFit(db, await signedIn(db, request), account, endOf(until), reason);
      return shown(db, account);
    },
  );

  app.post(
    '/accounts/:account/leave',
    {
      schema: {
        ...common,
        summary: 'Ends a service account: what is open on its grants ends',
        params: accountParams,
        response: { 200: accountSchema, ...problemResponses },
      },
    },
    async (request) => {
      await retireServiceAccount(db, await signedIn(db, request), request.params.account);
      return shown(db, request.params.account);
    },
  );
}

async function serviceIdOf(db: Db, name: string): Promise<string> {
  const service = await serviceByName(db, name);
  if (service === undefined) throw new Refusal('JK003', { what: 'service', name });
  return service.id;
}

async function shown(db: Db, account: string): Promise<AccountShown> {
  const [found] = await shownAll(db, { account });
  if (found === undefined) throw new Refusal('JK107', { account });
  return found;
}

async function shownAll(db: Db, filter: Parameters<typeof serviceAccounts>[1]): Promise<AccountShown[]> {
  const [rows, names, at] = await Promise.all([serviceAccounts(db, filter), serviceNames(db), now(db)]);
  return rows.map((row) => showAccount(row, names.get(row.serviceId) ?? row.serviceId, at));
}

/** The first moment after that day in Seoul. Throws JK002 for a day that no calendar has. */
function endOf(day: string): Temporal.Instant {
  try {
    return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime('Asia/Seoul').toInstant();
  } catch (cause) {
    throw new Refusal('JK002', { path: 'until', fault: 'is no day of the calendar' }, cause);
  }
}
