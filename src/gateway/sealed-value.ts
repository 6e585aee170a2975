/**
 * A value of a sealed column as the server sent it: bytes in text (hex, or escape where the client set bytea_output) or binary format. An
 * envelope is opened, a finder refused, and anything else is a literal that SQL put beside the column: it comes out as the text that it is.
 */
import { isUtf8 } from 'node:buffer';
import { isEnvelope, isFinder } from '../custody/mod.ts';
import { Refusal } from '../platform/mod.ts';

/** Where the text of a cell comes from: an envelope to open, or text that is there already. */
export type Source =
  | { readonly kind: 'envelope'; readonly bytes: Buffer }
  | { readonly kind: 'text'; readonly bytes: Buffer };

/** Throws JK430 for a finder. */
export function readSealed(bytes: Buffer, from: number, to: number, format: number): Source {
  const raw = format === 1 ? bytes.subarray(from, to) : decodeBytea(bytes, from, to);
  if (isEnvelope(raw)) return { kind: 'envelope', bytes: raw };
  if (isFinder(raw)) throw new Refusal('JK430');
  if (!isUtf8(raw) || raw.includes(0)) return { kind: 'text', bytes: Buffer.from(`\\x${raw.toString('hex')}`) };
  return { kind: 'text', bytes: raw };
}

const backslash = 0x5c;

/** bytea's text form: `\x` and hex digits, or the escape form. */
export function decodeBytea(bytes: Buffer, from: number, to: number): Buffer {
  if (bytes[from] === backslash && bytes[from + 1] === 0x78)
    return Buffer.from(bytes.toString('latin1', from + 2, to), 'hex');
  const out = Buffer.alloc(to - from);
  let length = 0;
  for (let at = from; at < to; length++) {
    if (bytes[at] !== backslash) out[length] = bytes[at++] ?? 0;
    else if (bytes[at + 1] === backslash) {
      out[length] = backslash;
      at += 2;
    } else {
      out[length] = Number.parseInt(bytes.toString('latin1', at + 1, at + 4), 8);
      at += 4;
    }
  }
  return out.subarray(0, length);
}
