/**
 * What an entry of the history commits to.
 *
 * content    = leafHash(salt ‖ JCS(body))                             for an act or a refusal
 *            = RFC 6962 root over [that, one leaf a subject]           for an opening
 * commitment = SHA-256(id ‖ at ‖ content ‖ kind), made by the database, which alone knows id and time
 * leaf       = leafHash(commitment), numbered by the sequencer
 *
 * A subject's leaf = leafHash(subjectSalt ‖ subject ‖ its part numbers as u16), subjectSalt = its 32 bytes of
 * SHAKE256(salt): whoever is shown one subject's salt and path can check that one and learns nothing of the others. When retention drops body and salt, what
 * stays is unlinkable.
 */
import { createHash, hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { leafHash, rootOfPacked } from './merkle.ts';

/** Ids, codes, counts and times only: never a value of a data subject. */
export type Body = Readonly<Record<string, unknown>>;

/** One treatment of one field in a batch, and the subjects that met it, as uuids, with hyphens or without. */
export type SubjectPart = { readonly subjects: readonly string[] };

export function bodyLeaf(salt: Buffer, body: Body): Buffer {
  const canonical = canonicalize(body);
  if (canonical === undefined) throw new TypeError('a body that is not JSON cannot be recorded');
  return leafHash(Buffer.concat([salt, Buffer.from(canonical, 'utf8')]));
}

/** Content of an opening; `parts` in their order, part numbers from 1. */
export function openingContent(salt: Buffer, body: Body, parts: readonly SubjectPart[]): Buffer {
  const met = partsBySubject(parts);
  const leaves = Buffer.allocUnsafe(32 * (1 + met.size));
  bodyLeaf(salt, body).copy(leaves, 0);
  const ids = Buffer.from([...met.keys()].join('').replaceAll('-', ''), 'hex');
  const salts = subjectSalts(salt, met.size);
  let n = 0;
  for (const numbers of met.values()) {
    subjectLeaf(salts.subarray(32 * n, 32 * n + 32), ids.subarray(16 * n, 16 * n + 16), numbers).copy(
      leaves,
      32 * (n + 1),
    );
    n += 1;
  }
  return rootOfPacked(leaves);
}

/** Part numbers of each subject, subjects in order of first appearance. */
export function partsBySubject(parts: readonly SubjectPart[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  parts.forEach((part, index) => {
    for (const subject of part.subjects) {
      const numbers = found.get(subject);
      if (numbers === undefined) found.set(subject, [index + 1]);
      else if (numbers.at(-1) !== index + 1) numbers.push(index + 1);
    }
  });
  return found;
}

/** 32 bytes a subject, in order: SHAKE256 (FIPS 202) of the entry's salt, drawn out as long. One piece tells nothing of another. */
export function subjectSalts(salt: Buffer, count: number): Buffer {
  return count === 0
    ? Buffer.alloc(0)
    : createHash('shake256', { outputLength: 32 * count })
        .update(salt)
        .digest();
}

/** `own` is the subject's salt, `subject` its id in 16 bytes. */
export function subjectLeaf(own: Buffer, subject: Buffer, numbers: readonly number[]): Buffer {
  const data = Buffer.allocUnsafe(48 + numbers.length * 2);
  own.copy(data, 0);
  subject.copy(data, 32);
  for (let n = 0; n < numbers.length; n++) data.writeUInt16BE(numbers[n] ?? 0, 48 + n * 2);
  return leafHash(data);
}

/**
 * What the database computes for an entry: `id` a uuid, `atMicros` microseconds since 2000-01-01 UTC as PostgreSQL keeps time, `kind` in
 * ASCII. All before the kind has a fixed length, so that no two entries are written the same.
 */
export function commitmentOf(id: string, atMicros: bigint, content: Buffer, kind: string): Buffer {
  const head = Buffer.alloc(24);
  head.write(id.replaceAll('-', ''), 0, 'hex');
  head.writeBigInt64BE(atMicros, 16);
  return hash('sha256', Buffer.concat([head, content, Buffer.from(kind, 'ascii')]), 'buffer');
}
