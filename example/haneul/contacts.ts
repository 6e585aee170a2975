/**
 * E-mail addresses and mobile numbers that reach nobody. The domains are reserved for documentation (RFC 2606, RFC 6761: example.com,
 * example.net, .example) or are example.kr and below; the numbers begin 010-0 and 010-1, blocks that are not given out to subscribers.
 */
import { type Dice, type Weighted, weighted } from './dice.ts';
import type { Name } from './names.ts';

const SHARE: readonly (readonly [string, number])[] = [
  ['mail.example.kr', 34],
  ['example.kr', 24],
  ['example.com', 20],
  ['mail.example.com', 12],
  ['example.net', 6],
  ['haneul.example', 4],
];
const DOMAINS: Weighted<string> = weighted(SHARE);

export const EMAIL_DOMAINS: readonly string[] = SHARE.map(([domain]) => domain);

/** `minjun.kim@example.kr` and alike, always lower case; from the second attempt on with digits, more of them each time it was taken. */
export function drawEmail(dice: Dice, name: Name, birthYear: number, attempt: number): string {
  const { surname, given } = name;
  const year = String(birthYear).slice(2);
  const locals = [
    `${given}.${surname}`,
    `${surname}${given}`,
    `${given}${year}`,
    `${surname}.${given}${year}`,
    `${given}_${surname}`,
  ];
  const digits = attempt === 0 ? '' : dice.digits(Math.min(2 + Math.floor(attempt / 2), 6));
  return `${dice.pick(locals)}${digits}@${dice.draw(DOMAINS)}`;
}

/** `010-1xxx-xxxx` or `010-0xxx-xxxx`. */
export function drawMobile(dice: Dice): string {
  return `010-${dice.chance(85) ? '1' : '0'}${dice.digits(3)}-${dice.digits(4)}`;
}
