import type { HttpRequest } from '../platform/http/mod.ts';
import { type Db, Refusal, bearerOf } from '../platform/mod.ts';
import type { Actor } from './actor.ts';
import { actorOf } from './session.ts';

const resolved = new WeakMap<HttpRequest, Promise<Actor>>();

/** Who sent this request, with the offices held now; looked up once a request. Throws JK101. */
export function signedIn(db: Db, request: HttpRequest): Promise<Actor> {
  const known = resolved.get(request);
  if (known !== undefined) return known;
  const token = bearerOf(request);
  const actor = token === undefined ? Promise.reject(new Refusal('JK101')) : actorOf(db, token);
  resolved.set(request, actor);
  return actor;
}
