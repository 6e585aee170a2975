import type { Rule } from './table.ts';

/** A place where the tree breaks a rule, and a sentence that says what to do. */
export type Fault = {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly rule: Rule;
  readonly say: string;
};

/** `file:line  [rule] sentence`, the form that editors make a link of. */
export function printFault(fault: Fault): string {
  return `${fault.path}:${fault.line}  [${fault.rule}] ${fault.say}`;
}
