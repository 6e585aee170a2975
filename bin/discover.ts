/** Looks at a database: the child of `jikimi discover` that has the connection. It holds no key and touches no installation. Wiring only. */
import { serveDiscovery } from '../src/cli/discover-process.ts';

serveDiscovery();
