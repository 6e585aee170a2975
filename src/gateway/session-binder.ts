/** The probe of one session. Stands in until `probe.ts` is joined: it binds nothing. */
import { type Binder, bindsNothing } from './binder.ts';
import type { Target } from './logins.ts';

export type SessionBinderOptions = {
  readonly target: Target;
  readonly backendParameters: ReadonlyMap<string, string>;
  readonly login: () => Promise<{ role: string; secret: string }>;
  readonly compare: (value: string, statement: string) => Promise<Buffer>;
};

export function sessionBinder(_options: SessionBinderOptions): Binder {
  return bindsNothing;
}
