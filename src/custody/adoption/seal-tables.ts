/**
 * Makes the envelopes of every value beside its table, and wraps its passwords, in portions that are each one transaction: subjects, envelopes, and the custodian's word that
 * what lies in the database opens to what was read. A kill loses at most the portion under way; the next run passes over what is there.
 */
import type pg from 'pg';
import { Refusal } from '../../platform/mod.ts';
import type { CustodianClient } from '../custodian-client.ts';
import { type CheckedTable, isRewritten } from './check-map.ts';
import type { AdoptionMap } from './map.ts';
import { ownersOf } from './owners.sql.ts';
import { type Row, addSubjects, beginTable, nextRows, personsWithout, putCells, subjectsOf } from './side-table.sql.ts';
import { fullName, quoteTable } from '../table-name.ts';
import { inTransaction } from './transaction.sql.ts';
import { wrapPasswords } from './wrap-passwords.ts';

export type Sealing = {
  readonly client: pg.ClientBase;
  readonly custodian: CustodianClient;
  readonly map: AdoptionMap;
  readonly tables: readonly CheckedTable[];
  /** Number of each field, by short table name and column: `customer.email`. */
  readonly fieldOf: (table: CheckedTable, column: string) => number;
  readonly onProgress: (table: string, done: number) => void;
};

const portion = 500;
/** Of a table with passwords: argon2id takes some 30 ms a row, and a kill should cost seconds. */
const portionHashed = 50;
/** Bytes of text in one question to the custodian. */
const mostBytes = 4 * 1024 * 1024;

/** Seals what is not sealed in its present version. Throws JK628, JK301 to JK324 or the database's own fault. */
export async function sealTables(sealing: Sealing): Promise<void> {
  await makePersons(sealing);
  for (const table of sealing.tables) if (isRewritten(table)) await sealTable(sealing, table);
}

/** Everybody in the subjects' own table gets a subject, also who has no value yet. */
async function makePersons({ client, custodian, map }: Sealing): Promise<void> {
  const table = fullName(map.subject.table);
  for (;;) {
    const keys = await personsWithout(client, table, quoteTable(map.subject.table), map.subject.key, portion);
    if (keys.length === 0) return;
    await addSubjects(client, 'person', table, keys, await custodian.newSubjects(keys.length, 'person'));
  }
}

async function sealTable(sealing: Sealing, table: CheckedTable): Promise<void> {
  const { client, map, tables, fieldOf, onProgress } = sealing;
  const owners = ownersOf(map, tables, table, 't');
  const name = fullName(table.mapped.name);
  await beginTable(
    client,
    table.live.oid,
    table.todo.map(({ column }) => fieldOf(table, column)),
    table.wrap.map((told) => JSON.stringify(told)),
  );
  const most = table.wrap.length > 0 ? portionHashed : portion;
  let cursor: readonly string[] | null = null;
  for (let done = 0; ; ) {
    const rows: Row[] = await nextRows(client, table, owners, cursor, most);
    if (rows.length === 0) return;
    const open = rows.filter((row) => !row.done);
    if (open.length > 0) await inTransaction(client, () => sealRows(sealing, table, open));
    cursor = rows.at(-1)?.cursor ?? null;
    done += rows.length;
    onProgress(name, done);
  }
}

async function sealRows(sealing: Sealing, table: CheckedTable, rows: readonly Row[]): Promise<void> {
  const { client, custodian, fieldOf } = sealing;
  const wrapped = await wrapPasswords(table, rows);
  const subjects = table.todo.length === 0 ? new Map<string, string>() : await subjectsFor(sealing, table, rows);
  const fields = table.todo.map(({ column }) => fieldOf(table, column));
  const items = rows.flatMap((row) =>
    row.texts.flatMap((text, n) =>
      text === null ? [] : [{ subject: subjects.get(row.key) ?? '', field: fields[n] ?? 0, text }],
    ),
  );
  const envelopes: Buffer[] = [];
  for (const some of inPortions(items)) envelopes.push(...(await custodian.seal(some)));
  let next = 0;
  const sealed = rows.map(({ key, version, texts }, n) => ({
    key,
    version,
    cells: texts.map((text) => (text === null ? null : (envelopes[next++] ?? null))),
    wrapped: wrapped[n] ?? [],
  }));
  const lying = await putCells(client, table.live.oid, sealed);
  const pairs = rows.flatMap((row) =>
    row.texts.flatMap((text, n) =>
      text === null ? [] : [{ envelope: lying.get(row.key)?.[n] ?? Buffer.alloc(0), text }],
    ),
  );
  let wrong = 0;
  for (const some of inPortions(pairs)) wrong += (await custodian.verify(some)).filter((equal) => !equal).length;
  if (wrong > 0) throw new Refusal('JK628', { table: fullName(table.mapped.name), count: wrong });
}

/** The subject of each row by its key; one is made for each that leads to nobody, or where the map allows it to several. */
async function subjectsFor(
  { client, custodian, map }: Sealing,
  table: CheckedTable,
  rows: readonly Row[],
): Promise<Map<string, string>> {
  const people = fullName(map.subject.table);
  const own = fullName(table.mapped.name);
  const personOf = (row: Row) => (row.persons.length === 1 ? (row.persons[0] ?? null) : null);
  const persons = await subjectsOf(
    client,
    people,
    rows.flatMap((row) => personOf(row) ?? []),
  );
  const unowned = await subjectsOf(
    client,
    own,
    rows.filter((row) => personOf(row) === null).map((row) => row.key),
  );
  const missing = rows
    .filter((row) => row.subject === null && personOf(row) === null && !unowned.has(row.key))
    .map((row) => row.key);
  if (missing.length > 0) {
    const made = await custodian.newSubjects(missing.length, 'unowned');
    await addSubjects(client, 'unowned', own, missing, made);
    missing.forEach((key, n) => unowned.set(key, made[n] ?? ''));
  }
  return new Map(
    rows.map((row) => {
      const person = personOf(row);
      return [row.key, row.subject ?? (person === null ? unowned.get(row.key) : persons.get(person)) ?? ''];
    }),
  );
}

function* inPortions<T extends { readonly text: string }>(items: readonly T[]): Generator<T[]> {
  let some: T[] = [];
  let bytes = 0;
  for (const item of items) {
    some.push(item);
    bytes += item.text.length * 3;
    if (bytes < mostBytes) continue;
    yield some;
    some = [];
    bytes = 0;
  }
  if (some.length > 0) yield some;
}
