/** What the README shows is run, in both languages, and what the documents name exists. `…` in a transcript stands for anything. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { noPsql } from '../support/psql.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const languages = { 'README.md': 'en', 'README.ko.md': 'ko' } as const;

type Step = { readonly command: string; readonly shown: string };

/** The commands of every `console` block, each with what the document says that it prints. */
function stepsOf(document: string): Step[] {
  const blocks = [...readFileSync(join(root, document), 'utf8').matchAll(/^```console\n(.*?)^```$/gms)];
  return blocks.flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const end = step.indexOf('\n');
        return { command: step.slice(0, end), shown: trimmed(step.slice(end + 1)) };
      }),
  );
}

/** Without the spaces at the ends of lines, which documents do not keep. */
function trimmed(text: string): string {
  return text.replaceAll(/[ \t]+$/gm, '').trim();
}

function pattern(shown: string): RegExp {
  const pieces = shown.split('…').map((piece) => RegExp.escape(piece));
  return new RegExp(`^${pieces.join('[\\s\\S]*')}$`);
}

let jikimi: Jikimi;
before(async () => {
  jikimi = await startJikimi();
});
after(() => jikimi.stop());

/** Standard output and standard error in the order in which a terminal shows them. */
async function inBash(command: string, language: string): Promise<string> {
  const child = spawn('bash', ['-c', `exec 2>&1; ${command}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...jikimi.environment,
      JIKIMI_LANG: language,
      LC_ALL: 'C.UTF-8',
      NO_COLOR: '1',
      PSQLRC: '/dev/null',
      PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH']}`,
    },
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (printed += piece));
  await new Promise((done) => child.once('close', done));
  return trimmed(printed);
}

for (const [document, language] of Object.entries(languages)) {
  test(`${document} shows what its commands print`, { skip: noPsql }, async () => {
    const steps = stepsOf(document);
    assert.ok(steps.length >= 4, 'the transcript has its four commands');
    for (const { command, shown } of steps) assert.match(await inBash(command, language), pattern(shown), command);
  });
}

test('README.ko.md runs the commands of README.md', () => {
  const commands = (document: string) => stepsOf(document).map((step) => step.command);
  assert.deepEqual(commands('README.ko.md'), commands('README.md'));
});

test('docs/ and the READMEs name verbs of the command line only', async () => {
  const documents = [...Object.keys(languages), ...listDocuments('docs')];
  const named = new Set<string>();
  for (const document of documents) {
    const text = readFileSync(join(root, document), 'utf8');
    for (const [, verb = ''] of text.matchAll(/(?:npx |`)jikimi ([a-z]+)\b/g)) named.add(verb);
  }
  assert.ok(named.size > 5, 'the documents name verbs');
  const { stdout } = await jikimi.run('--help');
  const verbs = new Set([...stdout.matchAll(/^ {2}([a-z]+)\b/gm)].map(([, verb]) => verb));
  assert.deepEqual(
    [...named].filter((verb) => !verbs.has(verb)),
    [],
  );
});

function listDocuments(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(folder, path));
}
