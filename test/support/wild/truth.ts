/** The truth that stands in a schema's own lines, in the form of `bench/discover-truth.ts`. */
import type { Truth } from '../../../bench/discover-truth.ts';

export function truthIn(text: string): Truth {
  const truth: Record<string, string[]> = {};
  let table = '';
  for (const line of text.split('\n').map((one) => one.trim())) {
    const words = line.split(/\s+/);
    if (words[0] === 'table') table = `public.${words[1] ?? ''}`;
    const told = words.find((word) => word.startsWith('='));
    if (told !== undefined) (truth[table] ??= []).push(`${words[0] ?? ''}${told}`);
  }
  return Object.fromEntries(Object.entries(truth).map(([name, pairs]) => [name, pairs.join(' ')]));
}
