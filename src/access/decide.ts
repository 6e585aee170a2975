/**
 * The decision: what may happen to one cell, for one batch of one session, at one moment.
 *
 * Everything that a grant promises ends here as a condition on facts read at this moment, or judged again by the record; nothing is remembered as a yes. A missing fact
 * refuses. The order of the conditions is the order in which they are told: first what ended the licence, then where and when it is used,
 * then the cell. `jikimi grant explain` and the custodian call these very functions.
 */
import type { Mode } from '../catalog/mod.ts';
import type { Owed } from '../people/mod.ts';
import type { Code, Params, Phrase } from '../platform/mod.ts';
import { type Away, codeOfAway, paramsOfAway } from './away.ts';
import { type Range, within } from './source.ts';
import { type Window, isOpen } from './window.ts';

/** What is known of a grant now. Null stands for a row that does not exist and always refuses. */
export type Facts = {
  readonly service: boolean;
  /** Whether it may store values; only a service grant can. */
  readonly writes: boolean;
  /** Whether what it opens may leave as a copy (COPY TO). */
  readonly exports: boolean;
  readonly life: {
    readonly starts: Temporal.Instant;
    readonly ends: Temporal.Instant;
    readonly reviewDue: Temporal.Instant;
    readonly ended: Temporal.Instant | null;
  } | null;
  readonly standing: {
    readonly fitUntil: Temporal.Instant;
    readonly leftAt: Temporal.Instant | null;
    /** Duties that withhold at this moment, the one that is told first; of a service account none. */
    readonly owed: readonly Owed[];
  } | null;
  /** The holder is not here, or moved and nobody has kept the grant since; null where that is no reason, and of a service account. */
  readonly away: Away | null;
  readonly purposeApprovedUntil: Temporal.Instant | null;
  readonly sources: readonly Range[];
  readonly window: Window | null;
  /** Field number → the mode that the grant has; a field that is not here was not granted. */
  readonly fields: ReadonlyMap<number, Mode>;
};

export type Stop = 'consent_withdrawn' | 'restricted' | 'held' | 'destroyed';

export type Cell = {
  readonly field: number;
  /** `value`: an envelope came out of a query; `export`: to leave as a copy. `compare`: somebody asks whether a value equals this field. `write`: a value is to be stored in it. */
  readonly asks: 'value' | 'export' | 'compare' | 'write';
  /** The envelope's tag is right under its subject's key. */
  readonly genuine: boolean;
  /** The grant's subject selector names this subject (or all). */
  readonly inScope: boolean;
  /** The data subject's own stop for this purpose. */
  readonly stop: Stop | null;
};

export type Outcome =
  | { readonly kind: 'open' }
  | { readonly kind: 'mask' }
  | { readonly kind: 'match' }
  | { readonly kind: 'write' }
  | { readonly kind: 'withhold'; readonly because: 'not_granted' | 'match_only' | Stop }
  | { readonly kind: 'refuse'; readonly code: Code };

const open: Outcome = { kind: 'open' };
const mask: Outcome = { kind: 'mask' };
const match: Outcome = { kind: 'match' };
const write: Outcome = { kind: 'write' };

export function decide(facts: Facts | null, cell: Cell, address: string, now: Temporal.Instant): Outcome {
  const code = licenceRefusal(facts, address, now);
  if (code !== null || facts === null) return { kind: 'refuse', code: code ?? 'JK201' };
  return treatment(facts, cell);
}

