/** Asks again until `look` gives something true, and returns it; throws with `what` after `ms`. What `look` throws counts as not yet. */
export async function eventually<T>(what: string, look: () => T | Promise<T>, ms = 60_000): Promise<NonNullable<T>> {
  const until = performance.now() + ms;
  let fault: unknown;
  while (performance.now() < until) {
    try {
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false) return seen;
    } catch (error) {
      fault = error;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`not within ${ms} ms: ${what}`, { cause: fault });
}
