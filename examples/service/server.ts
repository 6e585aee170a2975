/** `DATABASE_URL=… node examples/service/server.ts`: the site on http://127.0.0.1:8080, or the port that PORT names. */
import { buildSite } from './application.ts';
import { openDatabase } from './database.ts';

const uri = process.env['DATABASE_URL'];
if (uri === undefined) throw new Error('DATABASE_URL names the database: postgresql://…');
const database = openDatabase(uri);
const app = buildSite(database);
app.addHook('onClose', () => database.close());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close());
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT'] ?? 8080) })}\n`);