/** The part that is the same for every cell of a batch: whether there is a licence here and now. Null where there is. */
export function licenceRefusal(facts: Facts | null, address: string, now: Temporal.Instant): Code | null {
  if (facts === null || facts.life === null) return 'JK201';
  const { life, standing, purposeApprovedUntil } = facts;
  if (life.ended !== null) return 'JK203';
  if (!before(now, life.ends)) return 'JK202';
  if (!before(now, life.reviewDue)) return 'JK204';
  if (before(now, life.starts)) return 'JK210';
  if (facts.away !== null) return codeOfAway(facts.away, now);
  if (standing === null) return 'JK205';
  if (standing.leftAt !== null && !before(now, standing.leftAt)) return 'JK206';
  if (!before(now, standing.fitUntil)) return 'JK205';
  const [owed] = standing.owed;
  if (owed !== undefined) return codeOfDuty(owed);
  if (purposeApprovedUntil === null || !before(now, purposeApprovedUntil)) return 'JK207';
  if (!within(address, facts.sources)) return 'JK208';
  if (facts.window !== null && !isOpen(facts.window, now)) return 'JK209';
  return null;
}

/** What the sentence of a licence's refusal says beside its code: which duty, since or until when, and how many there are beside it. */
export function refusalParams(facts: Facts | null, code: Code): Params {
  const away = facts?.away ?? null;
  if (code === 'JK260' || code === 'JK261') return away === null ? {} : paramsOfAway(away);
  const [owed, ...others] = facts?.standing?.owed ?? [];
  if (owed === undefined || codeOfDuty(owed) !== code) return {};
  const { duty, what, edition, day } = owed;
  const value = valueOf(owed);
  return {
    ...(what === null ? {} : { [duty]: what }),
    ...(edition === null ? {} : { edition }),
    ...(day === null ? {} : { day }),
    ...(value === null ? {} : { value }),
    ...(others.length === 0 ? { more: '' } : { more: beside, others: others.map(codeOfDuty).join(', ') }),
  };
}

const beside: Phrase = ' Beside it are open: {{others}}.';

function valueOf({ duty, what, day }: Owed): Phrase | null {
  if (duty === 'pledge')
    return what === 'join'
      ? 'the pledge of joining'
      : what === 'handler'
        ? 'the pledge of handlers'
        : 'the yearly pledge';
  if (duty === 'device' || day === null) return null;
  return day.slice(5, 7) === '06' ? 'the first half-year' : 'the second half-year';
}

function codeOfDuty({ duty, state, day }: Owed): Code {
  switch (duty) {
    case 'pledge':
      return state === 'SUPERSEDED' ? 'JK244' : state === 'EXPIRED' ? 'JK245' : 'JK243';
    case 'course':
      return day === null ? 'JK250' : 'JK246';
    case 'device':
      return state === 'DETECTED' ? 'JK247' : state === 'STALE' ? 'JK248' : 'JK249';
  }
}

/** The part that depends on the cell, under a licence that holds. */
export function treatment(facts: Facts, cell: Cell): Outcome {
  if (!cell.genuine) return { kind: 'refuse', code: 'JK220' };
  if (!cell.inScope) return { kind: 'refuse', code: 'JK221' };
  const mode = facts.fields.get(cell.field);
  if (cell.asks === 'compare') return mode === undefined ? { kind: 'refuse', code: 'JK225' } : match;
  if (cell.asks === 'write') return writing(facts, mode, cell.stop);
  if (cell.asks === 'export' && !facts.exports) return { kind: 'refuse', code: 'JK237' };
  if (mode === undefined || mode === 'match')
    return facts.service
      ? { kind: 'refuse', code: 'JK223' }
      : { kind: 'withhold', because: mode === undefined ? 'not_granted' : 'match_only' };
  if (cell.stop !== null) return { kind: 'withhold', because: cell.stop };
  switch (mode) {
    case 'full':
      return open;
    case 'partial':
      return mask;
  }
}

/** Not where it comes masked: a program would store the mask that it was shown. Not against the subject's own stop. */
function writing(facts: Facts, mode: Mode | undefined, stop: Stop | null): Outcome {
  if (!facts.writes || (mode !== 'full' && mode !== 'match')) return { kind: 'refuse', code: 'JK240' };
  return stop === null ? write : { kind: 'refuse', code: 'JK241' };
}

function before(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
