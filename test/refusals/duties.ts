/** Pledges, courses, devices: nobody signs, learns or clears for themselves what is another's to do, and what is on record stays as it was. */
import { insertion, uuid } from '../support/rows.ts';
import { id } from '../support/scene-ids.ts';
import { type Refused, broken, brokenAlways, forbidden, onlyGrows } from './refusal.ts';

const office = ['office'] as const;
const lead = { published_by: uuid(id.lead), holding: uuid(id.leadHolding) };
const overHolding = `update people.holding set held_until = platform.now() where id =`;

export const dutyRefusals: readonly Refused[] = [
  broken(
    'a pledge of no kind',
    'people.pledge.pledge_kind_known',
    insertion('people.pledge', { kind: `'other'`, edition: '1' }),
    office,
  ),
  broken(
    'a pledge whose hash is of another text',
    'people.pledge.hash_of_its_text',
    insertion('people.pledge', { text_en: `'another'` }),
    office,
  ),
  broken(
    'a pledge in one language',
    'people.pledge.pledge_in_both_languages',
    insertion('people.pledge', { text_ko: `' '`, text_hash: `sha256(convert_to(' ' || chr(31) || 'pledge', 'UTF8'))` }),
    office,
  ),
  brokenAlways(
    'an edition of a pledge that skips one',
    'people.pledge.after_the_edition_before',
    insertion('people.pledge', { edition: '4' }),
    office,
  ),
  brokenAlways(
    'an edition of a pledge in force on a day that is past',
    'people.pledge.after_the_edition_before',
    insertion('people.pledge', { kind: `'join'`, edition: '1', in_force_from: `'2020-01-01'` }),
    office,
  ),
  brokenAlways(
    'a pledge published by another office',
    'people.pledge.under_an_office_held_now',
    insertion('people.pledge', lead),
    office,
  ),
  brokenAlways(
    "a pledge published under another's office",
    'people.pledge.under_an_office_held_now',
    insertion('people.pledge', { published_by: uuid(id.lead) }),
    office,
  ),
  brokenAlways(
    'a pledge published under an office that is over',
    'people.pledge.under_an_office_held_now',
    `${overHolding} ${uuid(id.cpoHolding)}; ${insertion('people.pledge')}`,
    office,
  ),
  ...onlyGrows('people.pledge', 'text_en'),

  broken(
    'a pledge signed for another',
    'people.signature.nobody_signs_for_another',
    insertion('people.signature', { person: uuid(id.stranger) }),
    office,
  ),
  broken(
    'a signature under another text than the edition has',
    'people.signature.the_text_that_was_shown',
    insertion('people.signature', { text_hash: `sha256('another')` }),
    office,
  ),
  broken(
    'a signature that counts for more than 365 days',
    'people.signature.a_year_at_most',
    insertion('people.signature', { days: '366' }),
    office,
  ),
  broken(
    'a signature that counts for no day',
    'people.signature.a_year_at_most',
    insertion('people.signature', { days: '0' }),
    office,
  ),
  brokenAlways(
    'an edition signed that another took the place of',
    'people.signature.not_superseded',
    insertion('people.signature', { edition: '1' }),
    office,
  ),
  forbidden('a signature of another day', insertion('people.signature', { at: `platform.now() - interval '1 day'` })),
  ...onlyGrows('people.signature', 'days'),

  broken(
    'a course with a blank in its code',
    'people.course.course_code_is_plain',
    insertion('people.course', { code: `'two words'` }),
    office,
  ),
  broken(
    'a course of a quarter',
    'people.course.half_year_or_handler',
    insertion('people.course', { period: `'2041-Q1'` }),
    office,
  ),
  broken(
    'a course of the first half-year that is due in August',
    'people.course.due_with_its_half_year',
    insertion('people.course', { owed_from: `'2041-09-01'` }),
    office,
  ),
  broken(
    'a course that half of the answers pass',
    'people.course.nobody_passes_below_80',
    insertion('people.course', { pass_line: '50' }),
    office,
  ),
  broken(
    'a question without a right answer',
    'people.course.an_answer_to_each_question',
    insertion('people.course', { answers: `'{1}'` }),
    office,
  ),
  broken(
    'a course without questions',
    'people.course.an_answer_to_each_question',
    insertion('people.course', { questions: `'[]'`, answers: `'{}'` }),
    office,
  ),
  broken(
    'a course in one language',
    'people.course.course_in_both_languages',
    insertion('people.course', { title_en: `''` }),
    office,
  ),
  broken(
    'a second course of a half-year',
    'people.course.one_course_a_period',
    insertion('people.course', { period: `'2040-H1'`, owed_from: `'2040-07-01'` }),
    office,
  ),
  brokenAlways(
    'a course that is owed before it is there',
    'people.course.as_the_edition_before',
    insertion('people.course', { period: `'2020-H1'`, owed_from: `'2020-07-01'` }),
    office,
  ),
  brokenAlways(
    'an edition of a course for another half-year',
    'people.course.as_the_edition_before',
    insertion('people.course', { code: `'half'`, edition: '2' }),
    office,
  ),
  brokenAlways(
    'a course published by another office',
    'people.course.under_an_office_held_now',
    insertion('people.course', lead),
    office,
  ),
  ...onlyGrows('people.course', 'answers'),

  broken(
    'a score above 100',
    'people.course_result.a_score_of_a_hundred',
    insertion('people.course_result', { score: '101' }),
    office,
  ),
  broken(
    'a course taken for another',
    'people.course_result.nobody_learns_for_another',
    insertion('people.course_result', { person: uuid(id.stranger) }),
    office,
  ),
  broken(
    'a result under a lower pass line than the course has',
    'people.course_result.of_that_course',
    insertion('people.course_result', { pass_line: '60' }),
    office,
  ),
  ...onlyGrows('people.course_result', 'score'),

  broken(
    'a report of nobody',
    'people.device_report.device_report_person_fkey',
    insertion('people.device_report', { person: uuid(id.nobody), reported_by: uuid(id.nobody) }),
    office,
  ),
  broken(
    'a report of a device without a name',
    'people.device_report.device_has_a_name',
    insertion('people.device_report', { device: `' '` }),
    office,
  ),
  broken(
    'a report that says neither',
    'people.device_report.clean_or_detected',
    insertion('people.device_report', { status: `'perhaps'` }),
    office,
  ),
  broken(
    'signatures from the future',
    'people.device_report.signatures_have_an_age',
    insertion('people.device_report', { signature_hours: '-1' }),
    office,
  ),
  broken(
    "a report of another's device by who is not HR",
    'people.device_report.reported_by_oneself_or_hr',
    insertion('people.device_report', { reported_by: uuid(id.lead) }),
    office,
  ),
  brokenAlways(
    "a report of another's device under another office",
    'people.device_report.under_an_office_held_now',
    insertion('people.device_report', { reported_by: uuid(id.lead), holding: uuid(id.leadHolding) }),
    office,
  ),
  forbidden('a report of another time', insertion('people.device_report', { at: 'platform.now()' })),
  ...onlyGrows('people.device_report', 'status'),

  broken(
    'a clearance of a device that is clean',
    'people.device_clearance.of_that_report',
    insertion('people.device_clearance', { report: uuid(id.clean), person: uuid(id.lead) }),
    office,
  ),
  broken(
    'a clearance of a report that says so itself',
    'people.device_clearance.only_what_was_detected',
    insertion('people.device_clearance', { report: uuid(id.clean), person: uuid(id.lead), status: `'clean'` }),
  ),
  broken(
    'a device cleared twice',
    'people.device_clearance.cleared_once',
    insertion('people.device_clearance', { report: uuid(id.cleared) }),
    office,
  ),
  broken(
    'a desk that clears its own device',
    'people.device_clearance.nobody_clears_their_own',
    insertion('people.device_clearance', { person: uuid(id.hr) }),
    office,
  ),
  broken(
    'a clearance without a reason',
    'people.device_clearance.clearance_has_a_reason',
    insertion('people.device_clearance', { reason: `' '` }),
    office,
  ),
  brokenAlways(
    'a clearance by who sits at no desk',
    'people.device_clearance.under_an_office_held_now',
    insertion('people.device_clearance', { cleared_by: uuid(id.lead), holding: uuid(id.leadHolding) }),
    office,
  ),
  ...onlyGrows('people.device_clearance', 'reason'),
];
