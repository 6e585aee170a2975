/** What the name of a column promises, in English, in Korean, and in the abbreviations that Korean houses use. */
import type { Finding } from './finding.ts';
import { wordsOf } from './words.ts';

/** `against`: the name says that it is something else. */
export type Strength = 'strong' | 'weak' | 'against';
export type Hints = ReadonlyMap<Finding, Strength>;

type Pattern = {
  readonly finding: Finding;
  readonly strong?: RegExp;
  readonly weak?: RegExp;
  readonly against?: RegExp;
};

const person =
  'customer|cust|client|member|mbr|mber|employee|emp|staff|person|people|patient|ptnt|student|teacher|guest|passenger|holder|cardholder|owner|recipient|receiver|rcvr|rcpt|sender|author|manager|mngr|representative|rep|agent|doctor|nurse|attendee|participant|subscriber|applicant|guardian|parent|father|mother|spouse|contact|beneficiary|payer|payee|insured|driver|resident|tenant|buyer|seller|purchaser|consignee|addressee|signer|depositor|orderer|reviewer|ordr|writer|wrter|requester|visitor|donor|candidate|instructor|child|partner|plaintiff|defendant|witness|victim|suspect|kin|heir|claimant|nominee|athlete|pupil|bride|groom|husband|wife|brother|sister|friend|pilot|captain|psn|indv|prsn|rgtr|charger|chrg|rprsntv|dpstr';
const thing =
  'company|corp|corporation|organization|organisation|org|firm|business|product|prod|prdt|goods|item|store|shop|bank|branch|file|table|column|field|city|country|state|province|region|territory|district|town|category|ctgry|department|dept|brand|model|event|course|class|subject|project|film|movie|track|album|playlist|genre|media|host|domain|server|app|application|device|service|svc|role|group|team|school|hospital|currency|language|type|code|cd|menu|page|image|img|attachment|template|campaign|plan|package|schema|database|topic|queue|job|task|step|status|tag|label|key|param|attribute|option|setting|feature|permission|vehicle|car|vessel|airline|airport|hotel|room|building|warehouse|supplier|vendor|shipper|carrier|card|account|issuer|drug|medicine|disease|game|book|publisher|font|color|colour|unit|shift|culture|location|scrap|reason|method|site|screen|view|function|program|process|system|nick|order|folder|container|printer|number|computer|router|cluster|header|filter|parameter|counter|center|layer|character|chapter|letter|paper|poster|provider|manufacturer|register|trigger|controller|handler|listener|sensor|motor|floor|sector|vector|monitor|connector|factor|error|indicator|restaurant|merchant|plant|variant|constant|tree|fee|committee|timer|buffer|loader|employer|distributor|retailer|newsletter|tracker|browser|installer|gallery|quarter|semester|weather|border|tier|meter|voucher|sticker|banner|adapter|helper|wrapper|flavor|mirror|anchor|processor|competitor|grant|space|os|agency|office|contract|policy|insurance|street|road|st|bs|cmpny|co|instt|power|water|tower|river|master|cover|answer|danger|corner|chamber|silver|copper|matter|door|harbor|labor|other|super|winter|summer|flower|pointer|iterator|selector|locator|behavior|interior|major|minor|tensor|cursor|editor|compressor|gender|tender|ladder|cylinder|inverter|transformer|rubber|fiber|lumber|cancer|tumor|fever|ulcer';

