/** A command that was not written as it is used: told in a sentence, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
