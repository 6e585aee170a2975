/** Rules as the routes show them. */
import type { LoadedShown, RuleShown } from './contract.ts';
import { dutyBroken } from './enact.ts';
import type { RuleRow } from './law.sql.ts';
import type { Loaded } from './load-amendment.ts';

export function showRule(row: RuleRow): RuleShown {
  const { jurisdiction, topic, from, to, article, articleEn, source, confirmed, textKo, textEn, params } = row;
  return {
    jurisdiction,
    topic,
    from,
    to,
    article: { ko: article, en: articleEn ?? article },
    source,
    confirmed,
    text: textKo === null || textEn === null ? null : { ko: textKo, en: textEn },
    params: { ...params },
  };
}

export function showLoaded(file: string, dryRun: boolean, { added, ended, tooLax }: Loaded): LoadedShown {
  return {
    file,
    dryRun,
    added: added.map(({ topic, from, to, article, confirmed }) => ({ topic, from, to, article, confirmed })),
    ended: ended.map((one) => ({ ...one })),
    tooLax: tooLax.map((broken) => ({
      topic: broken.topic,
      number: broken.number,
      since: broken.since,
      duty: dutyBroken(broken),
      article: { ko: broken.article, en: broken.articleEn },
      confirmed: broken.confirmed,
    })),
  };
}
