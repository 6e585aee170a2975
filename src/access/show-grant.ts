/** Grants as the API shows them: ids prefixed, times as text, people by account. */
import type { GrantListing } from './access.sql.ts';
import type { GrantNames } from './grant-names.sql.ts';
import type { GrantShown, GrantsPage } from './contract.ts';
import { type GrantFacts, grantId } from './grant.ts';
import type { GrantView } from './read-grants.ts';

export function showListing(row: GrantListing): GrantsPage['grants'][number] {
  return {
    ...row,
    id: grantId.show(grantId.parse(row.id)),
    requestedAt: String(row.requestedAt),
    ends: textOf(row.ends),
  };
}

export function showGrant(view: GrantView, names: GrantNames): GrantShown {
  const { facts } = view;
  const approved = view.decisions
    .filter((decision) => decision.verdict === 'approved')
    .map((decision) => decision.office);
  return {
    id: grantId.show(grantId.parse(facts.grantId)),
    name: facts.name,
    state: view.state,
    holder: names.holder,
    requester: names.requester,
    purpose: names.purpose,
    service: names.service,
    database: names.database,
    ticket: names.ticket,
    work: names.work,
    days: names.days,
    sources: [...facts.sources],
    window:
      facts.windowFrom === null || facts.windowTo === null
        ? null
        : { from: facts.windowFrom.slice(0, 5), to: facts.windowTo.slice(0, 5) },
    export: facts.export,
    writes: facts.writes,
    subjects: names.subjects ?? 'all',
    maxSubjects: facts.maxSubjects,
    daySubjects: facts.daySubjects,
    minuteSubjects: facts.minuteSubjects,
    spent: names.spent,
    spentToday: names.spentToday,
    lastUsed: textOf(names.lastUsed),
    replaces: names.replaces,
    requestedAt: String(names.requestedAt),
    starts: textOf(facts.starts),
    ends: textOf(facts.ends),
    reviewDue: textOf(reviewDue(facts)),
    ended: textOf(facts.ended) ?? (facts.away?.state === 'LEFT' ? facts.away.since : null),
    endedBy: view.ending,
    fields: view.fields.map(({ table, column, category, mode }) => ({ table, column, category, mode })),
    decisions: view.decisions.map((decision) => ({ ...decision, at: String(decision.at) })),
    owed: view.state === 'REQUESTED' ? view.required.filter((office) => !approved.includes(office)) : [],
  };
}

/** Of a mover's grant that nobody has kept yet, that review's. */
function reviewDue({ reviewDue: due, away }: GrantFacts): Temporal.Instant | null {
  if (due === null || away?.state !== 'MOVED') return due;
  const after = Temporal.Instant.from(away.due);
  return Temporal.Instant.compare(after, due) < 0 ? after : due;
}

function textOf(instant: Temporal.Instant | null): string | null {
  return instant === null ? null : String(instant);
}
