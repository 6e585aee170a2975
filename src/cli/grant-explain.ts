import type { Command } from 'commander';
import { type ExplanationShown, explanationSchema } from '../access/light.ts';
import type { Context } from './context.ts';
import { readable } from './moment.ts';
import { table } from './table.ts';
import { paint, width } from './terminal.ts';
import type { Texts } from './texts.ts';

export function register(grant: Command, context: Context): void {
  const { say } = context;
  context
    .verb(grant, 'grant explain', 'explain')
    .argument('<grant>', say.argument.grant)
    .option('--address <address>', say.argument.address)
    .action(async (name: string, { address }: { address?: string }) => {
      const explained = await context
        .office()
        .get(`/grants/${encodeURIComponent(name)}/explain`, explanationSchema, { address });
      context.answer(explained, () => lines(explained, say));
    });
}

const colours = {
  open: 'green',
  mask: 'green',
  match: 'cyan',
  write: 'cyan',
  withhold: 'yellow',
  refuse: 'red',
} as const;

/** A licence that does not hold refuses every field alike: then it is said once. */
function lines(explained: ExplanationShown, texts: Texts): string[] {
  const caps = explained.caps.map(({ span, cap, spent, left }) => [
    `  ${texts.explain.spans[span]}`,
    { text: texts.explain.capOf(spent, cap, left), style: left === 0 ? colours.refuse : colours.open },
  ]);
  return [...fieldLines(explained, texts), ...table([{ title: '' }, { title: '' }], caps, width()).slice(1)];
}

function fieldLines({ grant, state, address, at, fields }: ExplanationShown, { explain: say }: Texts): string[] {
  const title = say.title(grant, state, address, readable(at));
  const [first] = fields;
  const alike = first !== undefined && first.code !== null && fields.every((field) => field.code === first.code);
  if (alike) return [title, `  ${say.same}: ${paint('red', `${first.code} ${first.sentence}`)}`, ...hint(first.hint)];
  const rows = fields.map((field) => [
    `  ${field.table}.${field.column}`,
    {
      text: [
        field.code === null ? field.sentence : `${field.code} ${field.sentence}`,
        ...(field.stores ? [say.stores] : []),
      ].join('; '),
      style: colours[field.outcome],
    },
  ]);
  return [title, ...table([{ title: '' }, { title: '' }], rows, width()).slice(1)];
}

function hint(text: string | null): string[] {
  return text === null ? [] : [`    → ${text}`];
}
