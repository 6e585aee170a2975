import type { Mode } from '../catalog/mod.ts';
import type { Facts } from './decide.ts';
import type { GrantFacts } from './grant.ts';
import { type Range, parseRange } from './source.ts';

/** Turns a row of `access.facts` and its fields into what the decision reads. A source that cannot be read allows nobody. */
export function factsFrom(row: GrantFacts, fields: readonly { field: number; mode: Mode }[]): Facts {
  const { starts, ends, reviewDue, ended, fitUntil, leftAt, owed, away } = row;
  return {
    service: row.service,
    writes: row.writes,
    exports: row.export,
    life: starts === null || ends === null || reviewDue === null ? null : { starts, ends, reviewDue, ended },
    standing: fitUntil === null ? null : { fitUntil, leftAt, owed: owed ?? [] },
    away,
    purposeApprovedUntil: row.approvedUntil,
    sources: row.sources.map(parseRange).filter((range): range is Range => range !== null),
    window:
      row.windowFrom === null || row.windowTo === null
        ? null
        : { from: Temporal.PlainTime.from(row.windowFrom), to: Temporal.PlainTime.from(row.windowTo) },
    fields: new Map(fields.map(({ field, mode }) => [field, mode])),
  };
}
