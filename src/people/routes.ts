/** Who is signed in, by which sessions, and what they change of their own sign-in. */
import type { Http, HttpRequest } from '../platform/http/mod.ts';
import { type Db, addressOf, problemResponses } from '../platform/mod.ts';
import { personId, rightsOf } from './actor.ts';
import { sessionCookie, signedIn, signedInBy } from './bearer-session.ts';
import {
  type Me,
  type SessionShown,
  endedSessionsSchema,
  meSchema,
  passwordChangeSchema,
  proofSchema,
  recoveryCodesSchema,
  sessionParams,
  sessionsSchema,
} from './contract.ts';
import type { SessionRow } from './session.sql.ts';
import { type SessionId, type SignedIn, endOwnSessions, ownSessions, sessionId } from './session.ts';
import { changePassword, renewRecoveryCodes } from './sign-in.ts';

const common = { tags: ['people'], security: [{ session: [] }] };

export type PeopleRoutes = {
  readonly db: Db;
  /** From which the secrets of authenticators follow. */
  readonly key: string;
  /** By id: their room stands to the right. */
  readonly serviceNames: () => Promise<ReadonlyMap<string, string>>;
};

export function peopleRoutes(app: Http, { db, key, serviceNames }: PeopleRoutes): void {
  app.get(
    '/me',
    {
      schema: {
        ...common,
        summary: 'Who is signed in, which offices they hold now and on what basis, their rights, and the session',
        response: { 200: meSchema, ...problemResponses },
      },
    },
    async (request) => show(await signedInBy(db, request), await serviceNames()),
  );

  app.post(
    '/sign-out',
    {
      schema: {
        ...common,
        summary: 'Ends the session of this request',
        response: { 200: endedSessionsSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { actor, session } = await signedInBy(db, request);
      const ended = await endOwnSessions(db, actor, { only: idOf(session) });
      return reply.header('set-cookie', sessionCookie(request, null)).send({ ended });
    },
  );

  app.get(
    '/sessions',
    {
      schema: {
        ...common,
        summary: 'One’s own sessions that hold now',
        response: { 200: sessionsSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { actor, session } = await signedInBy(db, request);
      return { sessions: (await ownSessions(db, actor)).map((one) => showSession(one, session.id)) };
    },
  );

  app.post(
    '/sessions/:id/end',
    {
      schema: {
        ...common,
        summary: 'Ends one of one’s own sessions',
        params: sessionParams,
        response: { 200: endedSessionsSchema, ...problemResponses },
      },
    },
    async (request) => {
      const only = sessionId.parse(request.params.id, 'params.id');
      return { ended: await endOwnSessions(db, await signedIn(db, request), { only }) };
    },
  );

  app.post(
    '/sessions/end-others',
    {
      schema: {
        ...common,
        summary: 'Ends all of one’s own sessions but this one',
        response: { 200: endedSessionsSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { actor, session } = await signedInBy(db, request);
      return { ended: await endOwnSessions(db, actor, { but: idOf(session) }) };
    },
  );

  app.post(
    '/me/password',
    {
      schema: {
        ...common,
        summary: 'Sets another password, by the old one and a code; every other session ends',
        body: passwordChangeSchema,
        response: { 200: endedSessionsSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { password, code, newPassword } = request.body;
      const means = { ...(await meansOf(db, request)), password, code };
      return { ended: await changePassword(db, means, newPassword, key) };
    },
  );

  app.post(
    '/me/recovery-codes',
    {
      schema: {
        ...common,
        summary: 'Makes ten new recovery codes, by the password and a code; those of before are over',
        body: proofSchema,
        response: { 200: recoveryCodesSchema, ...problemResponses },
      },
    },
    async (request) => ({
      recoveryCodes: await renewRecoveryCodes(db, { ...(await meansOf(db, request)), ...request.body }, key),
    }),
  );
}

async function meansOf(db: Db, request: HttpRequest) {
  const { actor, session } = await signedInBy(db, request);
  return { account: actor.account, session: session.id, source: addressOf(request) };
}

function show({ actor, session }: SignedIn, names: ReadonlyMap<string, string>): Me {
  return {
    id: personId.show(actor.person),
    account: actor.account,
    display: actor.display,
    language: actor.language,
    offices: actor.holdings
      .filter(({ office }) => office !== 'owner')
      .map(({ office, service, basis }) => ({
        office,
        service: service === null ? null : (names.get(service) ?? service),
        basis,
      })),
    rights: rightsOf(actor).map(({ right, holding: { office, basis } }) => ({ right, office, basis })),
    session: showSession(session, session.id),
  };
}

function showSession(session: SessionRow, current: string): SessionShown {
  const { kind, label, source } = session;
  return {
    id: sessionId.show(idOf(session)),
    current: session.id === current,
    kind,
    label,
    source,
    createdAt: String(session.createdAt),
    lastUsedAt: String(session.lastUsedAt),
    endsAt: String(session.endsAt),
  };
}

function idOf({ id }: SessionRow): SessionId {
  return sessionId.parse(id);
}
