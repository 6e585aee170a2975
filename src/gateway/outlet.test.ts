import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Opened } from '../custody/mod.ts';
import { Refusal } from '../platform/mod.ts';
import { commandComplete, dataRow, readyForQuery } from './backend-builders.ts';
import { visitDataRow } from './backend-parsers.ts';
import { FrameReader } from './frame.ts';
import { backend } from './message.ts';
import { Outlet, type Run } from './outlet.ts';

type Asked = {
  readonly envelopes: readonly Buffer[];
  readonly answer: (opened: Opened) => void;
  readonly refuse: () => void;
};

/** An outlet whose custodian answers when the test says so, in the order that it says. */
function scene() {
  const asked: Asked[] = [];
  const left: Buffer[] = [];
  const refused: (Buffer | 'comes' | null)[] = [];
  let holds = 0;
  const outlet = new Outlet({
    language: 'en',
    write: (bytes) => left.push(Buffer.from(bytes)),
    hold: () => (holds += 1),
    release: () => (holds -= 1),
    open: (envelopes) => {
      const { promise, resolve, reject } = Promise.withResolvers<Opened>();
      asked.push({ envelopes, answer: resolve, refuse: () => reject(new Refusal('JK201')) });
      return promise;
    },
    refused: (_refusal, ready) => {
      refused.push(ready);
      left.push(Buffer.from('refused'));
      return null;
    },
    eased: () => undefined,
  });
  return { asked, left, refused, outlet, holds: () => holds };
}

const settle = () => new Promise((done) => setImmediate(done));
const run = (): Run => ({
  onBehalf: '',
  shape: { sealed: [{ column: 1, name: 'email', kind: 'cell' }], formats: [0, 0] },
  statement: { text: 'select id, email from members' },
  copy: null,
  withheld: new Set(),
});
/** The text of an envelope is its number. */
const envelope = (n: number) => Buffer.from(`d54a4b01${n.toString(16).padStart(8, '0')}`, 'hex');
const open = (envelopes: readonly Buffer[]) => envelopes.map((one) => Buffer.from(String(one.readUInt32BE(4))));

/** bytea as the server sends it. */
const hex = (value: Buffer) => Buffer.from(`\\x${value.toString('hex')}`);
const row = (n: number) => dataRow([Buffer.from(`id${n}`), hex(envelope(n))]);

function add(outlet: Outlet, whose: Run, from: number, to: number): void {
  for (let n = from; n < to; n++) {
    const bytes = row(n);
    outlet.row(bytes, 0, bytes.length, whose);
  }
}

/** What left: each row as `id=value`, everything else by its letter or words. */
function told(left: readonly Buffer[]): string[] {
  const lines: string[] = [];
  for (const bytes of left) {
    if (bytes.toString() === 'refused') lines.push('refused');
    else
      new FrameReader({ maxLength: 1e9 }).read(bytes, (type, frame, start, end) => {
        const cells: string[] = [];
        if (type === backend.dataRow)
          visitDataRow(frame, start, end, (_column, from, to) =>
            cells.push(from === -1 ? '-' : frame.toString('utf8', from, to)),
          );
        lines.push(type === backend.dataRow ? cells.join('=') : String.fromCharCode(type));
      });
  }
  return lines;
}

const full = 4096;
const expected = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `id${from + n}=${from + n}`);

test('Outlet asks up to three full batches at once and a batch that may grow only alone', async () => {
  const { asked, outlet } = scene();
  const whose = run();
  add(outlet, whose, 0, 10);
  outlet.flush();
  assert.deepEqual(
    asked.map((one) => one.envelopes.length),
    [10],
  );
  add(outlet, whose, 10, 20);
  outlet.flush();
  assert.equal(asked.length, 1, 'a partial batch waits while one is asked');
  add(outlet, whose, 20, 10 + 4 * full);
  outlet.flush();
  assert.deepEqual(
    asked.map((one) => one.envelopes.length),
    [10, full, full],
    'three at most',
  );
  asked[0]?.answer(open(asked[0].envelopes));
  await settle();
  assert.equal(asked.length, 4, 'an answer makes room for the next');
  assert.equal(asked[3]?.envelopes.length, full);
});

