import { numberInForce } from '../law/mod.ts';
import { record } from '../ledger/mod.ts';
import { type Db, Refusal, transact } from '../platform/mod.ts';
import { type Actor, holdingOf, under } from './actor.ts';
import type { PledgeKind } from './duty.ts';
import { type EditionRow, editionsOf, insertPledge, insertSignature, lockEditions, todayIs } from './duty.sql.ts';
import { readPledgeFile } from './duty-file.ts';
import { pledgePublished, pledgeSigned } from './facts.ts';
import type { SignedIn } from './session.ts';

const mostDays = 365;

/**
 * Publishes the next edition of a pledge, in force from 00:00 in Seoul of a day, from which on everybody owes it. By the CPO's office. Throws JK122 for the
 * file, JK123 where the day is past or before that of the edition before.
 */
export async function publishPledge(
  db: Db,
  actor: Actor,
  asked: { readonly kind: PledgeKind; readonly file: string; readonly text: string; readonly from: string | null },
): Promise<EditionRow> {
  const holding = holdingOf(actor, ['cpo', 'cpo_office']);
  const { kind, file, text } = asked;
  const words = readPledgeFile(text, file);
  return transact(db, async (tx) => {
    await lockEditions(tx);
    const last = (await editionsOf(tx, kind)).at(-1);
    const today = await todayIs(tx);
    const from = asked.from ?? today;
    if (from < today || from < (last?.inForceFrom ?? from)) throw new Refusal('JK123');
    const edition = (last?.edition ?? 0) + 1;
    const by = { by: actor.person, holding: holding.id };
    const textHash = await insertPledge(tx, { ...words, kind, edition, from, ...by });
    await record(tx, pledgePublished({ kind, edition, from, textHash }, actor.person, under(holding)));
    const published = (await editionsOf(tx, kind)).at(-1);
    if (published === undefined) throw new Error('people.pledge lost an edition');
    return published;
  });
}

/**
 * Signs an edition for oneself: the one that was shown, by its number and its hash, so that nobody signs what they have not seen. It counts for the house
 * rule's days, a year at most. Throws JK003 where there is no such edition, JK124 where its text is another or a newer one is in force.
 */
export async function signPledge(
  db: Db,
  { actor, session }: SignedIn,
  asked: { readonly kind: PledgeKind; readonly edition: number; readonly textHash: string },
): Promise<{ readonly edition: EditionRow; readonly at: Temporal.Instant; readonly endsAt: Temporal.Instant }> {
  const { kind, edition, textHash } = asked;
  return transact(db, async (tx) => {
    const found = (await editionsOf(tx, kind)).find((one) => one.edition === edition);
    if (found === undefined) throw new Refusal('JK003', { what: 'pledge', name: `${kind} ${edition}` });
    if (found.state === 'SUPERSEDED' || found.textHash !== textHash)
      throw new Refusal('JK124', { pledge: kind, edition });
    const days = Math.min(await numberInForce(tx, 'people.pledge.days'), mostDays);
    const row = { person: actor.person, session: session.id, kind, edition, textHash, days };
    const { id, at, endsAt } = await insertSignature(tx, row);
    await record(tx, pledgeSigned(id, { kind, edition, textHash, endsAt }, actor.person));
    return { edition: found, at, endsAt };
  });
}
