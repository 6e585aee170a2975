import { z } from 'zod';
import { countResponsible, signedIn } from '../people/mod.ts';
import type { Http } from '../platform/http/mod.ts';
import { type Db, Refusal, now, problemResponses } from '../platform/mod.ts';
import { approvePurpose, withdrawPurpose } from './approve-purpose.ts';
import { databaseByName } from './catalog.sql.ts';
import {
  databaseBody,
  databaseSchema,
  purposeBody,
  purposeSchema,
  withdrawalBody,
  withdrawnSchema,
} from './contract.ts';
import { registerDatabase } from './register.ts';

const common = { tags: ['catalog'], security: [{ session: [] }] };

export function catalogRoutes(app: Http, { db }: { readonly db: Db }): void {
  app.post(
    '/databases',
    {
      schema: {
        ...common,
        summary: 'Registers a membership database and the fields that are to be sealed',
        description:
          'Again with more fields adds those. Nothing can be opened by this alone: a purpose must be approved for the fields.',
        body: databaseBody,
        response: { 200: databaseSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { fields: wanted, service, ...asked } = request.body;
      const { database, fields } = await registerDatabase(
        db,
        await signedIn(db, request),
        { ...asked, service: service.name, display: service.display },
        wanted,
      );
      return {
        id: database.id,
        name: database.name,
        approvers: await countResponsible(db, database.serviceId),
        fields: fields.map(({ id, table, column, category, termGroup }) => ({
          id,
          table,
          column,
          category,
          termGroup,
        })),
      };
    },
  );

  app.post(
    '/purposes',
    {
      schema: {
        ...common,
        summary: 'Approves a purpose for fields, each up to a mode, until a day',
        description: "By the CPO's office, on a named basis. Again with more fields or days extends it.",
        body: purposeBody,
        response: { 200: purposeSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { basis, days, database, ...purpose } = request.body;
      const actor = await signedIn(db, request);
      const known = await databaseByName(db, database);
      if (known === undefined) throw new Refusal('JK003', { what: 'database', name: database });
      const until = (await now(db)).add({ hours: 24 * days });
      const id = await approvePurpose(db, actor, { ...purpose, database: known.id }, basis, until);
      return { id, name: purpose.name, until: String(until) };
    },
  );

  app.post(
    '/purposes/:name/withdraw',
    {
      schema: {
        ...common,
        summary: "Ends a purpose's approval now: the next batch of every grant on it is refused",
        params: z.strictObject({ name: z.string() }),
        body: withdrawalBody,
        response: { 200: withdrawnSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { service, reason } = request.body;
      await withdrawPurpose(db, await signedIn(db, request), service, request.params.name, reason);
      return { withdrawn: request.params.name };
    },
  );
}
