import { type Code, bare, entryOf, fill, inWords } from './codes/mod.ts';

export { fill };

/** Values put into a sentence. Ids, names of things and numbers only: never personal data, never a literal of a statement. */
export type Params = Readonly<Record<string, string | number>>;

/**
 * The one error that is meant to be read. `code` decides sentence, HTTP status and SQLSTATE; `cause` is for the log and never leaves
 * the process. Anything that is not a Refusal is a bug and is reported as JK001.
 */
export class Refusal extends Error {
  readonly code: Code;
  readonly params: Params;

  constructor(code: Code, params: Params = {}, cause?: unknown) {
    super(fill(entryOf(code).en[0], inWords(params, 'en')), cause === undefined ? undefined : { cause });
    this.name = 'Refusal';
    this.code = code;
    this.params = params;
  }

  /** Whether the same request may succeed when sent again unchanged. */
  get retryable(): boolean {
    return entryOf(this.code).retryable;
  }

  /** [sentence, what to do] in the language asked for. */
  say(language: 'en' | 'ko'): [string, string] {
    const [sentence, hint] = entryOf(this.code)[language];
    const words = inWords(this.params, language);
    return [fill(sentence, words), fill(hint, words)];
  }

  static from(error: unknown): Refusal {
    return error instanceof Refusal ? error : new Refusal('JK001', {}, error);
  }
}

/** The sentence of a code whose particulars nobody kept. */
export function bareSentence(code: Code, language: 'en' | 'ko'): string {
  const said = bare[code]?.[language] ?? new Refusal(code).say(language)[0];
  return said.replace('{{more}}', '').replaceAll(/\{\{\w+\}\}/g, '…');
}
