/**
 * Equality by every usual spelling gives the same rows on sealed columns, through the gateway, as on the same columns in plain text: statements
 * that fast-check makes are run on both. `JIKIMI_EQUALITY_RUNS=10000` runs more of them, `JIKIMI_EQUALITY_SEED` those of a failure again.
 */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { neighbours, type Sent, statements } from '../support/equality/statement.ts';
import { makeTwins, type Twins } from '../support/equality/twins.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';

const numRuns = Number(process.env['JIKIMI_EQUALITY_RUNS'] ?? 200);
const seed = Number(process.env['JIKIMI_EQUALITY_SEED'] ?? Date.now() & 0x7fffffff);
const oids = { none: [0, 0], text: [25, 1009], varchar: [1043, 1015] } as const;

suite('equality on sealed columns', () => {
  let jikimi: Jikimi;
  let twins: Twins;

  before(async () => {
    jikimi = await startJikimi();
    twins = await makeTwins(jikimi);
  });
  after(async () => {
    await twins?.close();
    await jikimi?.stop();
  });

  test(`${numRuns} statements give what they give in plain text (seed ${seed})`, {
    timeout: 3_600_000,
  }, async (context) => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(statements, async (sent) => {
        const plain = await outcome(twins.plain, sent);
        const sealed = await outcome(twins.sealed, sent);
        const refused = sealed.startsWith('JK');
        count(seen, refused ? sealed : /^\w{5}$/.test(plain) ? plain : /[^[\] ]/.test(plain) ? 'rows' : 'none');
        assert.equal(sealed, plain, JSON.stringify(sent));
      }),
      { numRuns, seed, endOnFailure: false },
    );
    const told = Object.fromEntries(seen);
    assert.ok((told['rows'] ?? 0) > numRuns / 2, `few statements gave rows: ${JSON.stringify(told)}`);
    context.diagnostic(JSON.stringify(told));
  });
});

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

/** Rows as a sorted list, or the SQLSTATE; of a statement that is executed twice, both. */
async function outcome(client: pg.Client, sent: Sent): Promise<string> {
  try {
    if (sent.mode === 'sql') return await preparedBySql(client, sent);
    if (sent.mode === 'simple' || sent.mode === 'extended') return rowsOf(await ask(client, sent, sent.values));
    const name = `s${serial++}`;
    const first = rowsOf(await ask(client, sent, sent.values, name));
    return `${first} ${rowsOf(await ask(client, sent, neighbours(sent), name))}`;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code ?? '';
    throw error;
  }
}
let serial = 0;

type Rows = readonly (readonly unknown[])[];

function ask(client: pg.Client, sent: Sent, values: Sent['values'], name?: string): Promise<Rows> {
  const { promise, resolve, reject } = Promise.withResolvers<Rows>();
  const config = {
    text: sent.text,
    rowMode: 'array',
    ...(sent.mode === 'simple' ? {} : { values: [...values], queryMode: 'extended' }),
    ...(name === undefined ? {} : { name }),
  } as unknown as string;
  const query = new pg.Query(config);
  Object.assign(query, {
    callback: (error: Error | null, result: { rows: Rows }) => (error === null ? resolve(result.rows) : reject(error)),
    // what the driver hands to Parse
    types: values.map((value) => oids[sent.declared][Array.isArray(value) ? 1 : 0]),
  });
  client.query(query as unknown as pg.Submittable);
  return promise;
}

async function preparedBySql(client: pg.Client, sent: Sent): Promise<string> {
  const types = sent.values.map((value) => (Array.isArray(value) ? `${sent.declared}[]` : sent.declared));
  const head = sent.declared === 'none' || types.length === 0 ? '' : ` (${types.join(', ')})`;
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const literal = (value: Sent['values'][number]): string => {
    if (value === null) return 'null';
    if (typeof value === 'string') return quoted(value);
    const elements = value.map((each) => (each === null ? 'null' : `"${each.replaceAll(/["\\]/g, '\\$&')}"`));
    return quoted(`{${elements.join()}}`);
  };
  const run = (values: Sent['values']) =>
    client.query<unknown[]>({
      text: `execute prepared${values.length === 0 ? '' : `(${values.map(literal).join(', ')})`}`,
      rowMode: 'array',
    });
  await client.query('deallocate all');
  await client.query(`prepare prepared${head} as ${sent.text}`);
  return `${rowsOf((await run(sent.values)).rows)} ${rowsOf((await run(neighbours(sent))).rows)}`;
}

function rowsOf(rows: Rows): string {
  return JSON.stringify(rows.map((row) => JSON.stringify(row)).toSorted());
}