/** Over the words of a name joined by `_`, with one at each end. */
const english: readonly Pattern[] = [
  {
    finding: 'name',
    strong: new RegExp(
      `_(?:(?:first|given|fore|middle|last|family|sur|maiden|full|fll|legal|real|patronymic|kanji|kana|hangul|han|hg|hanja)_(?:name|nm)|forename|surname|patronymic|[flm]_?name|flnm|(?:user|usr|ceo|boss|spouse|child)_nm|[a-z]*_?[ek]nm|(?:user|usr)_full_name|(?:${person})s?(?:_\\d+)?_(?:full_)?(?:name|nm|nam)(?:_(?:ko|kor|kr|en|eng|kana|hanja))?|(?:name|nm)_(?:ko|kor|kr|en|eng|kana|han|hanja|kanji|hangul|first|last|full|given|family)|(?:kor|eng|ko|en|kr|korean|english)_(?:name|nm)|(?:(?:card|account|acct|policy|licen[cs]e)_?)?holder|cardholder|yegeumju|sungmyung|seongmyeong|sungmyeong|irum|ireum|contact_person|emergency_contact|name_of_(?:${person})|name_on_(?:card|account)|(?:cc|card|acct|account)_owner|(?!user_)[a-z]{3,}(?:er|or|ee|ist|ian|ant)_(?:full_)?(?:name|nm))_$`,
    ),
    weak: /^_(?:[a-z]{1,3}_){0,2}(?:name|nm)(?:_\d)?_$|_(?:user_name|display_name|disp_name|screen_name|first|last|middle|maiden|author|owner|manager|contact|recipient|receiver|sender|beneficiary|ship_name|(?:ship|bill|shipping|billing|delivery|order)_(?:to_)?name|attn|attention|initials?)_$/,
    against: new RegExp(`_(?:${thing})_(?:name|nm|nam)_`),
  },
  {
    finding: 'email',
    strong:
      /_(?:e_?mail|eml|emal|email)(?:_(?:address|addr|adres|adr|id|\d|primary|secondary|home|work|personal|office|alt|alternate|value|text|normalized|canonical|constraint|lower|new|old))*_$|_(?:mail|electronic_mail)_(?:address|addr|adres)_$|_(?:contact|personal|work|home|alt|alternate|secondary|primary|backup|recovery|user|member|customer|billing)_(?:e_)?mail_$/,
    weak: /_(?:mail|login|login_id|user_?name|user_id|contact|recipient|sender|to|from)_$/,
  },
  {
    finding: 'phone',
    strong:
      /_(?:phone|telephone|tel|telno|telefono|mobile|cell|cellphone|cellular|handphone|hand_phone|hp|fax|faxno|fxnum|mbtlnum|mbtl|mblphon|telnum|telephone|fxnum|clphn|clph|clphno|cel|phn|msisdn|whatsapp|jeonhwa|hyudae|cphone|mphone)(?:_?(?:number|no|num|nbr|nr|home|work|office|\d+|main|alt|value|full|extension|ext))*_$|_(?:contact|call|sms|callback)_(?:number|no|num)_$/,
    weak: /_(?:contact|call|extension|ext|number)_$/,
  },
  {
    finding: 'address',
    strong:
      /_(?:address|addr|adres|adrs|street|streetaddress|juso|domicile|residence|rdnmadr|lnmadr)(?:_(?:line|street|detail|dtl|full|text|road|jibun|rest|etc|name|home|work|number|no|value|base|bass|basic|\d+))*_$|_(?:detail|dtl|road|rdnm|lotno|jibun|home|street|ship|shipping|billing|bill|delivery|dlvr|dlvy|postal|mailing|residential|basic|bass)_(?:to_)?(?:addr|address|adres|street)(?:_\d)?_$/,
    weak: /_(?:city|town|village|district|county|state|province|prefecture|suburb|locality|municipality|borough|region|neighborhood|neighbourhood|sido|sigungu|dong|apartment|apt|unit|suite|building|house)(?:_(?:name|nm|number|no|province|province_name|region))*_$|_state_province_$/,
    against:
      /_(?:ip|mac|email|e_mail|mail|eml|web|url|http|wallet|memory|network|server|bitcoin|btc|eth|remote|host|inet|electronic)_(?:address|addr|adres)_/,
  },
  {
    finding: 'birth_date',
    strong:
      /_(?:(?:birth|brth|brt|bth|bir)_?(?:date|dt|date_time|day|dy|de|ymd|year|yr|month|yy|yyyy|mm|dd|mmdd)?|birthdate|birthday|brthdy|brdt|brthdt|dob|date_of_birth|day_of_birth|month_of_birth|year_of_birth|yob|born|born_(?:on|at|date|in|year)|saengil|saengnyunworil)_$/,
    against:
      /_(?:birth|born)_(?:place|city|country|weight|name|order|state|certificate|rate)_|_born_(?:place|city|country)_/,
  },
  {
    finding: 'password',
    strong:
      /_(?:password|passwd|pwd|pswd|passphrase|userpass|user_pass|pw|passwort|bimilbeonho|bimil)(?:_(?:hash|hashed|digest|salt|enc|encrypted|crypt|value|md|sha|\d+|text|old|prev|previous|current))*_$|_(?:hashed|encrypted|crypted|enc|hash|user|member|login|account|admin)_(?:password|passwd|pwd|pw|pswd)_$|_(?:pass|pw|pwd)_?(?:hash|digest)_$|_(?:salt|pw_?salt|pass_salt|hash_salt)_$/,
    weak: /_(?:pass|hash|digest|secret|credential|verifier|crypt|user_hash|pass_hash)_$/,
  },
  {
    finding: 'card',
    strong:
      /_(?:(?:credit|debit|payment|pay|bank|crdt|check)_?)?card_?(?:number|no|num|nbr|nr|pan|enc|full_number)_$|_(?:cc|ccard)_(?:number|no|num|nbr)_$|_(?:credit|debit)_?card_$|_(?:pan|ccn|cardno|cardnum)_$/,
    weak: /_(?:card|cc)_$|_card_(?:full|masked|mask|value)_$/,
    against: /_(?:gift|loyalty|member|membership|library|id|business|point|green|sim|score|report|access|time)_card_/,
  },
  {
    finding: 'account',
    strong:
      /_(?:(?:bank|acct|deposit|refund|payout|settlement|withdraw|withdrawal|transfer|virtual|salary|checking|savings?|debit|from|to)_)*(?:account|acct|acnt|acc|acount|actno|acctno|acntno|bacnt|acnut)_?(?:number|no|num|nbr|nr|enc)_$|_(?:iban|bban|actno|acctno|acntno|acnutno|bacntno|gyejwa|gyejoa|gyejwabeonho)_$|_(?:bank|refund|payout|settlement|deposit)_(?:account|acct|acnt)_$/,
    weak: /_(?:account|acct)_$/,
  },
  {
    finding: 'location',
    strong:
      /_(?:latitude|lat|longitude|lng|lon|lat_?lng|lat_?lon|geo|geom|geog|geometry|geography|coords?|coordinates?|gps|geohash|geopoint|geo_point|geolocation|geo_location|spatial_?location|(?:gps|geo|map|spatial)_\w+|(?:last|current|home|work|known|live)_(?:known_)?(?:location|position|loc|coords?)|(?:start|end|pickup|dropoff|from|to|origin|dest|destination|home|work|last)_(?:lat|lng|lon|long|latitude|longitude)|(?:lat|lng|lon|latitude|longitude)_(?:deg|value|\d|wgs)|wido|gyeongdo)_$/,
    weak: /_(?:location|loc|position|pos|point|place|long|la|lo|lot|x|y|map_?[xy]|[xy]_?(?:coord|crd|pos|cnts)|xcnts|ydnts)_$/,
  },
  {
    finding: 'rrn',
    strong:
      /_(?:rrn|rrno|rrnum|rregno|rreg_no|rsno|rsdnt_?no|jumin_\d|jumin|jumin_?(?:no|num|number|id|beonho|bunho)|jmno|ihidnum|resident_?(?:registration)?_?(?:no|num|number|id)|residentno|reg_resident_no|alien_?(?:registration)?_?(?:no|num|number)|foreigner?_?(?:registration)?_?(?:no|num|number)|frgnr_?(?:no|num|reg_no)|arc_?(?:no|num|number)|frnrno)(?:_(?:enc|full|value|\d))?_$/,
    weak: /_(?:ssn|ssno|national_id|national_?(?:no|number)|personal_id|personal_?(?:no|number|id_number)|identity_?(?:no|number)|id_?(?:number|no|num)|citizen_id|reg_?(?:no|num)|regist_?(?:no|num)|identi_?(?:no|num)|social_security_?(?:no|number)?)_$/,
  },
  {
    finding: 'ip',
    strong:
      /_(?:\w+_)?(?:ip|ip_?addr|ipaddress|ip_?v|ipaddr|ip_address|remote_?addr|remote_address|client_address|ip_adres)(?:_[46])?_$/,
    weak: /_(?:inet|addr|address|host|client|remote|source|src|peer)_$/,
  },
  { finding: 'passport', strong: /_(?:passport|pspt|passprt|yeogwon|yeokwon)(?:_?(?:no|num|number|id|nbr|enc))?_$/ },
  {
    finding: 'licence',
    strong:
      /_(?:(?:drivers?|driving|drv|drive|dr)_?(?:s_)?(?:licen[cs]e|lic|licns|lcns)|myeonheo|myunheo|dl)(?:_?(?:no|num|number|id|nbr))?_$/,
    weak: /_(?:licen[cs]e|lic|lcns)_(?:no|num|number)_$|_(?:drivers?|driving)_$/,
    against: /_(?:software|product|open|source|business|plate|vehicle)_licen[cs]e_|_licen[cs]e_(?:plate|key|type)_/,
  },
  {
    finding: 'text',
    weak: /_(?:memo|notes?|remarks?|rmk|rm|comments?|cmt|body|content|contents|cn|message|msg|inquiry|feedback|bio|about|counsel|consult|complaint|diagnosis|opinion|request|details?|payload|profile|extra|raw|data|answers?|metadata|attributes|properties)_$/,
  },
];

