import { Refusal } from './refusal.ts';

/** Tickets and reasons are kept for years: refuses (JK224) text that holds an e-mail address or a number as long as a phone's. */
export function refusePersonalText(text: string, path: string): void {
  if (seemsPersonal(text)) throw new Refusal('JK224', { path });
}

/** Whether a text holds what looks like an e-mail address or a phone's number. */
export function seemsPersonal(text: string): boolean {
  return /@\S+\.\S/.test(text) || /\d(?:[\s.-]?\d){6,}/.test(text);
}
