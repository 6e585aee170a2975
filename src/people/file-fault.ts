/** What can be wrong with HR's list of people, in words. Each stands with its line and its column, and never with the value. */
import type { Language } from '../platform/light.ts';

export const faultWords = {
  quotes: {
    en: 'a quote is open, or stands where none may',
    ko: '따옴표가 닫히지 않았거나 있어서는 안 될 곳에 있습니다',
  },
  length: { en: 'has more or fewer cells than the first row', ko: '칸의 수가 첫 행과 다릅니다' },
  long: { en: 'is longer than 10,000 characters', ko: '10,000자를 넘습니다' },
  rows: { en: 'there are more than 10,000 rows', ko: '10,000행을 넘습니다' },
  empty_file: { en: 'there is no row under the names of the columns', ko: '열 이름 아래에 행이 없습니다' },
  unknown_column: { en: 'is no column that there is', ko: '없는 열입니다' },
  column_twice: { en: 'stands twice', ko: '두 번 있습니다' },
  column_missing: { en: 'is missing', ko: '이 열이 없습니다' },
  empty: { en: 'is empty', ko: '비어 있습니다' },
  account: {
    en: 'must be small letters, digits, dots, hyphens, a letter first',
    ko: '영문 소문자로 시작하는 소문자, 숫자, 점, 붙임표여야 합니다',
  },
  text: { en: 'is longer than 100 characters or holds a control character', ko: '100자를 넘거나 제어 문자가 있습니다' },
  personal: {
    en: 'seems to hold an e-mail address or a phone number',
    ko: '이메일 주소나 전화번호처럼 보이는 것이 있습니다',
  },
  day: { en: 'is no day like 2027-01-04', ko: '2027-01-04와 같은 날짜가 아닙니다' },
  days: { en: 'is before the first day', ko: '첫날보다 앞섭니다' },
  language: { en: 'is neither ko nor en', ko: 'ko도 en도 아닙니다' },
  twice: { en: 'stands in an earlier row too', ko: '앞의 행에도 있습니다' },
  service: { en: 'is a service account', ko: '서비스 계정입니다' },
  name: {
    en: 'is not the name on record: an account never becomes somebody else’s',
    ko: '등록된 이름과 다릅니다. 계정은 다른 사람의 것이 될 수 없습니다',
  },
  left: {
    en: 'has left, and stays so: who comes back joins under a new account',
    ko: '퇴사했으므로 되돌릴 수 없습니다. 다시 입사하면 새 계정을 쓰세요',
  },
  first_day: { en: 'is not the first day on record', ko: '등록된 입사일과 다릅니다' },
  away: { en: 'is on leave and cannot be moved', ko: '휴직 중이어서 옮길 수 없습니다' },
  planned_leave: {
    en: 'has leave planned, which a move would take back: enter the move by `jikimi person move`, then the leave anew',
    ko: '예정된 휴직이 있고, 옮기면 취소됩니다. `jikimi person move`로 옮긴 다음 휴직을 다시 등록하세요',
  },
  planned_end: {
    en: 'is not the last day on record: take that back first (`jikimi person return`)',
    ko: '등록된 퇴사일과 다릅니다. 먼저 취소하세요(`jikimi person return`)',
  },
  oneself: { en: 'is you: nobody changes their own', ko: '본인입니다. 자신의 것은 스스로 바꿀 수 없습니다' },
  owner: { en: 'is an owner, whom another owner ends', ko: '소유자이므로 다른 소유자만 끝낼 수 있습니다' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;
export type FaultKind = keyof typeof faultWords;
