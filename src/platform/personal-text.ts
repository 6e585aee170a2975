import { Refusal } from './refusal.ts';

/** A day of this century as we write it, perhaps with its time, by itself: no phone number, no account, and no birth date of most who work. */
const moment =
  /(?<![\d.-])20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[ T](?:[01]\d|2[0-3]):[0-5]\d(?!\d))?(?![\d-]|[\s.]\d)/g;

/** Whether it holds an e-mail address, or a number as long as a phone's. */
export function seemsPersonal(text: string): boolean {
  const rest = text.replaceAll(moment, '');
  return /@\S+\.\S/.test(rest) || /\d(?:[\s.-]?\d){6,}/.test(rest);
}

/** Tickets and reasons are kept for years: refuses them (JK224) where they hold somebody's address or number. */
export function refusePersonalText(text: string, path: string): void {
  if (seemsPersonal(text)) throw new Refusal('JK224', { path });
}
