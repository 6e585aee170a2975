/** E-mail addresses (RFC 5321, in the spellings that mailboxes have) and telephone numbers (ITU-T E.164, Korea's plan, NANP). */
import type { Fit } from './finding.ts';

const email = /^[\p{L}\d.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.)+[\p{L}]{2,24}$/u;
const emailNamed = /^[^<>@]{0,80}<([^<>\s]+)>$/;
/** RFC 5322, 3.6.4: a message's own name, in the form of a mailbox of a long left part that nobody chose. */
const messageId = /^<(?=[^@]*\d)[^<>@\s]{20,}@[^<>@\s]+>$/;
const emailMasked = /^[\w.*-]*\*[\w.*-]*@[\w*-]+(?:\.[\w*-]+)+$/;

export function fitEmail(text: string): Fit {
  if (emailMasked.test(text)) return 'loose';
  if (email.test(text)) return 'strict';
  const inside = emailNamed.exec(text)?.[1];
  if (messageId.test(text)) return null;
  return inside !== undefined && email.test(inside) ? 'strict' : null;
}

/** Mobile, Seoul and the provinces, numbers of the net (070), of representatives (1588), masked in the middle or not. */
const korean =
  /^(?:\+?82[-. ]?\(?0?|\(?0)(?:1[016789]|2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|80|50\d)\)?[-. )]?(?:\d{3,4}|\*{3,4})[-. ]?(?:\d{4}|\*{4})$/;
const representative = /^1[568]\d{2}-\d{4}$/;
/** Area code and exchange never begin with 0 or 1. */
const american =
  /^(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?$/i;
const international = /^(?:\+|00)[1-9]\d{0,2}[-. ()/\d]{5,20}(?: ?(?:x|ext\.?) ?\d{1,6})?$/i;
const written = /^\(?\+?\d[\d()./ -]{4,24}\d(?: ?(?:x|ext\.?) ?\d{1,6})?$/i;
/**
 * As countries write at home: a zero, then area and number in groups (`020 7946 0958`, `089/1234567`, `06 12 34 56 78`), or run together to ten or eleven
 * digits. What is counted begins with more zeros.
 */
const athome =
  /^\(?0[1-9]\d{0,4}\)?[ /-]{1,3}(?=(?:\D*\d){5,9}$)\d{2,8}(?:[ -]\d{2,4}){0,4}$|^0[1-9](?:[. ]\d{2}){4}$|^0[1-9]\d{8,9}$/;
/** Of the shape of NANP and of no number that it gives: a code. Read behind the plans, so that 011-234-5678 is Korea's. */
const code = /^\d{3}-\d{3}-\d{4}$/;
const dated = /^\d{4}[-./]\d{1,2}[-./]\d{1,2}/;

export function fitPhone(text: string): Fit {
  const digits = text.replaceAll(/\D/g, '').length;
  if (digits > 18 || dated.test(text)) return null;
  if (korean.test(text) || representative.test(text) || american.test(text)) return 'strict';
  if (international.test(text) && digits >= 8 && digits <= 15 && text.startsWith('+')) return 'strict';
  if (code.test(text)) return null;
  if (athome.test(text) && digits >= 9 && digits <= 12) return 'strict';
  return written.test(text) && digits >= 6 && digits <= 18 ? 'loose' : null;
}
