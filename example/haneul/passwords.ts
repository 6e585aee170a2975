/**
 * Password hashes as a membership keeps them: argon2id (RFC 9106) in PHC form. The passwords behind them follow from seed and member and
 * are kept nowhere; they open nothing, since Haneul has no sign-in. The cost is far below what a real service must choose
 * (RFC 9106 section 4: 64 MiB and more), or a first start would hash for minutes; the string states it, as it does for any verifier.
 */
import { argon2Sync, createHash } from 'node:crypto';
import type { Member } from './member.ts';

export type MemberPassword = { readonly member_id: number; readonly hash: string };

/** Memory in KiB, passes over it, lanes: 5,000 members in about half a second on one core. */
export const COST = { memory: 128, passes: 1, parallelism: 1 } as const;
const PHC = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}`;

/** One hash for each member, in their order. Same seed and member, same hash. */
export function hashPasswords(seed: number, members: readonly Pick<Member, 'id'>[]): MemberPassword[] {
  return members.map(({ id }) => ({
    member_id: id,
    hash: phc(digest(seed, id, 'password'), digest(seed, id, 'salt').subarray(0, 16)),
  }));
}

function phc(message: Buffer, nonce: Buffer): string {
  const tag = argon2Sync('argon2id', { message, nonce, tagLength: 32, ...COST });
  return `${PHC}$${unpadded(nonce)}$${unpadded(tag)}`;
}

function digest(seed: number, id: number, what: 'password' | 'salt'): Buffer {
  return createHash('sha256').update(`haneul ${what} ${seed} ${id}`).digest();
}

/** PHC strings carry standard Base64 without padding. */
function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
