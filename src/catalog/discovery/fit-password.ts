/** How a password is kept, read off its form. */

export const passwordKinds = [
  'argon2id',
  'argon2',
  'bcrypt',
  'bcrypt-variant',
  'scrypt',
  'pbkdf2-django',
  'pbkdf2',
  'crypt',
  'crypt-variant',
  'phpass',
  'ldap',
  'scram',
  'mysql',
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'salted',
  'salt',
  'unknown',
] as const;
export type PasswordKind = (typeof passwordKinds)[number];

/** Forms that only a password's hash has. */
const tagged: readonly (readonly [PasswordKind, RegExp])[] = [
  ['argon2id', /^\$argon2id(?:-over\$[^$]+\$[^$]*)?\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z\d+/]+\$[A-Za-z\d+/]+$/],
  ['argon2', /^(?:argon2)?\$argon2(?:id|i|d)\$(?:v=\d+\$)?m=\d+,t=\d+,p=\d+\$[A-Za-z\d+/]+\$[A-Za-z\d+/]+$/],
  ['bcrypt', /^\$2[aby]\$\d{2}\$[./A-Za-z\d]{53}$/],
  ['bcrypt-variant', /^(?:\{bcrypt\}|bcrypt\$+|bcrypt_sha256\$+)?\$?2[abxy]?\$\d{2}\$[./A-Za-z\d]{53}$/],
  ['scrypt', /^(?:\$scrypt\$|\$7\$|\$s[01]\$|scrypt[:$]|\{scrypt\}).{16,}$/],
  ['pbkdf2-django', /^pbkdf2_sha(?:1|256)\$[1-9]\d*\$[^$]+\$[A-Za-z\d+/]+=*$/],
  ['pbkdf2', /^(?:pbkdf2[_:](?:hmac[_:])?sha\d+[$:]|\$pbkdf2(?:-sha\d+)?\$|\{PBKDF2[^}]*\}|sha\d+:\d+:).{16,}$/i],
  ['crypt', /^\$[156]\$.{16,}$/],
  ['crypt-variant', /^\$(?:y|gy|apr1|sha1|md5)\$.{16,}$/],
  ['phpass', /^\$[PHSU]\$[./A-Za-z\d]{31,60}$/],
  ['ldap', /^\{(?:S?SHA(?:256|384|512)?|S?MD5|CRYPT)\}.{8,}$/i],
  ['scram', /^SCRAM-SHA-(?:1|256|512)\$\d+:.+\$.+:.+$/],
  ['salted', /^(?:md5|sha1|sha256|sha512)\$[^$]{1,40}\$[\da-f]{32,128}$/i],
  ['mysql', /^\*[\dA-F]{40}$/],
  ['md5', /^md5[\da-f]{32}$/],
];

/** The kind whose form is a password's alone; null where it could be any other digest too, or is none. */
export function taggedKind(text: string): PasswordKind | null {
  return tagged.find(([, form]) => form.test(text))?.[0] ?? null;
}

const hex: Readonly<Record<number, PasswordKind>> = {
  32: 'md5',
  40: 'sha1',
  56: 'sha224',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};
const base64: Readonly<Record<number, PasswordKind>> = {
  16: 'md5',
  20: 'sha1',
  28: 'sha224',
  32: 'sha256',
  48: 'sha384',
  64: 'sha512',
};

/** A plain digest in hex or Base64, also with its salt behind or before it. */
export function digestKind(text: string): PasswordKind | null {
  const bare = text.replace(/^(?:\\x|0x)/i, '');
  if (/^[\da-f]+$/i.test(bare)) return hex[bare.length] ?? null;
  if (/^[A-Za-z\d+/]{20,}={0,2}$/.test(text) && text.length % 4 === 0)
    return base64[Buffer.from(text, 'base64').length] ?? null;
  const parts = text.split(/[:$|.]/);
  if (parts.length === 2 && parts.some((part) => /^[\da-f]+$/i.test(part) && hex[part.length] !== undefined))
    return 'salted';
  return null;
}

/** Long, and neither a number nor words: ciphertext, a digest or a token. */
export function isOpaque(text: string): boolean {
  return (
    /^(?:\\x|0x|\{?\w{2,12}\}?[:$])?[A-Za-z\d+/_-]{16,}={0,2}$/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text)
  );
}
