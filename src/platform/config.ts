import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Phrase } from './codes/mod.ts';
import { type Params, Refusal } from './refusal.ts';

const port = z.coerce.number().int().min(1).max(65535);
/** HOST:PORT, an IPv6 address in brackets. */
const hostPort = z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[^:[\]\s]+):[1-9]\d{0,4}$/);

/**
 * Every setting of an installation. Precedence: environment variable, then `$JIKIMI_HOME/jikimi.yaml` (same names in camelCase), then the
 * default. `docs/configuration.md` is the table for people; its test compares the two.
 */
const schema = z.strictObject({
  /** Where everything of an installation lives. */
  home: z.string().min(1),
  httpPort: port.default(8700),
  gatewayPort: port.default(6700),
  databasePort: port.default(6701),
  membersPort: port.default(6702),
  /** Address that the gateway and office listen on. */
  listen: z.string().default('127.0.0.1'),
  /** Addresses (CIDR, separated by commas) of the TLS proxies in front of the office, whose X-Forwarded-For and -Proto are believed. */
  trustedProxy: z
    .string()
    .regex(/^[0-9a-fA-F.:]+(\/\d+)?(,[0-9a-fA-F.:]+(\/\d+)?)*$/)
    .optional(),
  /** An existing PostgreSQL 18 for Jikimi's own database, by a role that may create roles. */
  databaseUrl: z.string().optional(),
  /** Language of messages where the reader has not chosen one. */
  language: z.enum(['en', 'ko']).default('en'),
  /** PEM files of your own certificate; without them a local CA is made. */
  tlsCert: z.string().optional(),
  tlsKey: z.string().optional(),
  /** HOST:PORT on which the custodian answers other hosts, by mutual TLS, besides its local socket. */
  custodianListen: hostPort.optional(),
  /** HOST:PORT at which the custodian of another host is asked, by mutual TLS. */
  custodianAddress: hostPort.optional(),
  /** PEM files for both: our certificate and key, and the authority of the other side's certificate. */
  custodianTlsCert: z.string().optional(),
  custodianTlsKey: z.string().optional(),
  custodianTlsCa: z.string().optional(),
  /** Milliseconds that the gateway waits for the custodian before it refuses. */
  custodianTimeoutMs: z.coerce.number().int().min(100).default(5000),
  /** Milliseconds between two looks of the gateway at which licences still hold. */
  licencePollMs: z.coerce.number().int().min(50).default(500),
  /** Seconds after which an idle session of a person's grant is ended; 0 never. House rule: 10 minutes. */
  idleSeconds: z.coerce.number().int().min(0).default(600),
  /** `off` lets clients on loopback connect without TLS; for benchmarks beside peers without it. */
  gatewayTls: z.enum(['required', 'off-on-loopback']).default('required'),
  /** Members that the example is made with on its first start. */
  exampleMembers: z.coerce.number().int().min(10).max(1_000_000).default(5000),
});

export type Config = Readonly<z.infer<typeof schema>>;

/** Environment variable of each setting. */
export const environmentNames: Readonly<Record<keyof Config, string>> = {
  home: 'JIKIMI_HOME',
  httpPort: 'JIKIMI_HTTP_PORT',
  gatewayPort: 'JIKIMI_GATEWAY_PORT',
  databasePort: 'JIKIMI_DATABASE_PORT',
  membersPort: 'JIKIMI_MEMBERS_PORT',
  listen: 'JIKIMI_LISTEN',
  trustedProxy: 'JIKIMI_TRUSTED_PROXY',
  databaseUrl: 'DATABASE_URL',
  language: 'JIKIMI_LANG',
  tlsCert: 'JIKIMI_TLS_CERT',
  tlsKey: 'JIKIMI_TLS_KEY',
  custodianListen: 'JIKIMI_CUSTODIAN_LISTEN',
  custodianAddress: 'JIKIMI_CUSTODIAN_ADDRESS',
  custodianTlsCert: 'JIKIMI_CUSTODIAN_TLS_CERT',
  custodianTlsKey: 'JIKIMI_CUSTODIAN_TLS_KEY',
  custodianTlsCa: 'JIKIMI_CUSTODIAN_TLS_CA',
  custodianTimeoutMs: 'JIKIMI_CUSTODIAN_TIMEOUT_MS',
  licencePollMs: 'JIKIMI_LICENCE_POLL_MS',
  idleSeconds: 'JIKIMI_IDLE_SECONDS',
  gatewayTls: 'JIKIMI_GATEWAY_TLS',
  exampleMembers: 'JIKIMI_EXAMPLE_MEMBERS',
};

/** Reads the settings; throws JK004 with the name of the setting at fault. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const home = resolve(environment['JIKIMI_HOME'] || 'data');
  const file = join(home, 'jikimi.yaml');
  const settings: Record<string, unknown> = { ...readSettings(file), home };
  for (const [key, name] of Object.entries(environmentNames)) {
    const value = environment[name];
    if (key !== 'home' && value !== undefined && value !== '') settings[key] = value;
  }
  settings['language'] ??= languageOf(environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG']);
  const parsed = schema.safeParse(settings);
  if (parsed.success) {
    const missing = missingBeside(parsed.data);
    if (missing === undefined) return parsed.data;
    throw new Refusal('JK004', {
      setting: environmentNames[missing],
      file,
      fault: 'is needed for a custodian of another host',
    });
  }
  const issue = parsed.error.issues[0];
  const key = String(issue?.path[0] ?? (issue && 'keys' in issue ? issue.keys[0] : 'configuration'));
  const name = Object.hasOwn(environmentNames, key) ? environmentNames[key as keyof Config] : key;
  throw new Refusal('JK004', { setting: name, file, ...faultOf(issue) });
}

const peerFiles = ['custodianTlsCert', 'custodianTlsKey', 'custodianTlsCa'] as const;

/** A custodian answers, and is asked, from another host by mutual TLS or not at all. */
function missingBeside(config: Config): keyof Config | undefined {
  const remote = config.custodianListen ?? config.custodianAddress;
  return remote === undefined ? undefined : peerFiles.find((name) => config[name] === undefined);
}

/** What is wrong with a setting, without its value. */
function faultOf(issue: z.core.$ZodIssue | undefined): { fault: Phrase } & Params {
  if (issue?.code === 'unrecognized_keys') return { fault: 'is not a setting that there is' };
  if (issue?.code === 'invalid_type') return { fault: 'must be of the type {{expected}}', expected: issue.expected };
  if (issue?.code === 'invalid_value') return { fault: 'must be one of: {{values}}', values: issue.values.join(', ') };
  if (issue?.code === 'too_small') return { fault: 'must be at least {{least}}', least: Number(issue.minimum) };
  if (issue?.code === 'too_big') return { fault: 'must be at most {{most}}', most: Number(issue.maximum) };
  return { fault: 'is not right' };
}

function readSettings(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  try {
    const value: unknown = parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch (cause) {
    throw new Refusal('JK004', { setting: file, file, fault: 'is not valid YAML' }, cause);
  }
}

function languageOf(locale: string | undefined): 'en' | 'ko' {
  return locale?.startsWith('ko') ? 'ko' : 'en';
}
