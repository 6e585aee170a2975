/** Whether the name of a table speaks of people, of organisations, or of neither. */
import { singular, wordsOf } from './words.ts';

export type TableKind = 'customers' | 'workers' | 'organisations' | 'logins' | 'other';

const customers =
  /^(?:customer|cust|client|member|mber|mbr|membership|person|people|patient|student|subscriber|guest|passenger|pax|visitor|participant|attendee|applicant|donor|user|usr|buyer|shopper|resident|tenant|citizen|consumer|contact|borrower|reader|traveller|traveler|candidate|individual|human|party|holder|voter|player|rider|driver|insured|policyholder|profile|ptnt|cstmr|psn|kunde|kunden|benutzer|nutzer|bewerber|mitglied|mitglieder|utilisateur|adherent|eleve|abonne|cliente|usuario|paciente|alumno|socio|utente|klant|gebruiker)$/;
const workers =
  /^(?:employee|emp|staff|worker|salesperson|seller|agent|manager|teacher|instructor|professor|faculty|doctor|physician|nurse|actor|author|director|artist|admin|administrator|operator|officer|advisor|owner|driver|technician|coach|mitarbeiter|salarie|empleado|dipendente|medewerker|mngr)$/;
const organisations =
  /^(?:company|corp|organization|organisation|org|store|shop|branch|supplier|vendor|shipper|bank|school|hospital|warehouse|department|dept|office|hotel|airline|airport|agency|publisher|merchant|brand|manufacturer|franchise|carrier|facility|institution|site|venue)$/;
const koreanCustomers =
  /회원|고객|사용자|이용자|환자|학생|가입자|신청자|주민|승객|손님|개인|구독자|응시자|지원자|수급자|계약자|참가자|보호자|수강생|정보주체/;
const koreanWorkers = /직원|사원|임직원|교사|강사|의사|간호사|담당자|배우|작가|관리자|기사|교수|업주|점주/;
const koreanOrganisations = /회사|업체|거래처|매장|점포|지점|은행|학교|병원|부서|기관|창고|가맹점|공급사|제조사/;

/** The last word tells most: `customer_list`, `member_orders`. A table named for what people have is no table of people. */
export function tableKind(name: string): TableKind {
  const words = wordsOf(name.replace(/^(?:tb|tbl|t|tn|tm|th|dim)_/i, ''))
    .map(singular)
    .filter(
      (word) =>
        !/^(?:\d+|info|information|inf|master|mst|mstr|data|list|base|bas|basic|m|tb|detail|dtl|main|table|the|entity|new|old|hist|history)$/.test(
          word,
        ),
    );
  const head = words.at(-1) ?? '';
  if (/[가-힣]/.test(head)) return koreanKind(name);
  // Those who work with the house's own desk are no customers of it.
  if (
    /^(?:user|usr|member)$/.test(head) &&
    /^(?:adm|admin|staff|system|sys|operator|backoffice|internal)$/.test(words.at(-2) ?? '')
  )
    return 'workers';
  if (customers.test(head)) return 'customers';
  if (workers.test(head)) return 'workers';
  if (organisations.test(head)) return 'organisations';
  return /^(?:password|passwd|credential|login|auth|account|signin)$/.test(head) ? 'logins' : 'other';
}

function koreanKind(name: string): TableKind {
  const bare = name.replace(/(?:기본|상세|마스터|정보|목록|내역|관리|_)+$/g, '');
  if (
    /(?:주문|결제|이력|로그|상품|게시|문의|상담|코드|등급|배송|예약|포인트|쿠폰|카드|계좌|주소|비밀번호|인증)$/.test(
      bare,
    )
  )
    return 'other';
  if (koreanOrganisations.test(bare)) return 'organisations';
  if (koreanCustomers.test(bare)) return 'customers';
  return koreanWorkers.test(bare) ? 'workers' : 'other';
}
