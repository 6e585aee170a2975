import { createHash } from 'node:crypto';
import { record } from '../ledger/mod.ts';
import { type Db, Refusal, type Tx, now, refusePersonalText, transact } from '../platform/mod.ts';
import { type Actor, holdingOf, rights, under } from './actor.ts';
import { say } from './employ.ts';
import { knownPeople, lockImport } from './employment.sql.ts';
import { peopleImported } from './facts.ts';
import { joinIn } from './join.ts';
import { type Fault, readPeopleFile } from './people-file.ts';
import { type ImportPlan, type PlannedChange, planImport } from './plan-import.ts';

export type Imported = Omit<ImportPlan, 'faults'> & {
  readonly faults: readonly Fault[];
  readonly applied: boolean;
  readonly rows: number;
};

/**
 * HR's list: what it would change, or, unless `dryRun`, all of it in one transaction, each act on record as if it were said by itself. By HR or the owner. Throws JK142 where the file has
 * faults, and nothing was changed; a dry run tells each of them.
 */
export async function importPeople(
  db: Db,
  actor: Actor,
  asked: { readonly text: string; readonly reason?: string | undefined; readonly dryRun: boolean },
): Promise<Imported> {
  const holding = holdingOf(actor, rights.enter);
  const { text, reason, dryRun } = asked;
  if (reason !== undefined) refusePersonalText(reason, 'reason');
  else if (!dryRun) throw new Refusal('JK002', { path: 'body.reason', fault: 'is missing' });
  const file = readPeopleFile(text);
  return transact(db, async (tx) => {
    await lockImport(tx);
    const isOwner = actor.holdings.some(({ office }) => office === 'owner');
    const plan = planImport(file.rows, await knownPeople(tx), await now(tx), { account: actor.account, isOwner });
    const onRecord = plan.faults.map((one) => ({ ...one, column: file.titleOf(one.column) }));
    const faults = [...file.faults, ...onRecord].toSorted((one, other) => one.line - other.line);
    const [first] = faults;
    const told = {
      ...plan,
      ...(first === undefined ? {} : { changes: [], absent: [] }),
      faults,
      rows: file.rows.length,
    };
    if (dryRun || reason === undefined) return { ...told, applied: false };
    if (first !== undefined)
      throw new Refusal('JK142', { line: first.line, column: first.column ?? '-', faults: faults.length });
    for (const change of plan.changes) await carryOut(tx, actor, change, reason);
    const count = (act: string) => plan.changes.filter((one) => one.act === act).length;
    const counts = { rows: file.rows.length, joins: count('join'), moves: count('move'), ends: count('end') };
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (plan.changes.length > 0) await record(tx, peopleImported({ sha256, ...counts }, actor.person, under(holding)));
    return { ...told, applied: true };
  });
}

async function carryOut(tx: Tx, actor: Actor, change: PlannedChange, reason: string): Promise<void> {
  const { account, act, from, department, position, name, language } = change;
  if (act === 'join') {
    const place = { ...(department === null ? {} : { department }), ...(position === null ? {} : { position }) };
    const joiner = { account, display: name, kind: 'person', language, reason, ...place } as const;
    await joinIn(tx, actor, from === null ? joiner : { ...joiner, from });
    return;
  }
  const to = act === 'move' ? { department: department ?? '', position } : undefined;
  await say(tx, actor, act, { account, from, reason }, to);
}
