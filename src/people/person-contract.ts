/** What the routes of joiners, movers, leave and leavers take and give. Days are Seoul's. */
import { z } from 'zod';
import { lineSchema } from '../platform/light.ts';
import { accountNameSchema } from './account-name.ts';
import { acts, employmentStates } from './employment.ts';
import { type FaultKind, faultWords } from './file-fault.ts';

const moment = z.string().describe('RFC 3339');
const day = z.iso.date().describe('a day like 2027-01-04');
const from = day.nullable().default(null).describe('holds from 00:00 of this day; null: from this moment');
const reason = lineSchema(500).describe('what it rests on; never personal data of others');
const department = lineSchema(100);
const position = lineSchema(100).nullable().default(null);

export const personParams = z.strictObject({ account: lineSchema(63) });

export const joinBody = z.strictObject({
  account: accountNameSchema,
  display: lineSchema(100).describe('the name'),
  language: z.enum(['en', 'ko']),
  department: department.nullable().default(null),
  position,
  from: from.describe('the first day; null: from this moment'),
  reason,
});
export const moveBody = z.strictObject({ department, position, from, reason });
export const changeBody = z.strictObject({ from, reason });
export const endBody = z.strictObject({
  lastDay: day.nullable().default(null).describe('gone from 00:00 of the day after; null: from this moment'),
  reason,
});
export const personFitBody = z.strictObject({
  until: day.describe('the last day on which they may handle personal data'),
  reason,
});

export const joinedSchema = z.strictObject({
  id: z.string().describe('person_…'),
  account: z.string(),
  state: z.enum(employmentStates),
});
export const changedSchema = z.strictObject({
  account: z.string(),
  act: z.enum(acts),
  from: moment.describe('from when it holds'),
  planned: z.boolean().describe('it is to come: nothing changes before'),
  state: z.enum(employmentStates).describe('the state now'),
  sessions: z.int().describe('how many ended at once'),
  reviewDue: moment.nullable().describe('of a move: until when each grant is kept, or lapses'),
  takesBack: z
    .array(z.strictObject({ act: z.enum(acts), from: moment }))
    .describe('what was planned and is not to come any more'),
});
export const personFitSchema = z.strictObject({ account: z.string(), until: moment });

export const peopleQuery = z.strictObject({
  asOf: z.string().max(40).optional().describe('a day, at its end, or a moment; default: now'),
  state: z.enum(employmentStates).optional(),
  department: lineSchema(100).optional(),
  after: lineSchema(63).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const listedSchema = z.strictObject({
  account: z.string(),
  display: z.string(),
  state: z.enum(employmentStates),
  since: moment,
  department: z.string().nullable(),
  position: z.string().nullable(),
  next: z.enum(acts).nullable().describe('what is planned'),
  nextAt: moment.nullable(),
});
export const peopleSchema = z.strictObject({
  at: moment,
  people: z.array(listedSchema),
  next: z.string().nullable().describe('of a further page'),
});
export const importBody = z.strictObject({
  text: z.string().min(1).max(1_500_000).describe('the file; docs/people.md'),
  reason: reason.optional().describe('needed but for a dry run'),
  dryRun: z.boolean().describe('only say what it would change'),
});
export const importedSchema = z.strictObject({
  applied: z.boolean(),
  rows: z.int(),
  faults: z.array(
    z.strictObject({
      line: z.int(),
      column: z.string().nullable().describe('null: the whole line'),
      fault: z.enum(Object.keys(faultWords) as FaultKind[]),
      words: z.string(),
    }),
  ),
  changes: z.array(
    z.strictObject({
      line: z.int(),
      account: z.string(),
      act: z.enum(['join', 'move', 'end']),
      from: z.string().nullable().describe('the first day of it; null: from now'),
      department: z.string().nullable(),
      position: z.string().nullable(),
      was: z.string().nullable().describe('the department of before'),
    }),
  ),
  unchanged: z.int(),
  absent: z.array(z.string()).describe('accounts of who is here and not in the list; they stay as they are'),
});
export type ImportedShown = z.infer<typeof importedSchema>;
export type PeopleShown = z.infer<typeof peopleSchema>;
export type ChangedShown = z.infer<typeof changedSchema>;