test('Outlet delivers in order whichever batch is answered first', async () => {
  const { asked, left, outlet } = scene();
  const whose = run();
  add(outlet, whose, 0, 2 * full);
  add(outlet, whose, 2 * full, 2 * full + 5);
  outlet.end(commandComplete('SELECT'), whose);
  outlet.ready(readyForQuery('I'));
  outlet.flush();
  assert.deepEqual(
    asked.map((one) => one.envelopes.length),
    [full, full, 5],
    'one that takes no more rows is asked too',
  );
  for (const n of [2, 1]) {
    asked[n]?.answer(open(asked[n].envelopes));
    await settle();
    assert.equal(left.length, 0, 'nothing overtakes the first');
  }
  asked[0]?.answer(open(asked[0].envelopes));
  await settle();
  assert.deepEqual(told(left), [...expected(0, 2 * full + 5), 'C', 'Z']);
  assert.equal(outlet.idle, true);
  assert.equal(outlet.waiting, 0);
});

test('Outlet lets nothing of a refused batch or of a later one of that statement leave, whatever was answered', async () => {
  for (const order of [
    [0, 2, 1],
    [2, 1, 0],
    [1, 0, 2],
    [1, 2, 0],
  ]) {
    const { asked, left, refused, outlet } = scene();
    const whose = run();
    add(outlet, whose, 0, 3 * full);
    assert.equal(asked.length, 3);
    for (const n of order) {
      if (n === 1) asked[n]?.refuse();
      else asked[n]?.answer(open(asked[n].envelopes));
      await settle();
    }
    assert.deepEqual(told(left), [...expected(0, full), 'refused'], `answered in the order ${order.join()}`);
    assert.deepEqual(refused, [null]);
    assert.equal(outlet.idle, true);
    assert.equal(outlet.waiting, 0);
  }
});

test('Outlet asks no more of a statement once a batch of it is refused', async () => {
  const { asked, left, outlet } = scene();
  const whose = run();
  add(outlet, whose, 0, 3 * full);
  asked[2]?.refuse();
  await settle();
  add(outlet, whose, 3 * full, 4 * full);
  outlet.flush();
  asked[0]?.answer(open(asked[0].envelopes));
  await settle();
  assert.equal(asked.length, 3);
  asked[1]?.answer(open(asked[1].envelopes));
  await settle();
  assert.deepEqual(told(left), [...expected(0, 2 * full), 'refused']);
  assert.equal(outlet.idle, true);
});

test('Outlet keeps what comes after the border of a refused statement, and asks about it only then', async () => {
  const { asked, left, refused, outlet } = scene();
  const [first, second] = [run(), run()];
  add(outlet, first, 0, 3);
  outlet.end(commandComplete('SELECT'), first);
  const ready = readyForQuery('I');
  outlet.ready(ready);
  add(outlet, second, 0, 2 * full);
  outlet.flush();
  assert.equal(asked.length, 1, 'the next statement is not asked about before the border has left');
  asked[0]?.refuse();
  await settle();
  assert.deepEqual(told(left), ['refused']);
  assert.deepEqual(refused, [ready]);
  assert.equal(asked.length, 3);
  for (const one of asked.slice(1)) one.answer(open(one.envelopes));
  await settle();
  assert.deepEqual(told(left), ['refused', ...expected(0, 2 * full)]);
});

test('Outlet ends a statement whose answer is not one text an envelope', async () => {
  const { asked, left, outlet } = scene();
  add(outlet, run(), 0, 2);
  outlet.flush();
  asked[0]?.answer([Buffer.from('0')]);
  await settle();
  assert.deepEqual(told(left), ['refused']);
});

