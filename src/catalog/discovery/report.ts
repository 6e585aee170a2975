/** The discovery as data, for `--json`: each column with its finding and evidence, the ways, the person, and the map. */
import { fullNameOf } from './column.ts';
import type { Discovery, Unread } from './discovery.ts';
import { mapText } from './map-text.ts';
import { type Proposal, type ProposedColumn, propose } from './proposal.ts';
import type { Reason } from './verdict.ts';
import type { Way } from './ways.ts';

export type ColumnReport = {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** What it holds; null where nothing personal was found. */
  readonly finding: string | null;
  /** The category that `adopt` seals it under; null for a password and where there is no finding. */
  readonly category: string | null;
  readonly kind: string | null;
  readonly sure: number;
  readonly inside: readonly string[];
  readonly treatment: ProposedColumn['treatment'] | 'left-out';
  readonly obstacle: string | null;
  readonly reasons: readonly Reason[];
};

export type Report = {
  readonly database: string;
  readonly server: string;
  readonly subject: { readonly table: string; readonly key: string } | null;
  readonly otherPeople: readonly string[];
  readonly tables: readonly {
    readonly table: string;
    readonly rows: number;
    readonly sampled: number | null;
    readonly way: Way | null;
  }[];
  readonly columns: readonly ColumnReport[];
  readonly leftOut: readonly string[];
  readonly unread: readonly Unread[];
  readonly mayWrite: boolean;
  /** The YAML that is printed without `--json`. */
  readonly map: string;
};

export function reportOf(discovery: Discovery, language: 'en' | 'ko'): Report {
  const proposal = propose(discovery);
  const proposed = new Map(proposal.tables.map((one) => [one.table, one]));
  return {
    database: discovery.server.database,
    server: discovery.server.words,
    subject: subjectOf(proposal),
    otherPeople: proposal.others.map((one) => fullNameOf(one.table)),
    tables: discovery.tables.map(({ table, sampled }) => ({
      table: fullNameOf(table),
      rows: table.rows,
      sampled,
      way: proposed.get(table)?.way ?? null,
    })),
    columns: discovery.tables.flatMap(({ table, columns }) => {
      const inMap = proposed.get(table);
      return columns.map(({ column, verdict }): ColumnReport => {
        const one = inMap?.columns.find((each) => each.column === column);
        const { finding, kind, sure, inside, reasons } = verdict;
        return {
          table: fullNameOf(table),
          column: column.name,
          type: column.type,
          finding,
          category: one?.category ?? null,
          kind,
          sure,
          inside,
          treatment: one?.treatment ?? 'left-out',
          obstacle: one?.obstacle ?? null,
          reasons,
        };
      });
    }),
    leftOut: proposal.left,
    unread: discovery.unread,
    mayWrite: discovery.server.mayWrite,
    map: mapText(discovery, proposal, language),
  };
}

function subjectOf({ person }: Proposal): Report['subject'] {
  return person === null ? null : { table: fullNameOf(person.table), key: person.key };
}
