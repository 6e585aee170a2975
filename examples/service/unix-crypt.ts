/**
 * The three forms of crypt(3) that services have kept in databases: `$1$` (MD5), `$5$` and `$6$` (SHA-256 and SHA-512; Drepper, "Unix crypt using
 * SHA-256 and SHA-512", 2007). Gives the digest of a password under a setting, `$6$rounds=5000$salt`: what stands after the last `$`.
 */
import { createHash } from 'node:crypto';

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function unixCrypt(password: string, setting: string): string {
  const [, id = '', ...rest] = setting.split('$');
  const rounds = /^rounds=(\d+)$/.exec(rest[0] ?? '')?.[1];
  const salt = Buffer.from(rest.at(-1) ?? '');
  const key = Buffer.from(password);
  if (id === '1') return encodeMd5(md5Crypt(key, salt.subarray(0, 8)));
  if (id !== '5' && id !== '6') throw new Error('unixCrypt knows $1$, $5$ and $6$');
  const algorithm = id === '5' ? 'sha256' : 'sha512';
  const times = Math.min(Math.max(Number(rounds ?? 5000), 1000), 999_999_999);
  const digest = shaCrypt(algorithm, key, salt.subarray(0, 16), times);
  return id === '5' ? encodeSha256(digest) : encodeSha512(digest);
}

function md5Crypt(key: Buffer, salt: Buffer): Buffer {
  const other = hash('md5', key, salt, key);
  const bits = key.length.toString(2).split('').toReversed();
  const odd = bits.map((bit) => (bit === '1' ? Buffer.alloc(1) : key.subarray(0, 1)));
  const first = hash('md5', key, Buffer.from('$1$'), salt, repeated(other, key.length), ...(key.length > 0 ? odd : []));
  return stretch('md5', first, key, salt, 1000);
}

function shaCrypt(algorithm: string, key: Buffer, salt: Buffer, rounds: number): Buffer {
  const other = hash(algorithm, key, salt, key);
  const bits = key.length === 0 ? [] : key.length.toString(2).split('').toReversed();
  const mixed = bits.map((bit) => (bit === '1' ? other : key));
  const first = hash(algorithm, key, salt, repeated(other, key.length), ...mixed);
  const p = hash(algorithm, ...Array.from({ length: key.length }, () => key));
  const s = hash(algorithm, ...Array.from({ length: 16 + (first[0] ?? 0) }, () => salt));
  return stretch(algorithm, first, repeated(p, key.length), repeated(s, salt.length), rounds);
}

function stretch(algorithm: string, first: Buffer, key: Buffer, salt: Buffer, rounds: number): Buffer {
  let digest = first;
  for (let n = 0; n < rounds; n++) {
    const odd = n % 2 === 1;
    const parts = [odd ? key : digest];
    if (n % 3 !== 0) parts.push(salt);
    if (n % 7 !== 0) parts.push(key);
    digest = hash(algorithm, ...parts, odd ? digest : key);
  }
  return digest;
}

function hash(algorithm: string, ...parts: Buffer[]): Buffer {
  return createHash(algorithm).update(Buffer.concat(parts)).digest();
}

function repeated(bytes: Buffer, length: number): Buffer {
  return Buffer.alloc(length, bytes);
}

function encodeMd5(d: Buffer): string {
  const triples = [0, 1, 2, 3].map((n) => letters(d[n], d[n + 6], d[n + 12], 4));
  return [...triples, letters(d[4], d[10], d[5], 4), letters(0, 0, d[11], 2)].join('');
}

function encodeSha256(d: Buffer): string {
  let [a, b, c] = [0, 10, 20];
  let text = '';
  for (let n = 0; n < 10; n++, [a, b, c] = [c + 1, a + 1, b + 1]) text += letters(d[a], d[b], d[c], 4);
  return text + letters(0, d[31], d[30], 3);
}

function encodeSha512(d: Buffer): string {
  let [a, b, c] = [0, 21, 42];
  let text = '';
  for (let n = 0; n < 21; n++, [a, b, c] = [b + 1, c + 1, a + 1]) text += letters(d[a], d[b], d[c], 4);
  return text + letters(0, 0, d[63], 2);
}

function letters(high = 0, middle = 0, low = 0, count: number): string {
  const value = (high << 16) | (middle << 8) | low;
  return Array.from({ length: count }, (_, n) => alphabet[(value >> (6 * n)) & 63]).join('');
}
