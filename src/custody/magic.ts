/** The first four bytes of the two things that a sealed column may hold or be compared with: `D5 4A 4B` and a kind. Never valid UTF-8. */
export const MAGIC_BYTES = 4;
export const ENVELOPE_MAGIC = 0xd54a4b01;
export const FINDER_MAGIC = 0xd54a4b02;

/** Compares byte by byte: called a million times a query. False where the bytes are fewer than four. */
export function hasMagic(bytes: Buffer, magic: number): boolean {
  return bytes[3] === (magic & 0xff) && bytes[0] === 0xd5 && bytes[1] === 0x4a && bytes[2] === 0x4b;
}
