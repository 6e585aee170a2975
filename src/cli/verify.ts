import type { Command } from 'commander';
import { type VerdictShown, verifyLineSchema } from '../ledger/light.ts';
import { type Code, Refusal, isCode } from '../platform/light.ts';
import type { Context } from './context.ts';
import { paint, progress } from './terminal.ts';
import type { Texts } from './texts.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  context.verb(program, 'verify', 'verify').action(async () => {
    let verdict: VerdictShown | undefined;
    let failed: Code = 'JK001';
    for await (const line of context.office().lines('/verify', verifyLineSchema)) {
      if ('verdict' in line) verdict = line.verdict;
      else if ('done' in line) progress(say.verify.progress(line.done, line.of));
      else if (isCode(line.code)) failed = line.code;
    }
    progress('');
    if (verdict === undefined) throw new Refusal(failed);
    const found = verdict;
    context.answer(found, () => lines(found, say));
    if (found.faults.length > 0) throw new Refusal('JK702', { faults: found.faults.length });
  });
}

function lines(verdict: VerdictShown, { verify: say }: Texts): string[] {
  const { entries, heads, root, waiting, oldestWaitingSeconds, faults } = verdict;
  const whole = faults.length === 0 ? [paint('green', say.whole(entries, heads))] : [];
  const tail = waiting === 0 ? [] : [say.waiting(waiting, Math.round(oldestWaitingSeconds))];
  const found = faults.map(
    (fault) => `${paint('red', say.kinds[fault.kind])}${say.at(fault.leaf)} ${fault.entry ?? ''}: ${fault.detail}`,
  );
  return [...whole, ...found, say.root(root), ...tail];
}
