/** The site as one Fastify application over one database. */
import { type FastifyInstance, fastify } from 'fastify';
import { apiRoutes } from './api-routes.ts';
import type { Database } from './database.ts';
import { pageRoutes } from './page-routes.ts';
import { Problem, sendProblem } from './problem.ts';

export function buildSite(database: Database): FastifyInstance {
  // No log of requests: the history of who read whom is Jikimi's.
  const app = fastify({ logger: { level: 'error' }, bodyLimit: 64 * 1024 });
  app.addHook('onSend', async (_request, reply, payload) => {
    reply.headers({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    return payload;
  });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblem(new Problem('not-found'), request, reply));
  apiRoutes(app, database);
  pageRoutes(app, database);
  return app;
}
