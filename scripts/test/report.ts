import { relative } from 'node:path';
import type { run } from 'node:test';
import { inspect } from 'node:util';

/** What came of a run. A skip reads `file › name: reason`. */
export type Tally = { readonly passed: number; readonly failed: number; readonly skips: readonly string[] };

type FileTally = {
  passed: number;
  skips: string[];
  failures: string[];
  output: string;
  began: number;
  printed: boolean;
};

type Placed = { readonly file?: string | undefined; readonly entryFile?: string | undefined };

type Outcome = Placed & {
  readonly name: string;
  readonly line?: number | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details: { readonly type?: string | undefined; readonly error?: Error };
};

/**
 * Prints a line when a file is done, with its failures whole; resolves when the last one is. Suites are not counted, their tests are, but for one that is skipped whole; a
 * file in which no test ran is a failure, since it looks as if it proved something.
 */
export async function report(
  stream: ReturnType<typeof run>,
  root: string,
  print: (text: string) => void,
): Promise<Tally> {
  const files = new Map<string, FileTally>();
  const fileOf = (data: Placed): FileTally => {
    const path = entryOf(data);
    const name = path === undefined ? '(no file)' : relative(root, path);
    const file = files.get(name) ?? {
      passed: 0,
      skips: [],
      failures: [],
      output: '',
      began: performance.now(),
      printed: false,
    };
    files.set(name, file);
    return file;
  };
  for await (const { type, data } of stream) {
    switch (type) {
      case 'test:dequeue':
        fileOf(data);
        break;
      case 'test:stdout':
      case 'test:stderr':
        fileOf(data).output += data.message;
        break;
      case 'test:pass':
        countPass(fileOf(data), data, root);
        break;
      case 'test:fail':
        countFailure(fileOf(data), data, root);
        break;
      case 'test:summary':
        if (data.file !== undefined)
          printFile(relative(root, entryOf(data) ?? data.file), fileOf(data), data.duration_ms, print);
        break;
      default:
        break;
    }
  }
  return total(files, print);
}

/** The file that ran; a contract suite declares its tests in a file of its own. */
function entryOf(data: Placed): string | undefined {
  return data.entryFile ?? data.file;
}

function countPass(file: FileTally, data: Outcome, root: string): void {
  const reason = data.skip ?? data.todo;
  if ((data.details.type === 'suite' && reason === undefined) || isFileItself(data, root)) return;
  if (reason === undefined) file.passed++;
  else file.skips.push(`${data.name}: ${typeof reason === 'string' && reason !== '' ? reason : 'no reason given'}`);
}

/** A suite, or a test around others, fails with its parts; only the parts are shown and counted. */
function countFailure(file: FileTally, data: Outcome, root: string): void {
  const error: unknown = data.details.error;
  if (error instanceof Error && 'failureType' in error && error.failureType === 'subtestsFailed') return;
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  const code = error instanceof Error && 'exitCode' in error ? ` (exit code ${String(error.exitCode)})` : '';
  const shown = cause instanceof Error ? inspect(cause, { depth: 6 }) : `${String(cause)}${code}`;
  const name = isFileItself(data, root)
    ? 'the file itself'
    : `${data.name}${data.line === undefined ? '' : ` (line ${data.line})`}`;
  file.failures.push([`  ✖ ${name}`, ...indent(shown)].join('\n'));
}

/** The runner reports a file like a test around its tests, named by its path. */
function isFileItself(data: Outcome, root: string): boolean {
  const path = entryOf(data);
  return path !== undefined && (data.name === path || data.name === relative(root, path));
}

function printFile(name: string, file: FileTally, duration: number | undefined, print: (text: string) => void): void {
  file.printed = true;
  const seconds = duration === undefined ? '' : `  ${(duration / 1000).toFixed(1)} s`;
  const failed = file.failures.length > 0 ? `, ${file.failures.length} failed` : '';
  const skipped = file.skips.length > 0 ? `, ${file.skips.length} skipped` : '';
  print(`${file.failures.length > 0 ? '✖' : '✔'} ${name}  ${file.passed} passed${failed}${skipped}${seconds}`);
  for (const failure of file.failures) print(failure);
  if (file.failures.length > 0 && file.output !== '')
    print(['    printed by the file:', ...indent(file.output.trimEnd())].join('\n'));
}

function total(files: ReadonlyMap<string, FileTally>, print: (text: string) => void): Tally {
  // The runner sums up neither a file that broke off nor one without tests.
  for (const [name, file] of files) {
    if (file.printed) continue;
    if (file.passed + file.skips.length + file.failures.length === 0)
      file.failures.push('  ✖ no test ran in this file');
    printFile(name, file, undefined, print);
  }
  const all = [...files];
  return {
    passed: all.reduce((sum, [, file]) => sum + file.passed, 0),
    failed: all.reduce((sum, [, file]) => sum + file.failures.length, 0),
    skips: all.flatMap(([name, file]) => file.skips.map((skip) => `${name} › ${skip}`)),
  };
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `      ${line}`);
}
