import { countSigns, isRrn, keepEnds } from './mask-number.ts';

/** Prefixes of Korean numbers without their 0: Seoul, mobile, provinces, personal, internet, toll-free. */
const PREFIX = '2|1[016789]|[3-6][1-5]|50\\d|70|80';
const KOREAN = new RegExp(`^(0(?:${PREFIX}))([-. ]?)(\\d{3,4})([-. ]?)(\\d{4})$`);
const KOREAN_ABROAD = new RegExp(`^\\(?\\+82\\)?[-. ]?(?:0|\\(0\\))?[-. ]?(${PREFIX})[-. )]?(\\d{3,4})[-. ]?(\\d{4})$`);
const ABROAD = /^(\+\d{1,3}[-. ])(\(?\d[\d ().-]+)$/;
const PLAIN = /^\+?\(?\d[\d ().-]+$/;

/**
 * Korean numbers: the prefix and the last four digits. Other numbers of 9 to 15 digits: the last four, and the country code where a
 * separator sets it apart. Null for anything shorter, or with letters or an extension.
 */
export function maskPhone(text: string): string | null {
  const korean = KOREAN.exec(text);
  if (korean !== null) {
    const [, prefix, before, middle = '', after, last] = korean;
    return `${prefix}${before}${'*'.repeat(middle.length)}${after}${last}`;
  }
  const fromAbroad = KOREAN_ABROAD.exec(text);
  if (fromAbroad !== null) {
    const [, prefix, middle = '', last] = fromAbroad;
    return `+82-${prefix}-${'*'.repeat(middle.length)}-${last}`;
  }
  const signs = countSigns(text);
  if (signs < 9 || signs > 15 || isRrn(text)) return null;
  const [, country = '', rest = text] = ABROAD.exec(text) ?? [];
  return PLAIN.test(text) && countSigns(rest) >= 8 ? country + keepEnds(rest, 0, 4) : null;
}
