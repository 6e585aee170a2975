import type { Category } from '../catalog/mod.ts';
import { maskAddress } from './mask-address.ts';
import { maskBirthDate } from './mask-birth-date.ts';
import { maskEmail } from './mask-email.ts';
import { maskIp } from './mask-ip.ts';
import { maskLocation } from './mask-location.ts';
import { maskName } from './mask-name.ts';
import { maskAccount, maskCard, maskRrn } from './mask-number.ts';
import { maskPhone } from './mask-phone.ts';

/** What stands for a value of which nothing is shown. Of one length, since the length of a value tells something too. */
export const FULLY_MASKED = '***';

/** No personal datum with a known shape is longer, in UTF-16 units. */
const LONGEST = 512;

/**
 * The partial form of a value, the same in every screen, file and protocol: two places with different rules would unmask together.
 * A value whose shape is not positively recognised is masked whole, and no value ever comes back as it was; '' stays ''.
 * Rows of `docs/masks.md` are its test. Never throws.
 *
 * Source: Personal Information Protection Commission and KISA, guidance on limiting the display of personal data; PCI DSS 4.0
 * requirement 3.4.1 (card, first six and last four).
 */
export function mask(category: Category, text: string): string {
  if (text === '') return '';
  if (text.length > LONGEST) return FULLY_MASKED;
  const masked = recognised(category, text.normalize('NFC').trim());
  return masked === null || masked === text ? FULLY_MASKED : masked;
}

/** The masked form, or null where the text has no shape of its category. */
function recognised(category: Category, text: string): string | null {
  switch (category) {
    case 'name':
      return maskName(text);
    case 'email':
      return maskEmail(text);
    case 'phone':
      return maskPhone(text);
    case 'address':
      return maskAddress(text);
    case 'birth_date':
      return maskBirthDate(text);
    case 'card':
      return maskCard(text);
    case 'account':
      return maskAccount(text);
    case 'location':
      return maskLocation(text) ?? maskAddress(text);
    case 'rrn':
      return maskRrn(text);
    case 'ip':
      return maskIp(text);
    case 'text':
      return null;
  }
}
