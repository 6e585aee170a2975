/** A `varchar(n)` that was taken away from around a value would have cut what is longer: then the statement would mean something else, and is refused. */
import { Refusal } from '../platform/mod.ts';
import { type Literal, valueOf } from './literals.ts';

/** Throws JK518. `longest` counts characters. */
export function checkTextLength(value: string, longest: number): void {
  if (value.length > longest && Array.from(value).length > longest) throw new Refusal('JK518', { most: longest });
}

/** Throws JK518, and JK512 where the literal is not read. */
export function checkLength(literal: Literal | undefined, longest: number | undefined): void {
  if (longest === undefined || literal === undefined) return;
  const value = valueOf(literal);
  if (value === undefined) throw new Refusal('JK512');
  checkTextLength(value, longest);
}
