import type { Http } from '../platform/http/mod.ts';
import { type Db, problemResponses } from '../platform/mod.ts';
import { type Actor, personId } from './actor.ts';
import { signedIn } from './bearer-session.ts';
import { type Me, meSchema } from './contract.ts';

export function peopleRoutes(app: Http, { db }: { readonly db: Db }): void {
  app.get(
    '/me',
    {
      schema: {
        tags: ['people'],
        summary: 'Who is signed in, and which offices they hold now',
        security: [{ session: [] }],
        response: { 200: meSchema, ...problemResponses },
      },
    },
    async (request) => show(await signedIn(db, request)),
  );
}

function show(actor: Actor): Me {
  return {
    id: personId.show(actor.person),
    account: actor.account,
    display: actor.display,
    language: actor.language,
    offices: actor.holdings.map(({ office, service }) => ({ office, service })),
  };
}
