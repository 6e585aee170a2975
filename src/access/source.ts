import ipaddr from 'ipaddr.js';

/** A range of addresses, parsed once. */
export type Range = { readonly text: string; readonly net: ipaddr.IPv4 | ipaddr.IPv6; readonly bits: number };

/** Parses CIDR in strict form; null where it is not one (`010.0.0.1` and the like are refused, not read as octal). */
export function parseRange(text: string): Range | null {
  const [address = '', bits] = text.split('/');
  const net = parseAddress(address);
  if (net === null) return null;
  const width = net.kind() === 'ipv4' ? 32 : 128;
  const prefix = bits === undefined ? width : Number(bits);
  return /^\d{1,3}$/.test(bits ?? '0') && prefix <= width ? { text, net, bits: prefix } : null;
}

/** Whether the address lies in one of the ranges. An address that cannot be read lies in none. */
export function within(address: string, ranges: readonly Range[]): boolean {
  const parsed = parseAddress(address);
  if (parsed === null) return false;
  return ranges.some((range) => range.net.kind() === parsed.kind() && parsed.match(range.net, range.bits));
}

/** IPv4 in four decimal parts, or IPv6; an IPv4-mapped address is the IPv4 address that it carries. */
function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (!ipaddr.IPv6.isValid(text) && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
  const parsed = ipaddr.parse(text);
  return parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed;
}
