/**
 * The little of DER (ITU-T X.690) that a certificate needs. Written out rather than taken from @peculiar/x509, which wants a polyfill
 * that patches `Reflect` for the whole process.
 */
import { Buffer } from 'node:buffer';

/** Any element: tag byte, length, content. */
export function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = unsigned(BigInt(body.length));
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

export function sequence(...content: readonly Uint8Array[]): Buffer {
  return element(0x30, ...content);
}

export function boolean(value: boolean): Buffer {
  return element(0x01, Buffer.from([value ? 0xff : 0]));
}

/** A whole number that is not negative, big-endian. */
export function integer(value: Uint8Array): Buffer {
  const digits = Buffer.from(value).subarray(
    Math.max(
      0,
      value.findIndex((byte) => byte !== 0),
    ),
  );
  return element(0x02, Buffer.from((digits[0] ?? 0) >= 0x80 || digits.length === 0 ? [0] : []), digits);
}

/** `unused`: how many bits at the end of the last byte do not count. */
export function bitString(value: Uint8Array, unused = 0): Buffer {
  return element(0x03, Buffer.from([unused]), value);
}

export function octetString(value: Uint8Array): Buffer {
  return element(0x04, value);
}

export function utf8String(text: string): Buffer {
  return element(0x0c, Buffer.from(text));
}

/** `1.2.840.10045.4.3.2` as an object identifier. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [40 * first + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return element(0x06, Buffer.from(bytes));
}

/** UTCTime up to the year 2049, GeneralizedTime after it, to the second (RFC 5280, section 4.1.2.5). */
export function time(instant: Temporal.Instant): Buffer {
  const digits = instant.round('second').toString().replace(/[-T:]/g, '');
  return digits < '2050' ? element(0x17, Buffer.from(digits.slice(2))) : element(0x18, Buffer.from(digits));
}

/** An element read: its tag, and its content as a view. */
export type Read = { readonly tag: number; readonly content: Buffer };

/** The elements that stand one after the other in `bytes`. Throws a plain Error for what is not DER with lengths up to 4 bytes. */
export function readAll(bytes: Buffer): readonly Read[] {
  const found: Read[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] as number;
    const short = bytes[at + 1] ?? 0x80;
    const width = short < 0x80 ? 0 : short & 0x7f;
    const from = at + 2 + width;
    if ((short >= 0x80 && (width === 0 || width > 4)) || from > bytes.length) throw new Error('not DER');
    const to = from + (width === 0 ? short : bytes.readUIntBE(at + 2, width));
    if (to > bytes.length) throw new Error('not DER');
    found.push({ tag, content: bytes.subarray(from, to) });
    at = to;
  }
  return found;
}

function unsigned(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
