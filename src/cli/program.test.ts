import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Command } from 'commander';
import { completionScript } from './completion-script.ts';
import { buildProgram } from './program.ts';

const manual = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
/** Verbs of this machine, which their own pages tell. */
const elsewhere = ['start', 'stop', 'reset', 'doctor', 'adopt'];

function commands(command: Command): Command[] {
  return command.commands.flatMap((verb) => [verb, ...commands(verb)]);
}

test('docs/cli.md names every verb and every option', async () => {
  const { program } = await buildProgram('en', []);
  for (const verb of commands(program).filter((one) => !elsewhere.includes(one.name()))) {
    assert.ok(manual.includes(verb.name()), verb.name());
    for (const { long } of verb.options) assert.ok(manual.includes(`${long}`), `${verb.name()} ${long}`);
  }
});

test('every verb is told in both languages, in different words', async () => {
  const [english, korean] = await Promise.all([buildProgram('en', []), buildProgram('ko', [])]);
  const said = new Map(commands(korean.program).map((verb) => [verb.name(), verb.summary()]));
  for (const verb of commands(english.program).filter((one) => !elsewhere.includes(one.name())))
    assert.notEqual(verb.summary(), said.get(verb.name()), verb.name());
});

test('completionScript knows every verb and option, for every shell', async () => {
  const { program } = await buildProgram('en', []);
  const words = commands(program).flatMap((verb) => [
    verb.name(),
    ...verb.options.map(({ long }) => long?.slice(2) ?? ''),
  ]);
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    const script = completionScript(shell, program);
    for (const word of words) assert.ok(script.includes(word), `${shell}: ${word}`);
  }
});
