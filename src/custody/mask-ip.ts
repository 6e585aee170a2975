import { isIP } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const V6_PREFIX = /^([0-9a-f]{1,4}):([0-9a-f]{1,4}):/i;

/** The first 16 bits of an IPv4 address, the first 32 of an IPv6 one: a network, not a line. Null where the text is no address. */
export function maskIp(text: string): string | null {
  const v4 = MAPPED.exec(text)?.[1] ?? text;
  if (isIP(v4) === 4) return `${v4.split('.').slice(0, 2).join('.')}.*.*`;
  const prefix = isIP(text) === 6 ? V6_PREFIX.exec(text) : null;
  return prefix === null ? null : `${prefix[1]}:${prefix[2]}:***`;
}
