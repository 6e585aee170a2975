/** Everything that the command line says by itself, a language a file. Refusals have their own words in `platform/codes`. */
import type { Language } from '../platform/light.ts';
import { english } from './texts-english.ts';
import { korean } from './texts-korean.ts';

/** The same shape, any words. */
type Translated<T> = T extends (...args: infer A) => string
  ? (...args: A) => string
  : T extends string
    ? string
    : T extends readonly string[]
      ? readonly string[]
      : { readonly [K in keyof T]: Translated<T[K]> };

export type Texts = Translated<typeof english>;
export type VerbName = keyof Texts['verbs'];

export function textsIn(language: Language): Texts {
  return language === 'ko' ? korean : english;
}
