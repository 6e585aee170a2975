/** What the gateway says to the membership database in a client's place. Each function returns one whole message. */
import { FrameWriter } from './frame-writer.ts';
import { frontend, request, type Target } from './message.ts';

/** A statement to prepare; an OID of 0 leaves the type to the server. */
export type Parse = { readonly name: string; readonly text: string; readonly oids: readonly number[] };

/** Values for a statement. Formats are 0 (text) and 1 (binary): none, one for all, or one for each. */
export type Bind = {
  readonly portal: string;
  readonly statement: string;
  readonly parameterFormats: readonly number[];
  readonly parameters: readonly (Buffer | null)[];
  readonly resultFormats: readonly number[];
};

/** Protocol 3.`minor`. `parameters` must hold `user`. */
export function startupMessage(parameters: ReadonlyMap<string, string>, minor = 0): Buffer {
  const writer = new FrameWriter().beginUntyped().int32((3 << 16) | minor);
  for (const [name, value] of parameters) writer.cString(name).cString(value);
  return writer.byte(0).end().take();
}

export function sslRequest(): Buffer {
  return new FrameWriter(8).beginUntyped().int32(request.ssl).end().take();
}

export function cancelRequest(processId: number, key: Uint8Array): Buffer {
  return new FrameWriter().beginUntyped().int32(request.cancel).int32(processId).raw(key).end().take();
}

export function saslInitialResponse(mechanism: string, data: string): Buffer {
  return new FrameWriter().begin(frontend.response).cString(mechanism).value(Buffer.from(data)).end().take();
}

export function saslResponse(data: string): Buffer {
  return new FrameWriter().begin(frontend.response).raw(Buffer.from(data)).end().take();
}

export function query(text: string): Buffer {
  return new FrameWriter().begin(frontend.query).cString(text).end().take();
}

export function parse(message: Parse): Buffer {
  const writer = new FrameWriter().begin(frontend.parse).cString(message.name).cString(message.text);
  writer.count(message.oids.length);
  for (const oid of message.oids) writer.uint32(oid);
  return writer.end().take();
}

export function bind(message: Bind): Buffer {
  const writer = new FrameWriter().begin(frontend.bind).cString(message.portal).cString(message.statement);
  writer.count(message.parameterFormats.length);
  for (const format of message.parameterFormats) writer.int16(format);
  writer.count(message.parameters.length);
  for (const parameter of message.parameters) writer.value(parameter);
  writer.count(message.resultFormats.length);
  for (const format of message.resultFormats) writer.int16(format);
  return writer.end().take();
}

export function describe(target: Target, name: string): Buffer {
  return named(frontend.describe, target, name);
}

export function close(target: Target, name: string): Buffer {
  return named(frontend.close, target, name);
}

/** `maxRows` 0 means all. */
export function execute(portal: string, maxRows = 0): Buffer {
  return new FrameWriter().begin(frontend.execute).cString(portal).int32(maxRows).end().take();
}

/** Answers to Close that come to a question, the last of which ends it. */
export const closesOfQuestion = 2;

/** A whole question under a name of its own, within a group of the extended protocol: nothing of the client's unnamed statement and portal is touched. */
export function question(
  name: string,
  text: string,
  oids: readonly number[] = [],
  values: Pick<Bind, 'parameters' | 'parameterFormats'> = { parameters: [], parameterFormats: [] },
): Buffer {
  return Buffer.concat([
    parse({ name, text, oids }),
    bind({ portal: name, statement: name, ...values, resultFormats: [] }),
    execute(name),
    close('portal', name),
    close('statement', name),
  ]);
}

export function sync(): Buffer {
  return new FrameWriter(5).begin(frontend.sync).end().take();
}

export function flush(): Buffer {
  return new FrameWriter(5).begin(frontend.flush).end().take();
}

export function terminate(): Buffer {
  return new FrameWriter(5).begin(frontend.terminate).end().take();
}

function named(type: number, target: Target, name: string): Buffer {
  const letter = target === 'statement' ? 'S' : 'P';
  return new FrameWriter().begin(type).byte(letter.charCodeAt(0)).cString(name).end().take();
}
