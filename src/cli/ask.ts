/** What is typed at the terminal, or given beside the command where nobody is there to type. */
import { password, text } from '@clack/prompts';
import { Refusal } from '../platform/light.ts';
import { readGivenOrInput } from './given-file.ts';
import { err } from './terminal.ts';
import type { Texts } from './texts.ts';

/** On standard error, so that an answer on standard output stays alone. */
const output = process.stderr;

export async function askText(message: string): Promise<string> {
  refuseUnlessTerminal();
  return typed(await text({ message, output }));
}

/** Shows nothing of what is typed, nor how long it is. */
export async function askSecret(message: string): Promise<string> {
  refuseUnlessTerminal();
  return typed(await password({ message, mask: '', output }));
}

/** Typed twice, until both are the same. */
export async function askNewSecret({ claim: say }: Texts): Promise<string> {
  for (;;) {
    const first = await askSecret(say.newPassword);
    if ((await askSecret(say.again)) === first) return first;
    err(say.differ);
  }
}

/** From a file (`-` is standard input) or JIKIMI_PASSWORD; undefined where it is in neither. One line break at its end is none of it. */
export function givenPassword(file: string | undefined): string | undefined {
  if (file === undefined) return process.env['JIKIMI_PASSWORD'] || undefined;
  return readGivenOrInput(file).replace(/\r?\n$/, '');
}

function refuseUnlessTerminal(): void {
  if (!process.stdin.isTTY) throw new Refusal('JK121');
}

/** Ctrl-C at a question ends the command, as at any other moment. */
function typed(answer: string | symbol | undefined): string {
  if (typeof answer === 'symbol') process.exit(130);
  return answer ?? '';
}
