/** What a parameter says as text, whatever type and format a driver declared for it: a sealed column keeps text. Source: PostgreSQL 18, the types' own send functions. */
import { isUtf8 } from 'node:buffer';
import { Refusal } from '../platform/mod.ts';
import { textFamily } from './inference.ts';
import { malformed } from './message.ts';

const types = { bool: 16, int8: 20, int2: 21, int4: 23, date: 1082, uuid: 2950 } as const;
const bytesOf = new Map<number, number>([
  [types.bool, 1],
  [types.int2, 2],
  [types.int4, 4],
  [types.int8, 8],
  [types.date, 4],
  [types.uuid, 16],
]);
const firstDay = Temporal.PlainDate.from('2000-01-01');
/** From then, of 0001-01-01 and 9999-12-31: what lies beyond has another spelling in PostgreSQL (BC, infinity). */
const [leastDay, mostDay] = [-730_119, 2_921_939];

/** `declared`: OID, 0 for none. Throws JK526 for a binary value of any other type or a date outside the years 1 to 9999, JK400 for one that is cut. */
export function typedText(value: Buffer, format: number, declared: number): string {
  if (format === 0 || declared === 0 || textFamily.has(declared)) return utf8(value);
  if (value.length !== (bytesOf.get(declared) ?? value.length)) throw malformed('Bind', 'ends too early');
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
      return dayText(value.readInt32BE());
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

function dayText(days: number): string {
  if (days < leastDay || days > mostDay) throw new Refusal('JK526', { oid: types.date });
  return firstDay.add({ days }).toString();
}
