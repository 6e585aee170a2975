/** What the routes of duties take and give. Days are Seoul's. */
import { z } from 'zod';
import { lineSchema } from '../platform/light.ts';
import { pledgeKinds } from './duty.ts';
import { acts, employmentStates } from './employment.ts';

const moment = z.string().describe('RFC 3339');
const day = z.iso.date().describe('a day like 2027-01-04');
const inBoth = z.strictObject({ ko: z.string(), en: z.string() });
const kind = z.enum(pledgeKinds);
const account = lineSchema(63);
const device = lineSchema(100).describe('the name that the company knows it by');
const file = lineSchema(200).describe('name that faults tell');
const text = z.string().min(1).max(500_000).describe('the file; docs/duties.md');

export const asOfQuery = z.strictObject({
  asOf: z.string().max(40).optional().describe('a day, at its end, or a moment; default: now'),
});
export const accountParams = z.strictObject({ account });

export const dutySchema = z.strictObject({
  duty: z.enum(['pledge', 'course', 'device']),
  what: z.string().nullable().describe('the kind of the pledge, the code of the course, the name of the device'),
  title: inBoth.nullable().describe('of a course'),
  edition: z.int().nullable(),
  state: z
    .enum([
      ...(['OWED', 'SIGNED', 'EXPIRED', 'SUPERSEDED', 'ASSIGNED', 'DONE', 'OVERDUE'] as const),
      ...(['NONE', 'CLEAN', 'STALE', 'DETECTED', 'CLEARED'] as const),
    ])
    .describe('derived from what is on record'),
  due: z.string().nullable().describe('a day, or the moment at which it counts no more'),
  withholds: z.boolean().describe('nothing opens for its sake'),
  command: z.string().nullable().describe('what mends it'),
});
export const dutiesSchema = z.strictObject({
  account: z.string(),
  display: z.string(),
  at: moment,
  joinedAt: moment,
  leftAt: moment.nullable(),
  state: z.enum(employmentStates),
  department: z.string().nullable(),
  position: z.string().nullable(),
  acts: z
    .array(
      z.strictObject({
        act: z.enum(acts),
        from: moment,
        department: z.string().nullable(),
        position: z.string().nullable(),
        reason: z.string(),
        saidAt: moment,
      }),
    )
    .describe('what HR said, in its order; a later one takes the place of what was said for its time and after'),
  declared: z.strictObject({ until: moment, reason: z.string() }).nullable().describe('fit by the word of HR'),
  inOrder: z.boolean().describe('here, declared fit, and nothing withholds'),
  duties: z.array(dutySchema),
});

export const pledgeBody = z.strictObject({
  kind,
  file,
  text,
  from: day.nullable().describe('in force from 00:00 of this day; null: today'),
});
export const pledgeParams = z.strictObject({ kind });
export const pledgeSchema = z.strictObject({
  kind,
  edition: z.int(),
  state: z.enum(['COMING', 'IN_FORCE', 'SUPERSEDED']),
  inForceFrom: z.string(),
  text: inBoth,
  textHash: z.string().describe('SHA-256 of both texts, hexadecimal: what is signed'),
  publishedAt: moment,
  publishedBy: z.string(),
});
export const pledgesSchema = z.strictObject({ pledges: z.array(pledgeSchema) });
export const signBody = z.strictObject({
  edition: z.int().min(1),
  textHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('of the text that was shown'),
});
export const signedPledgeSchema = z.strictObject({ kind, edition: z.int(), at: moment, endsAt: moment });

export const courseBody = z.strictObject({ file, text });
export const courseParams = z.strictObject({ code: lineSchema(63) });
export const courseSchema = z.strictObject({
  code: z.string(),
  edition: z.int(),
  period: z.string().describe('2027-H1, or handler'),
  title: inBoth,
  due: z.string().nullable().describe('the last day of its half-year; null: before anything is opened'),
  passLine: z.int().describe('of a hundred'),
  questions: z.array(z.strictObject({ ask: inBoth, choices: z.array(inBoth) })),
});
export const coursesSchema = z.strictObject({ courses: z.array(courseSchema) });
export const takeBody = z.strictObject({
  edition: z.int().min(1),
  answers: z.array(z.int().min(1).max(9)).min(1).max(200).describe('the number of a choice of each question, from 1'),
});
export const takenSchema = z.strictObject({
  course: z.string(),
  edition: z.int(),
  score: z.int(),
  passLine: z.int(),
  passed: z.boolean(),
});

/** Also the form of the file of `jikimi device report`. */
export const reportBody = z.strictObject({
  device,
  status: z.enum(['clean', 'detected']),
  signatureAgeHours: z.number().min(0).max(1_000_000).describe('age of the malware signatures at this moment'),
  account: account.optional().describe('whose device it is; default: one’s own. Of another: by HR'),
});
export const reportedSchema = z.strictObject({ account: z.string(), device: z.string() });
export const clearBody = z.strictObject({ account, device, reason: lineSchema(500) });
export const clearedSchema = z.strictObject({ account: z.string(), device: z.string(), reports: z.int() });
export const requireBody = z.strictObject({
  required: z.boolean(),
  from: day.nullable().describe('null: today'),
  basis: lineSchema(200).describe('the resolution or policy'),
});
export const requiredSchema = z.strictObject({ required: z.boolean(), from: z.string() });
export const devicesSchema = z.strictObject({
  devices: z.array(
    z.strictObject({
      account: z.string(),
      device: z.string(),
      state: z.enum(['CLEAN', 'STALE', 'DETECTED', 'CLEARED']),
      due: moment.nullable().describe('when the last report counts no more'),
      reportedAt: moment,
      signatureAgeHours: z.number(),
    }),
  ),
});

export type DutiesShown = z.infer<typeof dutiesSchema>;
export type PledgeShown = z.infer<typeof pledgeSchema>;
export type CourseShown = z.infer<typeof courseSchema>;
export type DevicesShown = z.infer<typeof devicesSchema>;
