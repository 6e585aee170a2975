/** Joiners, movers, leave and leavers, and the list of people as of a day. */
import type { Http, HttpRequest } from '../platform/http/mod.ts';
import { type Db, type Language, Refusal, languageOf, problemResponses } from '../platform/mod.ts';
import { type PersonId, personId } from './actor.ts';
import { signedIn } from './bearer-session.ts';
import { declareFit } from './declare-fit.ts';
import { dayAfter } from './day-start.ts';
import { type Changed, beginLeave, endPerson, movePerson, returnPerson } from './employ.ts';
import { stateNow } from './employment.sql.ts';
import { importPeople } from './import-people.ts';
import { join } from './join.ts';
import { faultWords } from './file-fault.ts';
import { personByAccount } from './people.sql.ts';
import {
  changeBody,
  changedSchema,
  endBody,
  importBody,
  importedSchema,
  joinBody,
  joinedSchema,
  moveBody,
  peopleQuery,
  peopleSchema,
  personFitBody,
  personFitSchema,
  personParams,
} from './person-contract.ts';
import { readPeople } from './read-people.ts';

const common = { tags: ['people'], security: [{ session: [] }] };
const changed = { params: personParams, response: { 200: changedSchema, ...problemResponses } };

export function personRoutes(app: Http, { db, language }: { readonly db: Db; readonly language: Language }): void {
  app.get(
    '/people',
    {
      schema: {
        ...common,
        summary: 'Who works here, is to come or has left, now or as of a day',
        querystring: peopleQuery,
        response: { 200: peopleSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { asOf = null, state = null, department = null, after = null, limit } = request.query;
      const asked = { asOf, state, department, after, limit };
      const { at, people } = await readPeople(db, await signedIn(db, request), asked);
      const shown = people.map((one) => ({ ...one, since: String(one.since), nextAt: textOf(one.nextAt) }));
      return { at: String(at), people: shown, next: people.length === limit ? (people.at(-1)?.account ?? null) : null };
    },
  );

  app.post(
    '/people',
    {
      schema: {
        ...common,
        summary: 'Enters somebody who joins',
        body: joinBody,
        response: { 201: joinedSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { from, department, position, ...joiner } = request.body;
      const id = await join(db, await signedIn(db, request), {
        ...joiner,
        kind: 'person',
        ...(from === null ? {} : { from }),
        ...(department === null ? {} : { department }),
        ...(position === null ? {} : { position }),
      });
      const state = (await stateNow(db, id)) ?? 'PLANNED';
      return reply.code(201).send({ id: personId.show(id), account: joiner.account, state });
    },
  );

  app.post(
    '/people/import',
    {
      bodyLimit: 5 * 1024 * 1024,
      schema: {
        ...common,
        summary: 'Holds HR’s list against who is on record: joins, moves and ends, all of them or none',
        body: importBody,
        response: { 200: importedSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { changes, faults, absent, ...rest } = await importPeople(db, await signedIn(db, request), request.body);
      const words = languageOf(request, language);
      return {
        ...rest,
        faults: faults.map((one) => ({ ...one, words: faultWords[one.fault][words] })),
        changes: changes.map(({ line, account, act, from, department, position, was }) => ({
          line,
          account,
          act,
          from,
          department,
          position,
          was,
        })),
        absent: [...absent],
      };
    },
  );

  app.post(
    '/people/:account/move',
    {
      schema: {
        ...common,
        ...changed,
        summary: 'Moves somebody to another department: their grants wait until they are kept',
        body: moveBody,
      },
    },
    async (request) => show(await movePerson(db, await signedIn(db, request), of(request))),
  );

  app.post(
    '/people/:account/leave',
    {
      schema: { ...common, ...changed, summary: 'Sends somebody on leave: nothing opens meanwhile', body: changeBody },
    },
    async (request) => show(await beginLeave(db, await signedIn(db, request), of(request))),
  );

  app.post(
    '/people/:account/return',
    {
      schema: {
        ...common,
        ...changed,
        summary: 'Brings somebody back from leave, or takes back what was planned',
        body: changeBody,
      },
    },
    async (request) => show(await returnPerson(db, await signedIn(db, request), of(request))),
  );

  app.post(
    '/people/:account/end',
    { schema: { ...common, ...changed, summary: 'Ends somebody, for good', body: endBody } },
    async (request) => {
      const { lastDay, reason } = request.body;
      const from = lastDay === null ? null : dayAfter(lastDay, 'body.lastDay');
      return show(await endPerson(db, await signedIn(db, request), { account: request.params.account, from, reason }));
    },
  );

  app.post(
    '/people/:account/fit',
    {
      schema: {
        ...common,
        summary: 'Declares somebody fit to handle personal data, until a day, for a reason',
        params: personParams,
        body: personFitBody,
        response: { 200: personFitSchema, ...problemResponses },
      },
    },
    async (request) => {
      const actor = await signedIn(db, request);
      const { account } = request.params;
      const until = Temporal.PlainDate.from(dayAfter(request.body.until, 'body.until'))
        .toZonedDateTime('Asia/Seoul')
        .toInstant();
      await declareFit(db, actor, await personOf(db, account), until, request.body.reason);
      return { account, until: String(until) };
    },
  );
}

function of<B extends object>(request: HttpRequest & { readonly params: { account: string }; readonly body: B }) {
  return { account: request.params.account, ...request.body };
}

async function personOf(db: Db, account: string): Promise<PersonId> {
  const person = await personByAccount(db, account);
  if (person === undefined || person.kind === 'service') throw new Refusal('JK003', { what: 'person', name: account });
  return personId.parse(person.id);
}

function show({ from, reviewDue, takesBack, ...rest }: Changed) {
  const gone = takesBack.map((one) => ({ act: one.act, from: String(one.from) }));
  return { ...rest, from: String(from), reviewDue: textOf(reviewDue), takesBack: gone };
}

function textOf(instant: Temporal.Instant | null): string | null {
  return instant === null ? null : String(instant);
}
