/** Passwords of people who work here: argon2id (RFC 9106) in the PHC form, off the event loop, and never many at once. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '../platform/mod.ts';
import { normalised } from './password-rule.ts';

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. A hash of less is made anew when its owner signs in. */
export const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };

/** Each takes 19 MiB and a thread of Node's pool of four for 50 ms or so: two leave room for files and names. */
const atOnce = 2;
const mostWaiting = 64;

const derive = promisify(argon2);
const waiting: (() => void)[] = [];
let working = 0;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await inTurn(password, salt, cost, 32);
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Of an account that has no password, a made-up one is worked out all the same, so that the time tells nothing; it is never right. */
export async function isPassword(hash: string | undefined, password: string): Promise<boolean> {
  const kept = hash === undefined ? decoy : read(hash);
  const tag = await inTurn(password, kept.salt, kept.cost, kept.tag.length);
  return timingSafeEqual(tag, kept.tag) && hash !== undefined;
}

export function isOutdated(hash: string): boolean {
  const { memory, passes, parallelism } = read(hash).cost;
  return memory < cost.memory || passes < cost.passes || parallelism < cost.parallelism;
}

type Kept = { readonly cost: Cost; readonly salt: Buffer; readonly tag: Buffer };

const decoy: Kept = { cost, salt: randomBytes(16), tag: randomBytes(32) };

function read(hash: string): Kept {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (parts === null) throw new TypeError('not an argon2id hash');
  const [, memory, passes, parallelism, salt = '', tag = ''] = parts;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Throws JK118 where too many wait already. */
async function inTurn(
  password: string,
  nonce: Buffer,
  { memory, passes, parallelism }: Cost,
  tagLength: number,
): Promise<Buffer> {
  if (working >= atOnce) {
    if (waiting.length >= mostWaiting) throw new Refusal('JK118');
    await new Promise<void>((turn) => waiting.push(turn));
  } else working++;
  try {
    return await derive('argon2id', { message: normalised(password), nonce, tagLength, memory, passes, parallelism });
  } finally {
    const next = waiting.shift();
    if (next === undefined) working--;
    else next(); // the place goes on to who waited longest
  }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
