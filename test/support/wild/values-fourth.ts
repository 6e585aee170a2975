/**
 * Values for the fourth set of wild schemas, beside those of values.ts: names, accounts, documents and codes as they stand in real tables, with what old
 * systems left behind. Seeded; nobody's. A maker may be followed by `~30`: so many of a hundred values are missing; by `*`: some are dirty.
 */
import { type Maker, random, wildMakers } from './values.ts';

const surnames =
  '김김김김김김김이이이이이박박박최최정정강조윤장임한오서신권황안송류홍전고문양손배백허유남심노하곽성차주우구민진지엄채원천방공';
const givenKo =
  '민준 서연 도윤 지우 하준 서현 은우 하은 영수 영희 철수 순자 정숙 영자 미경 경희 성호 상훈 재현 혜진 은정 진우 태민 수빈 나래 슬기 가람 보람 현주 동욱 광수 말순 복동 다은 예림 시우 이안 라온 새봄 은채'.split(
    ' ',
  );
const firsts =
  'James Olivia Liam Charlotte Noah Amelia Ethan Grace Mohammed Aaliyah Nguyen Mei-Ling Hiroshi Sakura Kwabena Adaeze Tomasz Agnieszka Giulia Matteo Chloé François Jörg Annika Svetlana Igor Rajesh Lakshmi Yusuf Leila Seán Niamh Diego Valentina Ahmad Siti Bayarmaa Phuong Tuan Somchai'.split(
    ' ',
  );
const lasts =
  "Anderson O'Connor Taylor Patel Khan Tran Wong Yamamoto Suzuki Mensah Eze Wójcik Nowak Ricci Ferrari Lefèvre Moreau Müller Bergström Ivanova Sokolov Gupta Iyer Demir Hosseini Murphy García Hernández Rahman Binti-Ali Gantulga Pham Le Srisai Van-Dyke MacLeod St-John Thompson-Reed Clarke Hughes".split(
    ' ',
  );
const romanSurnames =
  'KIM LEE PARK CHOI JUNG KANG CHO YOON JANG LIM HAN OH SEO SHIN KWON HWANG AHN SONG RYU HONG'.split(' ');
const romanGiven =
  'MINJUN SEOYEON DOYUN JIWOO HAJUN SEOHYUN YOUNGSOO YOUNGHEE CHULSOO HYEJIN EUNJUNG JINWOO TAEMIN SUBIN SEULGI HYUNJOO DONGWOOK'.split(
    ' ',
  );
const bankGroups: readonly (readonly [string, readonly number[], string])[] = [
  ['국민', [6, 2, 6], ''],
  ['신한', [3, 3, 6], '110'],
  ['우리', [4, 3, 6], '1002'],
  ['하나', [3, 6, 5], ''],
  ['농협', [3, 4, 4, 2], '302'],
  ['기업', [3, 6, 2, 3], ''],
  ['카카오뱅크', [4, 2, 7], '3333'],
  ['토스뱅크', [4, 4, 4], '1000'],
  ['새마을금고', [4, 4, 4, 1], '9003'],
  ['SC제일', [3, 2, 6], ''],
];
const roads =
  '서울특별시 송파구 올림픽로|서울 은평구 통일로|부산광역시 남구 수영로|대구 달서구 월배로|경기도 용인시 수지구 풍덕천로|경기 김포시 김포한강11로|충청남도 천안시 서북구 불당21로|전라남도 순천시 왕지로|경상북도 포항시 북구 중앙상가길|울산광역시 울주군 언양읍 읍성로|세종특별자치시 한누리대로|강원특별자치도 강릉시 율곡로'.split(
    '|',
  );
const streets =
  'Acacia Avenue|Church Lane|Victoria Road|Kings Crescent|Queensway|Mill Hill|The Green|Rectory Close|Albion Terrace|Baker Street'.split(
    '|',
  );
const townsUk = 'Leicester|Bath|York|Truro|Perth|Swansea|Norwich|Derby'.split('|');
const townsWorld = 'Warszawa|Lyon|Osaka|Nairobi|São Paulo|Chennai|Austin|Izmir'.split('|');

