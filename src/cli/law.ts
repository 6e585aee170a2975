/** `jikimi law list|show|load`: the rules of the law and of the house, and amendments of the law. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  type LoadedShown,
  type RuleShown,
  type RulesShown,
  type VersionsShown,
  loadedSchema,
  rulesSchema,
  versionsSchema,
} from '../law/light.ts';
import type { Language } from '../platform/light.ts';
import type { Context } from './context.ts';
import { readGiven } from './given-file.ts';
import { lastDayBefore } from './moment.ts';
import { pairs, table } from './table.ts';
import { paint, width } from './terminal.ts';
import type { Texts } from './texts.ts';

export function register(program: Command, context: Context): void {
  const { say, language } = context;
  const law = context.verb(program, 'law', 'law');
  context
    .verb(law, 'law list', 'list')
    .option('--as-of <day>', say.argument.asOf)
    .option('--topic <topic>', say.argument.topicBelow)
    .action(async (asked: { asOf?: string; topic?: string }) => {
      const shown = await context.office().get('/law', rulesSchema, asked);
      context.answer(shown, () => listed(shown, language, say));
    });
  context
    .verb(law, 'law show', 'show')
    .argument('<topic>', say.argument.topic)
    .action(async (topic: string) => {
      const shown = await context.office().get(`/law/${encodeURIComponent(topic)}`, versionsSchema);
      context.answer(shown, () => versions(shown, language, say));
    });
  context
    .verb(law, 'law load', 'load')
    .argument('<file>', say.argument.ruleFile)
    .option('--dry-run', say.argument.dryRun)
    .action(async (path: string, { dryRun = false }: { dryRun?: boolean }) => {
      const body = { file: basename(path), text: readGiven(path), dryRun };
      const loaded = await context.office().post('/law', loadedSchema, body);
      context.answer(loaded, () => changed(loaded, language, say));
    });
}

function listed({ day, rules }: RulesShown, language: Language, { law: say }: Texts): string[] {
  if (rules.length === 0) return [say.none(day)];
  const columns = [say.topic, say.since, say.article, say.confirmed, say.says].map((title) => ({ title }));
  const rows = rules.map((rule) => [
    rule.jurisdiction === 'kr' ? rule.topic : `${say.house} ${rule.topic}`,
    rule.from,
    rule.article[language],
    rule.jurisdiction === 'house'
      ? say.ours
      : rule.confirmed
        ? say.yes
        : { text: say.unconfirmed, style: 'yellow' as const },
    saying(rule, language),
  ]);
  const open = rules.filter(({ confirmed }) => !confirmed).length;
  return [say.inForce(day), ...table(columns, rows, width()), ...(open === 0 ? [] : ['', say.countUnconfirmed(open)])];
}

/** A house rule's number says most of it. */
function saying({ text, params }: RuleShown, language: Language): string {
  const { number } = params;
  return [text?.[language] ?? '', typeof number === 'number' ? String(number) : ''].filter(Boolean).join(': ');
}

function versions({ topic, today, versions: all }: VersionsShown, language: Language, { law: say }: Texts): string[] {
  return all.flatMap((rule, n) => {
    const state = rule.from > today ? say.later : rule.to !== null && rule.to <= today ? say.over : say.now;
    const shown = pairs([
      [say.days, daysOf(rule, say)],
      [say.article, rule.article[language]],
      [say.says, saying(rule, language)],
      [say.params, JSON.stringify(rule.params)],
      [say.source, rule.source],
    ]);
    return [
      ...(n === 0 ? [] : ['']),
      `${paint('bold', rule.jurisdiction === 'kr' ? topic : `${say.house} ${topic}`)}  ${state}`,
      ...shown,
      ...(rule.confirmed ? [] : [paint('yellow', say.nobodyConfirmed)]),
    ];
  });
}

function daysOf({ from, to }: { readonly from: string; readonly to: string | null }, say: Texts['law']): string {
  return to === null ? say.from(from) : say.fromTo(from, lastDayBefore(to));
}

function changed(loaded: LoadedShown, language: Language, { law: say }: Texts): string[] {
  const { added, ended, tooLax, file, dryRun } = loaded;
  const nothing = added.length + ended.length === 0;
  return [
    nothing ? say.nothing(file) : dryRun ? say.would(file) : paint('green', say.loaded(file)),
    ...ended.map((one) => `  - ${one.topic}: ${say.ends(one.from, lastDayBefore(one.to))}`),
    ...added.map(
      (one) =>
        `  + ${one.topic}: ${daysOf(one, say)}, ${one.article[language]}${one.confirmed ? '' : ` (${say.unconfirmed})`}`,
    ),
    ...tooLax.map((one) => {
      const article = `${one.article[language]}${one.confirmed ? '' : `, ${say.unconfirmed}`}`;
      return paint('yellow', `  ! ${say.raise(one.topic, one.number, one.since, one.duty[language], article)}`);
    }),
  ];
}
