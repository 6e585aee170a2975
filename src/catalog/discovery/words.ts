/** Names of tables and columns as words: `PersonPhone`, `card_no`, `addressline1` and `회원 휴대폰번호` alike. */

/** Words that stand run together in names of tables and columns; longest first finds `addressline` as `address line`. */
const vocabulary: ReadonlySet<string> = new Set(
  `account acct addr address adres agent alien author bank beneficiary birth birthday born business buyer call card cardholder cc cell cellphone
  cellular city client code comment contact coordinate coordinates country county credit creditcard current customer cust date day debit default
  delivery detail display district dob doctor driver driving electronic email emergency emp employee encrypted entity exp family fax first flag
  fore full geo geohash geom given gps guardian guest handphone hash hashed holder home house id ip ipaddr is juso jumin kor eng last lat latitude
  legal license licence line location login long longitude lng lon maiden mail main manager member middle mobile modified month msisdn mother
  name national nick nickname no note notes num number office order owner pass passport passwd password patient payment person personal phone
  pin place position postal province pwd receiver recipient region registration remote resident salt secondary sender sex shipping ship billing
  bill spatial staff state status street student sub sur surname suite tax tel telephone telno text time title to token town type user username
  value verified work year zip zipcode nm kr en ko url host street road building apt apartment the of
  real perm permanent preferred payer payee check campus local recovery`
    .split(/\s+/)
    .filter(Boolean),
);

/** Lower-case words in order; Hangul stays as it is written, without spaces. */
export function wordsOf(name: string): string[] {
  return name
    .normalize('NFC')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/([A-Za-z])(\d)/g, '$1 $2')
    .replaceAll(/(\d)([A-Za-z])/g, '$1 $2')
    .replaceAll(/([가-힣]+)/g, ' $1 ')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean)
    .flatMap((word) => (vocabulary.has(word) ? [word] : (broken(word) ?? [word])));
}

/** A word as several of the vocabulary's, the fewest; null where it is not made of them. */
function broken(word: string): string[] | null {
  if (word.length < 5 || word.length > 40 || !/^[a-z]+$/.test(word)) return null;
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - 12); start < end; start++) {
      const before = best[start];
      const part = word.slice(start, end);
      if (before === null || before === undefined || !vocabulary.has(part)) continue;
      if (best[end] === null || before.length + 1 < (best[end]?.length ?? 0)) best[end] = [...before, part];
    }
  }
  return best[word.length] ?? null;
}

/** `customers` is `customer`, `categories` `category`, `addresses` `address`. */
export function singular(word: string): string {
  if (word === 'people') return 'person';
  if (/(?:ss|us|is)$/.test(word) || word.length < 4) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:sses|xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
