/** The JSON interface. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from './database.ts';
import {
  account,
  addEmails,
  changeProfile,
  findMembers,
  orders,
  placeOrder,
  sessionBy,
  signIn,
  signOut,
  signUp,
  withdraw,
} from './membership.ts';
import { emailShape, emailsShape, orderShape, profileChangeShape, signInShape, signUpShape } from './shapes.ts';
import { cookieWith, cookieWithout, tokenOf } from './token.ts';

export function apiRoutes(app: FastifyInstance, database: Database): void {
  const session = (request: FastifyRequest) => sessionBy(database, tokenOf(request));

  app.post('/api/members', async (request, reply) => {
    const member = await signUp(database, signUpShape.parse(request.body));
    return reply.code(201).send(member);
  });
  app.post('/api/sessions', async (request, reply) => {
    const { email, password } = signInShape.parse(request.body);
    const token = await signIn(database, email, password);
    return reply.code(204).header('set-cookie', cookieWith(token)).send();
  });
  app.delete('/api/sessions/mine', async (request, reply) => {
    await signOut(database, await session(request), tokenOf(request) ?? '');
    return reply.code(204).header('set-cookie', cookieWithout()).send();
  });

  app.get('/api/me', async (request) => account(database, await session(request)));
  app.patch('/api/me', async (request) =>
    changeProfile(database, await session(request), profileChangeShape.parse(request.body)),
  );
  app.delete('/api/me', async (request, reply) => {
    await withdraw(database, await session(request));
    return reply.code(204).header('set-cookie', cookieWithout()).send();
  });
  app.post('/api/me/unsubscribe', async (request) =>
    changeProfile(database, await session(request), { newsletter: false }),
  );
  app.post('/api/me/emails', async (request) => {
    const { emails } = emailsShape.parse(request.body);
    return { emails: await addEmails(database, await session(request), emails) };
  });

  app.get('/api/me/orders', async (request) => ({ orders: await orders(database, await session(request)) }));
  app.post('/api/me/orders', async (request, reply) => {
    const order = await placeOrder(database, await session(request), orderShape.parse(request.body));
    return reply.code(201).send(order);
  });

  // By POST, so that no address stands in a URL, which logs and histories keep.
  app.post('/api/admin/find', async (request) => {
    const { email } = emailShape.parse(request.body);
    return { members: await findMembers(database, await session(request), email) };
  });
}
