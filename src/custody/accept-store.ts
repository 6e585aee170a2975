import { record } from '../ledger/mod.ts';
import { type Actor, holdingOf, under } from '../people/mod.ts';
import { type Db, Refusal, refusePersonalText, transact } from '../platform/mod.ts';
import { type StoreLineRow, acceptLine, currentLine } from './store-line.sql.ts';

/** After a failover: that the promoted server holds every record, or that somebody answers for what it lacks. By CISO, CPO, the owner or a desk. Throws JK333 where that was said already. */
export async function acceptStore(db: Db, actor: Actor, reason: string): Promise<StoreLineRow> {
  const holding = holdingOf(actor, ['ciso', 'cpo', 'owner', 'desk_a', 'desk_b']);
  refusePersonalText(reason, 'reason');
  await transact(db, async (tx) => {
    const timeline = await acceptLine(tx, actor.person, holding.id, reason);
    if (timeline === null) throw new Refusal('JK333', { timeline: (await currentLine(tx)).timeline });
    const body = { timeline, reason, by: { person: actor.person, ...under(holding) } };
    await record(tx, { kind: 'store.accepted', body });
  });
  return currentLine(db);
}
