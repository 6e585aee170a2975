/** What the proposed map says in its comments, in both languages. */
import type { Finding } from './finding.ts';
import type { PasswordKind } from './fit-password.ts';
import type { Obstacle } from './proposal.ts';
import type { Reason } from './verdict.ts';

export type DiscoveryTexts = {
  readonly findings: Readonly<Record<Finding, string>>;
  readonly kinds: Readonly<Partial<Record<PasswordKind, string>>>;
  readonly obstacles: Readonly<Record<Obstacle, string>>;
  reason(reason: Reason): string;
  readonly head: (database: string, tables: number, columns: number) => readonly string[];
  readonly mayWrite: (user: string) => string;
  readonly service: string;
  readonly subject: (rows: number) => string;
  readonly noSubject: readonly string[];
  readonly others: (tables: string) => string;
  readonly byName: (column: string) => string;
  readonly far: (over: string) => string;
  readonly nobody: string;
  readonly statute: string;
  readonly hashed: string;
  readonly stays: string;
  readonly tryFirst: (passwords: string) => string;
  readonly publicMayRead: string;
  readonly holds: (findings: string) => string;
  readonly left: string;
  readonly unread: string;
  readonly why: (sqlstate: string) => string;
  readonly noRows: string;
};
