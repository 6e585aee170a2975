import type { Tx } from './database.ts';
import type { Delivery, Order } from './shapes.ts';

const shown = ['id', 'item', 'amount_krw', 'recipient', 'delivery_phone', 'delivery_address', 'placed_at'] as const;

export function insertOrder(tx: Tx, member: number, order: Delivery): Promise<Order> {
  return tx
    .insertInto('orders')
    .values({ ...order, member_id: member })
    .returning(shown)
    .executeTakeFirstOrThrow();
}

export function ordersOf(tx: Tx, member: number): Promise<Order[]> {
  return tx.selectFrom('orders').select(shown).where('member_id', '=', member).orderBy('id').execute();
}
