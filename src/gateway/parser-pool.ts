/**
 * PostgreSQL's own parser and scanner (libpg-query, WebAssembly), for all sessions of the process.
 *
 * READY → (a text is nested too deeply, and the stack overflows in the middle of a call) BROKEN: the instance keeps what the call had taken of its own
 * stack and heap, and after some thirty such texts it would read nothing any more, whoever asks. So it is dropped with the first one, and a spare takes
 * its place; another spare is made at once. How deep a text is nested cannot be told before: `1 + 1 + …` has no parenthesis.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What of the module is used. Places and sizes are numbers of bytes. */
type Instance = {
  lengthBytesUTF8(text: string): number;
  stringToUTF8(text: string, to: number, most: number): void;
  UTF8ToString(from: number): string;
  getValue(at: number, type: 'i32'): number;
  _malloc(size: number): number;
  _free(at: number): void;
  _wasm_scan(text: number): number;
  _wasm_fingerprint(text: number): number;
  _wasm_free_string(at: number): void;
  _wasm_parse_query_raw(text: number): number;
  _wasm_free_parse_result(at: number): void;
};
type Compiled = { readonly exports: object };
type Instantiate = (imports: object, receive: (instance: Compiled) => void) => object;
/** Node's own; its types have it in the browser's library alone. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (compiled: object, imports: object) => Compiled;
};

/** PostgreSQL's words about a text that it does not take. */
export class SyntaxFault extends Error {
  /** In characters of the text, from 1; undefined where it tells none. */
  readonly position: number | undefined;

  constructor(message: string, position?: number) {
    super(message);
    this.position = position;
  }
}

const spares = 2;
const ready: Instance[] = [];
let made: Promise<() => Promise<Instance>> | null = null;

/** Everything else here is synchronous and needs it. */
export async function loadParser(): Promise<void> {
  made ??= maker();
  const make = await made;
  while (ready.length <= spares) ready.push(await make());
}

/** The tree. Throws SyntaxFault, or another error where the text is nested too deeply. */
export function parseSql(text: string): object {
  return withText(text, (instance, at) => {
    const result = instance._wasm_parse_query_raw(at);
    try {
      const [tree = 0, , fault = 0] = [0, 4, 8].map((offset) => instance.getValue(result + offset, 'i32'));
      if (fault === 0) return JSON.parse(instance.UTF8ToString(tree)) as object;
      const [message = 0, position = 0] = [0, 16].map((offset) => instance.getValue(fault + offset, 'i32'));
      throw new SyntaxFault(instance.UTF8ToString(message), Math.max(1, position));
    } finally {
      instance._wasm_free_parse_result(result);
    }
  });
}

/** The scanner's tokens as JSON. Throws as `parseSql`. */
export function scanSql(text: string): string {
  return withText(text, (instance, at) => answered(instance, instance._wasm_scan(at), /^\{/));
}

/** Throws as `parseSql`. */
export function fingerprintSql(text: string): string {
  return withText(text, (instance, at) => answered(instance, instance._wasm_fingerprint(at), /^[0-9a-f]{16}$/));
}

/** Nothing but its form tells an answer from words about a fault, which may quote the text: "unterminated quoted string at or near …". */
function answered(instance: Instance, result: number, form: RegExp): string {
  const said = instance.UTF8ToString(result);
  instance._wasm_free_string(result);
  if (!form.test(said)) throw new SyntaxFault(said);
  return said;
}

function withText<T>(text: string, use: (instance: Instance, at: number) => T): T {
  const [instance] = ready;
  if (instance === undefined) throw new Error('the parser is not there');
  try {
    const size = instance.lengthBytesUTF8(text) + 1;
    const at = instance._malloc(size);
    instance.stringToUTF8(text, at, size);
    try {
      return use(instance, at);
    } finally {
      instance._free(at);
    }
  } catch (error) {
    if (!(error instanceof SyntaxFault)) replace(instance);
    throw error;
  }
}

function replace(broken: Instance): void {
  const at = ready.indexOf(broken);
  if (at !== -1) ready.splice(at, 1);
  void made?.then(async (make) => ready.push(await make()));
}

/** Compiled once; an instance is then made without waiting for anything but promises, before any other session is heard. */
async function maker(): Promise<() => Promise<Instance>> {
  const require = createRequire(import.meta.url);
  const compiled = await WebAssembly.compile(readFileSync(require.resolve('libpg-query/wasm/libpg-query.wasm')));
  const create = require('libpg-query/wasm/libpg-query.js') as (options: {
    instantiateWasm: Instantiate;
  }) => Promise<Instance>;
  const instantiateWasm: Instantiate = (imports, receive) => {
    const instance = new WebAssembly.Instance(compiled, imports);
    receive(instance);
    return instance.exports;
  };
  return () => create({ instantiateWasm });
}
