/** Values for made-up databases, by a word for each kind. Seeded; nobody's. English ones are faker's, Korean ones the example's. */
import { createHash } from 'node:crypto';
import { faker } from '@faker-js/faker/locale/en';
import { drawAddress, drawLocation, drawPostalCode } from '../../../example/haneul/addresses.ts';
import { drawAccount, drawBank } from '../../../example/haneul/banks.ts';
import { drawBirth } from '../../../example/haneul/births.ts';
import { drawCard } from '../../../example/haneul/cards.ts';
import { drawEmail, drawMobile } from '../../../example/haneul/contacts.ts';
import { dice } from '../../../example/haneul/dice.ts';
import { drawName } from '../../../example/haneul/names.ts';
import { PLACE_TABLE } from '../../../example/haneul/places.ts';
import { drawRrn, rrnCheckDigit } from '../../../example/haneul/rrn.ts';

const throws = dice(11);
faker.seed(11);
const joined = Temporal.PlainDate.from('2024-05-01');
const name = () => drawName(throws, throws.chance(50) ? 'female' : 'male', throws.int(1950, 2008));
const place = () => throws.draw(PLACE_TABLE);
const birth = () => drawBirth(throws, joined);
const digest = (kind: string, form: 'hex' | 'base64') => createHash(kind).update(throws.digits(12)).digest(form);
const pick = (words: string) => throws.pick(words.split('|'));
const day = () =>
  `20${throws.int(10, 25)}-${String(throws.int(1, 12)).padStart(2, '0')}-${String(throws.int(1, 28)).padStart(2, '0')}`;
const point = () => drawLocation(throws, place()).split(',');
const resident = () => drawRrn(throws, birth(), 'female');
const foreign = () => {
  const twelve = `${birth().toString().replaceAll('-', '').slice(2)}5${throws.digits(5)}`;
  return `${twelve.slice(0, 6)}-${twelve.slice(6)}${(rrnCheckDigit(twelve) + 2) % 10}`;
};
const sometimes = (percent: number, make: () => unknown) => (throws.chance(percent) ? make() : null);

export type Value = string | number | boolean | object | null;

