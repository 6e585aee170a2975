/** What looking at a database gave: its tables, what each column was found to be, and what could not be read. */
import type { Classified } from './classify.ts';
import type { Table } from './column.ts';

export type Server = {
  readonly version: number;
  readonly words: string;
  readonly database: string;
  readonly user: string;
  readonly superuser: boolean;
  /** Whether the role may change a table of the database. */
  readonly mayWrite: boolean;
};

/** Why a table was not read: SQLSTATE, or that the role has no right to it (42501). */
export type Unread = { readonly table: string; readonly why: string };

export type Looked = {
  readonly table: Table;
  readonly columns: readonly Classified[];
  /** Rows that were read; null where none could be. */
  readonly sampled: number | null;
};

export type Discovery = {
  readonly server: Server;
  readonly tables: readonly Looked[];
  readonly unread: readonly Unread[];
};
