/**
 * What the gateway remembers of the sealed columns of a membership database: its tables, and the plans of texts that met them. Nobody tells it that
 * one more column was sealed: it looks when a session begins, and when the database says that a value came which was not bound (JK501). Where the
 * columns are others than before, the plans are made anew, also for the sessions that live.
 */
import { type Probe, makeProbe } from './probe.ts';
import { SealedTables } from './sealed-tables.ts';

export class KnownColumns {
  readonly probe: Probe = makeProbe();
  readonly #read: () => Promise<SealedTables>;
  /** As they were at the last look. */
  known = new SealedTables([]);

  constructor(read: () => Promise<SealedTables>) {
    this.#read = read;
  }

  /** As they are now. */
  async look(): Promise<SealedTables> {
    const tables = await this.#read();
    if (this.known.fields !== tables.fields) this.probe.clear();
    this.known = tables;
    return tables;
  }
}