/** `n` is the number of the row, from 1. */
export const makers: Readonly<Record<string, (n: number) => unknown>> = {
  serial: (n) => n,
  code: (n) => `C${String(n).padStart(6, '0')}`,
  int: () => throws.int(0, 500),
  money: () => throws.int(10, 900) * 100,
  price: () => Number(faker.commerce.price()),
  yes: () => throws.chance(60),
  yn: () => pick('Y|N'),
  day,
  time: () => `${day()}T${String(throws.int(0, 23)).padStart(2, '0')}:15:00Z`,
  empty: () => null,
  blank: () => '',
  uuid: () => faker.string.uuid(),
  word: () => faker.word.noun(),
  sentence: () => faker.lorem.sentence(),
  status: () => pick('active|closed|waiting'),
  statusKo: () => pick('정상|휴면|탈퇴|정지'),
  grade: () => pick('일반|우수|VIP'),
  sexKo: () => pick('남|여'),
  sex: () => pick('M|F'),
  koName: () => name().ko,
  romanName: () => name().en,
  first: () => faker.person.firstName(),
  last: () => faker.person.lastName(),
  full: () => faker.person.fullName(),
  upperName: () => faker.person.lastName().toUpperCase(),
  login: () => faker.internet.username().toLowerCase(),
  nick: () => `${pick('푸른|작은|빠른|졸린')}${pick('고래|참새|여우|나무')}${throws.int(1, 99)}`,
  email: () => drawEmail(throws, name(), throws.int(1950, 2005), 1),
  mail: () => faker.internet.email(),
  mobile: () => drawMobile(throws),
  mobileTight: () => drawMobile(throws).replaceAll('-', ''),
  mobileNumber: () => Number(drawMobile(throws).replaceAll('-', '')),
  landline: () => `0${pick('2|31|51|62')}-${throws.int(200, 999)}-${throws.digits(4)}`,
  phone: () => faker.phone.number({ style: 'national' }),
  phoneDots: () => `${throws.int(210, 990)}.${throws.int(200, 999)}.${throws.digits(4)}`,
  phoneIntl: () => faker.phone.number({ style: 'international' }),
  phoneAny: () => faker.phone.number(),
  address: () => drawAddress(throws, place()),
  addressRest: () => `${throws.int(101, 130)}동 ${throws.int(1, 20)}0${throws.int(1, 4)}호`,
  region: () => place().region,
  district: () => place().district,
  postal: () => drawPostalCode(throws, place()),
  street: () => faker.location.streetAddress(),
  suite: () => sometimes(40, () => faker.location.secondaryAddress()),
  city: () => faker.location.city(),
  state: () => faker.location.state({ abbreviated: true }),
  county: () => faker.location.county(),
  country: () => faker.location.country(),
  zip: () => faker.location.zipCode(),
  birth: () => birth().toString(),
  birthTight: () => birth().toString().replaceAll('-', ''),
  birthShort: () => birth().toString().replaceAll('-', '').slice(2),
  birthYear: () => birth().year,
  rrn: resident,
  rrnTight: () => resident().replace('-', ''),
  rrnNumber: () => Number(resident().replace('-', '')),
  foreign: () => foreign(),
  card: () => drawCard(throws),
  cardSpaced: () => drawCard(throws).replaceAll(/(\d{4})(?=\d)/g, '$1 '),
  cardBrand: () => pick('Visa|Mastercard|Amex'),
  account: () => drawAccount(throws, drawBank(throws)),
  accountTight: () => drawAccount(throws, drawBank(throws)).replaceAll('-', ''),
  iban: () => faker.finance.iban(),
  bank: () => drawBank(throws).name,
  lat: () => Number(point()[0]),
  lon: () => Number(point()[1]),
  pair: () => drawLocation(throws, place()),
  pointType: () => `(${point().toReversed().join(',')})`,
  wkt: () => `POINT(${point().toReversed().join(' ')})`,
  geoJson: () => ({ type: 'Point', coordinates: point().toReversed().map(Number) }),
  ip: () => faker.internet.ipv4(),
  ipAny: () => faker.internet.ip(),
  md5: () => digest('md5', 'hex'),
  sha1: () => digest('sha1', 'hex'),
  sha256: () => digest('sha256', 'hex'),
  sha512: () => digest('sha512', 'hex'),
  sha256Base64: () => digest('sha256', 'base64'),
  salt: () => digest('md5', 'base64').slice(0, 8),
  shaBytes: () => `\\x${digest('sha256', 'hex')}`,
  bcrypt: () => `$2b$10$${digest('sha512', 'base64').replaceAll(/[+=]/g, 'x').slice(0, 53)}`,
  argon2: () =>
    `$argon2id$v=19$m=65536,t=3,p=4$${digest('md5', 'base64').slice(0, 22)}$${digest('sha256', 'base64').slice(0, 43)}`,
  pbkdf2: () => `pbkdf2_sha256$600000$${throws.digits(12)}$${digest('sha256', 'base64')}`,
  passport: () => `M${throws.digits(8)}`,
  passportUs: () => `X${throws.digits(8)}X`,
  licence: () => `${throws.int(11, 28)}-${throws.digits(2)}-${throws.digits(6)}-${throws.digits(2)}`,
  licenceUs: () => `S99${throws.digits(6)}`,
  ssn: () => `999-${throws.int(10, 99)}-${throws.digits(4)}`,
  company: () => faker.company.name(),
  product: () => faker.commerce.productName(),
  productKo: () => `${pick('무선|유기농|접이식|대용량')} ${pick('이어폰|사과|우산|물병')}`,
  department: () => faker.commerce.department(),
  departmentKo: () => pick('총무팀|개발팀|영업부|인사과|내과|외과'),
  job: () => faker.person.jobTitle(),
  title: () => faker.music.songName(),
  url: () => faker.internet.url(),
  agent: () => faker.internet.userAgent(),
  file: () => faker.system.fileName(),
  version: () => `${throws.int(1, 9)}.${throws.int(0, 20)}.${throws.int(0, 9)}`,
  currency: () => pick('KRW|USD|EUR'),
  color: () => faker.color.human(),
  plate: () => `${throws.int(10, 99)}${pick('가|나|다|라')}${throws.digits(4)}`,
  sku: () => `SKU-${throws.digits(8)}`,
  barcode: () => `880${throws.digits(10)}`,
  orderNumber: () => `20250${throws.int(101, 928)}-${throws.digits(7)}`,
  tracking: () => throws.digits(12),
  hex: () => throws.digits(8),
  hex3: () => throws.digits(3),
  postalShort: () => throws.digits(4),
  note: () => pick('배송 전 연락 바랍니다|재구매 고객|포장 요청|확인 완료'),
  noteHot: () =>
    throws.chance(15)
      ? `연락처 ${drawMobile(throws)} 로 전화 요청, ${drawEmail(throws, name(), 1990, 1)} 로 회신`
      : pick('통화 완료 후 처리함|환불 안내했습니다|대기 중입니다|담당 부서로 이관'),
  noteEn: () =>
    throws.chance(15)
      ? `Call back at ${faker.phone.number({ style: 'national' })} or write to ${faker.internet.email()}.`
      : faker.lorem.sentence(),
  profile: () => ({ phone: drawMobile(throws), contact: { email: faker.internet.email() }, theme: pick('dark|light') }),
  settings: () => ({ theme: pick('dark|light'), page: throws.int(1, 9) }),
  credential: () => ({ value: digest('sha512', 'base64'), salt: digest('md5', 'base64'), additional: {} }),
  tags: () => [pick('new|sale|hot'), pick('a|b|c')],
  mails: () => [faker.internet.email(), faker.internet.email()],
};
