/** Connection credentials of a grant: issued, shown and ended. */
import { signedIn } from '../people/mod.ts';
import type { Http } from '../platform/http/mod.ts';
import { Refusal, languageOf, problemResponses } from '../platform/mod.ts';
import {
  credentialParams,
  credentialQuery,
  credentialSchema,
  credentialsSchema,
  endedSchema,
  nameParams,
} from './contract.ts';
import { endCredential, readCredentials } from './end-credential.ts';
import { databaseNameOf } from './grant-names.sql.ts';
import { issueCredential } from './issue-credential.ts';
import type { GrantRoutes } from './routes.ts';

const common = { tags: ['grants'], security: [{ session: [] }] };

export function credentialRoutes(app: Http, { db, language, gateway, makeVerifier }: GrantRoutes): void {
  app.post(
    '/grants/:name/credential',
    {
      schema: {
        ...common,
        summary: 'A connection credential for its holder; of a service account, for who requested the grant',
        params: nameParams,
        querystring: credentialQuery,
        response: { 201: credentialSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const actor = await signedIn(db, request);
      const spoken = languageOf(request, language);
      const issued = await issueCredential(db, actor, request.params.name, makeVerifier, spoken, request.query.for);
      const database = await databaseNameOf(db, issued.databaseId);
      if (database === undefined) throw new Refusal('JK003', { what: 'database', name: issued.databaseId });
      const { username, password, grant, service, expiresAt } = issued;
      return reply.code(201).send({
        username,
        password,
        grant,
        service,
        ...gateway,
        database,
        sslmode: 'verify-full' as const,
        expiresAt: String(expiresAt),
      });
    },
  );

  app.get(
    '/grants/:name/credentials',
    {
      schema: {
        ...common,
        summary: 'The credentials that were issued and still last',
        params: nameParams,
        response: { 200: credentialsSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { grant, credentials } = await readCredentials(db, await signedIn(db, request), request.params.name);
      const shown = credentials.map(({ username, issuedTo, createdAt, expiresAt }) => ({
        username,
        issuedTo,
        issuedAt: String(createdAt),
        expiresAt: String(expiresAt),
      }));
      return { grant, credentials: shown };
    },
  );

  app.post(
    '/grants/:name/credentials/:username/end',
    {
      schema: {
        ...common,
        summary: 'Ends one credential, and what is connected with it',
        params: credentialParams,
        response: { 200: endedSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { name, username } = request.params;
      return { grant: await endCredential(db, await signedIn(db, request), name, username), username };
    },
  );
}
