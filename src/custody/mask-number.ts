const GROUPED = /^\d+(?:[ -]\d+)*$/;
const RRN = /^(\d{2})(\d{2})(\d{2})[- ]?(\d)\d{6}$/;
const IBAN = /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?$/;

/** First six and last four of 14 to 19 digits. Null otherwise: of a shorter number too little would be hidden. */
export function maskCard(text: string): string | null {
  const signs = countSigns(text);
  return GROUPED.test(text) && signs >= 14 && signs <= 19 ? keepEnds(text, 6, 4) : null;
}

/** Last four characters of a bank account of 10 to 16 digits, or of an IBAN, which keeps its country too. */
export function maskAccount(text: string): string | null {
  if (IBAN.test(text)) return text.slice(0, 2) + keepEnds(text.slice(2), 0, 4);
  const signs = countSigns(text);
  return GROUPED.test(text) && signs >= 10 && signs <= 16 && !isRrn(text) ? keepEnds(text, 0, 4) : null;
}

/** Birth date and sex digit, the most that a handler may see of a resident (or foreigner) registration number. */
export function maskRrn(text: string): string | null {
  return isRrn(text) ? `${text.slice(0, 6)}-${text.replace(/[- ]/, '').charAt(6)}******` : null;
}

/** Whether the text reads as a resident registration number, so that none is shown in part for being typed into another field. */
export function isRrn(text: string): boolean {
  const parts = RRN.exec(text);
  const month = Number(parts?.[2]);
  const day = Number(parts?.[3]);
  return parts !== null && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Hides letters and digits but for the first `head` and the last `tail`; separators stay where they were. */
export function keepEnds(text: string, head: number, tail: number): string {
  const last = countSigns(text) - tail;
  let seen = 0;
  return text.replace(/[A-Z0-9]/g, (character) => {
    seen += 1;
    return seen <= head || seen > last ? character : '*';
  });
}

/** How many letters and digits the text has, separators left out. */
export function countSigns(text: string): number {
  return text.replace(/[^A-Z0-9]/g, '').length;
}
