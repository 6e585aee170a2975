/**
 * What may stand in a password column after adoption, in the manner of a PHC string:
 *
 *   $argon2id$v=19$m=…,t=…,p=…$salt$tag                       a password, hashed by the service (RFC 9106)
 *   $argon2id-over$SCHEME$SETTING$v=19$m=…,t=…,p=…$salt$tag   the digest of an old hash, hashed by `adopt`
 *
 * SCHEME is how the old hash was made. SETTING, in Base64, is everything of it but its digest: what a service needs to make the digest again from a
 * password. The digest itself is not kept. All Base64 is standard and without padding. docs/passwords.md tells the same for services.
 */
export type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

/** OWASP Password Storage Cheat Sheet, its least for argon2id: 19 MiB, two passes, one lane. */
export const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
export const SALT_BYTES = 16;
export const TAG_BYTES = 32;

/** Bare digests; their salt, where there is one, stands before or after the password. */
export const digestSchemes = ['md5', 'sha1', 'sha256', 'sha512'] as const;
export type DigestScheme = (typeof digestSchemes)[number];
export type SaltPlace = 'before' | 'after';

export type InnerScheme = 'bcrypt' | 'crypt' | 'pbkdf2-django' | DigestScheme | `${DigestScheme},salt=${SaltPlace}`;

export type WrappedPassword = {
  readonly scheme: InnerScheme;
  readonly setting: Buffer;
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly tag: Buffer;
};

const base64 = '[A-Za-z0-9+/]';
const inner = 'bcrypt|crypt|pbkdf2-django|(md5|sha1|sha256|sha512)(,salt=(before|after))?';

/** The check that a password column gets, as PostgreSQL and JavaScript both read it. */
export const oneWayPattern = String.raw`^\$argon2id(-over\$(${inner})\$${base64}*)?\$v=19\$m=[0-9]+,t=[0-9]+,p=[0-9]+\$${base64}{11,}\$${base64}{22,}$`;

const oneWay = new RegExp(oneWayPattern);

/** Whether the value is one that the column takes: hashed by the service, or wrapped already. */
export function isOneWay(value: string): boolean {
  return oneWay.test(value);
}

export function writeWrapped({ scheme, setting, cost, salt, tag }: WrappedPassword): string {
  const { memory, passes, parallelism } = cost;
  const fields = [scheme, unpadded(setting), 'v=19', `m=${memory},t=${passes},p=${parallelism}`];
  return `$argon2id-over$${[...fields, unpadded(salt), unpadded(tag)].join('$')}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
