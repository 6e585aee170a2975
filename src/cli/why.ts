import type { Command } from 'commander';
import { Refusal, entryOf, isCode } from '../platform/light.ts';
import type { Context } from './context.ts';
import { paint } from './terminal.ts';

/** Tells a code without a running office, and without the particulars that only the refusal itself had. */
export function register(program: Command, context: Context): void {
  const { say, language } = context;
  context
    .verb(program, 'why', 'why')
    .argument('<code>', say.argument.code)
    .action((asked: string) => {
      const code = asked.toUpperCase();
      if (!isCode(code)) throw new Refusal('JK003', { what: 'code', name: asked.slice(0, 20) });
      const { name, http, retryable } = entryOf(code);
      const [sentence, hint] = new Refusal(code).say(language).map((text) => text.replaceAll(/\{\{\w+\}\}/g, '…'));
      context.answer({ code, name, sentence, hint, http, retryable }, () => [
        `${paint('bold', code)} ${sentence ?? ''}`,
        `  → ${hint ?? ''}`,
        '',
        `  ${name} · ${say.why.http}: ${http}, ${code}`,
        `  ${retryable ? say.why.again : say.why.never}`,
      ]);
    });
}
