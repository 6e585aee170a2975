/** Pledges, courses and devices: what is published, what people do about it, and who is in order. */
import type { Http } from '../platform/http/mod.ts';
import { type Db, Refusal, problemResponses } from '../platform/mod.ts';
import { signedIn, signedInBy } from './bearer-session.ts';
import { publishCourse, takeCourse } from './course.ts';
import { clearDetected, reportDevice, requireDevices } from './device.ts';
import {
  type CourseShown,
  type DevicesShown,
  type PledgeShown,
  accountParams,
  asOfQuery,
  clearBody,
  clearedSchema,
  courseBody,
  courseParams,
  courseSchema,
  coursesSchema,
  devicesSchema,
  dutiesSchema,
  pledgeBody,
  pledgeParams,
  pledgeSchema,
  pledgesSchema,
  reportBody,
  reportedSchema,
  requireBody,
  requiredSchema,
  signBody,
  signedPledgeSchema,
  takeBody,
  takenSchema,
} from './duty-contract.ts';
import { type CourseRow, type EditionRow, coursesOf, editionsOf } from './duty.sql.ts';
import { publishPledge, signPledge } from './pledge.ts';
import { type PersonDuties, readDevices, readDuties } from './read-duties.ts';

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

function pledgeRoutes(app: Http, db: Db): void {
  app.get(
    '/pledges',
    {
      schema: {
        ...common,
        summary: 'Every edition of every pledge',
        response: { 200: pledgesSchema, ...problemResponses },
      },
    },
    async (request) => {
      await signedIn(db, request);
      return { pledges: (await editionsOf(db, null)).map(showPledge) };
    },
  );

  app.post(
    '/pledges',
    {
      schema: {
        ...common,
        summary: 'Publishes the next edition of a pledge, which everybody owes from its day on',
        description: "By the CPO's office. An edition is never changed: the next one takes its place.",
        body: pledgeBody,
        response: { 201: pledgeSchema, ...problemResponses },
      },
    },
    async (request, reply) =>
      reply.code(201).send(showPledge(await publishPledge(db, await signedIn(db, request), request.body))),
  );

  app.get(
    '/pledges/:kind',
    {
      schema: {
        ...common,
        summary: 'Every edition of a pledge, the first first',
        params: pledgeParams,
        response: { 200: pledgesSchema, ...problemResponses },
      },
    },
    async (request) => {
      await signedIn(db, request);
      const { kind } = request.params;
      const editions = await editionsOf(db, kind);
      if (editions.length === 0) throw new Refusal('JK003', { what: 'pledge', name: kind });
      return { pledges: editions.map(showPledge) };
    },
  );

  app.post(
    '/pledges/:kind/sign',
    {
      schema: {
        ...common,
        summary: 'Signs an edition for oneself, by the hash of the text that was shown',
        params: pledgeParams,
        body: signBody,
        response: { 201: signedPledgeSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const by = await signedInBy(db, request);
      const { edition, at, endsAt } = await signPledge(db, by, { ...request.params, ...request.body });
      const { kind } = request.params;
      return reply.code(201).send({ kind, edition: edition.edition, at: String(at), endsAt: String(endsAt) });
    },
  );
}

function courseRoutes(app: Http, db: Db): void {
  app.get(
    '/courses',
    {
      schema: {
        ...common,
        summary: 'Courses, the first that is due first; which answers are right is told to nobody',
        response: { 200: coursesSchema, ...problemResponses },
      },
    },
    async (request) => {
      await signedIn(db, request);
      return { courses: (await coursesOf(db, null)).map(showCourse) };
    },
  );

  app.post(
    '/courses',
    {
      schema: {
        ...common,
        summary: 'Publishes a course, or its next edition',
        description: "By the CPO's office. One a half-year, and one for handlers.",
        body: courseBody,
        response: { 201: courseSchema, ...problemResponses },
      },
    },
    async (request, reply) =>
      reply.code(201).send(showCourse(await publishCourse(db, await signedIn(db, request), request.body))),
  );

  app.get(
    '/courses/:code',
    {
      schema: {
        ...common,
        summary: 'A course with its questions',
        params: courseParams,
        response: { 200: courseSchema, ...problemResponses },
      },
    },
    async (request) => {
      await signedIn(db, request);
      const { code } = request.params;
      const [course] = await coursesOf(db, code);
      if (course === undefined) throw new Refusal('JK003', { what: 'course', name: code });
      return showCourse(course);
    },
  );

  app.post(
    '/courses/:code/take',
    {
      schema: {
        ...common,
        summary: 'Takes a course for oneself: the office judges the answers and keeps the score',
        params: courseParams,
        body: takeBody,
        response: { 200: takenSchema, ...problemResponses },
      },
    },
    async (request) => takeCourse(db, await signedInBy(db, request), { ...request.params, ...request.body }),
  );
}

function deviceRoutes(app: Http, db: Db): void {
  app.get(
    '/devices',
    {
      schema: {
        ...common,
        summary: 'Devices and their states; one’s own for who holds no office that reads them all',
        response: { 200: devicesSchema, ...problemResponses },
      },
    },
    async (request) => {
      const devices = await readDevices(db, await signedIn(db, request));
      return {
        devices: devices.map((one) => ({
          ...one,
          state: one.state as DevicesShown['devices'][number]['state'],
          reportedAt: String(one.reportedAt),
        })),
      };
    },
  );

  app.post(
    '/devices/report',
    {
      schema: {
        ...common,
        summary: 'What a device says of itself; malware withholds at once',
        body: reportBody,
        response: { 201: reportedSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { account = null, ...report } = request.body;
      const whose = await reportDevice(db, await signedIn(db, request), { ...report, account });
      return reply.code(201).send({ account: whose, device: report.device });
    },
  );

  app.post(
    '/devices/clear',
    {
      schema: {
        ...common,
        summary: 'A security desk clears what was detected on a device of somebody else',
        body: clearBody,
        response: { 200: clearedSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { account, device } = request.body;
      return { account, device, reports: await clearDetected(db, await signedIn(db, request), request.body) };
    },
  );

  app.post(
    '/devices/requirement',
    {
      schema: {
        ...common,
        summary: 'From a day on a device in order is a condition for opening, or is none',
        description: "By the CPO's office: the house rule people.device.required.",
        body: requireBody,
        response: { 200: requiredSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { required } = request.body;
      return { required, from: await requireDevices(db, await signedIn(db, request), request.body) };
    },
  );
}

function showDuties({ at, joinedAt, leftAt, declared, duties, ...rest }: PersonDuties) {
  return {
    ...rest,
    at: String(at),
    joinedAt: String(joinedAt),
    leftAt: leftAt === null ? null : String(leftAt),
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

function showPledge({ ko, en, publishedAt, ...row }: EditionRow): PledgeShown {
  return { ...row, text: { ko, en }, publishedAt: String(publishedAt) };
}

function showCourse({
  code,
  edition,
  period,
  owedFrom,
  titleKo,
  titleEn,
  passLine,
  questions,
}: CourseRow): CourseShown {
  const due = period === 'handler' ? null : Temporal.PlainDate.from(owedFrom).subtract({ days: 1 }).toString();
  return {
    code,
    edition,
    period,
    title: { ko: titleKo, en: titleEn },
    due,
    passLine,
    questions: questions.map(({ ask, choices }) => ({ ask, choices: [...choices] })),
  };
}
