/**
 * `DATABASE_URL=… node examples/service/nightly-import.ts <arrivals.jsonl`: members that came by other ways, a line of JSON each
 * (`{"email":…,"name":…,"phone":…}`), all of them or none. Where an address comes twice, the last line counts.
 */
import { type Database, openDatabase } from './database.ts';
import { mergeMembers } from './members.sql.ts';
import { type Arrival, arrivalShape } from './shapes.ts';

const rowsAStatement = 500;

/** How many members were made or changed. */
export function importMembers(database: Database, arrivals: readonly Arrival[]): Promise<number> {
  const each = [...new Map(arrivals.map((one) => [one.email, one])).values()];
  return database.as('import', async (tx) => {
    let done = 0;
    for (let from = 0; from < each.length; from += rowsAStatement)
      done += (await mergeMembers(tx, each.slice(from, from + rowsAStatement))).length;
    return done;
  });
}

export function readArrivals(lines: string): Arrival[] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => arrivalShape.parse(JSON.parse(line)));
}

if (import.meta.main) {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const database = openDatabase(process.env['DATABASE_URL'] ?? '');
  const done = await importMembers(database, readArrivals(Buffer.concat(chunks).toString('utf8')));
  await database.close();
  process.stdout.write(`${done} members imported\n`);
}
