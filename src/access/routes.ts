import type { Http, HttpRequest } from '../platform/http/mod.ts';
import { type Db, type Language, Refusal, languageOf, problemResponses } from '../platform/mod.ts';
import { holdingOf, personByAccount, personId, signedIn } from '../people/mod.ts';
import { type Verifier, requiredOffices } from './access.sql.ts';
import { grantNames } from './grant-names.sql.ts';
import {
  decidedSchema,
  explainQuery,
  explanationSchema,
  grantSchema,
  grantsQuery,
  grantsSchema,
  nameParams,
  reasonBody,
  requestSchema,
  requestedSchema,
} from './contract.ts';
import { credentialRoutes } from './credential-routes.ts';
import { refusalParams } from './decide.ts';
import { approveGrant, rejectGrant } from './decide-grant.ts';
import { grantId } from './grant.ts';
import { readingOffices, sightOf } from './may-read.ts';
import { outcomeWords } from './outcome-words.ts';
import { explainGrant, readGrant, readGrants } from './read-grants.ts';
import { requestGrant } from './request-grant.ts';
import { keepGrant } from './keep-grant.ts';
import { revokeGrant } from './revoke-grant.ts';
import { showGrant, showListing } from './show-grant.ts';

export type GrantRoutes = {
  readonly db: Db;
  readonly language: Language;
  /** Where clients reach the gateway. */
  readonly gateway: { readonly host: string; readonly port: number };
  /** What is kept of a credential's password; the gateway's, which lies to the right of this room. */
  readonly makeVerifier: (password: string) => Verifier;
};

const common = { tags: ['grants'], security: [{ session: [] }] };

export function grantRoutes(app: Http, routes: GrantRoutes): void {
  const { db, language } = routes;
  app.post(
    '/grants',
    {
      schema: {
        ...common,
        summary: 'Asks for a grant',
        body: requestSchema,
        response: { 201: requestedSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const actor = await signedIn(db, request);
      const id = await requestGrant(db, actor, request.body);
      const owed = await requiredOffices(db, id);
      return reply.code(201).send({ id: grantId.show(id), name: request.body.name, state: 'REQUESTED' as const, owed });
    },
  );

  app.get(
    '/grants',
    {
      schema: {
        ...common,
        summary: 'Grants, newest first',
        description: 'Whoever holds no office that may read them all sees their own.',
        querystring: grantsQuery,
        response: { 200: grantsSchema, ...problemResponses },
      },
    },
    async (request) => {
      const actor = await signedIn(db, request);
      const { holder, before, limit } = request.query;
      const asked = holder === undefined ? null : await accountId(db, holder);
      if (asked !== null && asked !== actor.person) holdingOf(actor, readingOffices);
      const cursor = before === undefined ? null : grantId.parse(before, 'querystring.before');
      const rows = await readGrants(db, { holder: asked, sight: sightOf(actor), before: cursor, limit });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return { grants: rows.map(showListing), next: last === undefined ? null : grantId.show(grantId.parse(last.id)) };
    },
  );

  app.get(
    '/grants/:name',
    {
      schema: {
        ...common,
        summary: 'One grant: terms, decisions, what is owed',
        params: nameParams,
        response: { 200: grantSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { view, names } = await visible(db, request, request.params.name);
      return showGrant(view, names);
    },
  );

  app.post(
    '/grants/:name/approve',
    {
      schema: {
        ...common,
        summary: 'Approves a request',
        params: nameParams,
        body: reasonBody,
        response: { 200: decidedSchema, ...problemResponses },
      },
    },
    async (request) => {
      const actor = await signedIn(db, request);
      return {
        name: request.params.name,
        ...(await approveGrant(db, actor, request.params.name, request.body.reason)),
      };
    },
  );

  app.post(
    '/grants/:name/reject',
    {
      schema: {
        ...common,
        summary: 'Rejects a request',
        params: nameParams,
        body: reasonBody,
        response: { 200: decidedSchema, ...problemResponses },
      },
    },
    async (request) => {
      await rejectGrant(db, await signedIn(db, request), request.params.name, request.body.reason);
      return { name: request.params.name, state: 'REJECTED' as const, owed: [] };
    },
  );

  app.post(
    '/grants/:name/revoke',
    {
      schema: {
        ...common,
        summary: 'Ends a grant now',
        params: nameParams,
        body: reasonBody,
        response: { 200: decidedSchema, ...problemResponses },
      },
    },
    async (request) => {
      await revokeGrant(db, await signedIn(db, request), request.params.name, request.body.reason);
      return { name: request.params.name, state: 'REVOKED' as const, owed: [] };
    },
  );

  app.post(
    '/grants/:name/keep',
    {
      schema: {
        ...common,
        summary: 'Keeps a grant whose holder moved: it opens again',
        params: nameParams,
        body: reasonBody,
        response: { 200: decidedSchema, ...problemResponses },
      },
    },
    async (request) => {
      await keepGrant(db, await signedIn(db, request), request.params.name, request.body.reason);
      const { state } = await readGrant(db, request.params.name);
      return { name: request.params.name, state, owed: [] };
    },
  );

  app.get(
    '/grants/:name/explain',
    {
      schema: {
        ...common,
        summary: 'What the custodian would do with each field now, from an address',
        params: nameParams,
        querystring: explainQuery,
        response: { 200: explanationSchema, ...problemResponses },
      },
    },
    async (request) => {
      await visible(db, request, request.params.name);
      const { facts, ...explained } = await explainGrant(db, request.params.name, request.query.address ?? request.ip);
      const words = languageOf(request, language);
      const fields = explained.fields.map(({ table, column, outcome, stores }) => ({
        table,
        column,
        ...outcomeWords(outcome, words, (code) => ({ ...refusalParams(facts, code), grant: explained.grant })),
        stores,
      }));
      return { ...explained, at: String(explained.at), caps: [...explained.caps], fields };
    },
  );

  credentialRoutes(app, routes);
}

async function accountId(db: Db, account: string): Promise<string> {
  const person = await personByAccount(db, account);
  if (person === undefined) throw new Refusal('JK003', { what: 'person', name: account });
  return personId.parse(person.id);
}

/** A grant that the sender of the request holds, asked for, or may read by office; JK226 otherwise. */
async function visible(db: Db, request: HttpRequest, name: string) {
  const actor = await signedIn(db, request);
  const view = await readGrant(db, name);
  const names = await grantNames(db, view.facts.grantId);
  if (names === undefined) throw new Refusal('JK003', { what: 'grant', name });
  const { services } = sightOf(actor);
  const own = view.facts.holder === actor.person || names.requesterId === actor.person;
  if (!own && services !== 'all' && !services.includes(names.serviceId))
    throw new Refusal('JK226', { name: view.facts.name });
  return { view, names };
}
