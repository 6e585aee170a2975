import type { Normalisation } from '../catalog/mod.ts';

/**
 * The one spelling by which values are compared. Idempotent. What has not the shape that its rule expects is only put in NFC and trimmed,
 * so that two different oddities never meet in an empty string.
 */
export function normalise(by: Normalisation, text: string): string {
  switch (by) {
    case 'email':
      return foldCase(text).trim();
    case 'phone':
      return phone(text);
    case 'name':
      return text.normalize('NFC').replace(/\s+/g, ' ').trim();
    case 'digits':
      return digits(text);
    case 'exact':
      return text;
  }
}

/**
 * Full case folding (Unicode 3.13, D145) between canonical forms, by way of capitals, since JavaScript has no fold of its own. ı is kept
 * apart: its capital I would make it i, and another person's address. Dots and plus signs stay: only the mail host knows what they mean.
 */
function foldCase(text: string): string {
  const folded = text
    .normalize('NFD')
    .split('ı')
    .map((part) => part.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ'))
    .join('ı');
  return folded.normalize('NFC');
}

const PHONE_SEPARATORS = /[\s().\-‐‑‒–—/·\p{Cf}]/gu;
const KOREAN_FROM_ABROAD = /^\+820*([1-9]\d*)$/;

/** Korean numbers with their 0 and without +82; others as E.164 (ITU-T) where they have a plus, as digits where not. */
function phone(text: string): string {
  const bare = text.normalize('NFKC').replace(PHONE_SEPARATORS, '');
  return /^\+?\d+$/.test(bare) ? bare.replace(KOREAN_FROM_ABROAD, '0$1') : text.normalize('NFC').trim();
}

/** Digits of a number that is written in groups. */
function digits(text: string): string {
  const bare = text.normalize('NFKC').replace(/[\s.\-‐‑‒–—]/g, '');
  return /^\d+$/.test(bare) ? bare : text.normalize('NFC').trim();
}
