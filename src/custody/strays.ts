import type { Fault } from '../ledger/mod.ts';
import type { Db } from '../platform/mod.ts';
import { strayPage } from './parts-of.sql.ts';

const page = 2000;
const most = 20;

/** Disclosures that no entry of the history tells, or that say another thing than their entry: only a hand in the database makes them. */
export async function strays(db: Db): Promise<Fault[]> {
  const faults: Fault[] = [];
  let after: string | null = '00000000-0000-0000-0000-000000000000';
  while (after !== null && faults.length < most) {
    const found = await strayPage(db, after, page);
    for (const { entry, told } of found.strays)
      faults.push(
        told
          ? { kind: 'changed', leaf: null, entry, detail: 'its disclosure says another thing than the entry' }
          : { kind: 'removed', leaf: null, entry, detail: 'a disclosure whose entry is gone' },
      );
    after = found.count < page ? null : found.last;
  }
  return faults;
}
