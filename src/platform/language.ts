export type Language = 'en' | 'ko';

/**
 * The first of our languages in an Accept-Language header (RFC 9110, 12.5.4) by weight, then by order; `otherwise` where it names none.
 * `*` and a weight of 0 choose nothing.
 */
export function chooseLanguage(header: string | undefined, otherwise: Language): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((range) => weigh(range))
    .filter((range) => range !== undefined)
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.language ?? otherwise;
}

function weigh(range: string): { language: Language; weight: number } | undefined {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const language = /^(en|ko)(-|$)/.exec(tag)?.[1];
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = q === undefined ? 1 : Number(q.slice(2));
  if ((language !== 'en' && language !== 'ko') || !(weight > 0)) return undefined;
  return { language, weight };
}
