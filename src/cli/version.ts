import type { Command } from 'commander';
import { version } from '../platform/light.ts';
import type { Context } from './context.ts';

export function register(program: Command, context: Context): void {
  context.verb(program, 'version', 'version').action(() => {
    const { node } = process.versions;
    context.answer({ version, node }, () => [`jikimi ${version} (Node.js ${node})`]);
  });
}
