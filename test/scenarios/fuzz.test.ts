/** Statements that a grammar makes, sent to PostgreSQL and through the gateway: the same, or a refusal that docs/differences.md declares. More by `npm run bench:fuzz -- N`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, suite, test } from 'node:test';
import { behalf, declared, late, oneText, writing } from '../support/fuzz/declared.ts';
import { fuzz } from '../support/fuzz/rounds.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';

suite('a grammar against PostgreSQL and the gateway', () => {
  let jikimi: Jikimi;
  before(async () => {
    jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
  });
  after(async () => {
    await jikimi?.stop();
  });

  // What is new is looked for by the bench; a suite that fails one day in ten says nothing of the change in hand.
  const other = Number(process.env['JIKIMI_FUZZ_SEED'] ?? 7);
  test(`gives the same results or declared refusals (JIKIMI_FUZZ_SEED=${other})`, { timeout: 120_000 }, async (t) => {
    const report = await fuzz(jikimi, { seeds: [20_261_130, other], sequences: 8 });
    t.diagnostic(JSON.stringify({ ...report, faults: report.faults.length }));
    assert.deepEqual(report.faults, []);
    assert.ok(report.equal > 20, `only ${report.equal} statements gave equal results`);
    assert.ok(report.opened > 0, 'nothing was opened, so that nothing was proved');
  });

  test('knows no difference that docs/differences.md does not declare', () => {
    const doc = readFileSync(new URL('../../docs/differences.md', import.meta.url), 'utf8');
    for (const { id } of [...Object.values(declared), behalf, late, oneText, writing])
      assert.ok(doc.includes(`| \`${id}\` |`), id);
  });
});
