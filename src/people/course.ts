import { record } from '../ledger/mod.ts';
import { type Db, Refusal, transact } from '../platform/mod.ts';
import { type Actor, holdingOf, under } from './actor.ts';
import { type CourseRow, coursesOf, insertCourse, insertResult, lockEditions, todayIs } from './duty.sql.ts';
import { owedFrom, readCourseFile, scoreOf } from './duty-file.ts';
import { coursePublished, courseTaken } from './facts.ts';
import type { SignedIn } from './session.ts';

/**
 * Publishes a course of a half-year or the one for handlers, or its next edition, which mends the words of the one before. By the CPO's office. Throws JK122
 * for the file, JK123 where its half-year is over or has another course.
 */
export async function publishCourse(
  db: Db,
  actor: Actor,
  { file, text }: { readonly file: string; readonly text: string },
): Promise<CourseRow> {
  const holding = holdingOf(actor, ['cpo', 'cpo_office']);
  const course = readCourseFile(text, file);
  return transact(db, async (tx) => {
    await lockEditions(tx);
    const all = await coursesOf(tx, null);
    const last = all.find(({ code }) => code === course.code);
    const today = await todayIs(tx);
    const due = last?.owedFrom ?? owedFrom(course.period, today);
    const isOver = last === undefined && (course.period === 'handler' ? due < today : due <= today);
    const isTaken = all.some(({ code, period }) => code !== course.code && period === course.period);
    if (isOver || isTaken || (last !== undefined && last.period !== course.period)) throw new Refusal('JK123');
    const edition = (last?.edition ?? 0) + 1;
    await insertCourse(tx, { ...course, edition, owedFrom: due, by: actor.person, holding: holding.id });
    await record(
      tx,
      coursePublished({ course: course.code, edition, period: course.period }, actor.person, under(holding)),
    );
    return courseNow(await coursesOf(tx, course.code), course.code);
  });
}

export type Taken = {
  readonly course: string;
  readonly edition: number;
  readonly score: number;
  readonly passLine: number;
  readonly passed: boolean;
};

/**
 * Takes a course for oneself: the office judges the answers by the course's own, and keeps the score whatever it is. Throws JK003, JK124 where the questions were
 * of another edition, JK002 where they are not all answered.
 */
export async function takeCourse(
  db: Db,
  { actor, session }: SignedIn,
  asked: { readonly code: string; readonly edition: number; readonly answers: readonly number[] },
): Promise<Taken> {
  const { code, edition, answers } = asked;
  return transact(db, async (tx) => {
    const course = courseNow(await coursesOf(tx, code), code);
    if (course.edition !== edition) throw new Refusal('JK127', { course: code, edition });
    const score = scoreOf(course.questions, course.answers, answers);
    if (score === null)
      throw new Refusal('JK002', { path: 'body.answers', fault: 'needs one answer to each question' });
    const { passLine } = course;
    const row = { person: actor.person, session: session.id, course: code, edition, passLine, score };
    const passed = await insertResult(tx, row);
    await record(tx, courseTaken({ course: code, edition, score, passed }, actor.person));
    return { course: code, edition, score, passLine, passed };
  });
}

function courseNow(found: readonly CourseRow[], code: string): CourseRow {
  const [course] = found;
  if (course === undefined) throw new Refusal('JK003', { what: 'course', name: code });
  return course;
}
