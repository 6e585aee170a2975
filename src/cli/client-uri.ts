import { join } from 'node:path';
import type { Config } from '../platform/light.ts';

export type Login = {
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
};

/** What clients check the gateway's certificate against: the local CA, or the system's authorities where a certificate was brought. */
export function rootCertificate(config: Config): string {
  return config.tlsCert === undefined ? join(config.home, 'tls', 'ca.pem') : 'system';
}

/** A libpq connection string that works as it is. Without `password` it can be shown to others. */
export function clientUri(config: Config, login: Login, options: { readonly password: boolean }): string {
  const uri = new URL(`postgresql://${login.host.includes(':') ? `[${login.host}]` : login.host}:${login.port}`);
  uri.pathname = `/${encodeURIComponent(login.database)}`;
  uri.username = login.username;
  if (options.password) uri.password = login.password;
  // Segment by segment: inside the double quotes of a shell a path may neither end the parameter nor name a variable.
  const root = rootCertificate(config).split('/').map(encodeURIComponent).join('/');
  return `${uri.href}?sslmode=verify-full&sslrootcert=${root}`;
}
