/**
 * A membership table of fabricated envelopes: right in form, so that the type, its checks and the row wall can be tried at size without keys.
 * Terms are SHA-256 of group and value; subject, nonce, ciphertext and tag are derived from the row's number.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { migrationNames, migrationText } from '../../src/platform/mod.ts';

export const groups = { none: 0, email: 1, phone: 2 } as const;
export const fields = { email: 11, phone: 12, birth: 13 } as const;

/** `kim7@haneul.example`: the e-mail of row 7. */
export const emailOf = (row: number): string => `kim${row}@haneul.example`;
export const phoneOf = (row: number): string => `010${String(row).padStart(8, '0')}`;

/** 16 bytes by which a value is found in columns of a group; zero for group 0. */
export function termOf(group: number, value: string): Buffer {
  if (group === groups.none) return Buffer.alloc(16);
  return createHash('sha256').update(`${group}|${value}`).digest().subarray(0, 16);
}

/** A finder for one value in one or more groups, in PostgreSQL's text format (`\xd54a4b02…`). */
export function finderFor(value: string, ...inGroups: readonly number[]): string {
  return `\\xd54a4b02${inGroups.map((group) => u16(group) + termOf(group, value).toString('hex')).join('')}`;
}

export type EnvelopeParts = {
  readonly group: number;
  readonly value: string;
  readonly field: number;
  readonly row: number;
};

/** An envelope in PostgreSQL's text format. Two of the same parts differ, as real ones do, unless `nonce` is given. */
export function envelopeFor({ group, value, field, row }: EnvelopeParts, nonce = Math.random().toString()): string {
  const subject = createHash('md5').update(String(row)).digest('hex');
  const rest = createHash('sha512')
    .update(nonce)
    .digest('hex')
    .slice(0, 2 * 48);
  return `\\xd54a4b01${u16(group)}${termOf(group, value).toString('hex')}${u16(field)}0100${subject}${rest}`;
}

/** Installs `pii` and the roles that tests log in as: `g_all` sees everyone, `g_list` rows 1 to 1000, both behind the wall; password `x`. */
export async function installPii(client: pg.Client, database: string): Promise<void> {
  for (const name of migrationNames('members')) await client.query(migrationText('members', name));
  await client.query(`alter database ${database} set search_path = "$user", public, pii`);
  await client.query(`
    set search_path = "$user", public, pii;
    create role jikimi_reader nologin;
    create role g_all login password 'x';
    create role g_list login password 'x';
    grant jikimi_reader, jikimi_walled to g_all, g_list with inherit true, set false;`);
}

/** Makes `members` with `rows` rows behind the row wall; returns how long the unique index and ANALYZE took, in milliseconds. */
export async function makeMembers(client: pg.Client, rows: number): Promise<{ index: number; analyze: number }> {
  const envelope = (group: number, term: string, field: number) => `
    ('\\xd54a4b01${u16(group)}'::bytea || ${term} || '\\x${u16(field)}0100'::bytea || subject || substr(rest, ${field}, 48))::pii.sealed`;
  const term = (group: number, value: string) => `substr(sha256(convert_to('${group}|' || ${value}, 'UTF8')), 1, 16)`;
  await client.query(`
    create cast (bytea as pii.sealed) without function;
    create table members (id integer primary key, nickname text, email pii.sealed, phone pii.sealed, birth pii.sealed, plain text);
    insert into members select i, 'nick' || i,
      ${envelope(groups.email, term(groups.email, 'plain'), fields.email)},
      ${envelope(groups.phone, term(groups.phone, `'010' || lpad(i::text, 8, '0')`), fields.phone)},
      case when i <= 1000 then ${envelope(groups.none, `'\\x${'00'.repeat(16)}'::bytea`, fields.birth)} end,
      plain
    from (select i, decode(md5(i::text), 'hex') as subject, sha512(int4send(i)) as rest, 'kim' || i || '@haneul.example' as plain
      from generate_series(1, ${rows}) as i offset 0) as made;
    drop cast (bytea as pii.sealed);`);
  const index = await timed(() => client.query('create unique index members_email on members (email)'));
  await client.query('create unique index members_plain on members (plain)');
  const analyze = await timed(() => client.query('analyze members (email)'));
  await client.query('vacuum analyze members');
  await client.query(`
    alter table members
      add constraint email_is_sealed check (pii.ok(email, ${fields.email}::smallint, ${groups.email}::smallint)),
      add constraint phone_is_sealed check (pii.ok(phone, ${fields.phone}::smallint, ${groups.phone}::smallint)),
      add constraint birth_is_sealed check (pii.ok(birth, ${fields.birth}::smallint, ${groups.none}::smallint)),
      add constraint one_subject_a_row check (pii.same_subject(email, phone, birth));
    insert into pii.field values (11, 'members', 'email', 1, 'email'), (12, 'members', 'phone', 2, 'phone'), (13, 'members', 'birth', 0, null);
    select pii.protect('members', 'pii.subject_of(email)', 'jikimi_reader');
    grant select, insert, update, delete on members to jikimi_reader;
    insert into pii.scope values ('g_all', true, null, 'infinity');
    insert into pii.scope select 'g_list', false, pii.subject_of(email), 'infinity' from members where id <= 1000;
    analyze pii.scope;`);
  return { index, analyze };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function u16(value: number): string {
  return value.toString(16).padStart(4, '0');
}
