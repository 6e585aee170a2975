/** A refusal as the command line prints it: `JK215 sentence`, and below it what to do. */
import { type Language, Refusal } from '../platform/mod.ts';
import { OfficeRefusal } from './office-client.ts';

export type Told = { readonly code: string; readonly sentence: string; readonly hint: string };

export function toldBy(error: unknown, language: Language): Told {
  if (error instanceof OfficeRefusal) return { code: error.problem.code, sentence: error.problem.detail, hint: error.problem.hint };
  const refusal = Refusal.from(error);
  const [sentence, hint] = refusal.say(language);
  return { code: refusal.code, sentence: sentence + causeOf(refusal), hint };
}

export function linesOf({ code, sentence, hint }: Told): string[] {
  return [`${code} ${sentence}`, `  → ${hint}`];
}

/** A fault of the command line itself has no log: whoever ran it sees its cause. */
function causeOf(refusal: Refusal): string {
  return refusal.code === 'JK001' && refusal.cause instanceof Error ? ` (${refusal.cause.name}: ${refusal.cause.message})` : '';
}
