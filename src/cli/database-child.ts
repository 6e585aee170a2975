/** What the children share that reach an owner's database for the command line: how they connect, and how they tell their parent of a fault. */
import type pg from 'pg';
import { type Code, Refusal, databaseFault, isPasswordMissing } from '../platform/mod.ts';

/** Throws JK658 for a missing password, `silent` where nobody answers, `refused` where the server says no. */
export async function connectOr(client: pg.Client, silent: Code, refused: Code): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    const address = `${client.host}:${client.port}/${client.database ?? ''}`;
    if (isPasswordMissing(error)) throw new Refusal('JK658', { address }, error);
    const fault = databaseFault(error);
    throw fault === undefined
      ? new Refusal(silent, { address }, error)
      : new Refusal(refused, { address, sqlstate: fault.sqlstate }, error);
  }
}

/** Tells the parent code and parameters, and of a fault of ours its name and SQLSTATE: a message may hold a value. Then the child ends. */
export function refuseToParent(error: unknown): void {
  const { code, params, cause } = Refusal.from(error);
  process.send?.({
    kind: 'refused',
    code,
    params,
    fault: code === 'JK001' && cause instanceof Error ? `${cause.name} ${databaseFault(cause)?.sqlstate ?? ''}` : '',
  });
  if (process.connected) return process.disconnect?.(); // which ends us
  process.exit(1);
}
