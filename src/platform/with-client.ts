import pg from 'pg';

/** One connection for one piece of work, closed after it. For what `Db` cannot do: another database, another role, several statements in a text. */
export async function withClient<T>(uri: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: uri });
  client.on('error', () => undefined); // the statement under way tells it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
