const NUMBER = '([-+]?\\d{1,3})(?:\\.(\\d+))?';
const PAIR = new RegExp(`^${NUMBER}(,\\s*|\\s+)${NUMBER}$`);
const POINT = new RegExp(`^POINT ?\\(\\s*${NUMBER}(\\s+)${NUMBER}\\s*\\)$`, 'i');
const SINGLE = new RegExp(`^${NUMBER}$`);

/**
 * Degrees to one decimal, some 10 km, cut off and not rounded; whole degrees where the value has no more than that itself. A pair, a
 * WKT point (OGC 06-103r4) or a single coordinate. Null where the text is none, or is whole degrees already.
 */
export function maskLocation(text: string): string | null {
  const single = SINGLE.exec(text);
  if (single !== null) return coarse(single[1], single[2]);
  const pair = PAIR.exec(text) ?? POINT.exec(text);
  if (pair === null) return null;
  const first = coarse(pair[1], pair[2]);
  const second = coarse(pair[4], pair[5]);
  return first === null || second === null ? null : `${first}, ${second}`;
}

function coarse(degrees = '', decimals = ''): string | null {
  if (decimals === '' || Math.abs(Number(degrees)) > 180) return null;
  return decimals.length > 1 ? `${degrees}.${decimals.charAt(0)}**` : `${degrees}.**`;
}
