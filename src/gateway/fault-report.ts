/** PostgreSQL's own words about a statement that never reached the session, as an error of the protocol. */
import { errorMessage } from './backend-builders.ts';
import type { StatementFault } from './binder.ts';
import type { Language } from './error-response.ts';
import { hintFor } from './sealed-hint.ts';

export function faultReport(fault: StatementFault, language: Language): Buffer {
  const report = errorMessage([
    ['S', 'ERROR'],
    ['V', 'ERROR'],
    ['C', fault.sqlstate],
    ['M', fault.message],
    ...(fault.hint === undefined ? [] : [['H', fault.hint] as const]),
    ...(fault.position === undefined ? [] : [['P', String(fault.position)] as const]),
  ]);
  return hintFor(report, language);
}
