/** What the name of a column promises, in English, in Korean, in the abbreviations that Korean houses use, and in six languages of Europe. */
import { englishNames } from './english-names.ts';
import { europeanNames } from './european-names.ts';
import type { Finding } from './finding.ts';
import { koreanNames } from './korean-names.ts';
import type { Pattern, Strength } from './name-pattern.ts';
import { wordsOf } from './words.ts';

export type Hints = ReadonlyMap<Finding, Strength>;

/** Last words by which a name tells of the thing something about it: `phone_type`, `email_verified_at`, `address_id`. */
const aside =
  /_(?:id|ids|type|typ|code|cd|status|state_id|flag|yn|count|cnt|at|verified|confirmed|valid|time|ts|date|dt|on|url|link|format|length|len|version|ver|agree|agreed|consent|optin|enabled|active|sent|expires?|expiry|exp|expired|reset|changed|updated|created|attempts?|token|key|policy|hint|required|question|order|sort|seq|idx|index|rank|score|rate|price|amount|amt|balance|limit|total|size|weight|level|lvl|grade|guid|uuid|rowguid|brand|company|provider|carrier|domain|template|title|hash_type|algorithm|algo|iterations?)_$/;
const asideKorean =
  /(?:여부|코드|유형|구분|종류|일시|일자|횟수|건수|상태|순번|일련번호|아이디|동의|인증|확인|등급|만료일|유효기간|변경일|수정일|발급일|개수|금액|비율|점수|순서|키|수신|차수|정답|힌트)$/;
const question =
  /^_(?:is|has|have|can|allow|allows|should|use|uses|need|needs|show|hide|num|count|total|max|min|avg|sum|send|receive|enable)_/;

/** Of a column's name. */
export function hintsOf(name: string): Hints {
  const words = wordsOf(name);
  const joined = `_${words.filter((word) => !/[가-힣]/.test(word)).join('_')}_`;
  const hangul = name.normalize('NFC').replaceAll(/[^가-힣A-Za-z\d]/g, '');
  const hasHangul = /[가-힣]/.test(name);
  const hints = new Map<Finding, Strength>();
  const put = (patterns: readonly Pattern[], text: string, besides: boolean) => {
    for (const { finding, strong, weak, against } of patterns) {
      if (against?.test(text) === true) hints.set(finding, 'against');
      else if (strong?.test(text) === true && !besides) hints.set(finding, 'strong');
      else if (weak?.test(text) === true && !besides && !hints.has(finding)) hints.set(finding, 'weak');
    }
  };
  if (joined !== '__') {
    const besides = question.test(joined) || (aside.test(joined) && !whole.test(joined));
    put(englishNames, joined, besides);
    // `num_passeport` is a number, not how many.
    put(europeanNames, plain(joined), joined.startsWith('_num_') ? aside.test(joined) : besides);
  }
  if (hasHangul) put(koreanNames, hangul, asideKorean.test(hangul) && !hangul.endsWith('이메일아이디'));
  return hints;
}

/** Letters without their accents; `ß` is `ss`. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');

/** Only a short comment is a name; a sentence speaks of other things too. */
export function hintsOfComment(comment: string | null): Hints {
  const first = comment?.split(/[,.;:(\n/]/)[0]?.trim() ?? '';
  return first.length > 0 && first.length <= 30 ? hintsOf(first) : new Map();
}

/** Names that end in such a word and mean the thing itself all the same. */
const whole =
  /_(?:birth|brth|bth)_(?:date|dt|date_time)_$|_date_of_birth_$|_born_(?:on|at|date)_$|_(?:e_?mail|eml)_id_$|_(?:resident|jumin|passport|national|personal|citizen)_id_$|_(?:brdt|birthdate)_$|_born_on_$|_social_security_/;

/** Names of what is no category of ours and may be personal all the same: a person decides. */
const delicate =
  /_(?:user_?name|login|login_?id|user_?id|nick_?name|nick|handle|avatar|picture|photo|portrait|image|signature|gender|sex|religion|race|ethnicity|nationality|salary|wage|income|token|secret|api_?key|otp|otp_?(?:secret|seed|key)|cvv|cvc|cvn|pin|device_?id|mac_?(?:address|addr)|ssn|national_id|tax_?(?:id|no|number)|fingerprint|health|disease|diagnosis|blood_?type|marital_?status|plate_?(?:no|number)|social_security_?(?:no|number)?|sns_id|kakao_?id|refresh_token|access_token|session_?id|demographics|additional_contact_info)_$/;
const delicateKorean =
  /성별|닉네임|별명|아이디$|사진|종교|국적|병명|질병|혈액형|결혼|차량번호|건강|장애|급여|연봉|지문|서명/;

export function isDelicate(name: string): boolean {
  return delicate.test(`_${wordsOf(name).join('_')}_`) || delicateKorean.test(name);
}

/** What a program is known by, and no person signs in with by heart. */
export function isTokenName(name: string): boolean {
  return /_(?:tokens?|sessions?|sess|sid|nonce|csrf|api_?keys?)_/.test(`_${wordsOf(name).join('_')}_`);
}
