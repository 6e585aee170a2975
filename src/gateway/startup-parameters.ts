/** Which start-up parameters a client may set, and which of them reach the server. */
import { Refusal } from '../platform/mod.ts';

/** Settings that change how values are written or how long a statement may take, and nothing of who the session is. */
export const allowedParameters: ReadonlySet<string> = new Set([
  'application_name',
  'client_encoding',
  'client_min_messages',
  'datestyle',
  'extra_float_digits',
  'idle_in_transaction_session_timeout',
  'intervalstyle',
  'lock_timeout',
  'search_path',
  'standard_conforming_strings',
  'statement_timeout',
  'timezone',
  'transaction_timeout',
]);

const setting = /^([A-Za-z_]+)=((?:[^\\\s]|\\.)*)$/;

/**
 * What to hand to the server, of what the client asked for. Throws JK433 for anything outside the list; `options` may hold `-c name=value`
 * and `--name=value` of the same list.
 */
export function serverParameters(asked: ReadonlyMap<string, string>): {
  parameters: Map<string, string>;
  protocolOptions: string[];
} {
  const parameters = new Map<string, string>();
  const protocolOptions: string[] = [];
  for (const [name, value] of asked) {
    if (name === 'user' || name === 'database') continue;
    if (name.startsWith('_pq_.')) protocolOptions.push(name);
    else if (name === 'options') parameters.set('options', checkOptions(value));
    else if (allowedParameters.has(name.toLowerCase())) parameters.set(name, value);
    else throw new Refusal('JK433', { name: name.slice(0, 40) });
  }
  return { parameters, protocolOptions };
}

function checkOptions(text: string): string {
  const words = text.match(/(?:[^\\\s]|\\.)+/g) ?? [];
  for (let n = 0; n < words.length; n++) {
    let word = words[n] ?? '';
    if (word === '-c') word = words[++n] ?? '';
    else if (word.startsWith('-c')) word = word.slice(2);
    else if (word.startsWith('--')) word = word.slice(2).replaceAll('-', '_');
    else throw new Refusal('JK433', { name: 'options' });
    const name = setting.exec(
      word.replaceAll('-', '_').replace(/^([^=]*)=.*$/, (_, key: string) => `${key}=${word.slice(key.length + 1)}`),
    )?.[1];
    if (name === undefined || !allowedParameters.has(name.toLowerCase()))
      throw new Refusal('JK433', { name: `options ${name ?? ''}`.trim() });
  }
  return text;
}
