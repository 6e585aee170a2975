/** Passwords are kept as argon2id hashes, in the form `$argon2id$v=19$m=…,t=…,p=…$salt$tag` (RFC 9106; the least that OWASP recommends). */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** What to store for a new password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await tagOf(password, salt, 32, cost);
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(salt)}$${text(tag)}`;
}

/** Throws for a stored value in another form. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  const { salt, tag, ...its } = read(stored);
  return timingSafeEqual(await tagOf(password, salt, tag.length, its), tag);
}

/** Whether the password should be hashed anew, now that it is at hand. */
export function needsRehash(stored: string): boolean {
  const { memory, passes } = read(stored);
  return memory < cost.memory || passes < cost.passes;
}

function read(stored: string): Cost & { readonly salt: Buffer; readonly tag: Buffer } {
  const found = form.exec(stored);
  if (found === null) throw new Error('not an argon2id hash');
  const [, memory, passes, parallelism, salt = '', tag = ''] = found;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

function tagOf(message: string, nonce: Buffer, tagLength: number, its: Cost): Promise<Buffer> {
  return promisify(argon2)('argon2id', { message, nonce, tagLength, ...its });
}
