/** Whether this installation is alive, ready, and how far its work is. */
import { z } from 'zod';
import type { Http, HttpRequest } from './application.ts';
import { problemResponses } from './problem.ts';

export type ProcessState = {
  readonly state: 'up' | 'slow' | 'down';
  readonly detail?: Readonly<Record<string, number>>;
};

export type HealthRoutes = {
  readonly version: string;
  /** Asks each process; a check that throws, or takes longer than `patienceMs`, says down. */
  readonly checks: Readonly<Record<string, () => Promise<ProcessState>>>;
  /** Numbers for people: grants live, entries numbered. */
  readonly counts: () => Promise<Readonly<Record<string, number>>>;
  readonly admit: (request: HttpRequest) => Promise<unknown>;
};

const patienceMs = 3000;

const readySchema = z.strictObject({
  ready: z.boolean(),
  processes: z.record(
    z.string(),
    z.strictObject({ state: z.enum(['up', 'slow', 'down']), detail: z.record(z.string(), z.number()).optional() }),
  ),
});
export const statusSchema = z.strictObject({
  version: z.string(),
  ...readySchema.shape,
  counts: z.record(z.string(), z.number()),
});
export type Status = z.infer<typeof statusSchema>;

export function healthRoutes(app: Http, { version, checks, counts, admit }: HealthRoutes): void {
  const ready = async () => {
    const states = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await within(check)] as const),
    );
    return { ready: states.every(([, { state }]) => state === 'up'), processes: Object.fromEntries(states) };
  };

  app.get(
    '/healthz',
    { schema: { tags: ['health'], summary: 'Alive', response: { 200: z.strictObject({ alive: z.literal(true) }) } } },
    async () => ({ alive: true as const }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        tags: ['health'],
        summary: "Ready, with each process's state; 503 while one is not up",
        response: { 200: readySchema, 503: readySchema },
      },
    },
    async (_request, reply) => {
      const answer = await ready();
      return reply.code(answer.ready ? 200 : 503).send(answer);
    },
  );

  app.get(
    '/status',
    {
      schema: {
        tags: ['health'],
        summary: 'How the installation is doing, in numbers',
        security: [{ session: [] }],
        response: { 200: statusSchema, ...problemResponses },
      },
    },
    async (request) => {
      await admit(request);
      return { version, ...(await ready()), counts: { ...(await counts()) } };
    },
  );
}

async function within(
  check: () => Promise<ProcessState>,
): Promise<{ state: 'up' | 'slow' | 'down'; detail?: Record<string, number> | undefined }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ProcessState>((done) => {
    timer = setTimeout(() => done({ state: 'down' }), patienceMs);
  });
  try {
    const { state, detail } = await Promise.race([check(), late]);
    return detail === undefined ? { state } : { state, detail: { ...detail } };
  } catch {
    return { state: 'down' };
  } finally {
    clearTimeout(timer);
  }
}
