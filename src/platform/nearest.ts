/** At most `most` of these names, those that are spelled most like `name` first (Levenshtein's distance, in UTF-16 units), else by the alphabet. */
export function nearest(name: string, names: Iterable<string>, most = 10): string[] {
  return [...names]
    .map((one) => ({ one, far: distance(name, one) }))
    .toSorted((a, b) => a.far - b.far || (a.one < b.one ? -1 : 1))
    .slice(0, most)
    .map(({ one }) => one);
}

function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let at = 1; at <= b.length; at++) {
      const other = (above[at - 1] ?? 0) + (a[row - 1] === b[at - 1] ? 0 : 1);
      line.push(Math.min(other, (above[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}
