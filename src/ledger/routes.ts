import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Http, HttpRequest } from '../platform/http/mod.ts';
import { type Db, type Log, Refusal, faultFields, problemResponses } from '../platform/mod.ts';
import { verdictSchema } from './contract.ts';
import { type Disclosures, type Verdict, verify } from './verify.ts';

export type VerifyRoutes = {
  readonly db: Db;
  /** Throws where the sender of the request may not ask. This room knows nobody. */
  readonly admit: (request: HttpRequest) => Promise<unknown>;
  readonly log: Log;
  readonly disclosures: Disclosures;
};

/** Checks the history. One check at a time: a second one while it runs is refused (JK703), since it reads everything. */
export function ledgerRoutes(app: Http, { db, admit, log, disclosures }: VerifyRoutes): void {
  let running = false;
  app.get(
    '/verify',
    {
      schema: {
        tags: ['history'],
        summary: 'Checks the whole history',
        description:
          'With `Accept: application/x-ndjson` lines of progress ({"done","of"}) come first, and the verdict as {"verdict"} last.',
        security: [{ session: [] }],
        response: {
          200: {
            description: 'the verdict',
            content: { 'application/json': { schema: verdictSchema }, 'application/x-ndjson': { schema: z.unknown() } },
          },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      await admit(request);
      if (running) throw new Refusal('JK703');
      running = true;
      const check = async (onProgress?: (done: number, of: number) => void): Promise<Verdict> => {
        try {
          return await verify(db, { ...disclosures, onProgress });
        } finally {
          running = false;
        }
      };
      if (request.headers.accept?.includes('application/x-ndjson') !== true) return show(await check());
      const lines = new Readable({ read: () => undefined });
      const say = (line: object) => lines.push(`${JSON.stringify(line)}\n`);
      void check((done, of) => say({ done, of }))
        .then((verdict) => say({ verdict: show(verdict) }))
        .catch((error: unknown) => {
          log('fault', { route: '/verify', ...faultFields(error) });
          say({ code: Refusal.from(error).code });
        })
        .finally(() => lines.push(null));
      return reply.type('application/x-ndjson').serializer(String).send(lines);
    },
  );
}

function show(verdict: Verdict) {
  return { ...verdict, faults: verdict.faults.map((fault) => ({ ...fault })) };
}
