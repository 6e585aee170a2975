/** The pages and what their forms do: each ends where it began, at `/`. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from './database.ts';
import type { Html } from './html.ts';
import {
  account,
  changeProfile,
  orders,
  placeOrder,
  sessionBy,
  signIn,
  signOut,
  signUp,
  withdraw,
} from './membership.ts';
import { doorPage, memberPage, problemPage } from './pages.ts';
import { Problem, problemOf, problems } from './problem.ts';
import { orderShape, profileChangeShape, signInShape, signUpShape } from './shapes.ts';
import type { Session } from './sessions.sql.ts';
import { cookieWith, cookieWithout, tokenOf } from './token.ts';
import { languageOf } from './words.ts';

type Fields = Readonly<Record<string, string | null>>;

export function pageRoutes(app: FastifyInstance, database: Database): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );

  app.get('/', async (request, reply) => {
    const session = await sessionBy(database, tokenOf(request)).catch((error: unknown) => {
      if (error instanceof Problem && error.kind === 'signed-out') return undefined;
      throw error;
    });
    if (session === undefined) return show(reply, doorPage(languageOf(request)));
    const own = await account(database, session);
    return show(reply, memberPage(languageOf(request), own, await orders(database, session)));
  });

  const form = (path: string, work: (fields: Fields, request: FastifyRequest) => Promise<string | undefined>) =>
    app.post(path, async (request, reply) => {
      try {
        const cookie = await work(request.body as Fields, request);
        if (cookie !== undefined) reply.header('set-cookie', cookie);
        return await reply.redirect('/', 303);
      } catch (error) {
        const { status, ...sentence } = problems[problemOf(error).kind];
        if (status >= 500) throw error;
        return show(reply.code(status), problemPage(languageOf(request), sentence[languageOf(request)]));
      }
    });
  const member = (path: string, work: (session: Session, fields: Fields) => Promise<unknown>, cookie?: string) =>
    form(path, async (fields, request) => {
      await work(await sessionBy(database, tokenOf(request)), fields);
      return cookie;
    });

  form('/sign-in', async (fields) => {
    const { email, password } = signInShape.parse(fields);
    return cookieWith(await signIn(database, email, password));
  });
  form('/sign-up', async (fields) => {
    const person = signUpShape.parse(emptyAsNull(fields));
    await signUp(database, person);
    return cookieWith(await signIn(database, person.email, person.password));
  });
  form('/sign-out', async (_fields, request) => {
    const token = tokenOf(request);
    await signOut(database, await sessionBy(database, token), token ?? '');
    return cookieWithout();
  });
  member('/profile', (session, fields) =>
    changeProfile(database, session, profileChangeShape.parse(emptyAsNull(fields))),
  );
  member('/order', (session, fields) => placeOrder(database, session, orderShape.parse(withoutEmpty(fields))));
  member('/unsubscribe', (session) => changeProfile(database, session, { newsletter: false }));
  member('/withdraw', (session) => withdraw(database, session), cookieWithout());
}

function show(reply: FastifyReply, page: Html): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page.text);
}

function emptyAsNull(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value === '' ? null : value]));
}

function withoutEmpty(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
