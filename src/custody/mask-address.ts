/** First-level divisions of Korea by their full, former and short names; of two that begin alike the longer comes first. */
const PROVINCES = [
  '서울특별시 부산광역시 대구광역시 인천광역시 광주광역시 대전광역시 울산광역시 세종특별자치시',
  '강원특별자치도 전북특별자치도 제주특별자치도 충청북도 충청남도 전라북도 전라남도 경상북도 경상남도',
  '서울시 부산시 대구시 인천시 광주시 대전시 울산시 세종시 경기도 강원도 제주도',
  '서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주',
].flatMap((names) => names.split(' '));

/** An optional post code, the province, then a city with its ward, or a county, or a ward. */
const KOREAN = new RegExp(
  `^(?:\\(?(?:\\d{5}|\\d{3}-\\d{3})\\)?,?\\s+)?(${PROVINCES.join('|')})` +
    '(?:\\s+([가-힣]{1,4}시)(?:\\s+([가-힣]{1,4}구))?|\\s+([가-힣]{1,4}[군구]))?(?=[\\s,]|$)',
);

const ROMANISED_DIVISION = /^[A-Z][a-z]+(?:-[a-z]+)?-(?:gu|gun|si)$/;
const ROMANISED_PROVINCE =
  /^(?:Seoul|Busan|Daegu|Incheon|Gwangju|Daejeon|Ulsan|Sejong|Jeju|(?:Gyeonggi|Gangwon|Jeju|(?:Chungcheong|Jeolla|Gyeongsang)(?:buk|nam))-do)(?:-si)?$/;
const POST_CODE = /\s+\d{5}(?:-\d{4})?$/;

const STATE =
  /^(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY])$/;
const CITY = /^[A-Z][A-Za-z.' -]{1,30}$/;
const COUNTRY = /^(?:USA?|U\.S\.A\.|(?:Republic of |South )?Korea)$/;

/**
 * Down to the city, county or ward (시·군·구): what a delivery zone or a statistic needs. Street, number, building and post code are
 * hidden. Null where no such division is recognised, as in a Latin address that is neither romanised Korean nor American.
 *
 * Source: Road Name Address Act; Romanisation of Korean; USPS Publication 28.
 */
export function maskAddress(text: string): string | null {
  const korean = KOREAN.exec(text);
  if (korean !== null) return `${korean.slice(1).filter(Boolean).join(' ')} ***`;
  const parts = text.split(',').map((part) => part.trim());
  if (COUNTRY.test(parts.at(-1) ?? '')) parts.pop();
  const kept = american(parts) ?? romanised(parts);
  return kept === null ? null : `***, ${kept.join(', ')}`;
}

/** City and state of `street, City, ST 12345`. */
function american(parts: readonly string[]): readonly string[] | null {
  const city = parts.at(-2) ?? '';
  const state = (parts.at(-1) ?? '').replace(POST_CODE, '');
  const street = parts.slice(0, -2).join(' ');
  return STATE.test(state) && CITY.test(city) && /\d/.test(street) ? [city, state] : null;
}

/** The divisions at the end of `123 Teheran-ro, Gangnam-gu, Seoul 06236`. */
function romanised(parts: readonly string[]): readonly string[] | null {
  const kept: string[] = [];
  for (const part of parts.toReversed()) {
    const division = part.replace(POST_CODE, '');
    const known = ROMANISED_DIVISION.test(division) || (kept.length === 0 && ROMANISED_PROVINCE.test(division));
    if (!known) break;
    kept.unshift(division);
  }
  return kept.length > 0 && kept.length < parts.length ? kept : null;
}
