import type { Http, HttpRequest } from '../platform/http/mod.ts';
import { type Db, Refusal, problemResponses } from '../platform/mod.ts';
import { loadBody, loadedSchema, rulesQuery, rulesSchema, topicParams, versionsSchema } from './contract.ts';
import type { By } from './facts.ts';
import { dayNow } from './law.sql.ts';
import { loadRuleFile } from './load-amendment.ts';
import { rulesAsOf, versionsOf } from './read-rules.ts';
import { showLoaded, showRule } from './show-rules.ts';

export type LawRoutes = {
  readonly db: Db;
  /** Throws where the sender of the request may not read. This room knows nobody. */
  readonly admit: (request: HttpRequest) => Promise<unknown>;
  /** Who sends the request, under an office that may load rules. Throws where they hold none. */
  readonly mayLoad: (request: HttpRequest) => Promise<NonNullable<By>>;
};

const common = { tags: ['law'], security: [{ session: [] }] };

export function lawRoutes(app: Http, { db, admit, mayLoad }: LawRoutes): void {
  app.get(
    '/law',
    {
      schema: {
        ...common,
        summary: 'Rules of the law and of the house that hold on a day',
        querystring: rulesQuery,
        response: { 200: rulesSchema, ...problemResponses },
      },
    },
    async (request) => {
      await admit(request);
      const { asOf, topic } = request.query;
      const day = asOf ?? (await dayNow(db));
      return { day, rules: (await rulesAsOf(db, day, topic ?? null)).map(showRule) };
    },
  );

  app.get(
    '/law/:topic',
    {
      schema: {
        ...common,
        summary: 'Every rule about a topic, those that held, the one that holds and those that will',
        params: topicParams,
        response: { 200: versionsSchema, ...problemResponses },
      },
    },
    async (request) => {
      await admit(request);
      const { topic } = request.params;
      const versions = await versionsOf(db, topic);
      if (versions.length === 0) throw new Refusal('JK003', { what: 'rule', name: topic });
      return { topic, today: await dayNow(db), versions: versions.map(showRule) };
    },
  );

  app.post(
    '/law',
    {
      schema: {
        ...common,
        summary: 'Loads a file of statutory rules, whole or not at all',
        description:
          "By the CPO's office. An amendment ends what holds on its first day; the same file again does nothing.",
        body: loadBody,
        response: { 200: loadedSchema, ...problemResponses },
      },
    },
    async (request) => {
      const by = await mayLoad(request);
      const { file, dryRun } = request.body;
      return showLoaded(file, dryRun, await loadRuleFile(db, request.body, by));
    },
  );
}
