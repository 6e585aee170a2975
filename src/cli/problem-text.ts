/** A refusal as the command line prints it: `JK215 sentence`, and below it what to do. */
import { type Language, Refusal, faultFields } from '../platform/light.ts';
import { jsonLine, printable } from './display-width.ts';
import { OfficeRefusal } from './office-client.ts';
import { pasteable } from './other-terminal.ts';
import { err, paintError } from './terminal.ts';

export type Told = { readonly code: string; readonly sentence: string; readonly hint: string };

export function toldBy(error: unknown, language: Language): Told {
  if (error instanceof OfficeRefusal)
    return { code: error.problem.code, sentence: error.problem.detail, hint: pasteable(error.problem.hint) };
  const refusal = Refusal.from(error);
  const [sentence, hint] = refusal.say(language);
  return { code: refusal.code, sentence: sentence + causeOf(refusal), hint: pasteable(hint) };
}

/** Prints it on standard error; `place` are lines that show where. */
export function tell(told: Told, json: boolean, place: readonly string[] = []): void {
  if (json) return err(jsonLine(told));
  err(paintError('red', printable(`${told.code} ${told.sentence}`.trim())));
  for (const line of place) err(line);
  if (told.hint !== '') err(`  → ${printable(told.hint)}`);
}

/** A fault of the command line itself has no log: whoever ran it sees what and where it was, without its message, which may hold a value. */
function causeOf(refusal: Refusal): string {
  if (refusal.code !== 'JK001') return '';
  const { fault = '', code = '', where = '' } = faultFields(refusal);
  return ` (${[fault, code, where.split(' < ')[0] ?? ''].filter(Boolean).join(' ')})`;
}
