/**
 * Values for the wild schemas, which judge discovery: written apart from it, from its lists of names and from those of `made/`. Seeded; nobody's. A maker
 * may be followed by `~30`: so many of a hundred values are missing; by `*`: some are dirty (padded, `-`, empty).
 */
const surnames =
  '김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국';
const syllables = '서준민지우현도윤하은예진수아영호성태경재혜선희동규나린연주원유건승찬미정빈율';
const given =
  'Aiden Oisin Saoirse Thandiwe Kwame Ngozi Yuki Haruto Siobhan Lars Bjorn Ingrid Olga Dmitri Fatima Omar Priya Arjun Wei Ming Carlos Lucia Joao Beatriz Pierre Amelie Hans Greta Marek Zofia Elena Nikos Aisha John Mary Robert Linda Michael Susan David Karen'.split(
    ' ',
  );
const families =
  'Okafor Nakamura Lindqvist Petrov Haddad Sharma Chen Moreno Silva Dubois Schneider Kowalski Papadopoulos OBrien Smith Johnson Williams Brown Jones Miller Davis Walker Nguyen Tanaka Abara Eriksson Novak Costa Rossi Fischer'.split(
    ' ',
  );
const koreanPlaces =
  '서울특별시 강남구 테헤란로|서울 마포구 월드컵북로|부산광역시 해운대구 센텀중앙로|대구광역시 수성구 달구벌대로|경기도 성남시 분당구 판교역로|경기 수원시 영통구 광교로|인천광역시 연수구 송도과학로|제주특별자치도 제주시 첨단로|강원특별자치도 춘천시 중앙로|전북 전주시 완산구 효자로'.split(
    '|',
  );
const streets =
  'Oak Street|Maple Avenue|High Street|Station Road|Elm Drive|Park Lane|Sunset Boulevard|Mill Court'.split('|');
const towns = 'Springfield|Leeds|Bristol|Portland|Austin|Dublin|Boulder|Salem'.split('|');

