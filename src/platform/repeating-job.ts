import { type Log, faultFields } from './process.ts';

export type Repeating = {
  /** At once, or once more where it is under way. */
  now(): void;
  /** Begins no further turn, and resolves when the one under way is over. */
  stop(): Promise<void>;
};

/** A job that is done every so many milliseconds, never twice at once. A fault is told, and the next turn comes. */
export function repeating(log: Log, job: string, everyMs: number, work: () => Promise<unknown>): Repeating {
  let running: Promise<unknown> | null = null;
  let again = false;
  const look = () => {
    running ??= work()
      .catch((error: unknown) => log('fault', { job, ...faultFields(error) }))
      .finally(() => {
        running = null;
        if (again) now();
      });
  };
  const now = () => {
    again = running !== null;
    look();
  };
  const timer = setInterval(look, everyMs);
  return {
    now,
    stop: async () => {
      clearInterval(timer);
      again = false;
      await running;
    },
  };
}
