import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { recordActs } from '../../test/support/acts.ts';
import { behindItsBack } from '../../test/support/behind-its-back.ts';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import type { Tx } from '../platform/mod.ts';
import { numberPending, sequenceOnce } from './sequence.ts';
import { type VerifyOptions, verify } from './verify.ts';

/** There are acts alone here; the disclosures are tampered with in test/refusals/disclosures.test.ts, where custody can be asked. */
const actsAlone: VerifyOptions = { partsOf: async () => new Map(), strays: async () => [] };

let installation: Installation;
before(async () => {
  installation = await testInstallation();
});
after(() => installation?.stop());

async function recordAndNumber(count: number, from: number): Promise<void> {
  await recordActs(installation.db('office'), count, from);
  await sequenceOnce(installation.db('sequencer'));
}

test('verify finds an empty history whole', async () => {
  const verdict = await verify(installation.db('office'), actsAlone);
  assert.deepEqual(verdict, {
    entries: 0,
    heads: 0,
    root: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', // SHA-256 of nothing (RFC 6962 2.1)
    waiting: 0,
    oldestWaitingSeconds: 0,
    faults: [],
  });
});

test('verify finds a history whole while entries wait for their number', async () => {
  for (let tick = 0; tick < 6; tick++) await recordAndNumber(10, tick * 10);
  await recordActs(installation.db('office'), 2, 60);
  const { entries, heads, waiting, faults } = await verify(installation.db('office'), actsAlone);
  assert.deepEqual({ entries, heads, waiting, faults }, { entries: 60, heads: 6, waiting: 2, faults: [] });
  assert.equal(await sequenceOnce(installation.db('sequencer')), 2);
});

/** The entry with that number. */
const entry = (leaf: number) => `(select entry_id from ledger.leaf where leaf = ${leaf})`;
const act = (leaf: number, change: string) => `update ledger.act set ${change} where id = ${entry(leaf)}`;
const inserted = `insert into ledger.act (kind, body, salt, content) select kind, body, salt, content from ledger.act where id = ${entry(3)}`;
const numbered = (leaf: number) =>
  `insert into ledger.leaf select ${leaf}, id, ${leafHashOf('commitment')} from ledger.act ${unnumbered}`;
const unnumbered = 'where not exists (select from ledger.leaf where entry_id = id)';
const leafHashOf = (commitment: string) => `sha256('\\x00'::bytea || ${commitment})`;
/** The leaf that the administrator would compute for the entry as it stands now. */
const leafRewritten = (leaf: number) =>
  `update ledger.leaf set hash = ${leafHashOf(`(select commitment from ledger.act where id = entry_id)`)} where leaf = ${leaf}`;

type Tampering = {
  readonly what: string;
  readonly statements: readonly string[];
  /** `kind leaf`, in the order of the verdict. */
  readonly faults: readonly string[];
  readonly afterwards?: (tx: Tx) => Promise<unknown>;
};