/** mulberry32: small, and the same everywhere. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export type Maker = (n: number) => unknown;

/** The makers of one schema: each schema has a seed of its own, so that one more schema changes no other. */
export function wildMakers(seed: number): (word: string) => Maker {
  const roll = random(seed);
  const int = (from: number, to: number) => from + Math.floor(roll() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)] as T;
  const digits = (count: number) => Array.from({ length: count }, () => int(0, 9)).join('');
  const pad = (value: number, width = 2) => String(value).padStart(width, '0');
  const hex = (count: number) => Array.from({ length: count }, () => int(0, 15).toString(16)).join('');
  const letters = (count: number, from = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') =>
    Array.from({ length: count }, () => from[int(0, from.length - 1)]).join('');
  const ymd = (from: number, to: number) => [String(int(from, to)), pad(int(1, 12)), pad(int(1, 28))] as const;
  const luhn = (head: string) => {
    let sum = 0;
    for (const [at, digit] of Array.from(head).toReversed().entries()) {
      const twice = Number(digit) * (at % 2 === 0 ? 2 : 1);
      sum += twice > 9 ? twice - 9 : twice;
    }
    return `${head}${(10 - (sum % 10)) % 10}`;
  };
  const koName = () =>
    `${pick(Array.from(surnames))}${pick(Array.from(syllables))}${roll() < 0.95 ? pick(Array.from(syllables)) : ''}`;
  const first = () => pick(given);
  const last = () => pick(families);
  const mobile = () => ['010', `${int(2, 9)}${digits(3)}`, digits(4)];
  const land = () => [pick(['02', '031', '051', '053', '042', '064']), `${int(2, 8)}${digits(int(2, 3))}`, digits(4)];
  const us = () => [`${int(2, 9)}${int(0, 8)}${int(0, 9)}`, `${int(2, 9)}${pad(int(20, 99))}`, digits(4)];
  const mail = () =>
    `${pick([first().toLowerCase(), letters(6, 'abcdefghijklmnop'), `${letters(1, 'abc')}.${last().toLowerCase()}`])}${int(1, 999)}@${pick(['naver.com', 'gmail.com', 'hanmail.net', 'corp.example', 'mail.example.co.uk'])}`;
  const rrn = () => {
    const [year, month, day] = ymd(1950, 2005);
    const twelve = `${year.slice(2)}${month}${day}${(Number(year) < 2000 ? 1 : 3) + int(0, 1)}${digits(5)}`;
    const sum = Array.from(twelve).reduce((all, digit, at) => all + Number(digit) * ((at % 8) + 2), 0);
    return [twelve.slice(0, 6), `${twelve.slice(6)}${(11 - (sum % 11)) % 10}`];
  };
  const card = () => luhn(`${pick(['4', '51', '54', '9', '3569'])}${digits(15)}`.slice(0, 15));
  const street = () => `${int(1, 9999)} ${pick(streets)}`;
  const lat = () => 33 + roll() * 5;
  const lng = () => 126 + roll() * 3.5;
  const road = () => `${pick(koreanPlaces)} ${int(1, 600)}${roll() < 0.3 ? `-${int(1, 40)}` : ''}`;
  const iban = () => {
    const body = `37040044${digits(10)}`;
    const check = 98n - (BigInt(`${body}131400`) % 97n);
    return `DE${pad(Number(check))}${body}`;
  };
  const sentence = () =>
    pick([
      'Item arrived late and the box was torn.',
      'Works well, would buy again.',
      '배송이 빨라요. 잘 쓰겠습니다.',
      '색상이 화면과 달라요.',
      'Cannot log in since Tuesday.',
      '재입고 문의드립니다.',
      'The invoice shows the wrong total.',
    ]);
  const ean = () => {
    const twelve = `880${digits(9)}`;
    const sum = Array.from(twelve).reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
    return `${twelve}${(10 - (sum % 10)) % 10}`;
  };
  const stamp = (from: number, to: number) => `${ymd(from, to).join('-')}T${pad(int(0, 23))}:${pad(int(0, 59))}:00Z`;
  const makers: Readonly<Record<string, Maker>> = {
    n: (n) => n,
    key6: (n) => String(100_000 + n * 7),
    key8: (n) => String(20_200_000 + n),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    int: () => int(0, 900),
    yn: () => pick(['Y', 'N']),
    bool: () => roll() < 0.5,
    won: () => int(1, 900) * 500,
    cents: () => (int(99, 99_999) / 100).toFixed(2),
    day: () => ymd(2015, 2026).join('-'),
    day8: () => ymd(2015, 2026).join(''),
    time: () => stamp(2019, 2026),
    null: () => null,
    sentence,
    code: (n) => `${letters(2, 'ABCDEF')}${pad(n, 5)}`,
    word: () => pick(['red', 'large', 'spring', 'basic', 'north', 'gold', 'cargo', 'delta']),
    statusKo: () => pick(['정상', '해지', '휴면', '대기', '완료', '취소']),
    status: () => pick(['active', 'deleted', 'pending', 'paid', 'open']),
    deptKo: () => pick(['영업부', '인사팀', '정보보호팀', '재무회계팀', '고객지원센터', '물류센터']),
    goodsKo: () =>
      pick([
        '무선 청소기',
        '유기농 사과 3kg',
        '여성 니트 가디건',
        '한우 선물세트',
        '김치냉장고',
        '이불 세트',
        '고등어 자반',
      ]),
    goods: () =>
      pick([
        'Victoria Sofa',
        'Oxford Shirt',
        'Paris Lamp',
        'Chelsea Boot',
        'Madison Desk',
        'Florence Mug',
        'Lincoln Bag',
      ]),
    firm: () =>
      pick([
        'Acme Ltd',
        'Globex Corporation',
        'Initech LLC',
        'Umbrella Inc',
        'Stark GmbH',
        'Hooli',
        'Vandelay Industries',
      ]),
    firmKo: () => pick(['(주)한빛유통', '대성물산', '주식회사 가람', '새롬전자', '미래상사', '해오름식품', '정우건설']),
    cityKo: () => pick(['서울', '부산', '대구', '인천', '광주', '대전', '울산']),
    heroKo: () => pick(['달빛검사', '초코우유', 'DarkKnight', '마포불주먹', 'xX용사Xx', '고양이집사']),
    skill: () => pick(['화염구', '빙결', '은신', '회복', '전율', '정화']),
    course: () => pick(['자료구조', '미시경제학', '한국사', '선형대수', '유기화학', '민법총칙']),
    disease: () => pick(['고혈압', '당뇨병', '천식', '위염', '골절', '감기']),
    country: () => pick(['KR', 'US', 'JP', 'DE', 'VN']),
    tz: () => pick(['Asia/Seoul', 'Europe/Paris', 'America/New_York']),
    title: () => pick(['Senior Engineer', 'Account Manager', 'Nurse', 'Director']),
    role: () => pick(['admin', 'editor', 'viewer']),
    url: () => `https://cdn.example.com/${hex(8)}.png`,
    path: () => `/var/data/${hex(2)}/${hex(10)}.bin`,
    agent: () => pick(['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.0.0', 'okhttp/4.9.3', 'curl/8.1.2']),
    // What looks like something personal and is not.
    order13: (n) => `${ymd(2022, 2026).join('')}${pad(n, 5)}`,
    order16: (n) => `${ymd(2022, 2026).join('')}${pad(n * 7, 8)}`,
    tracking10: () => `${int(1, 9)}${digits(9)}`,
    tracking12: () => `${int(3, 6)}${digits(11)}`,
    tracking14: () => digits(14),
    trackingDashes: () => `${int(1, 9)}${digits(3)}-${digits(4)}-${digits(4)}`,
    ean,
    build4: () => `${int(8, 14)}.${int(0, 9)}.${int(1000, 9999)}.${int(0, 400)}`,
    build3: () => `${int(1, 12)}.${int(0, 20)}.${int(0, 40)}`,
    firmware: () => `${int(1, 3)}.${int(0, 9)}.${int(0, 20)}.${int(0, 9)}`,
    biz: () => `${int(101, 899)}-${pad(int(1, 99))}-${digits(5)}`,
    biz10: () => `${int(101, 899)}${pad(int(1, 99))}${digits(5)}`,
    epoch: () => 1_600_000_000_000 + int(0, 180_000_000) * 1000,
    epochS: () => 1_600_000_000 + int(0, 180_000_000),
    sha256: () => hex(64),
    md5: () => hex(32),
    sha1: () => hex(40),
    part: () => `${int(100, 999)}-${digits(3)}-${digits(4)}`,
    hs: () => `${digits(4)}.${digits(2)}.${digits(4)}`,
    ratio: () => (roll() * 100).toFixed(4),
    signed: () => (roll() * 60 - 20).toFixed(2),
    volt: () => (roll() * 20 + 110).toFixed(3),
    mac: () => Array.from({ length: 6 }, () => hex(2)).join(':'),
    isbn: () => `978-89-${digits(4)}-${digits(3)}-${digits(1)}`,
    size: () => `${int(10, 90)},${int(10, 90)}`,
    doi: () => `10.${digits(4)}/${letters(6)}`,
    plate: () => `${int(10, 399)}${pick(Array.from('가나다라마거너더'))} ${digits(4)}`,
    token: () => letters(40),
    // What is.
    koName,
    koNameSpaced: () => Array.from(koName()).join(' '),
    romanName: () =>
      `${pick(['KIM', 'LEE', 'PARK', 'CHOI', 'JUNG'])} ${pick(['MIN JUN', 'SEO YEON', 'JI HO', 'HYEON WOO', 'SU BIN'])}`,
    passportName: () => `${last().toUpperCase()}<<${first().toUpperCase()}`,
    first,
    last,
    full: () => `${first()} ${last()}`,
    lastFirst: () => `${last()}, ${first()}`,
    login: () => `${first().toLowerCase()}${int(1, 99)}`,
    mail,
    mailUpper: () => mail().toUpperCase(),
    mobile: () => mobile().join('-'),
    mobile11: () => mobile().join(''),
    mobileMixed: () =>
      pick([
        mobile().join('-'),
        mobile().join(''),
        mobile().join('.'),
        mobile().join(' '),
        `+82 10-${mobile().slice(1).join('-')}`,
      ]),
    mobileInt: () => Number(mobile().join('')),
    land: () => land().join('-'),
    land0: () => land().join(''),
    landParen: () => {
      const [area, middle, end] = land();
      return `(${area})${middle}-${end}`;
    },
    shop1588: () => `${pick(['1588', '1577', '1544', '080-' + digits(3)])}-${digits(4)}`,
    us: () => {
      const [a, b, c] = us();
      return `(${a}) ${b}-${c}`;
    },
    usDash: () => us().join('-'),
    usBare: () => us().join(''),
    e164: () =>
      `+${pick(['1' + us().join(''), '8210' + digits(8), '447' + digits(9), '4915' + digits(9), '919' + digits(9)])}`,
    uk: () => `0${pick(['20 7', '161 ', '7700 9'])}${digits(3)} ${digits(4)}`,
    road,
    roadFull: () => `(${digits(5)}) ${road()}, ${int(101, 115)}동 ${int(101, 2504)}호`,
    flat: () => `${int(101, 115)}동 ${int(101, 2504)}호`,
    lot: () =>
      `${pick(['서울 관악구 신림동', '부산 사하구 괴정동', '경기 고양시 일산동구 장항동'])} ${int(1, 999)}-${int(1, 30)}`,
    street,
    streetFull: () => `${street()}, ${pick(towns)}, ${pick(['CA', 'NY', 'TX'])} ${digits(5)}`,
    town: () => pick(towns),
    region: () => pick(['CA', 'NY', 'TX', 'WA']),
    zip: () => digits(5),
    birth: () => ymd(1945, 2008).join('-'),
    birth8: () => ymd(1945, 2008).join(''),
    birth6: () => ymd(1950, 1999).join('').slice(2),
    birthDots: () => ymd(1945, 2008).join('.'),
    birthUs: () => {
      const [y, m, d] = ymd(1945, 2008);
      return `${m}/${d}/${y}`;
    },
    bcrypt: () => `$2${pick(Array.from('aby'))}$10$${letters(53)}`,
    argon: () => `$argon2id$v=19$m=65536,t=3,p=4$${letters(22)}$${letters(43)}`,
    pbkdf2: () => `pbkdf2_sha256$600000$${letters(12)}$${letters(43)}=`,
    card,
    cardDashes: () => card().replaceAll(/(.{4})(?=.)/g, '$1-'),
    cardSpaces: () => card().replaceAll(/(.{4})(?=.)/g, '$1 '),
    cardMasked: () => `${card().slice(0, 6)}******${digits(4)}`,
    account: () =>
      pick([
        `${digits(3)}-${digits(6)}-${digits(5)}`,
        `${digits(6)}-${digits(2)}-${digits(6)}`,
        `${digits(4)}-${digits(3)}-${digits(6)}`,
        `3333-${digits(2)}-${digits(7)}`,
      ]),
    account14: () => `${int(1, 9)}${digits(int(10, 13))}`,
    iban,
    ibanSpaces: () => iban().replaceAll(/(.{4})(?=.)/g, '$1 '),
    lat: () => lat().toFixed(6),
    lng: () => lng().toFixed(6),
    latE7: () => Math.round(lat() * 1e7),
    lngE7: () => Math.round(lng() * 1e7),
    pair: () => `${lat().toFixed(5)}, ${lng().toFixed(5)}`,
    geohash: () => `wydm${letters(5, '0123456789bcdefghjkmnpqrstuvwxyz')}`,
    geojson: () => ({ type: 'Point', coordinates: [Number(lng().toFixed(5)), Number(lat().toFixed(5))] }),
    latlngJson: () => ({ lat: Number(lat().toFixed(5)), lng: Number(lng().toFixed(5)) }),
    wkt: () => `POINT(${lng().toFixed(6)} ${lat().toFixed(6)})`,
    ewkt: () => `SRID=4326;POINT(${lng().toFixed(6)} ${lat().toFixed(6)})`,
    line: () => `LINESTRING(${Array.from({ length: 3 }, () => `${lng().toFixed(5)} ${lat().toFixed(5)}`).join(', ')})`,
    point: () => `(${lng().toFixed(5)},${lat().toFixed(5)})`,
    tmX: () => (900_000 + roll() * 250_000).toFixed(2),
    tmY: () => (1_600_000 + roll() * 400_000).toFixed(2),
    rrn: () => rrn().join('-'),
    rrn13: () => rrn().join(''),
    ip: () => `${int(1, 223)}.${int(0, 255)}.${int(0, 255)}.${int(1, 254)}`,
    ipPort: () => `${int(1, 223)}.${int(0, 255)}.${int(0, 255)}.${int(1, 254)}:${int(1025, 65_000)}`,
    ipAny: () =>
      roll() < 0.6
        ? `${int(1, 223)}.${int(0, 255)}.${int(0, 255)}.${int(1, 254)}`
        : `2001:db8:${hex(4)}:${hex(4)}::${hex(3)}`,
    ipList: () => `${int(1, 223)}.${digits(1)}.${int(0, 255)}.7, 10.0.${int(0, 255)}.${int(1, 254)}`,
    passport: () => `${pick(Array.from('MSR'))}${digits(8)}`,
    passportNew: () => `M${digits(3)}${letters(1, 'ABCD')}${digits(4)}`,
    passportMixed: () => pick([`M${digits(8)}`, digits(9), `${letters(2, 'ABCDEFGH')}${digits(7)}`]),
    licence: () => `${pick(['11', '13', '21', '26'])}-${digits(2)}-${digits(6)}-${digits(2)}`,
    // Of the third set.
    germanFirst: () =>
      pick(['Jürgen', 'Heike', 'Detlef', 'Annegret', 'Uwe', 'Sabine', 'Torsten', 'Gudrun', 'Mehmet', 'Ayşe']),
    german: () =>
      pick(['Müßig', 'Schröder', 'Yılmaz', 'von der Heide', 'Groß', 'Lehmann', 'Kästner', 'Krause', 'Öztürk', 'Vogt']),
    germanFull: () =>
      `Dr. ${pick(['Heike', 'Uwe', 'Sabine', 'Jürgen'])} ${pick(['Vogt', 'Groß', 'Krause', 'Lehmann'])}`,
    germanStreet: () =>
      `${pick(['Gartenstraße', 'Am Markt', 'Lindenweg', 'Hauptstr.', 'Schillerplatz'])} ${int(1, 90)}`,
    germanTown: () => pick(['Köln', 'Jena', 'Bad Tölz', 'Gießen', 'Ulm']),
    germanPhone: () =>
      pick([
        `017${int(0, 9)} ${digits(7)}`,
        `0${int(2, 9)}${digits(2)}/${digits(6)}`,
        `+49 15${int(1, 9)} ${digits(8)}`,
      ]),
    germanNote: () =>
      roll() < 0.6 ? 'Kommt nächste Woche wieder.' : `Bitte zurückrufen unter +4915${digits(9)} oder ${mail()}.`,
    memberJson: () => ({ about: sentence(), mail: mail(), looks_for: pick(['any', 'none']), age: int(19, 60) }),
    dms: () =>
      `${int(33, 38)}°${int(10, 59)}'${int(10, 59)}.${int(0, 9)}"N ${int(126, 129)}°${int(10, 59)}'${int(10, 59)}.${int(0, 9)}"E`,
    ip6: () => `2001:db8:${hex(4)}:${hex(4)}::${hex(3)}`,
    // Texts.
    memo: () =>
      roll() < 0.5 ? sentence() : `${sentence()} 연락처 ${mobile().join('-')} ${roll() < 0.5 ? `메일 ${mail()}` : ''}`,
    ticket: () =>
      roll() < 0.5
        ? `Hi, ${sentence()} Call me at ${us().join('-')} or write to ${mail()}. Thanks, ${first()}`
        : sentence(),
    eventJson: () => ({
      event: pick(['signup', 'login']),
      user: { email: mail(), phone: mobile().join('-') },
      ip: '10.1.2.3',
    }),
    plainJson: () => ({ theme: pick(['dark', 'light']), page: int(1, 20), items: [int(1, 99)] }),
    productJson: () => ({ colour: pick(['red', 'blue']), ean: ean(), weight: int(100, 900) }),
  };
  return (word) => {
    const [, name = '', dirty = '', missing = '0'] = /^(\w+)(\*?)(?:~(\d+))?$/.exec(word) ?? [];
    const make = makers[name];
    if (make === undefined) throw new Error(`nothing makes ${word}`);
    return (n) => {
      if (roll() * 100 < Number(missing)) return null;
      const value = make(n);
      if (dirty === '' || typeof value !== 'string' || roll() > 0.15) return value;
      return pick([` ${value}`, `${value}  `, '-', '', 'N/A', '없음']);
    };
  };
}

/** Half of the names, drawn by seed: those that are held back. */
export function heldBack(names: readonly string[], seed: number): Set<string> {
  const roll = random(seed);
  const drawn = names.map((name) => ({ name, at: roll() })).toSorted((a, b) => a.at - b.at);
  return new Set(drawn.slice(0, Math.floor(names.length / 2)).map((one) => one.name));
}
