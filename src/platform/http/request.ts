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
