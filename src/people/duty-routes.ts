/** Who is in order; pledges, courses and devices, of which duties are made, have routes beside it. */
import type { Http } from '../platform/http/mod.ts';
import { type Db, problemResponses } from '../platform/mod.ts';
import { signedIn } from './bearer-session.ts';
import { courseRoutes } from './course-routes.ts';
import { deviceRoutes } from './device-routes.ts';
import { accountParams, asOfQuery, dutiesSchema } from './duty-contract.ts';
import { pledgeRoutes } from './pledge-routes.ts';
import { type PersonDuties, readDuties } from './read-duties.ts';

const common = { tags: ['duties'], security: [{ session: [] }] };

export function dutyRoutes(app: Http, { db }: { readonly db: Db }): void {
  app.get(
    '/duties',
    {
      schema: {
        ...common,
        summary: 'One’s own duties, the state of each, and the command that mends it',
        querystring: asOfQuery,
        response: { 200: dutiesSchema, ...problemResponses },
      },
    },
    async (request) => {
      const actor = await signedIn(db, request);
      const { asOf = null } = request.query;
      return showDuties(await readDuties(db, actor, { account: actor.account, asOf }));
    },
  );

  app.get(
    '/people/:account/duties',
    {
      schema: {
        ...common,
        summary: 'Whether somebody is in order, or was at a moment',
        params: accountParams,
        querystring: asOfQuery,
        response: { 200: dutiesSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { asOf = null } = request.query;
      return showDuties(await readDuties(db, await signedIn(db, request), { account: request.params.account, asOf }));
    },
  );

  pledgeRoutes(app, db);
  courseRoutes(app, db);
  deviceRoutes(app, db);
}

function showDuties({ at, joinedAt, leftAt, acts, declared, duties, ...rest }: PersonDuties) {
  return {
    ...rest,
    at: String(at),
    joinedAt: String(joinedAt),
    leftAt: leftAt === null ? null : String(leftAt),
    acts: acts.map(({ kind: act, at: from, saidAt, department, position, reason }) => ({
      act,
      from: String(from),
      department,
      position,
      reason,
      saidAt: String(saidAt),
    })),
    declared: declared === null ? null : { until: String(declared.until), reason: declared.reason },
    duties: duties.map(({ duty, what, title, edition, state, due, withholds, command }) => ({
      duty,
      what,
      title,
      edition,
      state,
      due,
      withholds,
      command,
    })),
  };
}
