/** Debian's psql as a child: a real libpq client. */
import { spawn, spawnSync } from 'node:child_process';

/** Why a test that needs psql cannot run here; false where it can. */
export const noPsql: string | false = spawnSync('psql', ['--version']).status === 0 ? false : 'psql is not installed';

/** Runs one or more statements, unaligned and without headers. */
export function psql(uri: string, ...statements: string[]): Promise<{ code: number; rows: string[]; stderr: string }> {
  const words = [
    '-X',
    '-A',
    '-t',
    '-v',
    'VERBOSITY=verbose',
    ...statements.flatMap((statement) => ['-c', statement]),
    uri,
  ];
  const child = spawn('psql', words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PGCONNECT_TIMEOUT: '20' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((done) =>
    child.once('close', (code) =>
      done({ code: code ?? 1, rows: stdout.split('\n').filter((line) => line !== ''), stderr }),
    ),
  );
}
