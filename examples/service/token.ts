/** The token of a session: 256 random bits in the member's cookie; the table keeps only its hash. */
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

export const daysOfSession = 14;
const name = 'session';
const kept = 'Path=/; HttpOnly; SameSite=Lax';

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function tokenOf(request: FastifyRequest): string | undefined {
  const parts = (request.headers.cookie ?? '').split(/;\s*/);
  return parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** `Secure` is for whoever stands in front with TLS to add; on localhost there is none. */
export function cookieWith(token: string): string {
  return `${name}=${token}; ${kept}; Max-Age=${daysOfSession * 24 * 60 * 60}`;
}

export function cookieWithout(): string {
  return `${name}=; ${kept}; Max-Age=0`;
}
