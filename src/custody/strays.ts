import type { Fault } from '../ledger/mod.ts';
import type { Db } from '../platform/mod.ts';
import { type Stray, strayPage } from './parts-of.sql.ts';

const page = 2000;
const most = 20;

/** Disclosures that no entry of the history tells, that say another thing than their entry, or that a question about a person would miss: only a hand in the database makes them. */
export async function strays(db: Db): Promise<Fault[]> {
  const faults: Fault[] = [];
  let after: string | null = '00000000-0000-0000-0000-000000000000';
  while (after !== null && faults.length < most) {
    const found = await strayPage(db, after, page);
    for (const stray of found.strays) faults.push(faultOf(stray));
    after = found.count < page ? null : found.last;
  }
  return faults;
}

function faultOf({ entry, told, same }: Stray): Fault {
  if (!told) return { kind: 'removed', leaf: null, entry, detail: 'a disclosure whose entry is gone' };
  if (!same) return { kind: 'changed', leaf: null, entry, detail: 'its disclosure says another thing than the entry' };
  return {
    kind: 'removed',
    leaf: null,
    entry,
    detail: 'the index by person does not lead to it for each of its subjects',
  };
}
