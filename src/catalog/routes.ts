import { signedIn } from '../people/mod.ts';
import type { Http } from '../platform/http/mod.ts';
import { type Db, problemResponses } from '../platform/mod.ts';
import { databaseBody, databaseSchema } from './contract.ts';
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
}
