import { Refusal } from './refusal.ts';

/** Tickets and reasons are kept for years: refuses (JK224) text that holds an e-mail address or a number as long as a phone's. */
export function refusePersonalText(text: string, path: string): void {
  if (/@\S+\.\S/.test(text) || /\d(?:[\s.-]?\d){6,}/.test(text)) throw new Refusal('JK224', { path });
}
