/** Old password hashes, taken apart: what their scheme needs beside the password, and the digest. Nothing here knows a password. */
import { type DigestScheme, type InnerScheme, type SaltPlace, digestSchemes } from './password-form.ts';

export const passwordSchemes = ['argon2id', 'bcrypt', 'crypt', 'pbkdf2-django', ...digestSchemes] as const;
export type PasswordScheme = (typeof passwordSchemes)[number];

export type Salt = {
  readonly place: SaltPlace;
  /** How the salt is written; `text` is its UTF-8. */
  readonly encoding: 'text' | 'hex' | 'base64';
  readonly from:
    | { readonly kind: 'column'; readonly column: string }
    | { readonly kind: 'form'; readonly form: string };
};

/** A column of passwords as the map tells it. `encoding` and `salt` are of bare digests only. */
export type MappedPassword = {
  readonly column: string;
  readonly scheme: PasswordScheme;
  readonly encoding: 'hex' | 'base64';
  readonly salt: Salt | null;
};

export type OldHash = { readonly scheme: InnerScheme; readonly setting: Buffer; readonly digest: string };

/** Why a value cannot be taken over: it is a hash of another scheme, it looks like no hash at all, or its salt is missing or not as the map says. */
export type HashFault = 'another' | 'plain' | 'salt';

export const bytesOf: Readonly<Record<DigestScheme, number>> = { md5: 16, sha1: 20, sha256: 32, sha512: 64 };

/** Schemes that tell everything in the value: setting, then digest. `$2x$` (made by a broken bcrypt) and yescrypt have no verified recipe. */
const whole: Readonly<Record<Exclude<PasswordScheme, DigestScheme>, RegExp>> = {
  argon2id: /^(?!)/,
  bcrypt: /^(\$2[aby]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/,
  crypt:
    /^(\$1\$[^$]{0,8})\$([./A-Za-z0-9]{22})$|^(\$5\$(?:rounds=\d+\$)?[^$]{0,16})\$([./A-Za-z0-9]{43})$|^(\$6\$(?:rounds=\d+\$)?[^$]{0,16})\$([./A-Za-z0-9]{86})$/,
  'pbkdf2-django': /^(pbkdf2_sha(?:1|256)\$[1-9]\d{0,9}\$[^$]+)\$([A-Za-z0-9+/]+=*)$/,
};

/** What looks like some hash, whichever: these are told as "another scheme", everything else as plain. */
const someHash: readonly RegExp[] = [
  /^\$(?:argon2(?:id?|d)|2[abxy]?|[1567]|y|gy|scrypt|pbkdf2)[$-]/,
  /^(?:pbkdf2|bcrypt|argon2|scrypt|md5|sha1)(?:_[a-z0-9]+)?\$/,
  /^\{[A-Z0-9-]+\}/,
  /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})(?:$|[:$])/i,
  /[:$](?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i,
  /^(?:[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{27}=|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)$/,
];

/** `salt`: what stands in the salt's column; null where the map names none, or where it is null. */
export function readOldHash(password: MappedPassword, value: string, salt: string | null): OldHash | HashFault {
  const { scheme } = password;
  if (isDigest(scheme)) return readDigest({ ...password, scheme }, value, salt);
  const [, setting, digest] = (whole[scheme].exec(value) ?? []).filter((part) => part !== undefined);
  if (setting === undefined || digest === undefined) return otherwise(value);
  return { scheme: scheme as Exclude<typeof scheme, 'argon2id'>, setting: Buffer.from(setting), digest };
}

function readDigest(
  { scheme, encoding, salt: told }: MappedPassword & { readonly scheme: DigestScheme },
  value: string,
  inColumn: string | null,
): OldHash | HashFault {
  const parts =
    told?.from.kind === 'form' ? partsOf(told.from.form, value, lengthOf(scheme, encoding)) : { hash: value };
  const digest = decode(parts['hash'], encoding);
  if (digest?.length !== bytesOf[scheme]) return otherwise(value);
  if (told === null) return { scheme, setting: Buffer.alloc(0), digest: digest.toString('hex') };
  const setting = decode((told.from.kind === 'form' ? parts['salt'] : inColumn) ?? undefined, told.encoding);
  if (setting === undefined) return 'salt';
  return { scheme: `${scheme},salt=${told.place}`, setting, digest: digest.toString('hex') };
}

/** `{salt}` and `{hash}` once each; everything else of the form stands for itself. */
export function isForm(form: string): boolean {
  return form.split('{salt}').length === 2 && form.split('{hash}').length === 2;
}

/** Salt and digest of a value; the digest has its known length, so that nothing need stand between the two. */
function partsOf(form: string, value: string, length: string): Readonly<Record<string, string>> {
  const pattern = RegExp.escape(form)
    .replace(RegExp.escape('{salt}'), () => '(?<salt>.*)')
    .replace(RegExp.escape('{hash}'), () => `(?<hash>[A-Za-z0-9+/]${length}=*)`);
  return new RegExp(`^${pattern}$`, 's').exec(value)?.groups ?? {};
}

function lengthOf(scheme: DigestScheme, encoding: 'hex' | 'base64'): string {
  return `{${encoding === 'hex' ? 2 * bytesOf[scheme] : Math.ceil((bytesOf[scheme] * 4) / 3)}}`;
}

/** undefined where the text is not in this encoding. A bytea comes as `\x…`. */
function decode(text: string | undefined, encoding: Salt['encoding']): Buffer | undefined {
  if (text === undefined || encoding === 'text') return text === undefined ? undefined : Buffer.from(text);
  const plain = encoding === 'hex' ? text.replace(/^\\x/, '').toLowerCase() : text.replace(/=+$/, '');
  const bytes = Buffer.from(plain, encoding);
  return bytes.toString(encoding).replace(/=+$/, '') === plain ? bytes : undefined;
}

function isDigest(scheme: PasswordScheme): scheme is DigestScheme {
  return Object.hasOwn(bytesOf, scheme);
}

function otherwise(value: string): HashFault {
  return someHash.some((one) => one.test(value)) ? 'another' : 'plain';
}
