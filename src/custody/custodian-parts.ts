/** What the custodian's verbs work with: made once by the process, closed with it. */
import type pg from 'pg';
import type { Category } from '../catalog/mod.ts';
import { isCategory } from '../catalog/mod.ts';
import { Refusal } from '../platform/mod.ts';
import { allFields, allTermGroups, sessionRow, type FieldFacts, type SessionRow } from './custody.sql.ts';
import { InputsPool } from './inputs-pool.ts';
import type { KeyStore } from './keystore.ts';
import { Recorder } from './recorder.ts';
import { SealedHere } from './sealed-here.ts';
import { SharedInputs } from './shared-inputs.ts';
import { SubjectKeys } from './subject-keys.ts';

export type CustodianParts = {
  readonly pool: pg.Pool;
  readonly store: KeyStore;
  readonly keys: SubjectKeys;
  readonly recorder: Recorder;
  readonly inputs: SharedInputs;
  readonly kept: InputsPool;
  readonly sessions: Sessions;
  readonly fields: Fields;
  readonly sealedHere: SealedHere;
};

/** All of them over one pool and one store. `await parts.fields.load()` before use. */
export function custodianParts(pool: pg.Pool, store: KeyStore): CustodianParts {
  return {
    pool,
    store,
    keys: new SubjectKeys(pool, store),
    recorder: new Recorder(pool, 2),
    inputs: new SharedInputs(pool),
    kept: new InputsPool(),
    sessions: new Sessions(pool),
    fields: new Fields(pool),
    sealedHere: new SealedHere(),
  };
}

/** Sessions by id. Their rows never change, so they may be kept; what a session may do is read anew for every batch. */
export class Sessions {
  readonly #pool: pg.Pool;
  readonly #kept = new Map<string, SessionRow>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Throws JK323 where no gateway opened such a session. */
  async get(id: string): Promise<SessionRow> {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const row = await sessionRow(this.#pool, id);
    if (row === undefined) throw new Refusal('JK323');
    if (this.#kept.size >= 10_000) this.#kept.clear();
    this.#kept.set(id, row);
    return row;
  }
}

/** What is known of the fields by number. A field never changes its category or group; new ones are read when first met. */
export class Fields {
  readonly #pool: pg.Pool;
  #byId = new Map<number, FieldFacts>();
  #normalisations = new Map<number, string>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async load(): Promise<void> {
    this.#byId = new Map((await allFields(this.#pool)).map((field) => [field.id, field]));
    this.#normalisations = new Map((await allTermGroups(this.#pool)).map((group) => [group.id, group.normalisation]));
  }

  /** Reads the catalog again where one of these fields is not known yet. */
  async ensure(fields: Iterable<number>): Promise<void> {
    for (const field of fields) if (!this.#byId.has(field)) return this.load();
  }

  categoryOf(field: number): Category | undefined {
    const category = this.#byId.get(field)?.category;
    return category !== undefined && isCategory(category) ? category : undefined;
  }

  termGroupOf(field: number): number | null {
    return this.#byId.get(field)?.termGroup ?? null;
  }

  normalisationOf(group: number): string | undefined {
    return this.#normalisations.get(group);
  }
}
