/**
 * Runs `work` once for all who ask while it is under way: each gets an answer that was begun after they asked, never before.
 *
 * IDLE → (asked) RUNNING → (asked again meanwhile: the next run is promised to them) → RUNNING again for those → IDLE.
 */
export function freshForAll<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const run = (): Promise<T> => {
    next = null;
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null && next === null) return run();
    next ??= (running ?? Promise.resolve()).then(run, run);
    return next;
  };
}
