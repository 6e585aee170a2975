import { type Db, sql } from '../platform/mod.ts';

const mostAtOnce = 50_000;

/** Forgets whom the spans of caps met that are over, as many at once as hold nobody up. Returns how many. */
export async function forgetSpans(db: Db): Promise<number> {
  const { rows } = await sql<{ forgotten: number }>`select custody.forget_spans(${mostAtOnce}) as forgotten`.execute(
    db,
  );
  return rows[0]?.forgotten ?? 0;
}
