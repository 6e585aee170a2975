import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { type Db, transact } from './database.ts';
import { Refusal } from './refusal.ts';
import {
  addExtension,
  allowLogin,
  closeDatabase,
  createRole,
  letUsBe,
  lockRoles,
  refuseLogin,
  roleExists,
  tooStrong,
} from './roles.sql.ts';
import { type ProcessRole, processRoles } from './secrets.ts';

/** Owns every schema of Jikimi's database, and can log in nowhere: to act as it is to change the product's tables by hand. */
export const ownerRole = 'jikimi_owner';

export const roleOf = (process: ProcessRole): string => `jikimi_${process}`;

/**
 * Makes the roles of an installation and closes the database that `db` is connected to against everybody else; may be run at every start.
 * `db` is a superuser, or a role that may create roles and owns the database. Afterwards `migrate` runs as the owner (`asOwner`). Throws
 * JK028, with nothing changed, where one of the roles could pass the rights that it is given.
 */
export async function ensureRoles(db: Db, passwords: Readonly<Record<ProcessRole, string>>): Promise<void> {
  await transact(db, async (tx) => {
    await lockRoles(tx);
    const processes = processRoles.map(roleOf);
    for (const role of [ownerRole, ...processes]) if (!(await roleExists(tx, role))) await createRole(tx, role);
    await refuseLogin(tx, ownerRole);
    for (const process of processRoles) await allowLogin(tx, roleOf(process), scramSecret(passwords[process]));
    const strong = await tooStrong(tx, [ownerRole, ...processes]);
    if (strong !== undefined) throw new Refusal('JK028', strong);
    await letUsBe(tx, ownerRole);
    await closeDatabase(tx, ownerRole, processes);
    await addExtension(tx);
  });
}

/** The same connection, each session of which acts as the owner from its first statement. */
export function asOwner(uri: string): string {
  const owned = new URL(uri);
  owned.searchParams.set('options', `-c role=${ownerRole}`);
  return owned.href;
}

/** What PostgreSQL keeps of a password (RFC 5803), computed here so that the password itself is never sent. Printable ASCII only. */
function scramSecret(password: string): string {
  if (!/^[\x21-\x7e]+$/.test(password)) throw new TypeError('the password of a role must be printable ASCII');
  const salt = randomBytes(16);
  const iterations = 4096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyOf = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${keyOf('Server Key').toString('base64')}`;
}
