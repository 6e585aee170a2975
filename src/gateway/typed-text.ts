/** What a parameter says as text, whatever type and format a driver declared for it: a sealed column keeps text. Source: PostgreSQL 18, the types' own send functions. */
import { isUtf8 } from 'node:buffer';
import { Refusal } from '../platform/mod.ts';
import { textFamily } from './inference.ts';

const types = { bool: 16, int8: 20, int2: 21, int4: 23, date: 1082, uuid: 2950 } as const;
const firstDay = Temporal.PlainDate.from('2000-01-01');

/** `declared`: OID, 0 for none. Throws JK526 for a binary value of any other type. */
export function typedText(value: Buffer, format: number, declared: number): string {
  if (format === 0 || declared === 0 || textFamily.has(declared)) return utf8(value);
  switch (declared) {
    case types.bool:
      return value[0] === 1 ? 'true' : 'false';
    case types.int2:
      return String(value.readInt16BE());
    case types.int4:
      return String(value.readInt32BE());
    case types.int8:
      return String(value.readBigInt64BE());
    case types.date:
      return firstDay.add({ days: value.readInt32BE() }).toString();
    case types.uuid:
      return value.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    default:
      throw new Refusal('JK526', { oid: declared });
  }
}

/** Throws JK528 for bytes that are not UTF-8: what would be kept is not what was sent. */
export function utf8(value: Buffer): string {
  if (!isUtf8(value)) throw new Refusal('JK528');
  return value.toString('utf8');
}
