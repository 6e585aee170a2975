/**
 * What the rules of law are about, and what each kind of rule says in numbers and words that programs read. A rule file may name no other topic
 * and no other parameter: a number that nothing reads by its name would hold nobody to anything.
 */
import { z } from 'zod';

const count = z.int('must be a whole number above 0').positive('must be a whole number above 0');
const among = <const T extends readonly [string, ...string[]]>(values: T) => z.array(z.enum(values)).min(1);
const day = z.iso.date('must be a day, such as 2027-03-09');
/** A duty without a number of its own. */
const bare = z.strictObject({});
/** A number that the law wants and leaves to the company. */
const ownNumber = z.strictObject({ set_by: z.literal('company') });

export const topics = {
  'access.record.items': z.strictObject({ items: among(['identifier', 'time', 'place', 'subject', 'task']) }),
  'access.record.keeping': z.strictObject({ months: count, whose: z.enum(['handlers', 'everyone_but_subjects']) }),
  'access.record.keeping.large': z.strictObject({
    months: count,
    people: count,
    also: among(['unique_id', 'sensitive', 'facilities_telecom']),
  }),
  /** `months`: at least as often. `by: plan`: as often as the company's own plan says. */
  'access.record.review': z.union([z.strictObject({ months: count }), z.strictObject({ by: z.literal('plan') })]),
  'access.record.download': z.strictObject({ reason: z.enum(['each_checked', 'by_plan']) }),
  'access.permission.least': bare,
  'access.permission.change': z.strictObject({ when: z.literal('without_delay') }),
  'access.permission.record': z.strictObject({ years: count }),
  'access.account': z.strictObject({ people: count }),
  'access.sign_in.failures': ownNumber,
  'access.idle': ownNumber,
  'access.connection': bare,
  'access.internet_separation': z.strictObject({ people_a_day: count }),
  'access.output': bare,

  'retention.destruction': z.strictObject({ days: count }),
  'retention.destruction.method': z.strictObject({ methods: among(['destroy', 'degauss', 'overwrite']) }),
  'retention.kept_apart': bare,
  'retention.contract': z.strictObject({ months: count }),
  'retention.payment': z.strictObject({ months: count }),
  'retention.complaint': z.strictObject({ months: count }),
  'retention.advertising': z.strictObject({ months: count }),
  'retention.visit': z.strictObject({ months: count }),
  'retention.location_record': z.strictObject({ months: count }),

  'safety.notice': z.strictObject({ notice: z.string().regex(/^\d{4}-\d+$/) }),
  'safety.plan': z.strictObject({ check_months: count }),
  'safety.password': z.strictObject({ form: z.literal('one_way') }),
  'safety.encryption.stored': z.strictObject({
    items: among(['rrn', 'passport', 'driver_licence', 'alien_registration', 'card', 'account', 'biometric']),
  }),
  'safety.encryption.sent': bare,
  'safety.encryption.location': bare,
  'safety.keys': z.strictObject({ people_large: count, people_small: count }),
  'safety.malware': z.strictObject({ update_hours: count }),
  'safety.record.storage': bare,
  'safety.public_system': bare,

  'governance.ceo': bare,
  /** Whom it binds: who earns more than `revenue_won` and has as many people's data as one of the two. */
  'governance.cpo.appointment': z.strictObject({
    revenue_won: count,
    people: count,
    people_sensitive: count,
    filing_months: count,
  }),
  'governance.cpo.standing': z.strictObject({ until: day }),
  'governance.cpo.report': bare,
  'governance.handlers': bare,
  'governance.training': z.strictObject({ times_a_year: count }),
  'governance.access_review': z.strictObject({ months: count }),
  'governance.policy': bare,
  'governance.certification': bare,
  'governance.assessment.public': z.strictObject({ people_sensitive: count, people_linked: count, people: count }),
  'governance.assessment.private': bare,

  'handling.consent.separate': bare,
  'handling.consent.child': z.strictObject({ age: count }),
  'handling.consent.optional': bare,
  'handling.rrn': bare,
  'handling.processor': bare,
  'handling.transfer_abroad': bare,
  'handling.usage_notice': z.strictObject({ times_a_year: count }),
  'handling.request': z.strictObject({ days: count }),
  'handling.automated_decision': z.strictObject({ days: count, more_days: count, times: count }),
} as const;

export type Topic = keyof typeof topics;
export type ParamsOf<T extends Topic> = z.infer<(typeof topics)[T]>;

export function isTopic(text: string): text is Topic {
  return Object.hasOwn(topics, text);
}
