import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hintsOf, isDelicate } from './name-hints.ts';
import { tableKind } from './table-kind.ts';
import { singular, wordsOf } from './words.ts';

test('wordsOf splits case, underscores, digits and words that are run together', () => {
  assert.deepEqual(wordsOf('PersonPhone'), ['person', 'phone']);
  assert.deepEqual(wordsOf('addressline1'), ['address', 'line', '1']);
  assert.deepEqual(wordsOf('emailaddress'), ['email', 'address']);
  assert.deepEqual(wordsOf('CUST_TEL_NO'), ['cust', 'tel', 'no']);
  assert.deepEqual(wordsOf('회원 휴대폰_번호'), ['회원', '휴대폰', '번호']);
  assert.deepEqual(wordsOf('IPAddress'), ['ip', 'address']);
  assert.deepEqual(wordsOf('xyzzyplugh'), ['xyzzyplugh']);
  assert.deepEqual(['people', 'addresses', 'categories', 'status', 'customers'].map(singular), [
    'person',
    'address',
    'category',
    'status',
    'customer',
  ]);
});

const strong: Readonly<Record<string, readonly string[]>> = {
  name: [
    'first_name',
    'LastName',
    'fullname',
    'customer_name',
    'contact_name',
    'MBR_NM',
    'kor_nm',
    'surname',
    'cardholder',
    '성명',
    '회원명',
    '예금주',
    '수령인',
    '고객 이름',
  ],
  email: ['email', 'EmailAddress', 'e_mail', 'eml_addr', 'user_email', '이메일', '이메일주소', '전자우편'],
  phone: [
    'phone',
    'PhoneNumber',
    'mobile',
    'cell_phone',
    'TELNO',
    'hp_no',
    'fax',
    'mbtlnum',
    '전화번호',
    '휴대폰',
    '연락처',
    '긴급연락처',
  ],
  address: [
    'address',
    'addr1',
    'AddressLine2',
    'street',
    'home_address',
    'dtl_addr',
    'juso',
    '주소',
    '상세주소',
    '배송지주소',
  ],
  birth_date: [
    'birth_date',
    'dob',
    'dob6',
    'chulsaeng',
    'BirthDate',
    'date_of_birth',
    'brthdy',
    'birthday',
    '생년월일',
    '생일',
  ],
  password: ['password', 'passwd', 'PasswordHash', 'pwd', 'PasswordSalt', 'salt', '비밀번호'],
  card: ['card_number', 'CardNumber', 'cc_number', 'credit_card_no', 'card_no', '카드번호'],
  account: [
    'account_number',
    'iban',
    'bank_account',
    'acct_no',
    'refund_account_no',
    'gyejwa_no',
    'tongjang',
    '계좌번호',
    '환불계좌',
    '급여통장',
  ],
  location: ['latitude', 'lng', 'SpatialLocation', 'geom', 'last_location', 'gps', '위도', '경도', '좌표'],
  rrn: [
    'rrn',
    'jumin_no',
    'resident_registration_number',
    'ihidnum',
    'alien_registration_no',
    '주민등록번호',
    '외국인등록번호',
  ],
  ip: ['ip', 'ip_address', 'client_ip', 'remote_addr', 'last_login_ip', '접속아이피', 'IP주소'],
  passport: ['passport_no', 'PassportNumber', '여권번호', 'pspt_no', 'yeokwon', 'yeogwon_no'],
  licence: ['driver_license_no', 'driving_licence', 'drivers_license_number', '운전면허번호', '면허번호'],
};

for (const [finding, names] of Object.entries(strong)) {
  test(`hintsOf reads ${finding} off names in both languages`, () => {
    for (const name of names) assert.equal(Object.fromEntries(hintsOf(name))[finding], 'strong', name);
  });
}

