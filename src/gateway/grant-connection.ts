/** Connections to membership databases as the role of a grant: backends, one a session, and side connections, one a grant. */
import type { Db } from '../platform/mod.ts';
import { type Backend, connectBackend } from './backend.ts';
import { type Target, mintLogin } from './logins.ts';
import { SideConnection } from './side-connection.ts';

type Login = { readonly role: string; readonly secret: string };

/** So that a question on a side connection holds nobody up for long. */
const sideLimits: ReadonlyMap<string, string> = new Map([
  ['lock_timeout', '2s'],
  ['statement_timeout', '5s'],
]);

export class GrantConnections {
  readonly #db: Db;
  readonly #timeoutMs: number;
  readonly #logins = new Map<string, Promise<Login>>();
  readonly #sides = new Map<string, { readonly side: SideConnection; users: number }>();

  /** `timeoutMs`: after which a sign-in to a database is given up. */
  constructor({ db, timeoutMs }: { readonly db: Db; readonly timeoutMs: number }) {
    this.#db = db;
    this.#timeoutMs = timeoutMs;
  }

  /** A backend as the grant's role. The role is made at its first connection; where it went meanwhile, once more. */
  async connect(target: Target, grant: string, parameters: ReadonlyMap<string, string>): Promise<Backend> {
    for (let tries = 0; ; tries++) {
      const { role, secret } = await this.#login(target, grant);
      try {
        const { host, port, dbname } = target.address;
        const timeoutMs = this.#timeoutMs;
        const all = new Map([...parameters, ['database', dbname]]);
        return await connectBackend({ host, port, role, secret, parameters: all, timeoutMs, lends: true });
      } catch (error) {
        this.#logins.delete(grant);
        if (tries > 0) throw error;
      }
    }
  }

  /** The side connection of a grant, shared by its sessions and closed when the last of them leaves it. */
  joinSide(target: Target, grant: string): SideConnection {
    const known = this.#sides.get(grant);
    if (known !== undefined) {
      known.users += 1;
      return known.side;
    }
    const side = new SideConnection(() => this.connect(target, grant, sideLimits));
    this.#sides.set(grant, { side, users: 1 });
    return side;
  }

  leaveSide(grant: string): void {
    const known = this.#sides.get(grant);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#sides.delete(grant);
    known.side.close();
  }

  /** Logins may have gone: they are minted anew. */
  forgetLogins(): void {
    this.#logins.clear();
  }

  #login(target: Target, grant: string): Promise<Login> {
    let login = this.#logins.get(grant);
    if (login === undefined) {
      login = mintLogin(this.#db, target, grant);
      this.#logins.set(grant, login);
      login.catch(() => this.#logins.delete(grant));
    }
    return login;
  }
}
