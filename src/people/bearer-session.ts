/**
 * Who sent a request: by the token of `Authorization: Bearer`, as the command line and scripts do, or by a cookie, as a browser does. What a browser sends by
 * itself proves no will: a request with a cookie that could change something must come from the office's own pages (`Origin`, RFC 6454).
 */
import { record } from '../ledger/mod.ts';
import type { HttpRequest } from '../platform/http/mod.ts';
import { type Code, type Db, Refusal, bearerOf, cookieOf, isOwnOrigin, transact } from '../platform/mod.ts';
import type { Actor } from './actor.ts';
import { refused } from './facts.ts';
import { type SignedIn, sessionOf } from './session.ts';

const resolved = new WeakMap<HttpRequest, Promise<SignedIn>>();

/** The `__Host-` prefix keeps it to this host and to TLS; without TLS, on the loopback, a browser would not take it. */
export function cookieName(request: HttpRequest): string {
  return request.protocol === 'https' ? '__Host-jikimi' : 'jikimi';
}

/** The header that gives a browser its session, or takes it away (null). No script of a page reads it, no other site sends it (RFC 6265bis). */
export function sessionCookie(request: HttpRequest, token: string | null): string {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  return `${cookieName(request)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict${secure}${token === null ? '; Max-Age=0' : ''}`;
}

/** Who sent this request, and by which session, whatever it asks for; looked up once a request. Throws JK101, JK113 or JK114. */
export function sentBy(db: Db, request: HttpRequest): Promise<SignedIn> {
  const known = resolved.get(request);
  if (known !== undefined) return known;
  const token = bearerOf(request) ?? cookieOf(request, cookieName(request));
  const found = token === undefined ? Promise.reject(new Refusal('JK101')) : sessionOf(db, token);
  resolved.set(request, found);
  return found;
}

/** The same, for whatever a route does: also throws JK117 for what another site's page made a browser send. */
export async function signedInBy(db: Db, request: HttpRequest): Promise<SignedIn> {
  const found = await sentBy(db, request);
  if (bearerOf(request) === undefined) refuseOtherOrigin(request);
  return found;
}

export async function signedIn(db: Db, request: HttpRequest): Promise<Actor> {
  return (await signedInBy(db, request)).actor;
}

/** Throws JK117 where a page of another origin, or nobody who says so, sends what may change something. */
export function refuseOtherOrigin(request: HttpRequest): void {
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isOwnOrigin(request)) throw new Refusal('JK117');
}

/** Puts on record what the office refused to somebody who is signed in. `route` is a pattern (`/grants/:name`), never an address. */
export async function recordRefusal(db: Db, actor: Actor, code: Code, route: string): Promise<void> {
  await transact(db, async (tx) => {
    await record(tx, refused(actor.person, code, route));
  });
}
