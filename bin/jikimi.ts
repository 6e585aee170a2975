/** The command line. Wiring only. */
import { runCommandLine } from '../src/cli/command-line.ts';

// Whoever reads only the head of an answer closes the pipe: that is no fault.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await runCommandLine(process.argv.slice(2));
