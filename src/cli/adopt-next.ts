import { type AdoptionMap, shortName } from '../custody/adoption/mod.ts';
import type { Config } from '../platform/mod.ts';
import type { AdoptTexts } from './adopt-texts.ts';
import { commandFor } from './other-terminal.ts';

/** As many fields as a line bears; more are left to the reader. */
const most = 3;

/** The commands that come after adopting, with the names that the map gave: what is in capitals, people choose. */
export function nextLines(map: AdoptionMap, say: AdoptTexts, config: Config): string[] {
  const fields = map.tables.flatMap((table) =>
    table.columns.map(({ column }) => `--field ${shortName(table.name)}.${column}=full`),
  );
  if (fields.length === 0) return [];
  const shown = `${fields.slice(0, most).join(' ')}${fields.length > most ? ' …' : ''}`;
  const of = `--service ${map.service.name} --database ${map.database}`;
  return [
    say.next.purpose,
    `  ${commandFor(config, `purpose approve PURPOSE ${of} ${shown} --days 365 --headcount 12 --basis "…" --as cpo`)}`,
    say.next.person,
    `  ${commandFor(config, `grant request NAME ${of} --purpose PURPOSE ${shown} --all --source ADDRESSES --days 30 --max 200 --ticket CS-1 --work "…"`)}`,
    say.next.service,
    `  ${commandFor(config, `grant request NAME --holder ACCOUNT ${of} --purpose PURPOSE ${shown} --all --source ADDRESSES --days 180 --per-minute 600 --per-day 20000 --ticket CH-1 --work "…"`)}`,
  ];
}
