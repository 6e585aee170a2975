/** Adopts a database: the child of `jikimi adopt` that has the owner's connection. It holds no key. Wiring only. */
import { serveAdoption } from '../src/cli/adopt-process.ts';

serveAdoption();
