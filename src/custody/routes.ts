import { signedIn } from '../people/mod.ts';
import type { Http } from '../platform/http/mod.ts';
import { type Db, type Language, languageOf, problemResponses } from '../platform/mod.ts';
import { entryDetailSchema, entryParams, historyQuery, historySchema } from './history-contract.ts';
import { readEntry, readHistory } from './read-history.ts';

const common = { tags: ['history'], security: [{ session: [] }] };

export function historyRoutes(app: Http, { db, language }: { readonly db: Db; readonly language: Language }): void {
  app.get(
    '/history',
    {
      schema: {
        ...common,
        summary: 'Whose data was opened, by whom, for what: newest first',
        description: 'Whoever holds no office that may read it all sees their own record.',
        querystring: historyQuery,
        response: { 200: historySchema, ...problemResponses },
      },
    },
    async (request) => readHistory(db, await signedIn(db, request), request.query, languageOf(request, language)),
  );

  app.get(
    '/history/:entry',
    {
      schema: {
        ...common,
        summary: 'One entry with every data subject in it',
        params: entryParams,
        response: { 200: entryDetailSchema, ...problemResponses },
      },
    },
    async (request) => readEntry(db, await signedIn(db, request), request.params.entry, languageOf(request, language)),
  );
}
