/**
 * What HR's list changes of who is on record: whom it lets join, moves and ends. The same list a second time changes nothing. Who is on record and not in the list stays as they are, and is
 * told: a file that was cut off ends nobody.
 */
import { actAt, planned, stateAt } from './employment.ts';
import type { ActRow } from './employment.sql.ts';
import type { FaultKind } from './file-fault.ts';
import type { Column, Fault, ListedPerson } from './people-file.ts';

export type KnownPerson = {
  readonly account: string;
  readonly display: string;
  readonly kind: 'person' | 'service';
  readonly isOwner: boolean;
  readonly acts: readonly ActRow[];
};

export type PlannedChange = {
  readonly line: number;
  readonly account: string;
  readonly act: 'join' | 'move' | 'end';
  /** The first day of it; null: from now. */
  readonly from: string | null;
  readonly department: string | null;
  readonly position: string | null;
  /** The department of before. */
  readonly was: string | null;
  readonly name: string;
  readonly language: 'ko' | 'en';
};

/** Of a row that is written well and cannot be so. */
export type PlanFault = Omit<Fault, 'column'> & { readonly column: Column };

export type ImportPlan = {
  readonly faults: readonly PlanFault[];
  readonly changes: readonly PlannedChange[];
  /** Rows that change nothing. */
  readonly unchanged: number;
  /** Accounts of who is here or to come, and not in the list. */
  readonly absent: readonly string[];
};

export function planImport(
  listed: readonly ListedPerson[],
  known: readonly KnownPerson[],
  now: Temporal.Instant,
  actor: { readonly account: string; readonly isOwner: boolean },
): ImportPlan {
  const byAccount = new Map(known.map((one) => [one.account, one]));
  const planOf = (row: ListedPerson) => {
    const person = byAccount.get(row.account);
    return person === undefined ? joining(row, now) : changing(row, person, now, actor);
  };
  const all = listed.map(planOf);
  const inList = new Set(listed.map(({ account }) => account));
  return {
    faults: all.flatMap(({ faults }) => faults),
    changes: all.flatMap(({ changes }) => changes),
    unchanged: all.filter(({ faults, changes }) => faults.length + changes.length === 0).length,
    absent: known
      .filter(({ kind, acts, account }) => kind === 'person' && !inList.has(account) && stateAt(acts, now) !== 'LEFT')
      .map(({ account }) => account),
  };
}

type RowPlan = { readonly faults: readonly PlanFault[]; readonly changes: readonly PlannedChange[] };
const nothing: RowPlan = { faults: [], changes: [] };

/** Who left before they were ever entered is not entered. */
function joining(row: ListedPerson, now: Temporal.Instant): RowPlan {
  const today = dayOf(now);
  const { firstDay, lastDay } = row;
  if (lastDay && lastDay < today) return nothing;
  const from = firstDay && firstDay > today ? firstDay : null;
  const join = change(row, 'join', from, row.department ?? null, row.position ?? null, null);
  return { faults: [], changes: lastDay ? [join, { ...join, act: 'end', from: dayAfter(lastDay) }] : [join] };
}

function changing(
  row: ListedPerson,
  person: KnownPerson,
  now: Temporal.Instant,
  actor: { readonly account: string; readonly isOwner: boolean },
): RowPlan {
  const fault = (column: Column, kind: FaultKind): RowPlan => ({
    faults: [{ line: row.line, column, fault: kind }],
    changes: [],
  });
  if (person.kind === 'service') return fault('account', 'service');
  if (row.name !== person.display) return fault('name', 'name');
  const state = stateAt(person.acts, now);
  if (state === 'LEFT') return row.lastDay ? nothing : fault('account', 'left');
  const [first] = person.acts;
  const firstDay = first === undefined ? null : dayOf(first.at);
  if (state === 'PLANNED' && row.firstDay && row.firstDay !== firstDay) return fault('firstDay', 'first_day');
  const end = ending(row, person, now);
  if (typeof end === 'string') return fault('lastDay', end);
  const move = end?.from === null ? undefined : moving(row, person, now, state === 'PLANNED' ? firstDay : null);
  if (move !== undefined && state === 'ON_LEAVE') return fault('department', 'away');
  if (move !== undefined && planned(person.acts, now).some(({ kind }) => kind === 'leave'))
    return fault('department', 'planned_leave');
  const last = end ?? (move === undefined ? undefined : sameEnd(row, person, now, move));
  const changes = [move, last].filter((one): one is PlannedChange => one !== undefined);
  if (changes.length > 0 && row.account === actor.account) return fault('account', 'oneself');
  if (last !== undefined && person.isOwner && !actor.isOwner) return fault('account', 'owner');
  return { faults: [], changes };
}

/** Another department or position, which is neither that of now nor one that is planned. */
function moving(
  row: ListedPerson,
  { acts }: KnownPerson,
  now: Temporal.Instant,
  from: string | null,
): PlannedChange | undefined {
  const current = actAt(acts, now) ?? acts[0];
  if (current === undefined) return undefined;
  const { department = current.department, position = current.position } = row;
  const isThere = (one: ActRow) => one.department === department && one.position === position;
  if (department === null || isThere(current) || planned(acts, now).some(isThere)) return undefined;
  return change(row, 'move', from, department, position, current.department);
}

/** The end that is planned, said anew: a later word takes the place of all that was to come, and a move is to undo nobody's leaving. */
function sameEnd(
  row: ListedPerson,
  { acts }: KnownPerson,
  now: Temporal.Instant,
  { department, position }: PlannedChange,
): PlannedChange | undefined {
  const from = plannedEnd(acts, now);
  return from === null ? undefined : change(row, 'end', from, department, position, null);
}

/** The first day on which they are gone; null where no end is planned. */
function plannedEnd(acts: readonly ActRow[], now: Temporal.Instant): string | null {
  const end = planned(acts, now).find(({ kind }) => kind === 'end');
  return end === undefined ? null : dayOf(end.at);
}

function ending(
  row: ListedPerson,
  { acts }: KnownPerson,
  now: Temporal.Instant,
): PlannedChange | FaultKind | undefined {
  const onRecord = plannedEnd(acts, now);
  if (row.lastDay === undefined) return undefined;
  if (row.lastDay === null) return onRecord === null ? undefined : 'planned_end';
  const today = dayOf(now);
  const from = row.lastDay < today ? null : dayAfter(row.lastDay);
  if (from !== null && from === onRecord) return undefined;
  if (from !== null && onRecord !== null && from > onRecord) return 'planned_end';
  const { department = null, position = null } = acts.at(-1) ?? {};
  return change(row, 'end', from, department, position, null);
}

function change(
  { line, account, name, language }: ListedPerson,
  act: PlannedChange['act'],
  from: string | null,
  department: string | null,
  position: string | null,
  was: string | null,
): PlannedChange {
  return { line, account, act, from, department, position, was, name, language };
}

function dayOf(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO('Asia/Seoul').toPlainDate().toString();
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
