/** What a sequence leaves: the sealed table equal to the plain one, a record before every value, and nowhere a value in the open. */
import { spawnSync } from 'node:child_process';
import type { Records } from '../recorded.ts';
import { Fault, shown } from './sequence.ts';
import type { Draft } from './steps.ts';
import type { Twins, Who } from './twins.ts';
import { freshValue, sealedColumns } from './words.ts';
import { rowsIn } from '../wire-client.ts';

/** Whose a value is, and of which field: of the members that are there at first. Null where the sequence named it, and may have stored it for another. */
type Known = { readonly subject: string | null; readonly field: number };

/** Shorter values could stand somewhere for another reason. */
const shortest = 8;

export class Traces {
  opened = 0;
  readonly #twins: Twins;
  readonly #records: Records;
  readonly #home: string;
  #known = new Map<string, Known>();
  #last = '';

  constructor(twins: Twins, records: Records, home: string) {
    this.#twins = twins;
    this.#records = records;
    this.#home = home;
  }

  async begin(who: Who): Promise<void> {
    if (this.#known.size === 0) await this.#learn();
    const role = decodeURIComponent(new URL(this.#twins.uris[who]).username);
    const { at } = await this.#records.one<{ at: string }>('select clock_timestamp()::text as at, $1::text as role', [
      role,
    ]);
    this.#last = at;
  }

  async #learn(): Promise<void> {
    const { numbers } = await this.#records.one<{ numbers: Record<string, number> }>(
      `select json_object_agg(col, id) as numbers from catalog.field where tbl = 'members'`,
    );
    const { rows } = await this.#twins.sealed.query<{ id: string; subject: string }>(
      'select id::text as id, pii.subject_of(email)::text as subject from members',
    );
    const values = this.#twins.world.members.flatMap((member) =>
      sealedColumns.map((column) => ({
        text: member[column] ?? '',
        subject: rows.find(({ id }) => id === member['id'])?.subject ?? '',
        field: numbers[column] ?? 0,
      })),
    );
    for (const { text, ...known } of values)
      if (Buffer.byteLength(text) >= shortest && values.filter((one) => one.text.includes(text)).length === 1)
        this.#known.set(text, known);
  }

  /** Throws where one of these came and is not on record since the sequence began, before `at` (milliseconds). */
  async seen(cells: readonly string[], at: number, named: ReadonlySet<string>): Promise<void> {
    const found = [...new Set(cells)].flatMap((cell): readonly Known[] => {
      const known = this.#known.get(cell);
      return known === undefined ? [] : [named.has(cell) ? { ...known, subject: null } : known];
    });
    if (found.length === 0) return;
    this.opened += found.length;
    const { missing } = await this.#records.one<{ missing: number }>(
      `select count(*)::int as missing from unnest($2::uuid[], $3::int[]) as seen(subject, field)
       where not exists (select from custody.disclosure d join custody.disclosure_part p using (session_id, batch) join ledger.opening o on o.id = d.entry_id
         where o.at between $1 and to_timestamp($4::float8 / 1000) + interval '2 ms' and p.outcome = 'opened' and p.field_id = seen.field and (seen.subject is null or seen.subject = any(p.subjects)))`,
      [this.#last, found.map((one) => one.subject), found.map((one) => one.field), at],
    );
    if (missing > 0) throw new Fault(`${missing} of ${found.length} values reached the client before their record`);
  }

  /** The tables as a whole, read through the service's grant, are the plain ones. */
  async sameAtTheEnd(drafts: readonly Draft[], who: Who): Promise<void> {
    if (who === 'person') return;
    const gateway = await this.#twins.connect('service');
    const plain = await this.#twins.connect('plain');
    try {
      for (const text of [
        'select * from members order by id',
        'select * from orders order by id',
        'select member_id, paid_krw, paid_year from payout_tax order by 1, 3',
      ]) {
        const [ours, theirs] = await Promise.all([gateway.ask(text), plain.ask(text)]);
        const [got, expected] = [rowsIn(ours), rowsIn(theirs)];
        for (let n = 0; n < Math.max(got.length, expected.length); n++)
          if (JSON.stringify(got[n]) !== JSON.stringify(expected[n]))
            throw new Fault(
              `after ${drafts.length} steps ${text} gives ${JSON.stringify(got[n])}, PostgreSQL ${JSON.stringify(expected[n])}\n${drafts.map((draft) => shown(draft.make(this.#twins.world))).join('\n')}`,
            );
      }
    } finally {
      gateway.close();
      plain.close();
    }
  }

  /** Where a value of a sealed column stands in the open: in a log, among them the server's of all that reached the sealed database, or in its tables. */
  async leaks(): Promise<string[]> {
    const fresh = sealedColumns.flatMap((column) => Array.from({ length: 60 }, (_, n) => freshValue(column, n)));
    const values = [...this.#known.keys(), ...fresh].filter(
      (one) => Buffer.byteLength(one) >= shortest && !/^\d{4}-\d\d-\d\d$/.test(one),
    );
    const first = (text: string) => text.split('\n')[0] ?? '';
    const needles = [...new Set(values.map(first))].filter((one) => one.length >= shortest);
    const { rows } = await this.#twins.sealed.query<{ line: string }>(
      'select m::text as line from members m union all select p::text from payout_tax p',
    );
    const whole = rows.map(({ line }) => line).join('\n');
    const inTables = needles.filter((one) => whole.includes(one)).map((one) => `in the sealed table: ${one}`);
    const marker = 'what reaches the sealed database is heard';
    const client = await this.#twins.connect('service');
    await client.ask(`select '${marker}'`);
    client.close();
    if (this.#logsWith([marker]).length === 0)
      return ["the server's log does not say what reaches it, so that nothing was proved"];
    const inLogs = this.#logsWith(needles).map((file) => {
      const { stdout: lines } = spawnSync('grep', ['-aF', '-m', '3', '-f', '-', file], {
        input: needles.join('\n'),
        encoding: 'utf8',
      });
      return `a value in the open in ${file}: ${lines.slice(0, 600)}`;
    });
    return [...inTables, ...inLogs];
  }

  #logsWith(needles: readonly string[]): readonly string[] {
    const { stdout } = spawnSync('grep', ['-rlaF', '-f', '-', '--include=*.log', '--include=log*', this.#home], {
      input: needles.join('\n'),
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    });
    return stdout.split('\n').filter((line) => line !== '');
  }
}
