/** Pledges: which editions there are, and signing one. */
import type { Http } from '../platform/http/mod.ts';
import { type Db, Refusal, problemResponses } from '../platform/mod.ts';
import { signedIn, signedInBy } from './bearer-session.ts';
import {
  type PledgeShown,
  pledgeBody,
  pledgeParams,
  pledgeSchema,
  pledgesSchema,
  signBody,
  signedPledgeSchema,
} from './duty-contract.ts';
import { type EditionRow, editionsOf } from './duty.sql.ts';
import { publishPledge, signPledge } from './pledge.ts';

const common = { tags: ['duties'], security: [{ session: [] }] };

export function pledgeRoutes(app: Http, db: Db): void {
  app.get(
    '/pledges',
    {
      schema: {
        ...common,
        summary: 'Every edition of every pledge',
        response: { 200: pledgesSchema, ...problemResponses },
      },
    },
    async (request) => {
      await signedIn(db, request);
      return { pledges: (await editionsOf(db, null)).map(showPledge) };
    },
  );

  app.post(
    '/pledges',
    {
      schema: {
        ...common,
        summary: 'Publishes the next edition of a pledge, which everybody owes from its day on',
        description: "By the CPO's office. An edition is never changed: the next one takes its place.",
        body: pledgeBody,
        response: { 201: pledgeSchema, ...problemResponses },
      },
    },
    async (request, reply) =>
      reply.code(201).send(showPledge(await publishPledge(db, await signedIn(db, request), request.body))),
  );

  app.get(
    '/pledges/:kind',
    {
      schema: {
        ...common,
        summary: 'Every edition of a pledge, the first first',
        params: pledgeParams,
        response: { 200: pledgesSchema, ...problemResponses },
      },
    },
    async (request) => {
      await signedIn(db, request);
      const { kind } = request.params;
      const editions = await editionsOf(db, kind);
      if (editions.length === 0) throw new Refusal('JK003', { what: 'pledge', name: kind });
      return { pledges: editions.map(showPledge) };
    },
  );

  app.post(
    '/pledges/:kind/sign',
    {
      schema: {
        ...common,
        summary: 'Signs an edition for oneself, by the hash of the text that was shown',
        params: pledgeParams,
        body: signBody,
        response: { 201: signedPledgeSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const by = await signedInBy(db, request);
      const { edition, at, endsAt } = await signPledge(db, by, { ...request.params, ...request.body });
      const { kind } = request.params;
      return reply.code(201).send({ kind, edition: edition.edition, at: String(at), endsAt: String(endsAt) });
    },
  );
}

function showPledge({ ko, en, publishedAt, ...row }: EditionRow): PledgeShown {
  return { ...row, text: { ko, en }, publishedAt: String(publishedAt) };
}
