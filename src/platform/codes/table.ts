/** One code: what a person reads (sentence, then what to do), in both languages, and how machines treat it. */
export type CodeEntry = {
  /** Stable name in snake_case, for logs and `docs/errors.md`. */
  readonly name: string;
  /** HTTP status that carries it. */
  readonly http: number;
  /** Whether the same request may succeed when sent again unchanged. */
  readonly retryable: boolean;
  /** [sentence, what to do]; `{{param}}` is filled in. Never put personal data into a parameter. */
  readonly en: readonly [string, string];
  readonly ko: readonly [string, string];
};

/** Codes are `JK` and three digits: SQLSTATE, problem type and `jikimi why` at once. */
export type CodeTable = Readonly<Record<`JK${number}${number}${number}`, CodeEntry>>;
