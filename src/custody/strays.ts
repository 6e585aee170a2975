/** What lies beside the entries of the history and does not agree with them: only a hand in the database makes it. */
import type { Fault } from '../ledger/mod.ts';
import type { Db } from '../platform/mod.ts';
import { type Indexed, type Stray, strayIndexPage, strayPage } from './parts-of.sql.ts';

const page = 2000;
const most = 20;
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Disclosures that no entry of the history tells, that say another thing than their entry, or that a question about a person would miss; and rows of the index by
 * person that lead to no disclosure of that person. At most some twenty of each.
 */
export async function strays(db: Db): Promise<Fault[]> {
  return [...(await strayDisclosures(db)), ...(await strayIndex(db))];
}

async function strayDisclosures(db: Db): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  let after: string | null = nobody;
  while (after !== null && faults.length < most) {
    const found = await strayPage(db, after, page);
    for (const stray of found.strays) faults.push(faultOf(stray));
    after = found.count < page ? null : found.last;
  }
  return faults;
}

async function strayIndex(db: Db): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  let after: Indexed | null = { subject: nobody, at: '-infinity', session: nobody, batch: 0 };
  while (after !== null && faults.length < most) {
    const found = await strayIndexPage(db, after, page);
    for (const entry of found.strays)
      faults.push({
        kind: 'inserted',
        leaf: null,
        entry,
        detail: 'the index by person names somebody who is in no such disclosure',
      });
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
