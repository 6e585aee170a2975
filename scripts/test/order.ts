/** The files that take longest, longest first: they begin first, so that the two cores end together. */
const longest: readonly string[] = [
  'test/scenarios/command-line.test.ts',
  'test/scenarios/kill.test.ts',
  'test/scenarios/failures-start.test.ts',
  'test/scenarios/adopt-pagila.test.ts',
  'test/scenarios/failures-gateway.test.ts',
  'test/scenarios/failures-record-store.test.ts',
  'test/scenarios/readme.test.ts',
  'test/scenarios/drivers.test.ts',
  'test/scenarios/attacks.test.ts',
  'test/scenarios/failures-custodian.test.ts',
  'test/scenarios/adopt-shop.test.ts',
];

/** Where a test file stands in the order in which they begin; those that are not told apart keep theirs. */
export function placeOf(path: string): number {
  const place = longest.indexOf(path);
  return place < 0 ? longest.length : place;
}
