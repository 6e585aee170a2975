/** What each tool's program has in common: whom it works with, and how it tells what it saw. Each does the same steps in the tool's own way. */
import { readFileSync } from 'node:fs';
import pg from 'pg';

export type Person = {
  readonly email: string;
  readonly name: string;
  readonly phone: string | null;
  readonly address: string | null;
  readonly birth_date: string | null;
};

export const uri = process.argv[2] ?? '';

/** The hash of a password, as `hashPassword` of the service makes one. */
export const password =
  '$argon2id$v=19$m=19456,t=2,p=1$b25seSBmb3IgdGVzdHMhIQ$vEHZtjAj3XsnPEiZ4XUqc7tdWMqn9TtWD4B9ZPBo4rU';

/** kim, lee, park; choi and yoon come later; five more in bulk. */
export const people: readonly Person[] = readFileSync(new URL('people.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [email = '', name = '', phone = null, address = null, birth_date = null] = line
      .split('\t')
      .map((word) => (word === '\\N' ? null : word));
    return { email: email ?? '', name: name ?? '', phone, address, birth_date };
  });

/** One line of JSON a step; an error by its SQLSTATE, wherever the tool keeps it. */
export async function say(step: string, work: () => Promise<unknown>): Promise<void> {
  const got = await work().catch((error: unknown) => ({ error: codeOf(error) }));
  process.stdout.write(`${JSON.stringify({ step, got })}\n`);
}

/** As a line: who it is and what is known, each value as text. */
export function line(person: {
  email: string;
  name: string;
  phone: string | null;
  birth_date?: Date | string | null;
}): string {
  const { email, name, phone, birth_date: born = null } = person;
  return [email, name, phone, born instanceof Date ? born.toISOString().slice(0, 10) : born].join('|');
}

/** Dates as PostgreSQL writes them: the driver's Date is a moment, a birth date is none. */
export function datesAsText(): void {
  pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
}

/** Prisma's own name of a unique violation is P2002. */
function codeOf(error: unknown): string {
  const { code, driverError, message } = error as {
    code?: string;
    driverError?: { code?: string };
    message?: string;
  };
  return { P2002: '23505' }[code ?? ''] ?? driverError?.code ?? code ?? message ?? String(error);
}
