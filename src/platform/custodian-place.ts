/** Where the custodian is: on this host its local socket, from another host by mutual TLS (docs/operations.md). */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Config } from './config.ts';
import type { Address } from './reachable.ts';
import { Refusal } from './refusal.ts';
import { custodianSocket } from './secrets.ts';
import { loadTls } from './tls.ts';

/** PEM: our certificate and its key, and the one authority that the other side's certificate must be of. */
export type PeerTls = { readonly cert: string; readonly key: string; readonly ca: string };

export type CustodianPlace =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number; readonly tls: PeerTls };

/** Where it is asked. Throws as `peerTls` does. */
export function custodianPlace(config: Config, now: Temporal.Instant): CustodianPlace {
  if (config.custodianAddress === undefined) return { socketPath: custodianSocket(config) };
  return { ...addressOf(config.custodianAddress), tls: peerTls(config, now) };
}

/** Where the custodian answers other hosts; null where it does not. Throws as `peerTls` does. */
export function custodianRemote(config: Config, now: Temporal.Instant) {
  if (config.custodianListen === undefined) return null;
  return { ...addressOf(config.custodianListen), tls: peerTls(config, now) };
}

/** What answers a knock where it runs. */
export function custodianDoor(config: Config): Address {
  return config.custodianAddress === undefined ? { path: custodianSocket(config) } : addressOf(config.custodianAddress);
}

/** HOST:PORT, checked by the configuration. */
function addressOf(text: string): { readonly host: string; readonly port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
}

/** Throws JK020 to JK025 with the file that is at fault, as `loadTls` does. */
function peerTls(
  { custodianTlsCert = '', custodianTlsKey = '', custodianTlsCa = '' }: Config,
  now: Temporal.Instant,
): PeerTls {
  const { cert, key } = loadTls({ certFile: custodianTlsCert, keyFile: custodianTlsKey }, now);
  return { cert, key, ca: readAuthority(custodianTlsCa) };
}

function readAuthority(file: string): string {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Refusal('JK020', { file }, cause);
  }
  try {
    new X509Certificate(pem);
  } catch (cause) {
    throw new Refusal('JK021', { file }, cause);
  }
  return pem;
}