test('Outlet asks nothing about a row that is refused as it comes, and keeps the rows before it', async () => {
  const { asked, left, outlet } = scene();
  const whose = {
    ...run(),
    shape: { sealed: [0, 1].map((column) => ({ column, name: 'x', kind: 'cell' as const })), formats: [0, 0] },
  };
  const finder = Buffer.from('d54a4b020000', 'hex');
  const good = dataRow([envelope(1), envelope(2)].map(hex));
  const bad = dataRow([envelope(3), finder].map(hex));
  outlet.row(good, 0, good.length, whose);
  assert.throws(() => outlet.row(bad, 0, bad.length, whose), { code: 'JK430' });
  outlet.flush();
  assert.deepEqual(
    asked.map((one) => one.envelopes.length),
    [2],
  );
  asked[0]?.answer(open(asked[0].envelopes));
  await settle();
  assert.deepEqual(told(left), ['1=2']);
  assert.equal(outlet.waiting, 0);
});

test('Outlet tells once which columns were withheld, at the end of the run', async () => {
  const { asked, left, outlet } = scene();
  const whose = run();
  add(outlet, whose, 0, 2);
  outlet.end(commandComplete('SELECT'), whose);
  outlet.flush();
  asked[0]?.answer([null, Buffer.from('1')]);
  await settle();
  assert.deepEqual(told(left), ['id0=-', 'id1=1', 'N', 'C']);
});

test('Outlet writes nothing that is answered after it was cleared', async () => {
  const { asked, left, outlet } = scene();
  add(outlet, run(), 0, 2);
  outlet.flush();
  outlet.clear();
  asked[0]?.answer(open(asked[0].envelopes));
  await settle();
  assert.deepEqual(left, []);
});

test('Outlet holds back what stands before rows while they wait, and nothing once it is idle', async () => {
  const { asked, outlet, holds } = scene();
  const whose = run();
  const chunk = (rows: () => void) => {
    outlet.beforeRows();
    rows();
    outlet.flush();
  };
  chunk(() => add(outlet, whose, 0, 2));
  assert.equal(holds(), 1);
  outlet.end(commandComplete('SELECT 2'), whose);
  outlet.ready(readyForQuery('I'));
  asked[0]?.answer(open(asked[0].envelopes));
  await settle();
  assert.deepEqual([outlet.idle, holds()], [true, 0]);

  chunk(() => add(outlet, whose, 0, 2));
  asked[1]?.refuse();
  await settle();
  assert.deepEqual([outlet.idle, holds()], [true, 0]);

  const ready = Promise.withResolvers<Buffer>();
  chunk(() => add(outlet, whose, 0, 2));
  outlet.later(ready.promise);
  asked[2]?.answer(open(asked[2].envelopes));
  await settle();
  assert.deepEqual([outlet.idle, holds()], [false, 0], 'the rows have left, and the ReadyForQuery is being made');
  ready.resolve(readyForQuery('I'));
  await settle();
  assert.deepEqual([outlet.idle, holds()], [true, 0]);

  chunk(() => assert.throws(() => outlet.row(Buffer.from('D'), 0, 1, whose)));
  assert.deepEqual([outlet.idle, holds()], [true, 0]);
});

test('Outlet takes nothing of a row that brings more sealed values than fit together', () => {
  const { outlet } = scene();
  const whose: Run = { ...run(), shape: { sealed: [{ column: 1, name: 'emails', kind: 'array' }], formats: [0, 0] } };
  const array = (count: number) => `{${Array.from({ length: count }, () => '"\\\\xd54a4b0100000001"').join(',')}}`;
  const rowOf = (count: number) => dataRow([Buffer.from('1'), Buffer.from(array(count))]);
  const fits = rowOf(16_384);
  outlet.row(fits, 0, fits.length, whose);
  const { waiting } = outlet;
  const tooMany = rowOf(16_385);
  assert.throws(() => outlet.row(tooMany, 0, tooMany.length, whose), { code: 'JK444' });
  assert.equal(outlet.waiting, waiting);
});
