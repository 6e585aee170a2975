/**
 * Reads the packets with which a connection begins. They have no type byte: int32 length, int32 code or version, body.
 * Source: PostgreSQL 18 documentation, "Start-up" and "Message Formats"; limits as in its `backend_startup.c`.
 */
import { FrameCursor } from './frame-cursor.ts';
import { malformed, request } from './message.ts';
import { Refusal } from '../platform/mod.ts';

export type StartupPacket =
  | { readonly kind: 'ssl' }
  | { readonly kind: 'gssenc' }
  | { readonly kind: 'cancel'; readonly processId: number; readonly key: Buffer }
  | Startup;

/** `minor` is the minor version of protocol 3 that the client asks for; `user` is repeated in `parameters`, and never empty. */
export type Startup = {
  readonly kind: 'startup';
  readonly minor: number;
  readonly user: string;
  readonly parameters: ReadonlyMap<string, string>;
};

/** GSSENCRequest: a gateway that is not frozen declines it at once, by one byte, before anybody proves anything. */
export const gatewayKnock = Buffer.from('0000000804d21630', 'hex');

/** Most bytes of a packet behind its length field (`MAX_STARTUP_PACKET_LENGTH`). */
export const STARTUP_LIMIT = 10_000;

/** Keys are 4 bytes in protocol 3.0, and 4 to 256 in 3.2. */
const CANCEL_KEY = { least: 4, most: 256 } as const;

/**
 * `read` takes bytes until one packet is whole, and returns it with the bytes that follow it (`rest`, a view of the last chunk).
 * Then it stands at the beginning again. After an SSLRequest `rest` must be empty: the caller refuses with JK411 (CVE-2021-23222).
 *
 * Throws JK400 (malformed), JK401 (over 10,000 bytes, as soon as the length is known) and JK405 (not version 3).
 */
export class StartupReader {
  #held: Buffer = Buffer.alloc(0);

  read(chunk: Buffer): { readonly packet: StartupPacket; readonly rest: Buffer } | undefined {
    const before = this.#held.length;
    // Never more than one packet is kept, however much follows it: the copy is bounded by the limit.
    const kept = chunk.subarray(0, Math.max(0, 4 + STARTUP_LIMIT - before));
    const held = before === 0 ? kept : Buffer.concat([this.#held, kept]);
    const size = sizeOf(held);
    if (size === undefined || held.length < size) {
      this.#held = before === 0 ? Buffer.from(held) : held;
      return undefined;
    }
    this.#held = Buffer.alloc(0);
    return { packet: parse(held.subarray(0, size)), rest: chunk.subarray(size - before) };
  }
}

function sizeOf(held: Buffer): number | undefined {
  if (held.length < 4) return undefined;
  const size = held.readInt32BE(0);
  if (size < 8) throw malformed('The start-up packet', 'has an impossible length');
  if (size - 4 > STARTUP_LIMIT) throw new Refusal('JK401', { bytes: size - 4, limit: STARTUP_LIMIT });
  return size;
}

function parse(packet: Buffer): StartupPacket {
  const cursor = new FrameCursor('The start-up packet', packet, 4, packet.length);
  const code = cursor.uint32();
  switch (code) {
    case request.ssl:
      cursor.done();
      return { kind: 'ssl' };
    case request.gssenc:
      cursor.done();
      return { kind: 'gssenc' };
    case request.cancel: {
      const processId = cursor.int32();
      const key = Buffer.from(cursor.rest());
      if (key.length < CANCEL_KEY.least || key.length > CANCEL_KEY.most) {
        throw malformed('CancelRequest', 'has a key of an impossible length');
      }
      return { kind: 'cancel', processId, key };
    }
    default:
      return startup(code, cursor);
  }
}

function startup(version: number, cursor: FrameCursor): Startup {
  const major = version >>> 16;
  const minor = version & 0xffff;
  if (major !== 3) throw new Refusal('JK405', { version: `${major}.${minor}` });
  const parameters = new Map<string, string>();
  for (let name = cursor.cString(); name !== ''; name = cursor.cString()) {
    // PostgreSQL takes the last of two; whoever looks at the first would decide about another user than the one that enters.
    if (parameters.has(name)) throw malformed('The start-up packet', 'names a parameter twice');
    parameters.set(name, cursor.cString());
  }
  cursor.done();
  const user = parameters.get('user');
  if (user === undefined || user === '') throw malformed('The start-up packet', 'names no user');
  return { kind: 'startup', minor, user, parameters };
}
