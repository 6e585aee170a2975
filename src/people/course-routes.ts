/** Courses: which there are, and taking one. */
import type { Http } from '../platform/http/mod.ts';
import { type Db, Refusal, problemResponses } from '../platform/mod.ts';
import { signedIn, signedInBy } from './bearer-session.ts';
import { publishCourse, takeCourse } from './course.ts';
import {
  type CourseShown,
  courseBody,
  courseParams,
  courseSchema,
  coursesSchema,
  takeBody,
  takenSchema,
} from './duty-contract.ts';
import { type CourseRow, coursesOf } from './duty.sql.ts';

const common = { tags: ['duties'], security: [{ session: [] }] };

export function courseRoutes(app: Http, db: Db): void {
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
