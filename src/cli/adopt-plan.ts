import type { Consequence, Effect, Plan } from '../custody/adoption/mod.ts';
import type { Address } from './adopt-messages.ts';
import type { AdoptTexts } from './adopt-texts.ts';
import { paint, width } from './terminal.ts';
import { table } from './table.ts';

/** In the order of what a person must know first. */
const order: readonly Effect[] = [
  'unanswered',
  'dropped',
  'replaced',
  'recreated',
  'rebuilt',
  'kept',
  'may-break',
  'exposed',
];

/** What will be sealed, then everything that would break or change, by what becomes of it. */
export function planLines(plan: Plan, { host, port, dbname }: Address, say: AdoptTexts): string[] {
  const sealed = plan.tables.flatMap((one) => [
    ...one.columns.map(({ column, category, findable }) => [
      `${one.table}.${column}`,
      category,
      findable ? say.findable : '',
      String(one.rows),
    ]),
    ...one.passwords.map(({ column, scheme, old, kept }) => [
      `${one.table}.${column}`,
      scheme,
      say.oneWay,
      String(old + kept),
    ]),
  ]);
  const olds = plan.tables.flatMap((one) => one.passwords).reduce((sum, one) => sum + one.old, 0);
  const columns = [
    { title: say.column },
    { title: say.category },
    { title: '' },
    { title: say.rows, side: 'right' as const },
  ];
  const notes = plan.tables.flatMap((one) => [
    ...(one.unowned > 0 ? [say.unowned(one.table, one.unowned)] : []),
    ...(one.shared > 0 ? [say.shared(one.table, one.shared)] : []),
  ]);
  const stay = plan.tables.flatMap((one) => one.passwords).reduce((sum, one) => sum + one.kept, 0);
  if (stay > 0) notes.push(say.staying(stay));
  if (olds > 0) notes.push(say.hashing(olds, plan.hashing));
  return [
    paint('bold', say.title(plan.database, `${host}:${port}/${dbname}`)),
    ...(plan.updates ? [say.older] : []),
    ...(plan.adopted.length > 0 ? [say.adopted(plan.adopted.join(', '))] : []),
    ...(plan.unguarded.length > 0 ? [say.unguarded(plan.unguarded.join(', '))] : []),
    ...(plan.otherRights.length > 0 ? [say.otherRights(plan.otherRights.join(', '))] : []),
    ...(sealed.length > 0 ? ['', ...table(columns, sealed, width())] : []),
    ...(notes.length > 0 ? ['', ...notes] : []),
    ...order.flatMap((effect) => group(plan.consequences, effect, say)),
    ...(plan.work ? connected(plan, say) : []),
    ...(plan.unmapped.length > 0 ? ['', paint('bold', say.unmapped), `  ${plan.unmapped.join(', ')}`] : []),
  ];
}

function connected(plan: Plan, say: AdoptTexts): string[] {
  const names = plan.connected.map((one) => `  ${say.program(one.user, one.application, one.connections)}`);
  return names.length === 0 ? [] : ['', paint('bold', say.connected), ...names];
}

function group(consequences: readonly Consequence[], effect: Effect, say: AdoptTexts): string[] {
  const names = consequences.filter((one) => one.effect === effect).map((one) => `  ${one.kind} ${one.name}`);
  return names.length === 0 ? [] : ['', paint(effect === 'unanswered' ? 'red' : 'bold', say.effects[effect]), ...names];
}
