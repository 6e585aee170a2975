/** Names of people by their shape, and days on which a living person can have been born. */
import { isDay } from './calendar.ts';
import type { Fit } from './finding.ts';
import { isGivenName } from './given-names.ts';

/** The surnames of more than 99 in 100 Koreans, by their first syllable (2015 census). */
const surnames =
  '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부';
const double = /^(?:남궁|황보|제갈|사공|선우|독고|동방|서문)[가-힣]{1,2}$/;
/** Three syllables, but for very few: words of four that begin like a surname are many. */
const hangulName = new RegExp(`^[${surnames}] ?[가-힣*○] ?[가-힣*○]$`);
/** Last syllables of places, offices and things, which names do not have. */
const noName = /[구시동읍면군도로길역점원료송품팀과실장급별형식용]$/;

/** What firms write behind or before their names, and how partners stand in them. */
const firm =
  /(?:^|[\s,])(?:inc|llc|ltd|limited|corp|corporation|company|gmbh|plc|pvt|pty|llp|kg|group|holdings?|university|foundation|association|technologies|solutions)\.?$|,.*\sand\s|& sons?$|주식회사|\(주\)|㈜|유한회사|(?:재단|사단)법인/i;

/** What stands before or behind a person's name and no other. */
const before =
  /^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sir|Mme|Mlle|Sra|Srta|Dott|Mevr|Dhr)\.?|Herr|Frau|Señora?|Monsieur|Madame) (?:(?:Dr|Prof|med|Ing|habil)\.? ?)*(?=\p{L})/iu;
const behind = /,? (?:Jr|Sr|II|III|IV)\.?$/;
const graduate = /, (?:M\.?D|Ph\.?D|D\.?D\.?S|R\.?N|Esq|D\.?V\.?M|D\.?O)\.?$/;
const koreanTitle =
  / ?(?:님|교수님?|선생님?|박사|원장|과장|대리|부장|차장|팀장|실장|간호사|변호사|전문의|수간호사)$| (?:씨|이사|대표|기사|사원|주임|강사|선수)$/;
/** ICAO Doc 9303, part 3, 4.6: family name, two fillers, given names. */
const inZone = /^[A-Z]+(?:<[A-Z]+)*<<[A-Z]+(?:<[A-Z]+)*<*$/;

