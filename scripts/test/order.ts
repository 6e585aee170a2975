/** The files that take longest, longest first: they begin first, so that the cores end together. */
const longest: readonly string[] = [
  'test/scenarios/command-line.test.ts',
  'test/scenarios/sign-in.test.ts', // waits for codes to change
  'test/scenarios/kill.test.ts',
  'test/scenarios/adopt-pagila.test.ts',
  'test/scenarios/adopt-shop.test.ts',
  'test/scenarios/service-grant.test.ts',
  'test/scenarios/failures-start.test.ts',
  'test/scenarios/robust.test.ts',
  'test/scenarios/adventureworks.test.ts',
  'test/scenarios/office-down.test.ts',
  'test/scenarios/copy-out.test.ts',
  'test/scenarios/people.test.ts',
  'test/scenarios/failover.test.ts',
  'test/scenarios/attacks.test.ts',
  'test/scenarios/older-postgres.test.ts',
  'test/scenarios/drivers.test.ts',
  'test/scenarios/failures-gateway.test.ts',
  'test/scenarios/tools-catalog.test.ts',
  'test/scenarios/tools.test.ts',
  'test/scenarios/service.test.ts',
  'test/contracts/sealed-type.test.ts',
  'test/scenarios/equality.test.ts',
  'test/scenarios/schema-version.test.ts',
  'test/scenarios/fuzz.test.ts',
  'test/scenarios/failures-record-store.test.ts',
  'test/scenarios/readme.test.ts',
  'test/scenarios/failures-custodian.test.ts',
  'src/people/sign-in.test.ts',
  'src/cli/start.test.ts',
  'src/cli/reset.test.ts',
  'test/scenarios/law.test.ts',
  'test/scenarios/doctor.test.ts',
  'test/scenarios/adopt-passwords.test.ts',
];

/** Where a test file stands in the order in which they begin; those that are not told apart keep theirs. */
export function placeOf(path: string): number {
  const place = longest.indexOf(path);
  return place < 0 ? longest.length : place;
}
