/** Signing in, and the one-time links by which somebody does so first. Whoever asks here is nobody yet. */
import type { Http, HttpRequest } from '../platform/http/mod.ts';
import { addressOf, problemResponses } from '../platform/mod.ts';
import { refuseOtherOrigin, sessionCookie, signedIn } from './bearer-session.ts';
import {
  claimSchema,
  claimedSchema,
  invitationParams,
  invitationSchema,
  lookSchema,
  proposalSchema,
  signInSchema,
  signedSchema,
} from './contract.ts';
import { claim, invite, lookAtLink } from './link.ts';
import type { PeopleRoutes } from './routes.ts';
import { sessionId } from './session.ts';
import { type Signed, signIn } from './sign-in.ts';

const common = { tags: ['sign-in'] };

export function signInRoutes(app: Http, { db, key }: Omit<PeopleRoutes, 'serviceNames'>): void {
  app.post(
    '/sign-in',
    {
      schema: {
        ...common,
        summary: 'Opens a session, by password and a code',
        description: 'Refused in the same words and time, whichever of the three was not right.',
        body: signInSchema,
        response: { 200: signedSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { account, password, code, cookie } = request.body;
      if (cookie) refuseOtherOrigin(request);
      const means = { account, password, code, source: addressOf(request) };
      const signed = await signIn(db, means, labelOf(cookie), key);
      if (cookie) reply.header('set-cookie', sessionCookie(request, signed.token));
      return show(signed, cookie);
    },
  );

  app.post(
    '/links/look',
    {
      schema: {
        ...common,
        summary: 'Whose one-time link it is, with an authenticator for them; changes nothing',
        body: lookSchema,
        response: { 200: proposalSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { account, display, kind, expiresAt, authenticator, nonce } = await lookAtLink(db, request.body.link, key);
      return { account, display, kind, expiresAt: String(expiresAt), authenticator, nonce };
    },
  );

  app.post(
    '/links/claim',
    {
      schema: {
        ...common,
        summary: 'Uses a one-time link: sets the password and the authenticator, makes recovery codes, signs in',
        body: claimSchema,
        response: { 200: claimedSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { cookie, ...asked } = request.body;
      if (cookie) refuseOtherOrigin(request);
      const by = labelOf(cookie);
      const { recoveryCodes, ...signed } = await claim(db, { ...asked, label: by, source: addressOf(request) }, key);
      if (cookie) reply.header('set-cookie', sessionCookie(request, signed.token));
      return { ...show(signed, cookie), recoveryCodes };
    },
  );

  app.post(
    '/people/:account/invitation',
    {
      schema: {
        ...common,
        security: [{ session: [] }],
        summary: 'Makes a one-time link for somebody else, in the place of the one before',
        params: invitationParams,
        response: { 201: invitationSchema, ...problemResponses },
      },
    },
    async (request: HttpRequest & { params: { account: string } }, reply) => {
      const { account, link, expiresAt } = await invite(db, await signedIn(db, request), request.params.account);
      return reply.code(201).send({ account, link, expiresAt: String(expiresAt) });
    },
  );
}

function labelOf(cookie: boolean): string {
  return cookie ? 'browser' : 'command line';
}

function show({ account, display, session, token }: Signed, cookie: boolean) {
  return { account, display, session: sessionId.show(sessionId.parse(session)), token: cookie ? null : token };
}
