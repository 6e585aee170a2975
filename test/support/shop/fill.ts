import { readFileSync } from 'node:fs';
import type pg from 'pg';

/** Makes the shop in an empty database; its roles `app` and `boss` are the cluster's. */
export async function fillShop(client: pg.ClientBase): Promise<void> {
  await client.query(readFileSync(new URL('schema.sql', import.meta.url), 'utf8'));
  await client.query('analyze');
}
