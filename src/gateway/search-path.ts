/**
 * The search path of a client's session, under which its statements are read: the gateway must know it, and `pii`, where the operators of
 * sealed columns live, must be in it.
 *
 * PostgreSQL 18 reports it as a setting whenever it changed. An older server does not, and a function, a savepoint or the end of a transaction
 * may change it unseen: there the gateway asks after each answer that is whole, and what the client says next waits for what it hears.
 */
import { Refusal } from '../platform/mod.ts';
import { readReport } from './backend-parsers.ts';
import { AskFailed, type Exchange, type OwnRows } from './exchange.ts';
import { mayCopy } from './owed.ts';
import { setSearchPath } from './own-statements.sql.ts';

/** Never fails but in a failed transaction, whose end is asked about again. */
const showPath = 'show search_path';
/** SQLSTATE of what is said in a transaction that has failed before. */
const inFailed = '25P02';

export class SearchPath {
  readonly #exchange: Exchange;
  /** Whether the server tells it by itself. */
  #isTold = false;
  /** Whether `pii` is missing in it. */
  #piiDue = false;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** The server reported it. */
  told(path: string): void {
    this.#isTold = true;
    this.#learn(path);
  }

  /** After an answer that is whole. Nothing of ours may stand within a group of the client's, among the data of its COPY, or in a transaction that ends here. */
  keep(): void {
    const { groupOpen, status, discarding, owed } = this.#exchange;
    if (groupOpen || status === 'E' || (status === 'T' && discarding)) return;
    if ((!this.#piiDue && this.#isTold) || owed.some(mayCopy)) return;
    if (this.#piiDue) void this.#appendPii();
    else void this.#ask();
  }

  #learn(path: string): void {
    this.#exchange.searchPath = path;
    this.#piiDue = !/(?:^|,\s*)"?pii"?\s*(?:,|$)/.test(path);
  }

  /** Of a server that does not tell by itself. */
  async #ask(): Promise<void> {
    const exchange = this.#exchange;
    exchange.pathAsked = true;
    while (exchange.cancels > 0 && !exchange.ended) await exchange.changed();
    const rows = await this.#between(showPath);
    if (rows === null && exchange.status === 'I' && !exchange.ended) return this.#ask(); // a cancel that was meant for the statement before
    if (rows !== null) this.#learn(rows[0]?.[0] ?? '');
    if (rows !== null && this.#piiDue) void this.#appendPii();
    exchange.pathAsked = false;
    exchange.tellChanged();
  }

  /** Puts `pii` back into a search path that the client set; for as long as the client's own setting lasts. */
  async #appendPii(): Promise<void> {
    const exchange = this.#exchange;
    this.#piiDue = false;
    exchange.searchPath = exchange.searchPath === '' ? 'pii' : `${exchange.searchPath}, pii`; // at once: the client's next statement is read under it
    const rows = await this.#between(setSearchPath(exchange.searchPath, exchange.status === 'T'));
    if (rows === null) this.#piiDue = true;
  }

  /**
   * Null where it failed. In a transaction that was whole this took the client's work with it, whose COMMIT would be a rollback without an error: the
   * session ends, so that the client knows.
   */
  async #between(text: string): Promise<OwnRows | null> {
    const exchange = this.#exchange;
    try {
      return await exchange.askBetween(text);
    } catch (error) {
      const report = error instanceof AskFailed ? error.report : null;
      const code = report === null ? undefined : readReport(report, 0, report.length).get('C');
      if (exchange.status === 'E' && code !== inFailed) exchange.end(new Refusal('JK446'));
      return null;
    }
  }
}
