/** The proposal as the YAML that `jikimi adopt` reads (docs/adopt.md), with the reasons as comments. */
import { shortNameOf } from './column.ts';
import type { Discovery } from './discovery.ts';
import type { Proposal, ProposedColumn, ProposedTable } from './proposal.ts';
import { english } from './texts-english.ts';
import { korean } from './texts-korean.ts';
import type { DiscoveryTexts } from './texts.ts';
import type { Way } from './ways.ts';

const widest = 130;

export function mapText(discovery: Discovery, proposal: Proposal, language: 'en' | 'ko'): string {
  const say = language === 'ko' ? korean : english;
  const { server, unread } = discovery;
  const { person, tables, left, others } = proposal;
  const personal = tables.flatMap((one) => one.columns).filter((one) => one.verdict.finding !== null).length;
  const slug = slugOf(server.database);
  return [
    ...say.head(shown(server.database), discovery.tables.length, personal).map(comment),
    ...(server.mayWrite ? [comment(say.mayWrite(shown(server.user)))] : []),
    '',
    'version: 1',
    `database: ${scalar(slug)}`,
    `service: { name: ${scalar(slug)}, display: ${scalar(server.database)} } # ${say.service}`,
    '',
    ...(person === null
      ? say.noSubject.map(comment)
      : [
          comment(say.subject(Math.round(person.table.rows))),
          `subject: { table: ${scalar(shortNameOf(person.table))}, key: ${scalar(person.key)} }`,
        ]),
    ...(others.length > 0 ? [comment(say.others(others.map((one) => shown(shortNameOf(one.table))).join(', ')))] : []),
    '',
    tables.length > 0 ? 'tables:' : 'tables: {}',
    ...tables.flatMap((table) => [...tableLines(table, say), '']),
    ...listLines(say.left, left.map(shown)),
    ...listLines(
      say.unread,
      unread.map(({ table, why }) => `${shown(table)} (${say.why(why)})`),
    ),
    '',
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replace(/\n+$/, '\n');
}

function tableLines({ table, way, sampled, columns }: ProposedTable, say: DiscoveryTexts): string[] {
  const of = (treatment: ProposedColumn['treatment']) => columns.filter((one) => one.treatment === treatment);
  const plain = of('plain');
  const noted = plain.filter((one) => one.obstacle !== null);
  return [
    `  ${scalar(shortNameOf(table))}:${sampled === 0 ? ` # ${say.noRows}` : ''}`,
    `    subject: ${subjectOf(way, say)}`,
    ...block('columns', of('sealed'), (one) => [
      `      ${scalar(one.column.name)}: { ${['category: ' + one.category, ...(one.find === null ? [] : [`find: ${one.find}`])].join(', ')} } # ${why(one, say)}`,
    ]),
    ...block('passwords', of('hashed'), (one) => [
      `      ${scalar(one.column.name)}: ${one.scheme} # ${why(one, say)}`,
    ]),
    ...block('never', of('never'), (one) => [`      - ${scalar(one.column.name)} # ${why(one, say)}`]),
    ...(plain.length > 0 ? plainLines(plain.map((one) => scalar(one.column.name))) : []),
    ...noted.map((one) => `      # ${shown(one.column.name)}: ${why(one, say)}`),
  ];
}

function block(key: string, columns: readonly ProposedColumn[], line: (column: ProposedColumn) => string[]): string[] {
  return columns.length === 0 ? [] : [`    ${key}:`, ...columns.flatMap(line)];
}

function subjectOf(way: Way | null, say: DiscoveryTexts): string {
  if (way === null) return `none # ${say.nobody}`;
  switch (way.kind) {
    case 'column':
      return way.by === 'name' ? `${scalar(way.column)} # ${say.byName(shown(way.column))}` : scalar(way.column);
    case 'via': {
      const key = way.key === null ? '' : `, key: ${scalar(way.key)}`;
      return `{ via: ${scalar(`${way.table.replace(/^public\./, '')}.${way.column}`)}${key} }`;
    }
    case 'far':
      return `none # ${say.far(way.over.map(shown).join(' → '))}`;
  }
}

/** `e-mail address, 98% sure: the name says so; 500 of 500 values have the form`, and what stands in the way of sealing it. */
function why({ column, verdict, obstacle, treatment, category, scheme }: ProposedColumn, say: DiscoveryTexts): string {
  const { finding, kind } = verdict;
  if (finding === null) return obstacle === null ? say.reason({ because: 'sealed' }) : say.obstacles[obstacle];
  const unseen = verdict.reasons.some((one) => one.because === 'no-rows' || one.because === 'not-read');
  const kinds = kind === null || (unseen && kind === 'unknown') ? '' : ` (${say.kinds[kind] ?? kind})`;
  return [
    `${say.findings[finding]}${kinds}, ${Math.round(verdict.sure * 100)}%: ${verdict.reasons.map((one) => say.reason(one)).join(', ')}`,
    ...(obstacle === null ? [] : [say.obstacles[obstacle]]),
    ...(scheme === null || treatment === 'hashed'
      ? []
      : [say.tryFirst(`passwords: { ${scalar(column.name)}: ${scheme} }`)]),
    ...(treatment === 'hashed' ? [kind === 'argon2id' ? say.stays : say.hashed] : []),
    ...(category === 'rrn' && treatment === 'sealed' ? [say.statute] : []),
    ...((treatment === 'never' || treatment === 'hashed') && column.publicMayRead ? [say.publicMayRead] : []),
  ].join('; ');
}

/** In one line where they fit, else over several. */
function plainLines(names: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '    plain: [';
  for (const [n, name] of names.entries()) {
    const piece = `${name}${n < names.length - 1 ? ', ' : ']'}`;
    if (line.length + piece.length > widest) {
      lines.push(line.trimEnd());
      line = '      ';
    }
    line += piece;
  }
  return [...lines, line];
}

function listLines(title: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [comment(title), ...names.map((name) => comment(`  ${name}`))];
}

const comment = (text: string): string => `# ${text}`;

/** `[a-z][a-z0-9-]*`, as the map asks for. */
function slugOf(name: string): string {
  const small = name
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return (/^[a-z]/.test(small) ? small : `db-${small}`).slice(0, 63).replace(/-+$/, '');
}

const unprintable = /[\p{C}\p{Zl}\p{Zp}"\\]/gu;
const escaped = (text: string): string =>
  text.replaceAll(unprintable, (character) =>
    Array.from(
      { length: character.length },
      (_, n) => `\\u${character.charCodeAt(n).toString(16).padStart(4, '0')}`,
    ).join(''),
  );

/** A name as a plain scalar where YAML reads it as that text, quoted where not. */
function scalar(text: string): string {
  const simple =
    /^[A-Za-z_가-힣][\w가-힣.-]*$/.test(text) && !/^(?:null|true|false|yes|no|on|off|y|n|nan|inf)$/i.test(text);
  return simple ? text : `"${escaped(text)}"`;
}

/** A name inside a comment: on one line, and nothing that moves a terminal. */
const shown = (text: string): string => escaped(text).replaceAll('\\u0022', '"');
