/** Conversations on the wire as lines of text: said to the gateway over TLS or to a PostgreSQL without it, and compared. */
import { readAuthentication } from '../../src/gateway/authentication-message.ts';
import { readParameterDescription, readReport, readRowDescription } from '../../src/gateway/backend-parsers.ts';
import {
  type Bind,
  bind,
  parse,
  saslInitialResponse,
  saslResponse,
  startupMessage,
} from '../../src/gateway/frontend-builders.ts';
import { FrameWriter } from '../../src/gateway/frame-writer.ts';
import { backend, frontend } from '../../src/gateway/message.ts';
import { type ScramAnswer, scramAnswer, scramHello, scramVerify } from '../../src/gateway/scram-client.ts';
import { type Heard, WireClient, dial, dialSecurely, rowsIn } from './wire-client.ts';

/** Signs in; with TLS where the connection string names a root certificate. `minor`: of protocol 3. Throws the refusal as a line. */
export async function connectWire(
  uri: string,
  parameters: Readonly<Record<string, string>> = {},
  minor = 0,
): Promise<{ client: WireClient; greeting: readonly Heard[] }> {
  const { username, password, pathname, searchParams } = new URL(uri);
  const client = new WireClient(await (searchParams.has('sslrootcert') ? dialSecurely(uri) : dial(uri)));
  const all = { user: decodeURIComponent(username), database: pathname.slice(1), ...parameters };
  client.send(startupMessage(new Map(Object.entries(all)), minor));
  const hello = scramHello('a-nonce-of-a-test');
  let answer: ScramAnswer | null = null;
  const greeting: Heard[] = [];
  for (let frame = await client.hear(); frame !== undefined; frame = await client.hear()) {
    greeting.push(frame);
    const { bytes, type } = frame;
    if (type === 'E') throw new Error(lineOf(frame));
    if (type === 'Z') return { client, greeting };
    if (bytes[0] !== backend.authentication) continue;
    const message = readAuthentication(bytes, 0, bytes.length);
    if (message.kind === 'sasl') client.send(saslInitialResponse('SCRAM-SHA-256', hello.message));
    if (message.kind === 'sasl_continue') {
      answer = scramAnswer(hello, decodeURIComponent(password), message.data);
      client.send(saslResponse(answer.message));
    }
    if (message.kind === 'sasl_final' && answer !== null) scramVerify(answer, message.data);
  }
  throw new Error('closed during the sign-in');
}

/** Says the frames, and reads what comes up to the n-th ReadyForQuery or the end of the connection. */
export async function converse(client: WireClient, frames: readonly Buffer[], readies = 1): Promise<string[]> {
  client.send(...frames);
  return linesUntilReady(client, readies);
}

export async function linesUntilReady(client: WireClient, readies = 1): Promise<string[]> {
  const lines: string[] = [];
  for (let n = 0; n < readies; n++) lines.push(...(await client.hearReady()).map(lineOf));
  return lines;
}

/** Each byte is a write, and a TLS record, of its own. */
export async function sayByteByByte(client: WireClient, frames: readonly Buffer[]): Promise<void> {
  const bytes = Buffer.concat(frames);
  for (let at = 0; at < bytes.length; at++)
    await new Promise((done) => client.socket.write(bytes.subarray(at, at + 1), done));
}

/** A message as a line: its letter, then what a person would look at. */
export function lineOf(frame: Heard): string {
  const said = contentOf(frame);
  return said === '' ? frame.type : `${frame.type} ${said}`;
}

function contentOf(frame: Heard): string {
  const { bytes } = frame;
  const end = bytes.length;
  switch (Number(bytes[0])) {
    case backend.dataRow:
      return (
        rowsIn([frame])[0]
          ?.map((cell) => cell ?? 'null')
          .join('|') ?? ''
      );
    case backend.rowDescription:
      return readRowDescription(bytes, 0, end)
        .map(({ name, typeOid, format }) => `${name}:${typeOid}${format === 1 ? ':binary' : ''}`)
        .join('|');
    case backend.parameterDescription:
      return readParameterDescription(bytes, 0, end).oids.join('|');
    case backend.errorResponse:
    case backend.noticeResponse: {
      const report = readReport(bytes, 0, end);
      return `${report.get('V')} ${report.get('C')}`;
    }
    case backend.readyForQuery:
    case backend.commandComplete:
    case backend.parameterStatus:
      return bytes.toString('utf8', 5).replace(/\0$/, '').replaceAll('\0', '=');
    default:
      return '';
  }
}

// ── what a client says, with what is usual left out ──────────────────────────────────────────────────────────────────────────────

export function P(text: string, name = '', oids: readonly number[] = []): Buffer {
  return parse({ name, text, oids });
}

/** Values are text unless they are bytes already. */
export function B(values: readonly (string | Buffer | null)[] = [], more: Partial<Bind> = {}): Buffer {
  const parameters = values.map((value) => (typeof value === 'string' ? Buffer.from(value) : value));
  return bind({ portal: '', statement: '', parameterFormats: [], resultFormats: [], ...more, parameters });
}

export function flush(): Buffer {
  return new FrameWriter(5).begin(frontend.flush).end().take();
}
