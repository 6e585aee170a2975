/** Nobody passes the rights of their role. */
import { type Refused, forbidden, processes } from './refusal.ts';

export const roleRefusals: readonly Refused[] = [
  forbidden('acting as the owner', 'set role jikimi_owner'),
  forbidden('acting as the superuser', 'set role postgres'),
  forbidden('becoming the owner', 'set session authorization jikimi_owner'),
  ...processes.map((role) =>
    forbidden(
      `acting as ${role}`,
      `set role jikimi_${role}`,
      processes.filter((who) => who !== role),
    ),
  ),
  forbidden('switching triggers off', 'set session_replication_role = replica'),
  forbidden('a trigger switched off on a table', 'alter table ledger.act disable trigger never_changed'),
  forbidden('a constraint dropped', 'alter table access.decision drop constraint nobody_decides_their_own'),
  forbidden('a table dropped', 'drop table ledger.leaf'),
  forbidden('a stronger role', 'alter role jikimi_office createrole'),
  forbidden('a temporary table, on which a trigger function of ours could run', 'create temporary table t (id uuid)'),
  forbidden('a table of their own', 'create table public.own (id uuid)'),
  forbidden('a schema of their own', 'create schema own'),
  forbidden('a trigger function called', 'select ledger.await_number()'),
  forbidden('a program of the server started', `copy (select 1) to program 'true'`),
  forbidden('a file of the server read', `select pg_read_file('PG_VERSION')`),
];
