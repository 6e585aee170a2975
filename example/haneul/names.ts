/** A Korean name that fits sex and year of birth: people born before 1975 do not carry the given names of today's children. */
import type { Dice, Sex } from './dice.ts';
import { romaniseGiven } from './romanise.ts';
import { SURNAMES } from './surnames.ts';

export type Name = {
  /** Surname and given name without a space: `김민준`, `남궁서연`. */
  readonly ko: string;
  /** Surname first: `Kim Min-jun`. */
  readonly en: string;
  /** The parts in lower-case Latin letters, for an e-mail address: `kim`, `minjun`. */
  readonly surname: string;
  readonly given: string;
};

// biome-ignore format: a list of names
const BEFORE_1975: Readonly<Record<Sex, readonly string[]>> = {
  male: ['영수', '영호', '영철', '정호', '성호', '종수', '상철', '광수', '병철', '동수', '재호', '기철', '용호', '경수', '승호', '정식', '영식',
    '성수', '진수', '상호', '종호', '명수', '인수', '창호', '춘식', '덕수', '길동', '상훈', '철수', '현철', '병호', '기영', '준호', '학수'],
  female: ['영숙', '정숙', '순자', '영희', '명숙', '미숙', '경숙', '현숙', '영자', '정희', '미경', '은주', '은영', '순옥', '옥순', '경희', '미영',
    '정자', '춘자', '명희', '혜숙', '은숙', '선희', '성희', '영순', '인숙', '미희', '말숙', '금순', '혜경', '은경', '정순', '선영', '윤희'],
};

export function drawName(dice: Dice, sex: Sex, birthYear: number): Name {
  const surname = dice.draw(SURNAMES);
  return nameOf(surname.hangul, surname.latin, birthYear < 1975 ? dice.pick(BEFORE_1975[sex]) : dice.givenName(sex));
}

/** `nameOf('김', 'Kim', '민준')` has `ko` 김민준 and `en` Kim Min-jun. */
export function nameOf(surname: string, latin: string, given: string): Name {
  const romanised = romaniseGiven(given);
  return {
    ko: surname + given,
    en: `${latin} ${romanised}`,
    surname: latin.toLowerCase(),
    given: romanised.replaceAll('-', '').toLowerCase(),
  };
}
