import { type Db, sql, transact } from './database.ts';

/**
 * Enters the installation in its own database, once, as the owner and after `migrate`; later calls change nothing. Only a home that was made
 * for drills from the first day can ever move its clock: the database refuses to turn one into the other.
 */
export async function enterInstallation(db: Db, drill: boolean): Promise<void> {
  await transact(db, async (tx) => {
    const { rows } = await sql`select from platform.installation`.execute(tx);
    if (rows.length > 0) return;
    await sql`update platform.clock set drill = ${drill}`.execute(tx);
    await sql`insert into platform.installation (drill) values (${drill})`.execute(tx);
  });
}
