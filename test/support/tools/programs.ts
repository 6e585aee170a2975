/** How each tool's program is started, and why it cannot be where something is missing. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Results, jsonLines } from '../drivers/compare.ts';
import { password } from './work.ts';

export type Tool = {
  readonly name: string;
  readonly missing: string | false;
  run(uri: string): Promise<Results>;
};

const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const python = '/usr/bin/python3';
const jar = '/usr/share/java/postgresql.jar';

/** `folder` takes the compiled class, which is made while the other tools run. */
export function tools(folder: string): readonly Tool[] {
  const node = (name: string, file: string): Tool => ({
    name,
    missing: false,
    run: (uri) => jsonLines(process.execPath, ['--disable-warning=DeprecationWarning', at(file), uri]),
  });
  const py = (name: string, file: string, modules: string, packages: string): Tool => ({
    name,
    missing: runs(python, '-c', `import ${modules}`) ? false : `${name} is not installed (${packages})`,
    run: (uri) => jsonLines(python, [at(file), uri]),
  });
  const noJava =
    runs('javac', '-version') && existsSync(jar)
      ? false
      : 'pgjdbc or a JDK is not installed (libpostgresql-jdbc-java, default-jdk-headless)';
  const compiled = noJava === false ? compile(folder) : Promise.resolve('');
  const java = (rewrite: boolean): Tool => ({
    name: `pgjdbc, reWriteBatchedInserts=${rewrite}`,
    missing: noJava,
    run: async (uri) => {
      const fault = await compiled;
      if (fault !== '') throw new Error(fault);
      const words = [uri, at('people.tsv'), password, String(rewrite)];
      return jsonLines('java', ['-XX:TieredStopAtLevel=1', '-cp', `${jar}:${folder}`, 'PgjdbcBatch', ...words]);
    },
  });
  return [
    node('Kysely', 'kysely_script.ts'),
    node('Prisma', 'prisma_script.ts'),
    node('TypeORM', 'typeorm_script.ts'),
    py('SQLAlchemy', 'sqlalchemy_script.py', 'sqlalchemy, psycopg2', 'python3-sqlalchemy, python3-psycopg2'),
    py('psycopg 3 as SQLAlchemy 2 uses it', 'sqlalchemy2_script.py', 'psycopg', 'python3-psycopg'),
    py('Django', 'django_script.py', 'django, psycopg2', 'python3-django, python3-psycopg2'),
    java(true),
    java(false),
  ];
}

/** What the compiler says against it; nothing where it is content. */
function compile(folder: string): Promise<string> {
  const child = spawn('javac', ['-cp', jar, '-d', folder, at('PgjdbcBatch.java')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  return new Promise((done) => child.once('close', (code) => done(code === 0 ? '' : said)));
}

function runs(command: string, ...words: string[]): boolean {
  return spawnSync(command, words).status === 0;
}
