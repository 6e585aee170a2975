/** Payment card numbers that no issuer honours: the prefixes that payment processors publish for tests, a Luhn digit (ISO/IEC 7812-1) last. */
import type { Dice } from './dice.ts';

export const TEST_BINS: readonly string[] = ['424242', '411111', '400005', '555555', '520082', '510510', '222300'];

/** 16 digits without separators. */
export function drawCard(dice: Dice): string {
  const payload = dice.pick(TEST_BINS) + dice.digits(9);
  return payload + luhnDigit(payload);
}

/** The check digit that belongs behind `payload` (digits only). */
export function luhnDigit(payload: string): number {
  let sum = 0;
  for (let i = 0; i < payload.length; i++) {
    const digit = Number(payload[payload.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}
