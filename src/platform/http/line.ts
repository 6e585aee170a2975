import { z } from 'zod';

/** One line that says something, of at most `longest` characters. A control character could move the cursor of who reads it in a terminal. */
export function lineSchema(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u, 'no control characters');
}
