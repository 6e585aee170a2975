import type { Normalisation } from '../catalog/mod.ts';

/**
 * Whether a text has the outer form of the values of a normalisation. A finder carries terms only for the groups that its text fits: an index
 * that looks for several values at once needs them to stand in one order, which values of different groups do not have.
 */
export function fits(by: Normalisation, text: string): boolean {
  const value = text.trim();
  switch (by) {
    case 'email':
      return /^[^@\s]+@[^@\s]+$/.test(value);
    case 'phone':
      return /^\+?[\d\s().-]{7,24}$/.test(value) && !(digitsOf(value).length > 15);
    case 'digits':
      return /^[\d\s-]+$/.test(value);
    case 'name':
    case 'exact':
      return true;
  }
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