const korean: readonly Pattern[] = [
  {
    finding: 'name',
    strong:
      /(?:^|[^가-힣])?(?:성명|성함|회원이름|고객이름|(?:회원|고객|사용자|이용자|사원|직원|환자|학생|교사|강사|담당자|대표자|보호자|신청자|신청인|주문자|주문인|구매자|가입자|계약자|수령자|수취인|예금주|작성자|등록자|배우자|부모|자녀|수신자|발신자|받는사람|보내는사람|수급자|피보험자|임직원|의사|간호사|기사|운전자|대표|업주|수강생|교수|방문자|응시자|지원자|후원자|납부자|세대주|소유자|임차인|임대인)(?:명|이름|성명))(?:$|[_ (0-9])|^(?:이름|예금주|수령인|수취인|받는사람|받는분|보내는사람|주문자|신청자|신청인|구매자|계약자|피보험자|수익자|영문명|한글명|한자명|영문이름|한글이름|영문성명|세대주)$/,
    weak: /(?:담당자|작성자|대표자|보호자|이름|소유자|등록자|환자|기사|강사|업주|대표|저자|지은이)$/,
    against:
      /(?:상품|제품|회사|업체|거래처|은행|부서|지점|파일|도시|과목|카드|카드사|기관|단체|품목|코드|메뉴|서비스|매장|점포|브랜드|약품|병원|학교|강좌|영화|도서|게시판|테이블|직장|근무처|영업점|학과|컬럼|학과|직급|직책|국가|지역|분류|카테고리|옵션|등급|법인|상호|사업장|프로그램|화면|시스템|설명|증명|차량|건물|사업|공급사|제조사|물품|통화|진료과|학교|그룹|권한|역할|팀|이벤트|쿠폰|주제)(?:명|이름)|(?:인원|몇)명/,
  },
  { finding: 'email', strong: /이메일|전자우편|메일주소|메일$|전자메일/, against: /메일(?:수신|발송|제목|내용)/ },
  { finding: 'phone', strong: /전화|휴대폰|핸드폰|연락처|팩스|휴대번호|폰번호|휴대$|모바일$|모바일번호/ },
  {
    finding: 'address',
    strong: /주소|거주지|소재지|도로명|지번$|배송지(?!명|별칭|코드|순번)|본적|거소/,
    weak: /^(?:시도|시군구|읍면동|시|도|구|동|상세|동호수|도시|지역|행정동|법정동)명?$/,
    against: /(?:메일|아이피|웹|홈페이지|맥|사이트|인터넷|네트워크|[iI][pP]|URL|url)\s*주소|전자우편\s*주소/,
  },
  {
    finding: 'birth_date',
    strong: /생년월일|생일|생년|출생일|출생년|출생연|탄생일/,
    against: /생일(?:쿠폰|축하|할인)/,
  },
  {
    finding: 'password',
    strong: /비밀번호|비번|패스워드|^암호$|암호문|암호값|솔트|암호해시/,
    against: /암호화(?:여부|방식|키)/,
  },
  {
    finding: 'card',
    strong: /카드번호|카드번|신용카드$|체크카드$/,
    weak: /카드$/,
    against: /(?:회원|멤버십|포인트|학생|교통|출입)카드/,
  },
  { finding: 'account', strong: /계좌번호|계좌$|환불계좌|입금계좌|통장번호/ },
  {
    finding: 'location',
    strong: /위도|경도|좌표|위경도|위치좌표|현재위치|최근위치|마지막위치|위치정보/,
    weak: /위치$/,
  },
  {
    finding: 'rrn',
    strong: /주민등록번호|주민번호|주민등록|외국인등록|외국인번호|주민$/,
    weak: /^(?:고유식별번호|실명번호)$/,
  },
  { finding: 'ip', strong: /아이피|접속지|접속주소|[iI][pP]\s*주소/ },
  { finding: 'passport', strong: /여권/, against: /여권(?:만료|발급|유효)/ },
  { finding: 'licence', strong: /운전면허|면허번호|면허증번호|면허증$/, against: /면허(?:종류|만료|취득)/ },
  { finding: 'text', weak: /메모|비고|내용|상담|특이사항|문의|의견|후기|소견|요청사항|자기소개|답변|진단|증상|본문/ },
];

/** Last words by which a name tells of the thing something about it: `phone_type`, `email_verified_at`, `address_id`. */
const aside =
  /_(?:id|ids|type|typ|code|cd|status|state_id|flag|yn|count|cnt|at|verified|confirmed|valid|time|ts|date|dt|on|url|link|format|length|len|version|ver|agree|agreed|consent|optin|enabled|active|sent|expires?|expiry|exp|expired|reset|changed|updated|created|attempts?|token|key|policy|hint|required|question|order|sort|seq|idx|index|rank|score|rate|price|amount|amt|balance|limit|total|size|weight|level|lvl|grade|guid|uuid|rowguid|brand|company|provider|carrier|domain|template|title|hash_type|algorithm|algo|iterations?)_$/;
const asideKorean =
  /(?:여부|코드|유형|구분|종류|일시|일자|횟수|건수|상태|순번|일련번호|아이디|동의|인증|확인|등급|만료일|유효기간|변경일|수정일|발급일|개수|금액|비율|점수|순서|키|수신|차수|정답|힌트)$/;
const question =
  /^_(?:is|has|have|can|allow|allows|should|use|uses|need|needs|show|hide|num|count|total|max|min|avg|sum|send|receive|enable)_/;

/** Of a column's name, or of a comment's first words. */
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
  if (joined !== '__') put(english, joined, question.test(joined) || (aside.test(joined) && !whole.test(joined)));
  if (hasHangul) put(korean, hangul, asideKorean.test(hangul) && !hangul.endsWith('이메일아이디'));
  return hints;
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
