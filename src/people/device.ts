import { enact } from '../law/mod.ts';
import { record } from '../ledger/mod.ts';
import { type Db, Refusal, type Tx, refusePersonalText, transact } from '../platform/mod.ts';
import { type Actor, holdingOf, under } from './actor.ts';
import { clearDevice, insertReport, todayIs } from './duty.sql.ts';
import { deviceCleared, deviceReported } from './facts.ts';
import { type PersonRow, personByAccount } from './people.sql.ts';

export type Report = {
  readonly device: string;
  readonly status: 'clean' | 'detected';
  /** How old the malware signatures are at this moment. */
  readonly signatureAgeHours: number;
  /** Whose device it is; null: one's own. */
  readonly account: string | null;
};

/** What a device says of itself: of one's own, or of another's by HR. Malware withholds from this moment. */
export async function reportDevice(db: Db, actor: Actor, report: Report): Promise<PersonRow['account']> {
  const { device, status, signatureAgeHours: signatureHours, account } = report;
  const other = account === null || account === actor.account ? null : holdingOf(actor, ['hr']);
  return transact(db, async (tx) => {
    const person = other === null ? { id: actor.person, account: actor.account } : await known(tx, account ?? '');
    const row = { person: person.id, device, status, signatureHours, by: actor.person, holding: other?.id ?? null };
    const id = await insertReport(tx, row);
    const told = { report: id, person: person.id, device, status, signatureHours };
    await record(tx, deviceReported(told, actor.person, other === null ? undefined : under(other)));
    return person.account;
  });
}

/**
 * A desk has looked: what was detected on that device withholds no more. By desk A or desk B, never one's own (JK126). Throws JK125 where nothing waits.
 */
export async function clearDetected(
  db: Db,
  actor: Actor,
  asked: { readonly account: string; readonly device: string; readonly reason: string },
): Promise<number> {
  const holding = holdingOf(actor, ['desk_a', 'desk_b']);
  const { account, device, reason } = asked;
  refusePersonalText(reason, 'reason');
  return transact(db, async (tx) => {
    const person = await known(tx, account);
    if (person.id === actor.person) throw new Refusal('JK126');
    const row = { person: person.id, device, by: actor.person, holding: holding.id, reason };
    const reports = await clearDevice(tx, row);
    if (reports.length === 0) throw new Refusal('JK125', { account, device });
    await record(tx, deviceCleared({ person: person.id, device, reports, reason }, actor.person, under(holding)));
    return reports.length;
  });
}

/** From a day on a device in order is a condition for opening, or is none. By the CPO's office, on a basis; a house rule of the law (JK801 where one is enacted from then). */
export async function requireDevices(
  db: Db,
  actor: Actor,
  asked: { readonly required: boolean; readonly from: string | null; readonly basis: string },
): Promise<string> {
  const holding = holdingOf(actor, ['cpo', 'cpo_office']);
  return transact(db, async (tx) => {
    const from = asked.from ?? (await todayIs(tx));
    const article = { ko: '내부 규칙 22', en: 'House rule 22' };
    const rule = {
      topic: 'people.device.required',
      number: asked.required ? 1 : 0,
      from,
      article,
      source: asked.basis,
    };
    await enact(tx, rule, { person: actor.person, holding: holding.id });
    return from;
  });
}

async function known(tx: Tx, account: string): Promise<PersonRow> {
  const person = await personByAccount(tx, account);
  if (person === undefined) throw new Refusal('JK003', { what: 'person', name: account });
  return person;
}
