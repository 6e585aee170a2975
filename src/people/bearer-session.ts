import { record } from '../ledger/mod.ts';
import type { HttpRequest } from '../platform/http/mod.ts';
import { type Code, type Db, Refusal, bearerOf, transact } from '../platform/mod.ts';
import type { Actor } from './actor.ts';
import { refused } from './facts.ts';
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

/** Puts on record what the office refused to somebody who is signed in. `route` is a pattern (`/grants/:name`), never an address. */
export async function recordRefusal(db: Db, actor: Actor, code: Code, route: string): Promise<void> {
  await transact(db, async (tx) => {
    await record(tx, refused(actor.person, code, route));
  });
}
