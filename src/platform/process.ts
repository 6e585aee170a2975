/** What every process of Jikimi does the same way: structured lines on its own log, a word to the supervisor, an orderly end. */
import { machineNow } from './clock.ts';
import { loadConfig } from './config.ts';
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

/** Function names and places of the fault, without its message: a line of the message may itself begin as a frame does. */
function stackOf(cause: unknown): string {
  if (!(cause instanceof Error) || cause.stack === undefined) return '';
  const message = cause.stack.indexOf(cause.message);
  const frames = message === -1 ? '' : cause.stack.slice(message + cause.message.length);
  const lines = frames.split('\n').filter((line) => /^\s+at .*:\d+\)?$/.test(line));
  return lines
    .slice(0, 4)
    .map((line) => line.trim().replace(/^at /, ''))
    .join(' < ');
}

/** What a process does with a fault that nobody caught: Node itself would print its message and detail, which may hold a value. */
export function onUncaught(fall: (error: unknown) => void): void {
  process.on('uncaughtException', fall);
  process.on('unhandledRejection', fall);
}

/** What was wrong may be the settings themselves. */
function languageOfSettings(): 'en' | 'ko' {
  try {
    return loadConfig().language;
  } catch {
    return 'en';
  }
}

/** Milliseconds that a process has to stop in order. */
const patienceMs = 5000;

/**
 * Runs one process: starts it, tells the supervisor `ready`, and on SIGTERM, SIGINT or the supervisor's end stops it in order. A start that
 * fails is told and exits 1; so does a stop that fails or takes too long, and a fault that nobody caught: the supervisor starts the process
 * again.
 */
export async function runProcess(name: string, start: (log: Log) => Promise<{ stop(): Promise<void> }>): Promise<void> {
  const log = logFor(name);
  const fall = (event: string, error: unknown) => {
    log(event, faultFields(error));
    process.exit(1);
  };
  onUncaught((error) => fall('uncaught', error));
  try {
    const running = await start(log);
    let stopping = false;
    const stop = async () => {
      if (stopping) return;
      stopping = true;
      log('stopping');
      setTimeout(() => {
        log('stop.too-long', { ms: patienceMs });
        process.exit(1);
      }, patienceMs);
      try {
        await running.stop();
        process.exit(0);
      } catch (error) {
        fall('stop.failed', error);
      }
    };
    for (const end of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(end, () => void stop());
    log('ready', { pid: process.pid }); // whoever reads it may ask for the stop at once
    process.send?.('ready');
  } catch (error) {
    log('failed', faultFields(error));
    const failed = Refusal.from(error).say(languageOfSettings()).join(' ');
    if (process.send === undefined) process.exit(1);
    process.send({ failed }, () => process.exit(1));
  }
}
