/**
 * Passwords of a service whose database was adopted by Jikimi (docs/passwords.md). Copy this file: it needs Node 24.7 or newer (crypto.argon2), and of
 * the two imports below only what your old hashes were.
 *
 *   if (!(await verifyPassword(stored, password))) refuse();
 *   if (needsRehash(stored)) store(await hashPassword(password));
 */
import { argon2, createHash, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hash as bcrypt } from 'bcryptjs';
import { unixCrypt } from './unix-crypt.ts';

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. Raise it as your machines allow; needsRehash then brings the old ones up. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };

const form =
  /^\$argon2id(?:-over\$([a-z0-9-]+)(?:,salt=(before|after))?\$([A-Za-z0-9+/]*))?\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** What to store for a new password: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, the only kind that the column takes from a service. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await tagOf(password, salt, 32, cost);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Whether it is the password, whatever its hash was before Jikimi. Throws for a stored value in no form of ours. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  const { scheme, place, setting, salt, tag, ...its } = read(stored);
  const message = scheme === undefined ? password : await oldDigest(scheme, place, setting, password);
  return timingSafeEqual(await tagOf(message, salt, tag.length, its), tag);
}

/** Whether to store `hashPassword(password)` now that the password is at hand: an old hash lies under it, or it was made at less cost. */
export function needsRehash(stored: string): boolean {
  const { scheme, memory, passes } = read(stored);
  return scheme !== undefined || memory < cost.memory || passes < cost.passes;
}

function read(stored: string) {
  const found = form.exec(stored);
  if (found === null) throw new Error('not a password hash in a form that we know');
  const [, scheme, place, setting = '', memory, passes, parallelism, salt = '', tag = ''] = found;
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const its = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return { scheme, place, setting: bytes(setting), salt: bytes(salt), tag: bytes(tag), ...its };
}

/** The digest that the old scheme makes of the password: what lies under argon2id. */
async function oldDigest(
  scheme: string,
  place: string | undefined,
  setting: Buffer,
  password: string,
): Promise<string> {
  const text = setting.toString('utf8');
  if (scheme === 'bcrypt') return (await bcrypt(password, text)).slice(29);
  if (scheme === 'crypt') return unixCrypt(password, text);
  if (scheme === 'pbkdf2-django') {
    const [, algorithm = '', rounds = '', salt = ''] = /^pbkdf2_(sha\d+)\$(\d+)\$(.*)$/.exec(text) ?? [];
    const length = createHash(algorithm).digest().length;
    return (await promisify(pbkdf2)(password, salt, Number(rounds), length, algorithm)).toString('base64');
  }
  const bytes = Buffer.from(password);
  return createHash(scheme)
    .update(Buffer.concat(place === 'after' ? [bytes, setting] : [setting, bytes]))
    .digest('hex');
}

function tagOf(message: string, nonce: Buffer, tagLength: number, its: typeof cost): Promise<Buffer> {
  return promisify(argon2)('argon2id', { message, nonce, tagLength, ...its });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
