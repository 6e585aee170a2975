import { signedIn } from '../people/mod.ts';
import type { Http } from '../platform/http/mod.ts';
import { type Db, problemResponses } from '../platform/mod.ts';
import { acceptStore } from './accept-store.ts';
import { type StoreShown, acceptBody, storeSchema } from './store-contract.ts';
import { type StoreLineRow, currentLine } from './store-line.sql.ts';

const common = { tags: ['store'], security: [{ session: [] }] };

export function storeRoutes(app: Http, { db }: { readonly db: Db }): void {
  app.get(
    '/store',
    {
      schema: {
        ...common,
        summary: 'Which server keeps the record, who accepted it, and which standbys it waits for',
        response: { 200: storeSchema, ...problemResponses },
      },
    },
    async (request) => {
      await signedIn(db, request);
      return shown(await currentLine(db));
    },
  );

  app.post(
    '/store/accept',
    {
      schema: {
        ...common,
        summary: 'After a failover: that the promoted server holds every record, or who answers for what it lacks',
        description:
          'By the CISO, the CPO, the owner or a security desk. Custodians open again at their next connection.',
        body: acceptBody,
        response: { 200: storeSchema, ...problemResponses },
      },
    },
    async (request) => shown(await acceptStore(db, await signedIn(db, request), request.body.reason)),
  );
}

function shown({ timeline, acceptedAt, account, reason, standbys, synchronous }: StoreLineRow): StoreShown {
  return {
    timeline,
    accepted: acceptedAt !== null,
    acceptedAt: acceptedAt === null ? null : String(acceptedAt),
    acceptedBy: account,
    reason,
    standbys,
    synchronous,
  };
}
