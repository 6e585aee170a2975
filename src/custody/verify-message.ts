/**
 * What an adopter asks about what it had sealed. Request: count u32 · (length u32 · envelope · length u32 · text in UTF-8)*.
 * Answer: one byte an item, 1 where the envelope opens to exactly that text.
 */
export type VerifyItem = { readonly envelope: Buffer; readonly text: string };

export function encodeVerifyRequest(items: readonly VerifyItem[]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(items.length, 0);
  return Buffer.concat([
    count,
    ...items.flatMap(({ envelope, text }) => [...counted(envelope), ...counted(Buffer.from(text, 'utf8'))]),
  ]);
}

function counted(bytes: Buffer): [Buffer, Buffer] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length, 0);
  return [length, bytes];
}

/** Throws RangeError where the bytes are not such a request. The envelopes are views into `bytes`. */
export function decodeVerifyRequest(bytes: Buffer): VerifyItem[] {
  const items: VerifyItem[] = [];
  let at = 4;
  const next = (): Buffer => {
    const length = bytes.readUInt32BE(at);
    if (at + 4 + length > bytes.length) throw new RangeError('a verify request is cut');
    at += 4 + length;
    return bytes.subarray(at - length, at);
  };
  for (let n = bytes.readUInt32BE(0); n > 0; n--) items.push({ envelope: next(), text: next().toString('utf8') });
  if (at !== bytes.length) throw new RangeError('a verify request has bytes left over');
  return items;
}

export function encodeVerdicts(verdicts: readonly boolean[]): Buffer {
  return Buffer.from(verdicts.map(Number));
}

export function decodeVerdicts(bytes: Buffer): boolean[] {
  return [...bytes].map((byte) => byte === 1);
}