export function fitName(text: string): Fit {
  if (firm.test(text)) return null;
  if (double.test(text)) return 'strict';
  if (hangulName.test(text)) return noName.test(text) ? 'loose' : 'strict';
  if (inZone.test(text)) return 'proven';
  if (text.length > 60) return null;
  const untitled = text.replace(before, '').replace(graduate, '').replace(koreanTitle, '');
  if (untitled !== text && isName(untitled.replace(behind, ''))) return 'proven';
  if (/[\d@_/\\:;#%&+=<>{}[\]|"]/.test(text)) return null;
  const words = text.trim().split(/[\s,]+/);
  if (words.length > 6 || !/\p{L}/u.test(text)) return null;
  if (isLatin(text.replace(behind, ''))) return 'strict';
  return words.every((word) => /^[\p{L}\p{M}.'’()*-]+$/u.test(word) && word !== '-') ? 'loose' : null;
}

const latin =
  /^\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:\p{Lu}[\p{L}\p{M}.'’-]*|de|da|del|di|la|le|van|von|der|den|bin|al)){0,4}$/u;
/** `WEBER Ulrike`: the family's name in capitals tells which it is. */
const capitals = /^\p{Lu}[\p{Lu}'’-]+(?: \p{Lu}[\p{Lu}'’-]+)* (?=\p{Lu}\p{Ll})/u;

/** Behind a title anything that is written as a name is one. */
const isName = (text: string): boolean => latin.test(text) || hangulName.test(text.trim()) || double.test(text.trim());

/** A given name before or behind (`Lovelace, Ada`) its family's, or alone; words that begin small are no name's. */
function isLatin(text: string): boolean {
  if (isKorean(text) || familyFirst.test(text)) return true;
  const [family, given] = text.split(/,\s+/);
  const turned = given === undefined ? text.replace(capitals, '') : `${given} ${family}`;
  if (!latin.test(turned)) return false;
  return isGivenName(turned.split(' ')[0] ?? '');
}

/** The surnames of nine in ten Koreans as passports have them, and the sounds of which given names are made. */
const koreanFamily =
  /^(?:kim|gim|lee|yi|rhee|park|bak|pak|choi|choe|jung|jeong|chung|kang|gang|cho|jo|yoon|yun|jang|chang|lim|im|rim|han|oh|seo|suh|shin|sin|kwon|gwon|hwang|ahn|an|song|ryu|yoo|yu|hong|jeon|jun|ko|koh|go|moon|mun|yang|son|sohn|bae|baek|paik|heo|hur|huh|nam|sim|shim|noh|roh|no|ha|kwak|gwak|sung|seong|cha|joo|ju|woo|wu|koo|gu|min|jin|na|ji|eom|um|chae|won|bang|byun|byeon|namgung|hwangbo)$/i;
const koreanSound =
  '(?:kk|tt|pp|ss|jj|ch|sh|[gkndtrlmbpsjh])?(?:yae|yeo|yae|wae|ae|ya|ye|yo|yu|you|yoo|woo|wu|wa|wo|we|wi|ui|oe|eo|eu|ee|oo|ou|a|e|i|o|u|y)(?:ng|[kgnlrmpbt])?';
const koreanGiven = new RegExp(`^${koreanSound}(?:[ -]?${koreanSound})$`, 'i');

/** Vietnam's most common surnames, which stand first, and China's before one or two sounds of Pinyin. */
const familyFirst =
  /^(?:(?:Nguyen|Nguyễn|Tran|Trần|Pham|Phạm|Hoang|Hoàng|Huynh|Huỳnh|Phan|Vu|Vũ|Dang|Đặng|Bui|Bùi|Ngo|Ngô|Duong|Dương)(?: \p{Lu}[\p{L}\p{M}]{0,6}){1,4}|(?:Wang|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Zhu|Gao|Lin|Guo|Luo|Zheng|Xie|Deng|Feng|Jiang|Cai)(?: (?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?[aeiouü]{1,3}(?:ng?)?(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)[aeiouü]{1,3}(?:ng?)?)?))$/iu;

/** `KIM MIN JUN`, `Kim, Min-jun`, `Minjun Kim`: a surname and two sounds. */
function isKorean(text: string): boolean {
  const words = text.split(/,? /);
  if (words.length < 2 || words.length > 3 || !/^\p{Lu}/u.test(text)) return false;
  const fits = (family: string, given: readonly string[]) =>
    koreanFamily.test(family) && koreanGiven.test(given.join(' '));
  return fits(words[0] ?? '', words.slice(1)) || fits(words.at(-1) ?? '', words.slice(0, -1));
}

const dated = /^(\d{4})[-./ ]?(\d{2})[-./ ]?(\d{2})(?:[T ]00:00:00.*)?$/;
const short = /^(\d{2})(\d{2})(\d{2})(?:-?[1-8])?$/;
const written = /^(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})$/;
const korean = /^(\d{4})년\s*(\d{1,2})월\s*(\d{1,2})일$/;

/** No value is a birth date by itself: loose only. `latest` is a year in which nobody is too young to stand in a database. */
export function fitBirth(text: string, latest: number): Fit {
  const parted = text.replaceAll(/([-./]) +/g, '$1');
  const full = dated.exec(text) ?? korean.exec(text);
  if (full !== null) return isBirth(Number(full[1]), Number(full[2]), Number(full[3]), latest) ? 'loose' : null;
  const six = short.exec(text);
  if (six !== null) return isDay(2000 + Number(six[1]), Number(six[2]), Number(six[3])) ? 'loose' : null;
  const parts = written.exec(parted);
  if (parts === null) return /^(?:19|20)\d{2}$/.test(text) && Number(text) <= latest ? 'loose' : null;
  const [a, b, c] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const days = [
    [a, b, c],
    [c, a, b],
    [c, b, a],
  ] as const;
  return days.some(([year, month, day]) => isBirth(year < 100 ? 1900 + year : year, month, day, latest))
    ? 'loose'
    : null;
}

function isBirth(year: number, month: number, day: number, latest: number): boolean {
  return year >= 1880 && year <= latest && isDay(year, month, day);
}
