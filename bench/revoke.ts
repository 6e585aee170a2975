/**
 * `npm run bench:revoke -- N [--json]`: N revocations (10 by default) of each kind of session, with the gateway at work and frozen: how long the backend is there
 * after its grant ended. The goal is the promise's own, one second at most; the ratio is the longest against it.
 */
import { parseArgs } from 'node:util';
import { Endings, works } from '../test/support/endings.ts';
import { startJikimi } from '../test/support/jikimi.ts';
import { remark, report } from './support.ts';

const { positionals } = parseArgs({ allowPositionals: true, strict: false });
const rounds = Number(positionals[0] ?? 10);
const jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
const endings = await Endings.of(jikimi);
try {
  for (const gateway of ['at work', 'frozen'] as const)
    for (const work of works) {
      const took: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const session = await endings.session(work);
        const pid = jikimi.pid('gateway');
        if (gateway === 'frozen') process.kill(pid, 'SIGSTOP');
        try {
          took.push(await session.end());
        } finally {
          if (gateway === 'frozen') process.kill(pid, 'SIGCONT');
        }
      }
      const sorted = took.toSorted((a, b) => a - b).map(Math.round);
      const longest = sorted.at(-1) ?? Number.NaN;
      const p99 = sorted[Math.ceil(rounds * 0.99) - 1];
      remark(`${work}, gateway ${gateway}: median ${sorted[rounds >> 1]} ms, p99 ${p99} ms, longest ${longest} ms`);
      report({
        name: `revoke-${work.replaceAll(' ', '-')}-${gateway.replaceAll(' ', '-')}`,
        ratios: [longest / 1000],
        goal: 1,
        direction: '<=',
        unit: 'of one second, the longest',
      });
    }
} finally {
  await endings.close();
  await jikimi.stop();
}