const tamperings: readonly Tampering[] = [
  { what: 'a body changed', statements: [act(7, `body = '{"n": 999}'`)], faults: ['changed 7'] },
  { what: 'a salt changed', statements: [act(7, `salt = sha256('')`)], faults: ['changed 7'] },
  { what: 'a content changed', statements: [act(7, `content = sha256('')`)], faults: ['changed 7'] },
  { what: 'a time changed', statements: [act(7, `at = at - interval '1 microsecond'`)], faults: ['changed 7'] },
  { what: 'a kind changed', statements: [act(7, `kind = 'grant.approved'`)], faults: ['changed 7'] },
  {
    what: 'an entry changed together with its leaf',
    statements: [act(7, `kind = 'grant.approved'`), leafRewritten(7)],
    faults: ['reordered 9'],
  },
  {
    what: 'two entries exchanged',
    statements: [
      `update ledger.act a set body = b.body, salt = b.salt, content = b.content from ledger.act b
       where (a.id, b.id) in ((${entry(4)}, ${entry(5)}), (${entry(5)}, ${entry(4)}))`,
    ],
    faults: ['changed 4', 'changed 5'],
  },
  { what: 'an entry removed', statements: [`delete from ledger.act where id = ${entry(7)}`], faults: ['removed 7'] },
  {
    what: 'an entry under another id',
    statements: [act(7, 'id = uuidv7()')],
    faults: ['removed 7', 'inserted null'],
  },
  {
    what: 'an entry removed together with its number',
    statements: [`delete from ledger.act where id = ${entry(7)}`, 'delete from ledger.leaf where leaf = 7'],
    faults: ['gap 7', 'reordered 9'],
  },
  {
    what: 'a number removed',
    statements: ['delete from ledger.leaf where leaf = 7'],
    faults: ['gap 7', 'reordered 9', 'inserted null'],
  },
  {
    what: 'the last number removed',
    statements: ['delete from ledger.leaf where leaf = 61'],
    faults: ['gap 61', 'inserted null'],
  },
  {
    what: 'an entry removed and those after it moved up',
    statements: [
      `delete from ledger.act where id = ${entry(7)}`,
      'delete from ledger.leaf where leaf = 7',
      'update ledger.leaf set leaf = leaf + 1000000 where leaf > 7',
      'update ledger.leaf set leaf = leaf - 1000001 where leaf > 7',
    ],
    faults: ['gap 61', 'reordered 9'],
  },
  { what: 'an entry inserted without a number', statements: [inserted], faults: ['inserted null'] },
  {
    what: 'an entry inserted and those after it moved down',
    statements: [
      inserted,
      'update ledger.leaf set leaf = leaf + 1000000 where leaf >= 7',
      'update ledger.leaf set leaf = leaf - 999999 where leaf >= 7',
      numbered(7),
    ],
    faults: ['inserted 62', 'reordered 9'],
  },
  {
    what: 'an entry inserted with a number after the last',
    statements: [inserted, numbered(62)],
    faults: ['inserted 62'],
  },
  {
    what: 'two numbers exchanged',
    statements: [
      'update ledger.leaf set leaf = 1000000 where leaf = 12',
      'update ledger.leaf set leaf = 12 where leaf = 13',
      'update ledger.leaf set leaf = 13 where leaf = 1000000',
    ],
    faults: ['reordered 19'],
  },
  {
    what: 'two numbers exchanged between ticks',
    statements: [
      'update ledger.leaf set leaf = 1000000 where leaf = 12',
      'update ledger.leaf set leaf = 12 where leaf = 33',
      'update ledger.leaf set leaf = 33 where leaf = 1000000',
    ],
    faults: ['reordered 19'],
  },
  {
    what: 'a number moved far away',
    statements: ['update ledger.leaf set leaf = 1000000 where leaf = 61'],
    faults: ['gap 61'],
  },
  {
    what: 'a leaf rewritten',
    statements: [`update ledger.leaf set hash = sha256('') where leaf = 12`],
    faults: ['changed 12', 'reordered 19'],
  },
  {
    what: 'a leaf given to another entry',
    statements: [
      inserted,
      `update ledger.leaf set entry_id = (select max(id::text)::uuid from ledger.act) where leaf = 12`,
    ],
    faults: ['changed 12', 'inserted null'],
  },
  {
    what: 'the root of a head rewritten',
    statements: [`update ledger.head set root = sha256('') where size = 30`],
    faults: ['changed 29'],
  },
  {
    what: 'the edge of a head rewritten',
    statements: [`update ledger.head set edge[1] = sha256('') where size = 30`],
    faults: ['changed 29'],
  },
  {
    what: 'the last head rewritten',
    statements: [`update ledger.head set root = sha256('') where size = 62`],
    faults: ['reordered 61'],
  },
  { what: 'the last head removed', statements: ['delete from ledger.head where size = 62'], faults: ['inserted 60'] },
  {
    what: 'a head of a tree that is not there',
    statements: ['update ledger.head set size = 70 where size = 62'],
    faults: ['gap 62'],
  },
  {
    what: 'everything numbered removed but the heads',
    statements: ['delete from ledger.leaf', 'delete from ledger.act'],
    faults: ['gap 0'],
  },
  {
    what: 'a commitment changed while it waited for its number',
    statements: [inserted, `insert into ledger.pending select id, sha256(''), at from ledger.act ${unnumbered}`],
    afterwards: numberPending,
    faults: ['changed 62'],
  },
  {
    what: 'an entry that never was in the queue',
    statements: [`insert into ledger.pending values (uuidv7(), sha256(''), platform.now())`],
    afterwards: numberPending,
    faults: ['removed 62'],
  },
];

describe('verify', () => {
  for (const { what, statements, faults, afterwards } of tamperings)
    test(`verify finds ${what}`, async () => {
      const verdict = await behindItsBack(installation.db('superuser'), statements, async (tx) => {
        await afterwards?.(tx);
        return verify(tx, actsAlone);
      });
      const found = verdict.faults.map((fault) => `${fault.kind} ${fault.leaf}`);
      assert.deepEqual(found, faults, JSON.stringify(verdict.faults, undefined, 1));
    });

  test('verify finds 5,000 entries whole, and one changed bit in them', async () => {
    for (let tick = 0; tick < 5; tick++) await recordAndNumber(1000, tick * 1000);
    const told: number[] = [];
    const onProgress = (done: number, of: number) => {
      assert.equal(of, 5062);
      told.push(done);
    };
    const verdict = await verify(installation.db('office'), { ...actsAlone, onProgress });
    assert.deepEqual([verdict.entries, verdict.heads, verdict.faults], [5062, 12, []]);
    assert.deepEqual(told, [2000, 4000, 5062]);

    const flipped = act(4321, 'salt = set_bit(salt, 255, 1 - get_bit(salt, 255))');
    const other = await behindItsBack(installation.db('superuser'), [flipped], (tx) => verify(tx, actsAlone));
    assert.deepEqual(
      other.faults.map(({ kind, leaf }) => [kind, leaf]),
      [['changed', 4321]],
    );
  });

  test('verify names a hundred of 5,062 faults and stops there', async () => {
    const all = `update ledger.act set kind = 'other.kind'`;
    const verdict = await behindItsBack(installation.db('superuser'), [all], (tx) => verify(tx, actsAlone));
    assert.deepEqual([verdict.faults.length, verdict.entries], [100, 100]);
    assert.deepEqual(new Set(verdict.faults.map(({ kind }) => kind)), new Set(['changed']));
  });
});