/** Where nobody here knows the word, values.ts does. */
export function wildMakersFourth(seed: number): (word: string) => Maker {
  const before = wildMakers(seed);
  const roll = random(seed * 7919);
  const int = (from: number, to: number) => from + Math.floor(roll() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)] as T;
  const digits = (count: number) => Array.from({ length: count }, () => int(0, 9)).join('');
  const hex = (count: number) => Array.from({ length: count }, () => int(0, 15).toString(16)).join('');
  const letters = (count: number, from = 'ABCDEFGHJKLMNPQRSTUVWXYZ') =>
    Array.from({ length: count }, () => from[int(0, from.length - 1)]).join('');
  const pad = (value: number, width = 2) => String(value).padStart(width, '0');
  const ymd = (from: number, to: number) => [String(int(from, to)), pad(int(1, 12)), pad(int(1, 28))] as const;
  const made = (word: string) => String(before(word)(1));
  const koName = () => {
    if (roll() < 0.015) return `${pick(['남궁', '황보', '제갈', '선우'])}${pick(givenKo)}`;
    if (roll() < 0.02) return pick(['응우옌티란', '왕웨이', '바트바야르', 'John Carter']);
    return `${pick(Array.from(surnames))}${pick(givenKo)}`;
  };
  const full = () => `${pick(firsts)}${roll() < 0.1 ? ` ${letters(1)}.` : ''} ${pick(lasts)}`;
  const mobile = () => ['010', `${int(2, 9)}${digits(3)}`, digits(4)];
  const checked = (twelve: string, add: number) => {
    const sum = Array.from(twelve).reduce((all, digit, at) => all + Number(digit) * ((at % 8) + 2), 0);
    return `${twelve}${(((11 - (sum % 11)) % 10) + add) % 10}`;
  };
  const rrn = () => {
    const [year, month, day] = ymd(1948, 2024);
    const sex = (Number(year) < 2000 ? 1 : 3) + int(0, 1);
    const twelve = `${year.slice(2)}${month}${day}${sex}${digits(5)}`;
    return Number(year) > 2020 ? `${twelve}${digits(1)}` : checked(twelve, 0);
  };
  const alien = () => {
    const [year, month, day] = ymd(1965, 2003);
    return checked(`${year.slice(2)}${month}${day}${(Number(year) < 2000 ? 5 : 7) + int(0, 1)}${digits(5)}`, 2);
  };
  const dashed = (thirteen: string) => `${thirteen.slice(0, 6)}-${thirteen.slice(6)}`;
  const account = () => {
    const [, groups, head] = pick(bankGroups);
    const all = head + digits(groups.reduce((sum, one) => sum + one, 0) - head.length);
    let at = 0;
    return groups.map((size) => all.slice(at, (at += size))).join('-');
  };
  const luhn = (head: string) => {
    let sum = 0;
    for (const [at, digit] of Array.from(head).toReversed().entries()) {
      const twice = Number(digit) * (at % 2 === 0 ? 2 : 1);
      sum += twice > 9 ? twice - 9 : twice;
    }
    return `${head}${(10 - (sum % 10)) % 10}`;
  };
  const iban = (country: string, body: string) => {
    const spelt = Array.from(`${body}${country}00`)
      .map((letter) => Number.parseInt(letter, 36))
      .join('');
    return `${country}${pad(Number(98n - (BigInt(spelt) % 97n)))}${body}`;
  };
  const icao = (field: string) =>
    Array.from(field).reduce(
      (sum, letter, at) => sum + (letter === '<' ? 0 : Number.parseInt(letter, 36)) * ([7, 3, 1][at % 3] ?? 0),
      0,
    ) % 10;
  const foreign = () =>
    pick([
      `${letters(1, 'EGP')}${digits(8)}`,
      `${letters(2)}${digits(7)}`,
      digits(9),
      `${letters(1, 'BCN')}${digits(7)}`,
      `C${letters(1, 'CFGHJK')}${digits(1)}${letters(1, 'LMNPRT')}${digits(4)}${letters(1, 'VWXYZ')}`,
      `${digits(2)}${letters(2)}${digits(5)}`,
    ]);
  const korean = () => pick([`M${digits(8)}`, `M${digits(3)}${letters(1)}${digits(4)}`, `S${digits(8)}`]);
  const licenceKo = () =>
    `${pick(['11', '12', '13', '14', '15', '17', '21', '26', '28'])}-${pad(int(0, 26))}-${digits(6)}-${digits(2)}`;
  const licenceUk = () =>
    `${letters(5)}${digits(1)}${pad(int(1, 12) + pick([0, 50]))}${pad(int(1, 28))}${digits(1)}${letters(2)}${digits(1)}${letters(2)}`;
  const licenceUs = () =>
    pick([
      `${letters(1)}${digits(7)}`,
      digits(9),
      `${letters(1)}${digits(3)}-${digits(3)}-${digits(2)}-${digits(3)}-0`,
      `WDL${letters(5)}${digits(3)}${letters(2)}`,
    ]);
  const doctors = Array.from({ length: 12 }, koName);
  const sentenceEn = () =>
    pick([
      'Anyone else seeing lag since the patch?',
      'Thanks, that fixed it for me.',
      '[quote]works on my machine[/quote] same here',
      'Selling two tickets, PM me.',
      'lol gg wp',
    ]);
  const sentenceKo = () =>
    pick([
      '환불 요청하심. 익일 처리 예정',
      '부재중, 재통화 필요',
      '단순 변심 교환 문의',
      '특이사항 없음',
      '배송 지연 안내 완료',
      '요금제 변경 문의 후 종료',
    ]);
  const world = () =>
    pick([
      `${int(1, 90)} Rue de la Paix`,
      `ul. Długa ${int(1, 60)}`,
      `Via Roma ${int(1, 80)}`,
      `${int(10, 9000)} Sunset Blvd`,
      `Lindenstraße ${int(1, 99)}`,
      `Calle Mayor ${int(1, 99)}`,
      `${int(1, 300)} MG Road`,
    ]);
  const metres = (from: number, to: number) => int(from, to);

  const makers: Readonly<Record<string, Maker>> = {
    mf: () => pick(['M', 'F']),
    personKo: koName,
    maskedKo: () => {
      const name = koName();
      return `${name.slice(0, 1)}*${name.slice(2)}`;
    },
    romanKo: () => {
      const [family, given] = [pick(romanSurnames), pick(romanGiven)];
      return pick([`${family} ${given}`, `${family}, ${given}`, `${family} ${given.slice(0, 3)}-${given.slice(3)}`]);
    },
    fewDoctors: () => pick(doctors),
    fullWorld: full,
    firstWorld: () => pick(firsts),
    lastFirstWorld: () => `${pick(lasts)}, ${pick(firsts)}`,
    lastUpper: () => pick(lasts).toUpperCase(),
    firstUpper: () => pick(firsts).toUpperCase(),
    salutation: () => pick(['Mr', 'Mrs', 'Ms', 'Dr']),
    nick: () =>
      pick(['shadowcat', '딸기우유', 'noob_slayer', '밤하늘', 'K1ngpin', '두부', 'xXwolfXx']) + String(int(1, 999)),
    guild: () => pick(['Iron Wolves', 'Red Dawn', 'Moonlit Order', 'Night Watch']),
    heroTitle: () => pick(['Lord of Ash', 'The Brave', 'Dragon Slayer', 'King of Fools']),
    relationKo: () => pick(['부', '모', '배우자', '자녀', '조부모']),
    mixedHash: () =>
      roll() < 0.5
        ? hex(32)
        : `$2y$10$${letters(53, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./')}`,
    scrypt: () => `scrypt:32768:8:1$${letters(16, 'abcdefghijKLMNOPQR0123456789')}$${hex(128)}`,
    saltedSha: () => `${hex(40)}:${hex(8)}`,
    phpass: () =>
      `${pick(['$H$9', '$P$B'])}${letters(30, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./')}`,
    ldap: () => `{SSHA}${Buffer.from(hex(24)).toString('base64')}`,
    hex16: () => hex(16),
    hex8: () => hex(8),
    base64di: () => Buffer.from(hex(48)).toString('base64'),
    bankKo: () => `${pick(bankGroups)[0]}${pick(['', '은행'])}`,
    bankEn: () => pick(['Chase', 'Wells Fargo', 'HSBC', 'Santander', 'ING']),
    bankCode: () => pick(['004', '088', '020', '081', '011', '003', '090', '092']),
    accountKo: account,
    accountAny: () => (roll() < 0.6 ? account() : account().replaceAll('-', '')),
    accountPlain: () => account().replaceAll('-', ''),
    accountUs: () => digits(int(8, 12)),
    routing: () => `${pick(['0210', '1210', '2670'])}${digits(5)}`,
    ibanAny: () =>
      pick([
        () => iban('DE', digits(18)),
        () => iban('FR', digits(23)),
        () => iban('GB', `${pick(['BARC', 'NWBK', 'HBUK'])}${digits(14)}`),
        () => iban('NL', `INGB${digits(10)}`),
        () => iban('ES', digits(20)),
      ])(),
    card16: () => luhn(`${pick(['4', '53', '55', '9490', '3562'])}${digits(15)}`.slice(0, 15)),
    amex: () => luhn(`37${digits(12)}`),
    safeNumber: () => `${pick(['0504', '0507', '0503'])}-${digits(4)}-${digits(4)}`,
    mobileHead: () => pick(['010', '010', '010', '011', '017']),
    digits4: () => digits(4),
    digits6: () => digits(6),
    digits7: () => digits(7),
    digits8: () => digits(8),
    digits9: () => digits(9),
    digits10: () => digits(10),
    digits12: () => digits(12),
    e164Spaced: () =>
      pick([
        `+44 7${digits(3)} ${digits(6)}`,
        `+1 ${int(2, 9)}${digits(2)} ${int(2, 9)}${digits(2)} ${digits(4)}`,
        `+82 10 ${digits(4)} ${digits(4)}`,
        `+33 6 ${digits(2)} ${digits(2)} ${digits(2)} ${digits(2)}`,
      ]),
    ukHome: () =>
      pick([
        `020 7${digits(3)} ${digits(4)}`,
        `0161 ${digits(3)} ${digits(4)}`,
        `07${digits(3)} ${digits(6)}`,
        `01${digits(3)} ${digits(6)}`,
      ]),
    usExt: () => `${int(2, 9)}${digits(2)}-${int(2, 9)}${digits(2)}-${digits(4)} x${digits(4)}`,
    landOrMobile: () =>
      roll() < 0.5 ? mobile().join('-') : `${pick(['02', '031', '051', '070'])}-${int(2, 8)}${digits(3)}-${digits(4)}`,
    road: () => `${pick(roads)} ${int(1, 500)}${roll() < 0.2 ? `-${int(1, 30)}` : ''}`,
    lotFull: () =>
      `${pick(['서울 강서구 화곡동', '경기 안산시 단원구 고잔동', '전북특별자치도 익산시 영등동'])} ${int(1, 999)}-${int(1, 30)} ${pick(['푸른빌라', '삼성아파트', '대명주택'])} ${int(1, 20)}동 ${int(101, 1504)}호`,
    streetUk: () => `${roll() < 0.2 ? `Flat ${int(1, 20)}, ` : ''}${int(1, 200)} ${pick(streets)}`,
    townUk: () => pick(townsUk),
    postcodeUk: () => `${letters(2)}${int(1, 20)} ${int(1, 9)}${letters(2)}`,
    streetWorld: world,
    aptLine: () => pick([`Apt ${int(1, 40)}`, `Suite ${int(100, 900)}`, `Unit ${int(1, 60)}B`, `Floor ${int(2, 20)}`]),
    townWorld: () => pick(townsWorld),
    year4: () => String(int(1999, 2008)),
    birthPadded: () =>
      `${String(int(1, 28)).padStart(2, ' ')}-${String(int(1, 12)).padStart(2, ' ')}-${int(1960, 2005)}`,
    future: () => ymd(2027, 2036).join('-'),
    future6: () => ymd(2027, 2031).slice(0, 2).join(''),
    expiry: () => `${pad(int(1, 12))}${int(27, 31)}`,
    stamp14: () => `${ymd(2025, 2026).join('')}${pad(int(0, 23))}${pad(int(0, 59))}${pad(int(0, 59))}`,
    hours: () => `${pad(int(8, 11))}:00-${int(20, 23)}:30`,
    rrnTail: () => rrn().slice(6),
    rrnAny: () => dashed(rrn()),
    alienNo: () => dashed(alien()),
    alien13: alien,
    passportForeign: foreign,
    passportKo: korean,
    passportAny: () => (roll() < 0.4 ? korean() : foreign()),
    mrzFirst: () =>
      `P<${pick(['GBR', 'USA', 'JPN', 'KOR'])}${pick(romanSurnames)}<<${pick(romanGiven)}`.padEnd(44, '<'),
    mrzSecond: () => {
      const number = `${letters(1)}${digits(8)}`;
      const birth = ymd(1950, 1999).join('').slice(2);
      const end = ymd(2027, 2036).join('').slice(2);
      const head = `${number}${icao(number)}${pick(['GBR', 'USA', 'JPN', 'KOR'])}${birth}${icao(birth)}${pick(['M', 'F'])}${end}${icao(end)}`;
      return `${head.padEnd(42, '<')}0${digits(1)}`;
    },
    docType: () => pick(['P', 'P', 'I', 'DL']),
    licenceKo,
    licenceTight: () => licenceKo().replaceAll('-', ''),
    licenceUk,
    licenceUs,
    licenceAny: () => pick([licenceKo, licenceUk, licenceUs])(),
    licenceSerial: () => letters(6, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'),
    nationalIds: () =>
      pick([`${int(100, 899)}-${digits(2)}-${digits(4)}`, `${letters(2)}${digits(6)}${letters(1, 'ABCD')}`]),
    ipNumber: () => int(16_777_216, 3_700_000_000),
    ipPrivate: () => `10.${int(0, 40)}.${int(0, 60)}.${int(2, 250)}`,
    ipWild: () => `${int(60, 220)}.${int(0, 255)}.${pick(['*', String(int(0, 255))])}.*`,
    latE6: () => Math.round((33 + roll() * 5) * 1e6),
    lngE6: () => Math.round((126 + roll() * 3) * 1e6),
    metresX: () => metres(290_000, 330_000),
    metresY: () => metres(530_000, 570_000),
    pairLoose: () => `${(33 + roll() * 5).toFixed(4)}${pick([', ', ',', ' '])}${(126 + roll() * 3).toFixed(4)}`,
    ewkb: () => {
      const bytes = Buffer.alloc(25);
      bytes.writeUInt8(1, 0);
      bytes.writeUInt32LE(0x20000001, 1);
      bytes.writeUInt32LE(4326, 5);
      bytes.writeDoubleLE(126 + roll() * 3, 9);
      bytes.writeDoubleLE(33 + roll() * 5, 17);
      return bytes.toString('hex').toUpperCase();
    },
    trackJson: () => Array.from({ length: 4 }, () => ({ lat: 33 + roll() * 5, lng: 126 + roll() * 3, t: int(1, 900) })),
    angle: () => int(0, 359),
    // Texts.
    memoKo: () =>
      roll() < 0.6
        ? sentenceKo()
        : pick([
            `${sentenceKo()} / ${mobile().join('-')} 로 회신 바람`,
            `환불계좌 신한은행 110-${digits(3)}-${digits(6)} ${koName()}`,
            `${koName()} 고객, ${mobile().join('')} 통화 후 ${made('mail')} 발송`,
          ]),
    soapKo: () =>
      roll() < 0.7
        ? pick([
            'S) 두통 3일째 O) 특이소견 없음 A) 긴장성 두통 P) 경과관찰',
            'BP 130/80, 약물 유지',
            '수술 부위 깨끗함',
          ])
        : `보호자(${koName()}) ${mobile().join('-')} 로 설명함`,
    doorKo: () =>
      pick([
        '문 앞에 놓아주세요',
        '벨 누르지 마세요',
        '경비실에 맡겨주세요',
        '도착 전 문자 부탁드려요',
        '공동현관 #1234*',
      ]),
    accidentKo: () =>
      roll() < 0.5
        ? '접촉사고, 경미함. 보험 접수 완료'
        : `상대 차주 ${koName()} 연락처 ${mobile().join('-')}, 현장 합의함`,
    abstractKo: () => pick(['급여', '이체', '카드대금', '공과금', '자동이체']),
    hotelNote: () =>
      roll() < 0.7
        ? pick(['High floor, away from lift', 'Late check-in', 'Feather free pillows'])
        : `Call ${full()} on +44 7${digits(3)} ${digits(6)} re arrival; cc ${made('mail')}`,
    chatEn: () =>
      roll() < 0.85
        ? sentenceEn()
        : `add me ${made('mail')} or text ${int(2, 9)}${int(1, 8)}${digits(1)}-${int(2, 9)}${digits(2)}-${digits(4)}`,
    postEn: () => (roll() < 0.8 ? sentenceEn() : `Mail me at ${made('mail')} and I will send it. ${sentenceEn()}`),
    expenseNote: () =>
      roll() < 0.6
        ? pick(['Client dinner', 'Taxi to airport', 'Team lunch'])
        : `Lunch with ${full()} (${made('mail')})`,
    logJson: () => ({ user: made('mail'), from: made('ip'), ok: true }),
    eftRaw: () =>
      `0200|${ymd(2026, 2026).join('')}|${pick(bankGroups)[0]}|${account()}|${koName()}|${mobile().join('-')}|${int(1, 900)}000`,
    attrKey: () => pick(['callback', 'platform', 'reply_to', 'level', 'region']),
    attrValue: () =>
      pick([
        () => `+1${int(2, 9)}${digits(2)}${int(2, 9)}${digits(6)}`,
        () => 'ios',
        () => made('mail'),
        () => String(int(1, 80)),
        () => 'EU-West',
      ])(),
    // What looks like something personal and is not.
    pgTid: () => `tviva${ymd(2025, 2026).join('')}${digits(12)}`,
    modelNo: () => pick([`SM-${letters(1)}${digits(3)}N`, `A${digits(4)}`, `LG-${letters(2)}${digits(3)}`]),
    originKo: () => pick(['국산', '중국', '베트남', '이탈리아']),
    cate: () => `0${digits(2)}|0${digits(2)}${digits(3)}`,
    blood: () => pick(['A+', 'B+', 'O+', 'AB+']),
    dept3: () => pick(['IM1', 'GS2', 'OS1', 'PED']),
    icd: () => `${letters(1, 'ABEIJKMS')}${digits(2)}.${digits(1)}`,
    assetNo: (n) => `M${pad(20_240_000 + n, 8)}`,
    serialLong: () => `${letters(2)}${digits(10)}`,
    grade: () => pick(['GOLD', 'SILVER', 'NONE', 'P4', 'P5']),
    rateCode: () => pick(['BAR1', 'CORP', 'RACK']),
    iso3: () => pick(['GBR', 'KOR', 'USA', 'JPN']),
    plateUk: () => `${letters(2)}${digits(2)} ${letters(3)}`,
    flightNo: () => `${pick(['KE', 'OZ', 'BA', 'LH'])}${int(10, 999)}`,
    applyNo: (n) => `2026${pad(n, 8)}`,
    bookNo: (n) => `EM${pad(n * 13, 10)}`,
    bookKo: () => pick(['토지', '한국통사', '자료구조론', '이방인', '데미안', '선형대수학']),
    isbn13: () => `97889${digits(8)}`,
    callNo: () => `${digits(3)}.${digits(2)}-${pick(Array.from('가나다라'))}${digits(3)}`,
    iccid: () => luhn(`898230${digits(12)}`),
    imei: () => luhn(`35${digits(12)}`),
    imsi: () => `45005${digits(10)}`,
    payKo: () => pick(['01', '02', '03']),
    idntKo: () => pick(['주민등록증', '운전면허증', '여권', '외국인등록증']),
    discord: () => `${pick(['wolf', 'tofu', 'zed'])}#${digits(4)}`,
    gpa: () => `GPA.${digits(4)}-${digits(4)}-${digits(4)}-${digits(5)}`,
    plateBike: () => `서울 ${pick(['강남', '마포'])} ${pick(Array.from('가나다'))} ${digits(4)}`,
    policyNo: () => `${digits(1)}-${ymd(2024, 2026)[0]}-${digits(7)}-000`,
    shortUuid: () => `${letters(4)}${digits(6)}`,
    storeKo: () => pick(['김가네 분식', '이화원', '박군치킨', '최고의떡볶이', '정담은도시락', '한솥', '장수왕만두']),
    visa: () => pick(['E-9', 'H-2', 'F-4', 'D-2']),
    swift: () => `${letters(4)}${pick(['KR', 'US', 'DE'])}${letters(2)}XXX`,
    swiftRef: () => `FX${ymd(2025, 2026).join('')}${digits(6)}`,
    login: () =>
      `${pick(firsts)
        .toLowerCase()
        .replaceAll(/[^a-z]/g, '')}${int(1, 99)}`,
    userList: () => `u_${int(2, 900)}:u_${int(2, 900)}`,
    opName: () => pick(['LOG_USER_BAN', 'LOG_ADMIN_AUTH', 'LOG_POST_EDIT']),
    paypalTxn: () => letters(17, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'),
    permitNo: () => `${letters(3)}${digits(10)}`,
    vin: () => `${pick(['KMH', 'WBA', '1HG'])}${letters(14, 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789')}`,
  };
  return (word) => {
    const [, name = '', dirty = '', missing = '0'] = /^(\w+)(\*?)(?:~(\d+))?$/.exec(word) ?? [];
    const make = makers[name];
    if (make === undefined) return before(word);
    return (n) => {
      if (roll() * 100 < Number(missing)) return null;
      const value = make(n);
      if (dirty === '' || typeof value !== 'string' || roll() > 0.12) return value;
      return pick([` ${value}`, `${value} `, '-', '', '.', '없음']);
    };
  };
}
