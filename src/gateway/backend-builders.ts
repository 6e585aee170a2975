/** What the gateway says to its client in a server's place. Each function returns one whole frame, ready to be written. */
import { FrameWriter } from './frame-writer.ts';
import { authentication, backend, type TransactionStatus } from './message.ts';

/** One column of a RowDescription. `typeLength` −1 is a type of variable length; `format` 0 is text, 1 binary. */
export type RowField = {
  readonly name: string;
  /** OID of the table, 0 where the column is an expression. */
  readonly tableOid: number;
  /** Attribute number in the table, 0 where the column is an expression. */
  readonly attribute: number;
  readonly typeOid: number;
  readonly typeLength: number;
  readonly typeModifier: number;
  readonly format: number;
};

/** Letter and value of each field of an ErrorResponse or NoticeResponse; see "Error and Notice Message Fields". */
export type ReportFields = Iterable<readonly [letter: string, value: string]>;

/** A message without a body: ParseComplete, NoData, CopyDone, Sync … */
export function bareMessage(type: number): Buffer {
  return new FrameWriter(5).begin(type).end().take();
}

export function authenticationOk(): Buffer {
  return authenticationKind(authentication.ok).end().take();
}

/** `mechanisms` in the server's order of preference. */
export function authenticationSasl(mechanisms: readonly string[]): Buffer {
  const writer = authenticationKind(authentication.sasl);
  for (const mechanism of mechanisms) writer.cString(mechanism);
  return writer.byte(0).end().take();
}

export function authenticationSaslContinue(data: string): Buffer {
  return authenticationKind(authentication.saslContinue).raw(Buffer.from(data)).end().take();
}

export function authenticationSaslFinal(data: string): Buffer {
  return authenticationKind(authentication.saslFinal).raw(Buffer.from(data)).end().take();
}

export function parameterStatus(name: string, value: string): Buffer {
  return new FrameWriter().begin(backend.parameterStatus).cString(name).cString(value).end().take();
}

/** `key`: 4 bytes for a client of protocol 3.0, 4 to 256 for 3.2. */
export function backendKeyData(processId: number, key: Uint8Array): Buffer {
  return new FrameWriter().begin(backend.backendKeyData).int32(processId).raw(key).end().take();
}

export function readyForQuery(status: TransactionStatus): Buffer {
  return new FrameWriter(6).begin(backend.readyForQuery).byte(status.charCodeAt(0)).end().take();
}

/** Says that only protocol 3.`minor` is spoken, and which `_pq_.` options are not known. The number is sent whole (3 « 16 + minor). */
export function negotiateProtocolVersion(minor: number, unknownOptions: readonly string[]): Buffer {
  const writer = new FrameWriter().begin(backend.negotiateProtocolVersion);
  writer.int32((3 << 16) | minor).int32(unknownOptions.length);
  for (const option of unknownOptions) writer.cString(option);
  return writer.end().take();
}

export function errorMessage(fields: ReportFields): Buffer {
  return report(backend.errorResponse, fields);
}

export function noticeMessage(fields: ReportFields): Buffer {
  return report(backend.noticeResponse, fields);
}

export function rowDescription(fields: readonly RowField[]): Buffer {
  const writer = new FrameWriter().begin(backend.rowDescription).count(fields.length);
  for (const field of fields) {
    writer.cString(field.name).uint32(field.tableOid).int16(field.attribute);
    writer.uint32(field.typeOid).int16(field.typeLength).int32(field.typeModifier).int16(field.format);
  }
  return writer.end().take();
}

export function parameterDescription(oids: readonly number[]): Buffer {
  const writer = new FrameWriter().begin(backend.parameterDescription).count(oids.length);
  for (const oid of oids) writer.uint32(oid);
  return writer.end().take();
}

/** One row; null is SQL's null. For many rows in one buffer, give the `writer` and take from it. */
export function dataRow(cells: readonly (Uint8Array | null)[], writer: FrameWriter): void;
export function dataRow(cells: readonly (Uint8Array | null)[]): Buffer;
export function dataRow(cells: readonly (Uint8Array | null)[], writer?: FrameWriter): Buffer | void {
  const out = writer ?? new FrameWriter();
  out.begin(backend.dataRow).count(cells.length);
  for (const cell of cells) out.value(cell);
  out.end();
  return writer === undefined ? out.take() : undefined;
}

/** `tag` as the server would give it, such as `SELECT 3`. */
export function commandComplete(tag: string): Buffer {
  return new FrameWriter().begin(backend.commandComplete).cString(tag).end().take();
}

/** COPY FROM STDIN may begin: all columns in text format. */
export function copyInResponse(columns: number): Buffer {
  const writer = new FrameWriter().begin(backend.copyInResponse).byte(0).count(columns);
  for (let column = 0; column < columns; column++) writer.int16(0);
  return writer.end().take();
}

function authenticationKind(kind: number): FrameWriter {
  return new FrameWriter().begin(backend.authentication).int32(kind);
}

function report(type: number, fields: ReportFields): Buffer {
  const writer = new FrameWriter().begin(type);
  for (const [letter, value] of fields) writer.byte(letter.charCodeAt(0)).cString(value);
  return writer.byte(0).end().take();
}