test('hintsOf is not taken in by what only speaks of such a thing', () => {
  for (const name of [
    'email_verified_at',
    'phone_type',
    'address_id',
    'is_email_sent',
    'card_type',
    'password_reset_token',
    '이메일수신여부',
    '전화번호유형',
    '주소코드',
  ])
    assert.ok(![...hintsOf(name).values()].includes('strong'), name);
  for (const name of ['product_name', 'company_name', 'bank_name', 'file_name', '상품명', '은행명', '부서명'])
    assert.equal(hintsOf(name).get('name'), 'against', name);
  for (const name of ['ip_address', 'email_address', 'mac_address'])
    assert.equal(hintsOf(name).get('address'), 'against', name);
  assert.equal(hintsOf('birth_place').get('birth_date'), 'against');
});

test('hintsOf knows digests, codes and versions of things by their names', () => {
  for (const name of ['file_hash', 'ContentHash', 'config_hash', 'tree_digest', 'email_hash'])
    assert.equal(hintsOf(name).get('password'), undefined, name);
  for (const name of ['hash', 'user_hash', 'login_digest']) assert.equal(hintsOf(name).get('password'), 'weak', name);
  for (const name of ['app_ver', 'firmware_version', 'revision', 'fw'])
    assert.equal(hintsOf(name).get('ip'), 'against', name);
  for (const name of ['part_no', 'sku', 'SerialNumber', 'tracking_no', 'barcode', 'mpn', 'reference'])
    assert.equal(hintsOf(name).get('phone'), 'against', name);
  assert.equal(hintsOf('message_id').get('email'), 'against');
  assert.equal(hintsOf('dl_state').get('address'), 'against');
  assert.equal(hintsOf('bnk_acct').get('account'), 'strong');
});

test('hintsOf reads names in the languages of Europe', () => {
  for (const [name, finding] of [
    ['vorname', 'name'],
    ['Kontoinhaber', 'name'],
    ['prénom', 'name'],
    ['apellidos', 'name'],
    ['telefon_privat', 'phone'],
    ['handy', 'phone'],
    ['straße', 'address'],
    ['anschrift', 'address'],
    ['dirección', 'address'],
    ['geburtsdatum', 'birth_date'],
    ['date_naissance', 'birth_date'],
    ['fecha_nacimiento', 'birth_date'],
    ['kennwort', 'password'],
    ['mot_de_passe', 'password'],
    ['kontonummer', 'account'],
    ['reisepass_nr', 'passport'],
    ['num_passeport', 'passport'],
    ['fuehrerschein_nr', 'licence'],
  ] as const)
    assert.equal(hintsOf(name).get(finding), 'strong', name);
  for (const name of ['produktname', 'dateiname', 'firmenname', 'nombre_producto'])
    assert.equal(hintsOf(name).get('name'), undefined, name);
  assert.equal(hintsOf('lieu_naissance').get('birth_date'), 'against');
});

test('hintsOf hears a person in words that say what somebody does, and none in tools and places', () => {
  for (const name of ['reviewer_name', 'plaintiff_counselor_name', 'trainee_name', 'name_on_card', 'cc_owner'])
    assert.equal(hintsOf(name).get('name'), 'strong', name);
  for (const name of ['server_name', 'folder_name', 'river_name', 'printer_name'])
    assert.equal(hintsOf(name).get('name'), 'against', name);
  assert.equal(hintsOf('user_name').get('name'), 'weak');
});

test('isDelicate names what no category has and a person must decide', () => {
  for (const name of ['username', 'gender', 'photo', 'cvv', 'api_key', '성별', '닉네임'])
    assert.ok(isDelicate(name), name);
  for (const name of ['status', 'amount', 'created_at', '상태']) assert.ok(!isDelicate(name), name);
});

test('tableKind hears people, workers and organisations in names of tables', () => {
  for (const name of [
    'customers',
    'tb_member',
    'USERS',
    'PatientInfo',
    '회원',
    '고객기본',
    'ptnt',
    'hr_bewerber',
    'Kunden',
  ])
    assert.equal(tableKind(name), 'customers', name);
  for (const name of ['employees', 'staff', 'actor', '직원', 'adm_user', 'staff_users', 'mitarbeiter'])
    assert.equal(tableKind(name), 'workers', name);
  for (const name of ['store', 'suppliers', 'companies', '매장']) assert.equal(tableKind(name), 'organisations', name);
  for (const name of ['member_orders', 'customer_address', 'film', '회원주문'])
    assert.equal(tableKind(name), 'other', name);
});
