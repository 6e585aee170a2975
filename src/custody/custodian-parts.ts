/** What the custodian's verbs work with: made once by the process, closed with it. */
import type { Pool } from './custody.sql.ts';
import { Fields } from './fields.ts';
import { KeptInputs } from './kept-inputs.ts';
import type { KeyStore } from './keystore.ts';
import { RecordStore } from './record-store.ts';
import { Recorder } from './recorder.ts';
import { SealedHere } from './sealed-here.ts';
import { Sessions } from './sessions.ts';
import { SharedInputs } from './shared-inputs.ts';
import { SubjectKeys } from './subject-keys.ts';

export type CustodianParts = {
  readonly pool: Pool;
  readonly store: KeyStore;
  readonly keys: SubjectKeys;
  readonly recorder: Recorder;
  readonly freshInputs: SharedInputs;
  readonly keptInputs: KeptInputs;
  readonly sessions: Sessions;
  readonly fields: Fields;
  readonly sealedHere: SealedHere;
};

/** All of them over one pool and one store. `await parts.fields.load()` before use. */
export function custodianParts(pool: Pool, store: KeyStore): CustodianParts {
  const records = new RecordStore(pool);
  return {
    pool,
    store,
    keys: new SubjectKeys(pool, store),
    recorder: new Recorder((...asked) => records.commit(...asked), 2),
    freshInputs: new SharedInputs(pool),
    keptInputs: new KeptInputs(),
    sessions: new Sessions(pool),
    fields: new Fields(pool),
    sealedHere: new SealedHere(),
  };
}
