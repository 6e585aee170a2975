import type pg from 'pg';
import { type Category, isCategory } from '../catalog/mod.ts';
import { type FieldFacts, allFields, allTermGroups } from './custody.sql.ts';

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
    for (const field of fields) if (!this.knows(field)) return this.load();
  }

  knows(field: number): boolean {
    return this.#byId.has(field);
  }

  categoryOf(field: number): Category | undefined {
    const category = this.#byId.get(field)?.category;
    return category !== undefined && isCategory(category) ? category : undefined;
  }

  /** `members.email`, to be told; undefined where the field is not known. */
  nameOf(field: number): string | undefined {
    return this.#byId.get(field)?.name;
  }

  termGroupOf(field: number): number | null {
    return this.#byId.get(field)?.termGroup ?? null;
  }

  normalisationOf(group: number): string | undefined {
    return this.#normalisations.get(group);
  }
}
