/** Numbers and mailboxes that stand in several columns, as the fields of an old form had them: `tel1`, `tel2`, `tel3`. */
import { type Column, classOf } from './column.ts';
import { hintsOf } from './name-hints.ts';
import type { Observed } from './observe.ts';
import { wordsOf } from './words.ts';

/** Words for a piece: of any number, of a birth date, of a mailbox. */
const places = {
  number: /^(?:\d|[a-d]|first|second|third|mid|middle|last|front|back|head|tail|prefix|suffix|area|exchange|line)$/,
  date: /^(?:y|yy|yyyy|yr|year|m|mm|mon|month|d|dd|day)$/,
  mailbox: /^(?:\d|id|local|user|account|host|domain|dom)$/,
} as const;
const koreanPlaces = {
  number: /(?:앞자리|뒷자리|앞번호|뒷번호|가운데|중간|국번|지역번호|앞|뒤|끝)$/,
  date: /(?:년도|년|월|일)$/,
  mailbox: /(?:아이디|도메인)$/,
} as const;
type Kind = keyof typeof places;

/** The name without the word for the piece; null where there is none. */
function stemOf(name: string, kind: Kind): string | null {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const hangul = last.replace(koreanPlaces[kind], '');
  if (hangul !== last && hangul !== '') return [...words.slice(0, -1), hangul].join('_');
  return words.length > 1 && places[kind].test(last) ? words.slice(0, -1).join('_') : null;
}

/** The name of the whole of which this column and another hold a piece each; null where they do not, or nothing was read. */
export function wholeOf(
  column: Column,
  columns: readonly Column[],
  observed: (column: Column) => Observed | null,
): string | null {
  const most = (one: Column, looks: 'pieces' | 'hosts') => {
    const seen = observed(one);
    return seen !== null && seen.filled > 0 && seen.looks[looks] >= seen.filled * 0.8;
  };
  const pieces = (kind: Kind) => {
    const stem = stemOf(column.name, kind);
    const all = columns.filter(
      (each) => ['text', 'integer'].includes(classOf(each.base)) && stemOf(each.name, kind) === stem,
    );
    return stem !== null && all.includes(column) && all.length > 1 ? { stem, all } : null;
  };
  const numbers = pieces('number');
  if (numbers?.all.every((one) => most(one, 'pieces')) === true) return numbers.stem;
  const dates = pieces('date');
  if (dates?.all.every((one) => most(one, 'pieces')) === true && hintsOf(dates.stem).get('birth_date') === 'strong')
    return dates.stem;
  const mailbox = pieces('mailbox');
  if (mailbox?.all.filter((one) => most(one, 'hosts')).length === 1 && hintsOf(mailbox.stem).get('email') === 'strong')
    return mailbox.stem;
  return null;
}

/** `bank_name`, `bnk_cd`, `은행명`: an account stands beside it; `own` where a number is called as the bank is. */
export function bankBeside(column: Column, columns: readonly Column[]): 'own' | 'other' | null {
  const banks = columns.filter((each) => each !== column).flatMap((each) => bankOf(each.name) ?? []);
  if (banks.length === 0) return null;
  const number = /^_(.*?)_?(?:no|num|nbr|number|번호)_$/.exec(joined(column.name))?.[1];
  const named =
    number !== undefined && number !== '' && banks.some((one) => [one, `${one}_bank`, 'bank'].includes(number));
  return named ? 'own' : 'other';
}

/** What a name says of a bank before the word itself: `stl` of `stl_bank_cd`; null where it is no bank's. */
function bankOf(name: string): string | null {
  const found = /^_(.*?)_?(?:bank|bnk|bk|은행)(?:_?(?:name|nm|code|cd|id|명|코드))?_$/.exec(joined(name));
  return found === null ? null : (found[1] ?? '');
}

const joined = (name: string): string => `_${wordsOf(name).join('_')}_`;
