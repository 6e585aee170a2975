/** What a request says about itself, beside its body. */
import { type Language, chooseLanguage } from '../language.ts';
import type { HttpRequest } from './application.ts';

/** The token of `Authorization: Bearer …` (RFC 6750); undefined where there is none. */
export function bearerOf(request: HttpRequest): string | undefined {
  return /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Language for whoever sent this request. */
export function languageOf(request: HttpRequest, otherwise: Language): Language {
  return chooseLanguage(request.headers['accept-language'], otherwise);
}

/** The pattern of the route, never the address itself, which may hold whatever somebody typed. */
export function routeOf(request: HttpRequest): string {
  return request.routeOptions.url ?? '(none)';
}

/** A cookie by its name (RFC 6265, 4.2); undefined where there is none, or it is empty. */
export function cookieOf(request: HttpRequest, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined && /^[\x21-\x7e]+$/.test(value)) return value;
  }
  return undefined;
}

/** Whether a page of our own sent this: its `Origin` is the host that was asked. Without the header nobody knows, and it is not. */
export function isOwnOrigin(request: HttpRequest): boolean {
  const { origin } = request.headers;
  return origin !== undefined && origin.toLowerCase() === `${request.protocol}://${request.host}`.toLowerCase();
}

/** From where it came: an IPv4 address in its own form, also where the socket is one for both. */
export function addressOf(request: HttpRequest): string {
  return request.ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}
