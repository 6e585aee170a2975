/** Wraps old digests in argon2id, as many at once as the machine has cores. */
import { argon2, randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import type { OldHash } from './old-hash.ts';
import { COST, SALT_BYTES, TAG_BYTES, writeWrapped } from './password-form.ts';

const hash = promisify(argon2);

/** Each takes 19 MiB for its 30 to 70 ms. Node's own pool has four threads: `jikimi adopt` gives its child more where there are more cores. */
export const atOnce: number = Math.min(availableParallelism(), 16);

/** The value that takes the place of each, in order. */
export async function wrapAll(olds: readonly OldHash[]): Promise<string[]> {
  const wrapped: string[] = [];
  let next = 0;
  const work = async () => {
    for (let n = next++; n < olds.length; n = next++) wrapped[n] = await wrap(olds[n]!);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return wrapped;
}

/** Milliseconds a hash, all cores at work: what a plan says of the time. */
export async function measure(): Promise<number> {
  const some = Array.from(
    { length: atOnce * 2 },
    (): OldHash => ({ scheme: 'md5', setting: Buffer.alloc(0), digest: '' }),
  );
  const start = performance.now();
  await wrapAll(some);
  return (performance.now() - start) / some.length;
}

async function wrap({ scheme, setting, digest }: OldHash): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await hash('argon2id', { message: digest, nonce: salt, tagLength: TAG_BYTES, ...COST });
  return writeWrapped({ scheme, setting, cost: COST, salt, tag });
}
