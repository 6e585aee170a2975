/** Writes docs/errors.md from the closed union of codes; `--check` only says whether it is up to date. */
import { join } from 'node:path';
import { type Code, codes, entryOf } from '../src/platform/mod.ts';
import { writeOrCheck } from './generated.ts';

/** What the first digit of a code means, as src/platform/codes/mod.ts assigns it. */
const families: Readonly<Record<string, string>> = {
  0: 'platform',
  1: 'people',
  2: 'access',
  3: 'custody',
  4: 'gateway',
  5: 'gateway: finding',
  6: 'catalog and adopt',
  7: 'ledger',
  8: 'law',
};

const intro = `# What Jikimi refuses, and what to do

Written by \`node scripts/errors-doc.ts\` from src/platform/codes; do not edit. A code is one thing everywhere: the SQLSTATE that a
database client gets, the problem type that the HTTP API returns, and what \`jikimi why JK…\` explains. It never changes its meaning.
*Again* says whether the same request may succeed when it is sent again unchanged. \`{{…}}\` is filled in with ids, names of things and
numbers, never with personal data.
`;

function row(code: Code): string {
  const { name, http, retryable, en, ko } = entryOf(code);
  const cells = [
    `\`${code}\``,
    `\`${name}\``,
    String(http),
    retryable ? 'yes' : 'no',
    en.join('<br>'),
    ko.join('<br>'),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function section(family: string, title: string): string {
  const rows = (Object.keys(codes) as Code[]).filter((code) => code[2] === family).sort();
  if (rows.length === 0) return '';
  const head = '| code | name | HTTP | again | English | 한국어 |\n| --- | --- | --- | --- | --- | --- |';
  return `\n## JK${family}: ${title}\n\n${head}\n${rows.map(row).join('\n')}\n`;
}

const homeless = Object.keys(codes).filter((code) => families[code[2] ?? ''] === undefined);
if (homeless.length > 0) throw new Error(`no family in scripts/errors-doc.ts for ${homeless.join(', ')}`);
const text =
  intro +
  Object.entries(families)
    .map(([family, title]) => section(family, title))
    .join('');
writeOrCheck(join(import.meta.dirname, '..', 'docs', 'errors.md'), text, 'node scripts/errors-doc.ts');
