/** Names of columns in English, and in the Latin abbreviations of Korean houses. */
import { numbered, people, things } from './name-bearers.ts';
import type { Pattern } from './name-pattern.ts';

/** Names of numbers that are nobody's. */
const marks = new RegExp(`_(?:${numbered})(?:_(?:no|num|number|nr|nbr|code|cd|id))?_$`);

/** Over the words of a name joined by `_`, with one at each end. */
export const englishNames: readonly Pattern[] = [
  {
    finding: 'name',
    strong: new RegExp(
      `_(?:given_names|(?:first|frst|fst|given|gvn|preferred|pref|lgl|lst|fmly|fore|middle|last|family|sur|maiden|full|fll|legal|real|patronymic|kanji|kana|hangul|han|hg|hanja)_(?:name|nm)|forename|surname|patronymic|[flm]_?name|flnm|(?:user|usr|ceo|boss|spouse|child)_nm|[a-z]*_?[ek]nm|(?:user|usr)_full_name|(?:${people})s?(?:_\\d+)?(?:_?nm|_(?:full_)?(?:name|nm|nam))(?:_(?:ko|kor|kr|en|eng|kana|hanja))?|(?:name|nm)_(?:ko|kor|kr|en|eng|kana|han|hanja|kanji|hangul|first|last|full|given|family)|(?:kor|eng|ko|en|kr|korean|english)_(?:name|nm)|(?:(?:card|account|acct|policy|licen[cs]e)_?)?holder|cardholder|yegeumju|s(?:u|eo)ng(?:myung|myeong|ham)|i(?:r|l)(?:u|eu|oo)m|sujwiin|suchwiin|contact_person|emergency_contact|name_of_(?:${people})|name_on_(?:card|account)|(?:cc|card|acct|account)_owner|(?!user_)[a-z]{3,}(?:er|or|ee|ist|ian|ant)_(?:full_)?(?:name|nm))_$`,
    ),
    weak: /^_(?:[a-z]{1,3}_){0,2}(?:name|nm)(?:_\d)?_$|_(?:user_name|display_name|disp_name|screen_name|first|last|middle|maiden|author|owner|manager|contact|recipient|receiver|sender|beneficiary|requester|requestor|applicant|candidate|claimant|patient|passenger|attendee|insured|payee|nominee|invitee|reviewer|person|customer|employee|member|student|teacher|doctor|nurse|guest|tenant|resident|visitor|donor|subscriber|participant|buyer|seller|purchaser|payer|guardian|spouse|father|mother|instructor|interviewer|witness|(?:signed|approved|handled|prepared|reported|written|performed|received|inspected|treated|counseled|interviewed|examined|ordered|requested)_by|ship_name|(?:ship|bill|shipping|billing|delivery|order)_(?:to_)?name|attn|attention|initials?)_$/,
    against: new RegExp(`_(?:${things})_(?:name|nm|nam)_`),
  },
  {
    finding: 'email',
    strong:
      /_(?:e_?mail|eml|emal|email)(?:_(?:address|addr|adres|adr|id|\d|primary|secondary|home|work|personal|office|alt|alternate|value|text|normalized|canonical|constraint|lower|new|old))*_$|_(?:mail|electronic_mail)_(?:address|addr|adres)_$|_(?:contact|personal|work|home|alt|alternate|secondary|primary|backup|recovery|user|member|customer|billing)_(?:e_)?mail_$/,
    weak: /_(?:mail|login|login_id|user_?name|user_id|contact|recipient|sender|to|from)_$/,
    // RFC 5322: a Message-ID has the form of a mailbox and is nobody's.
    against: /_(?:message|msg)_id_|_in_reply_to_/,
  },
  {
    finding: 'phone',
    strong:
      /_(?:phone|telephone|landline|(?!(?:ho|mo|hos|pas|car|in|lin|chat)tel_)[a-z]{1,6}tel|(?:cust|mbr|user|rcv|ord|snd|prnt|ptnt|emp)hp|tel|telno|telefono|mobile|cell|cellphone|cellular|handphone|hand_phone|hp|fax|faxno|fxnum|fxno|mbtlnum|mbtl|mblphon|telnum|telephone|fxnum|clphn|clph|clphno|cel|phn|msisdn|whatsapp|jeonhwa|junhwa|hyudae|hyudaepon|haendeupon|yeonrakcheo|yeollakcheo|paekseu|cphone|mphone)(?:_?(?:number|no|num|nbr|nr|home|work|office|\d+|main|alt|value|full|extension|ext|beonho|bunho))*_$|_(?:contact|call|sms|callback)_(?:number|no|num)_$/,
    weak: /_(?:contact|call|extension|ext|number|helpline|switchboard|pager|dial_in)_$/,
    against: marks,
  },
  {
    finding: 'address',
    strong:
      /_(?:address|addr|adres|adrs|street|streetaddress|juso|jooso|geojuji|baesongji|daddr|domicile|rdnmadr|lnmadr)(?:_(?:line|street|detail|dtl|full|text|road|jibun|rest|etc|name|home|work|number|no|value|base|bass|basic|\d+))*_$|_(?:detail|dtl|road|rdnm|lotno|jibun|home|street|ship|shipping|billing|bill|delivery|dlvr|dlvy|postal|mailing|residential|basic|bass)_(?:to_)?(?:addr|address|adres|street)(?:_\d)?_$/,
    weak: /_residence_$|^_(?:line|landmark)(?:_\d)?_$|_(?:city|town|village|district|county|state|province|prefecture|suburb|locality|municipality|borough|region|neighborhood|neighbourhood|sido|sigungu|dong|apartment|apt|unit|suite|building|house)(?:_(?:name|nm|number|no|province|province_name|region))*_$|_state_province_$/,
    against:
      /_(?:ip|mac|email|e_mail|mail|eml|web|url|http|wallet|memory|network|server|bitcoin|btc|eth|remote|host|inet|electronic)_(?:address|addr|adres)_|_(?:dl|licen[cs]e|plate|order|task|job|process|payment|workflow|tax)_state_/,
  },
  {
    finding: 'birth_date',
    strong:
      /_(?:(?:birth|brth|brt|bth|bir)_?(?:date|dt|date_time|day|dy|de|ymd|year|yr|month|yy|yyyy|mm|dd|mmdd)?|birthdate|birthday|bday|brthdy|brdt|brthdt|dob|date_of_birth|day_of_birth|month_of_birth|year_of_birth|yob|born|born_(?:on|at|date|in|year)|saengil|saengnyun(?:w[eo]+ril)?|saengnyeon(?:w[eo]+ril)?|chulsaeng(?:il|ilja|nyeon)?)(?:_\d)?_$/,
    against:
      /_(?:birth|born)_(?:place|city|country|weight|name|order|state|certificate|rate)_|_born_(?:place|city|country)_/,
  },
  {
    finding: 'password',
    strong:
      /_(?:password|passwd|pwd|pswd|passphrase|userpass|user_pass|pw|passwort|bimilbeonho|bimil|amho)(?:_(?:hash|hashed|digest|salt|enc|encrypted|crypt|value|md|sha|\d+|text|old|prev|previous|current))*_$|_(?:hashed|encrypted|crypted|enc|hash|user|member|login|account|admin)_(?:password|passwd|pwd|pw|pswd)_$|_(?:pass|pw|pwd)_?(?:hash|digest)_$|_(?:salt|pw_?salt|pass_salt|hash_salt)_$/,
    // Of a password where nothing says of what: a file, a key and an address have digests too.
    weak: /^_(?:hash|digest|crypt)_$|_(?:pass|secret|credential|verifier|(?:user|pass|login|auth|account|member|admin|pin)_(?:hash|digest|crypt))_$/,
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
      /_(?:(?:bank|bnk|bk|acct|deposit|refund|payout|settlement|withdraw|withdrawal|transfer|virtual|salary|checking|savings?|debit|from|to)_)*(?:account|acct|acnt|acc|acount|actno|acctno|acntno|bacnt|acnut)_?(?:number|no|num|nbr|nr|enc)(?:_(?:enc|masked?|full))?_$|_(?:receiver|rcvr|rcv|sender|payee|payer|beneficiary|bnfc|counterparty|cnpt|opp|check|cms|remit|stl|settle|rfnd|refnd|auto_?pay|dpst|wthdr|trsf|slry|pay|payment)_(?:account|acct|acnt|acc)_$|_(?:iban|bban|actno|acctno|acntno|acnutno|bacntno|(?:gyejwa|gyejoa|kyejwa|tongjang)(?:_?(?:no|num|beonho|bunho))?)_$|_(?:bank|bnk|bk|refund|payout|settlement|deposit)_(?:account|acct|acnt)_$/,
    weak: /_(?:account|acct|acnt)_$|_(?:debited|credited|paid|transferred|withdrawn|deducted)_(?:from|to|into)_$/,
    against: marks,
  },
  {
    finding: 'location',
    strong:
      /_(?:latitude|lat|longitude|lng|lon|lat_?lng|lat_?lon|geo|geom|geog|geometry|geography|coords?|coordinates?|gps|geohash|geopoint|geo_point|geolocation|geo_location|spatial_?location|(?:gps|geo|map|spatial)_\w+|(?:last|current|home|work|known|live)_(?:known_)?(?:location|position|loc|coords?)|(?:start|end|pickup|dropoff|from|to|origin|dest|destination|home|work|last)_(?:lat|lng|lon|long|latitude|longitude)|(?:lat|lng|lon|latitude|longitude)_(?:deg|degrees|dd|value|\d|wgs|wgs_84|e_?\d|micro|int)|wido|gyeongdo|(?:katec|tm|utmk|utm_k|wgs_84|grs_80|bessel)_[xy])_$/,
    weak: /_(?:location|loc|position|pos|point|place|long|la|lo|lot|x|y|map_?[xy]|[xy]_?(?:coord|crd|pos|cnts)|xcnts|ydnts)_$/,
  },
  {
    finding: 'rrn',
    strong:
      /_(?:rrn|rrno|rrnum|rregno|rreg_no|rsno|rsdnt_?no|jumin_\d|jumin(?:_?deungnok|_?deungrok)?(?:_?(?:no|num|number|id|beonho|bunho))?|oegugin(?:_?(?:no|beonho))?|jmno|ihidnum|resident_?(?:registration)?_?(?:no|num|number|id)|residentno|reg_resident_no|alien_?(?:registration)?_?(?:no|num|number)|foreigner?_?(?:registration)?_?(?:no|num|number)|frgnr_?(?:no|num|reg_no)|arc_?(?:no|num|number)|frnrno)(?:_(?:enc|full|value|\d))?_$/,
    weak: /_(?:ssn|ssno|national_id|national_?(?:no|number)|personal_id|personal_?(?:no|number|id_number)|identity_?(?:no|number)|id_?(?:number|no|num)|citizen_id|reg_?(?:no|num)|regist_?(?:no|num)|identi_?(?:no|num)|social_security_?(?:no|number)?)_$/,
  },
  {
    finding: 'ip',
    strong:
      /_(?:\w+_)?(?:ip|ip_?addr|ipaddress|ip_?v|ipaddr|ip_address|remote_?addr|remote_address|client_address|ip_adres)(?:_(?:[46n]|num|number|int|long|dec))?_$/,
    weak: /_(?:inet|addr|address|host|client|remote|source|src|peer)_$/,
    // `1.2.3.4` is a version as well.
    against: /_(?:versions?|ver|vers|firmware|fw|build|release|revision|rev|patch|oid)_/,
  },
  {
    finding: 'passport',
    strong:
      /_(?:passport|pspt|psprt|passprt|pssprt|ye?o[kg]we?on)(?:_?(?:no|num|number|id|nbr|enc|beonho|bunho))?_$|_passport_mrz_$/,
    weak: /_(?:pp|ppt|pass|psp|(?:travel|identity|identification|id)_doc(?:ument)?|doc(?:ument)?)_?(?:no|num|number|nbr)_$|_(?:pp|ppt|mrz|travel_document|identity_document|id_document)(?:_\d)?_$/,
    against: marks,
  },
  {
    finding: 'licence',
    strong:
      /_(?:(?:drivers?|driving|drv|drvr|driv|drive|dr)_?(?:s_)?(?:licen[cs]e|lic|licns|lcns)|(?:unjeon_?)?my[eu]o?nheo(?:_?jeung)?|dl)(?:_?(?:no|num|number|id|nbr|beonho|bunho))?_$/,
    weak: /_(?:licen[cs]e|lic|lcns)_(?:no|num|number|foreign|intl|international|domestic)_$|_(?:drivers?|driving)_$/,
    against: /_(?:software|product|open|source|business|plate|vehicle)_licen[cs]e_|_licen[cs]e_(?:plate|key|type)_/,
  },
  {
    finding: 'text',
    weak: /_(?:memo|notes?|remarks?|rmk|rm|comments?|cmt|body|content|contents|cn|message|msg|inquiry|feedback|bio|about|counsel|consult|complaint|diagnosis|opinion|request|details?|payload|profile|extra|raw|data|answers?|metadata|attributes|properties)_$/,
  },
];
