/** What every process of Jikimi does the same way: structured lines on its own log, a word to the supervisor, an orderly end. */
import { machineNow } from './clock.ts';
import { Refusal } from './refusal.ts';

export type Log = (event: string, fields?: Readonly<Record<string, string | number | boolean | null>>) => void;

/** JSON lines on standard error, which the supervisor writes to `$JIKIMI_HOME/log`. Ids, codes and numbers only: never personal data. */
export function logFor(name: string): Log {
  return (event, fields = {}) =>
    void process.stderr.write(`${JSON.stringify({ at: String(machineNow()), process: name, event, ...fields })}\n`);
}

/** A fault as a log line: the code and the fault's own name and SQLSTATE; a message only where it cannot hold a value. */
export function faultFields(error: unknown): Record<string, string> {
  const refusal = Refusal.from(error);
  const cause = refusal.cause ?? error;
  const named = cause instanceof Error ? { fault: cause.name, code: 'code' in cause ? String(cause.code) : '' } : {};
  return { refusal: refusal.code, ...named, where: stackOf(cause) };
}

/** Function names and places of the fault, without its message. */
function stackOf(cause: unknown): string {
  if (!(cause instanceof Error) || cause.stack === undefined) return '';
  const lines = cause.stack.split('\n').filter((line) => /^\s+at /.test(line));
  return lines
    .slice(0, 4)
    .map((line) => line.trim().replace(/^at /, ''))
    .join(' < ');
}

/**
 * Runs one process: starts it, tells the supervisor `ready`, and on SIGTERM, SIGINT or the supervisor's end stops it in order. A start that
 * fails is told and exits 1.
 */
export async function runProcess(name: string, start: (log: Log) => Promise<{ stop(): Promise<void> }>): Promise<void> {
  const log = logFor(name);
  try {
    const running = await start(log);
    log('ready', { pid: process.pid });
    process.send?.('ready');
    let stopping = false;
    const stop = () => {
      if (stopping) return;
      stopping = true;
      log('stopping');
      void running.stop().finally(() => process.exit(0));
      setTimeout(() => process.exit(0), 5000).unref();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    process.on('disconnect', stop);
  } catch (error) {
    log('failed', faultFields(error));
    const refusal = Refusal.from(error);
    process.send?.({ failed: refusal.say('en').join(' ') });
    process.exitCode = 1;
    process.disconnect?.();
  }
}
