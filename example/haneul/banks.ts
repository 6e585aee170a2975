/** Bank accounts in the groups in which each Korean bank prints its numbers; `#` is a digit. */
import { type Dice, type Weighted, weighted } from './dice.ts';

export type Bank = { readonly name: string; readonly format: string };

/** Weights: about the share of current accounts in percent. */
const SHARE: readonly (readonly [string, string, number])[] = [
  ['국민은행', '######-04-######', 19],
  ['카카오뱅크', '3333-##-#######', 17],
  ['신한은행', '110-###-######', 14],
  ['농협은행', '302-####-####-#1', 13],
  ['우리은행', '1002-###-######', 10],
  ['하나은행', '###-910###-##107', 9],
  ['토스뱅크', '1000-####-####', 7],
  ['기업은행', '###-######-01-###', 5],
  ['새마을금고', '9002-####-####-#', 4],
  ['우체국', '######-02-######', 2],
];

export const BANKS: readonly Bank[] = SHARE.map(([name, format]) => ({ name, format }));

const TABLE: Weighted<Bank> = weighted(SHARE.map(([name, format, weight]) => [{ name, format }, weight] as const));

export function drawBank(dice: Dice): Bank {
  return dice.draw(TABLE);
}

/** An account of that bank, with its hyphens: `110-482-305817`. */
export function drawAccount(dice: Dice, bank: Bank): string {
  const drawn = dice.digits((bank.format.match(/#/g) ?? []).length);
  let next = 0;
  return bank.format.replaceAll('#', () => drawn.charAt(next++));
}
