/**
 * Twenty schemas, written with their truth before discovery met them, told as in `made/database.ts`. `=finding` is what a column truly holds, `=?` counts
 * neither way; the rules are those of `bench/discover-truth.ts`. Ten of them, drawn by seed, are held back: discovery is never mended by what it does there.
 */
export const wild: Readonly<Record<string, string>> = {
  w_mall: `
table tb_mbr 120
  mbr_no int n !
  mbr_id text login =?
  mbr_nm varchar(30) koName* =name
  hp_no varchar(20) mobileMixed*~10 =phone
  tel text land~50 =phone
  zip char(5) zip
  addr text road* =address
  addr_dtl text flat~10 =address
  jumin char(14) rrn~60 =rrn
  brth varchar(8) birth8 =birth_date
  eml text mail* =email
  pw varchar(60) bcrypt =password
  grd text status
  rcmd_nm text koName~70 =name
table tb_ord 150
  ord_no char(13) order13 !
  mbr_no int int >tb_mbr.mbr_no
  rcv_nm text koName =name
  rcv_hp text mobile =phone
  dlv_addr text roadFull =address
  dlv_memo text sentence
  inv_no varchar(14) tracking12
  pay_amt int won
table tb_prd 60
  prd_cd text ean !
  prd_nm text goodsKo
  mkr_nm text firmKo
  cs_tel text shop1588 =phone
  prc int won`,
  w_hangul: `
table 고객 90
  번호 int n !
  고객성함 text koName =name
  핸드폰 text mobile11 =phone
  전자우편 text mail =email
  생일 date birth =birth_date
  자택주소 text lot =address
  나머지주소 text flat =address
  가입경로 text word
  사업자번호 text biz~50
table 예약 80
  예약번호 int n !
  고객번호 int int >고객.번호
  예약자 text koName =name
  연락가능번호 text mobileMixed =phone
  요청사항 text sentence
  시술명 text goodsKo
  담당자명 text koName =name
table 지점 8
  지점명 text cityKo
  대표번호 text land =phone
  사업장주소 text road =address
  사업자등록번호 text biz`,
  w_hospital: `
table PAT_MST 100
  PAT_NO char(8) key8 !
  PAT_NM varchar(20) koName =name
  PAT_RRN char(13) rrn13 =rrn
  PAT_BIRTH char(8) birth8 =birth_date
  GENDER char(1) yn
  HP varchar(13) mobile =phone
  GUARD_NM varchar(20) koName~20 =name
  GUARD_TEL varchar(13) mobile~20 =phone
  POST char(5) zip
  ADR1 varchar(80) road =address
  ADR2 varchar(80) flat =address
table ENC 150
  ENC_ID bigint n !
  PAT_NO char(8) null >PAT_MST.PAT_NO
  DOC_NM varchar(20) koName =name
  DX_NM varchar(40) disease
  DX_CD text code
  ADM_DT date day
  NURSE_NOTE text memo =text
  INSR_NO varchar(11) tracking10 =?
table EQUIP 30
  SER_NO text part
  FW_VER text firmware
  MAKER text firm
  AS_TEL text land =phone`,
  w_bank: `
table cust_bas 100
  cust_no char(10) tracking10 !
  cust_nm text koName =name
  cust_eng_nm text romanName =name
  rnno text rrn13 =rrn
  tlno text mobile11 =phone
  cust_adr text road =address
  eml_adr text mail~30 =email
table acct_bas 150
  acct_no varchar(16) account14 =account
  cust_no char(10) null >cust_bas.cust_no
  prd_nm text word
  bal numeric won
  open_dt char(8) day8
table trn_his 200
  trn_no char(16) order16
  acct_no varchar(16) account14 =account
  opp_acct varchar(20) account~20 =account
  opp_nm text koName~20 =name
  rmrk text word
  chnl_ip text ip =ip
  amt numeric won
table card_bas 80
  card_no char(16) card =card
  mask_no text cardMasked =?
  exp_ym char(6) zip
  stl_acct text account =account`,
  w_telco: `
table subscriber 120
  sub_id int n !
  msisdn text e164 =phone
  imsi text tracking14 =?
  imei text tracking14 =?
  owner_name text full =name
  bill_addr text streetFull =address
  bill_email text mailUpper =email
  activated_at timestamptz time
table cdr 200
  cdr_id bigint n !
  a_number text mobile11 =phone
  b_number text mobile11 =phone
  start_ts bigint epoch
  duration int int
  cell_id text tracking10
  src_ip inet ip =ip
  bytes_up bigint int
table plan 12
  plan_code text code
  plan_name text word
  hotline text shop1588 =phone`,
  w_delivery: `
table riders 60
  id uuid uuid !
  name text koName =name
  phone text mobile =phone
  license_no text licence =licence
  plate_no text plate =?
  lat numeric lat =location
  lng numeric lng =location
  last_seen timestamptz time
table drops 150
  id int n !
  rider_id uuid uuid >riders.id
  geohash text geohash =location
  spot jsonb geojson =location
  geom text ewkt =location
  route text line =location
  x numeric tmX =location
  y numeric tmY =location
  door_code text zip
  weight numeric ratio
  fee numeric cents
  tracking_no text trackingDashes
table shops 40
  shop_id int n !
  shop_name text firmKo
  biz_no text biz10
  shop_phone text land =phone
  lat_e7 bigint latE7 =location
  lng_e7 bigint lngE7 =location
  box text size
  min_price numeric volt
  max_price numeric volt`,
  w_game: `
table account 100
  account_id bigint n !
  login_id text login =?
  pwd_hash text argon =password
  nickname text heroKo =?
  email text mail =email
  last_ip text ipPort =ip
  created bigint epochS
table character 150
  char_id bigint n !
  account_id bigint int >account.account_id
  char_name text heroKo =?
  guild text skill
  pos_x real signed
  pos_y real signed
  pos_z real signed
  hp int int
  mp int int
  exp bigint order13
table item_log 100
  log_id bigint n !
  item_name text skill
  client_ver text build4
  checksum text md5
  session_key text token
table payment 70
  receipt text order16
  amount numeric cents
  card_tail char(4) zip
  payer_mail text mail =email`,
  w_university: `
table student 120
  hakbun char(8) key8 !
  nm text koName =name
  nm_hanja text null =?
  sdt_tel text mobile =phone
  prnt_nm text koName~10 =name
  prnt_tel text mobile~10 =phone
  univ_email text mail =email
  bank_acct text account~40 =account
  birth text birthDots =birth_date
table lecture 50
  lec_no text code !
  lec_nm text course
  prof_nm text koName =name
  room text part
  credits int int
table thesis 40
  title text goods
  author text full =name
  isbn text isbn
  doi text doi
  advisor text koName =name
  file_sha1 text sha1`,
  w_hr: `
table employee 90
  emp_no int n !
  last_nm text last =name
  first_nm text first =name
  dob date birth =birth_date
  work_email text mail =email
  ext text zip =?
  cell text us =phone
  home_line1 text street =address
  home_city text town =address
  home_state text region =address
  home_zip text zip
  salary numeric cents
  iban text ibanSpaces =account
  job text title
table emergency_contact 100
  emp_no int int >employee.emp_no
  contact text full =name
  relation text word
  contact_no text usDash =phone
table dept 10
  dept text deptKo
  cost_center text part
table badge_scan 120
  at timestamptz time
  reader text code
  gate text firmware`,
  w_travel: `
table traveller 90
  id int n !
  title text role
  given_names text first =name
  family_name text last =name
  passport_no text passportMixed =passport
  passport_expiry date day
  mrz_name text passportName =name
  birth text birthUs =birth_date
  nationality text country
  mobile text e164 =phone
table booking 120
  pnr text code !
  traveller_id int int >traveller.id
  eticket char(13) order13
  flight text code
  from_city text town
  to_city text town
  fare numeric cents
  contact_email text mail =email
  special text sentence
  card_number text cardSpaces =card
table hotel 30
  hotel_name text goods
  lat float8 lat =location
  lon float8 lng =location
  front_desk text uk =phone
  stars int int`,
  w_insurance: `
table contractor 90
  ctr_no char(13) order13 !
  ctr_nm text koName =name
  ctr_rrno text rrn =rrn
  insd_nm text koName =name
  insd_brdt char(6) birth6 =birth_date
  bnfc_nm text koName~50 =name
  mphon text mobile =phone
  drv_lic text licence~50 =licence
  auto_acct text account =account
  dpst_nm text koName =name
table claim 120
  clm_no char(16) order16
  ctr_no char(13) null >contractor.ctr_no
  acdt_loc text road =address
  acdt_dt date day
  car_no text plate =?
  adj_memo text memo =text
  hosp_nm text firmKo
  amt bigint won
table agency 20
  agcy_nm text firmKo
  biz_reg_no text biz
  rep_tel text landParen =phone`,
  w_iot: `
table device 120
  device_id text uuid !
  mac text mac =?
  fw text build4
  hw_rev text build3
  bootloader text firmware
  ip text ipAny =ip
  gateway inet ip =ip
  serial text tracking12
  lat real lat =location
  lon real lng =location
  vendor text firm
table reading 200
  ts bigint epoch
  device_id text null >device.device_id
  temp numeric signed
  hum numeric ratio
  volt numeric volt
  amp numeric volt
  oid text firmware
table firmware_image 20
  version text build4
  sha256 text sha256
  path text path
table owner 40
  device_id text uuid
  display_name text full =name
  push_token text token`,
  w_crm: `
table contacts 120
  contact_id uuid uuid !
  salutation text role
  full_name text full =name
  company text firm
  job_title text title
  direct_line text us~30 =phone
  mobile_phone text e164~20 =phone
  email_primary text mail* =email
  email_alt text mail~70 =email
  mailing_street text street =address
  mailing_city text town =address
  mailing_state text region =address
  linkedin text url =?
  deleted_at timestamptz time~80
table opportunities 80
  opp_name text goods
  owner text full =name
  amount numeric cents
  close_date date day
  stage text status
table activities 100
  subject text sentence
  description text ticket =text
  due timestamptz time
table accounts 50
  account_name text firm
  account_number text part
  main_phone text usBare =phone
  vat text biz10
  website text url`,
  w_rails: `
table users 100
  id bigint n !
  email text mail u =email
  encrypted_password text bcrypt =password
  reset_password_token text token~80 =?
  current_sign_in_ip text ip =ip
  last_sign_in_ip text ip~20 =ip
  first_name text first =name
  last_name text last =name
  date_of_birth date birth~20 =birth_date
  created_at timestamptz time
  deleted_at timestamptz time~90
table addresses 110
  id bigint n !
  addressable_type text word
  addressable_id bigint int
  line_1 text street =address
  line_2 text null =?
  city text town =address
  state text region =address
  postal_code text zip
table active_storage_blobs 60
  id bigint n !
  key text token
  filename text path
  checksum text md5
table versions 80
  item_type text word
  whodunnit text n
  object jsonb plainJson`,
  w_laravel: `
table tenants 12
  id int n !
  company_name text firm
  billing_email text mail =email
  plan text word
table users 100
  id int n !
  tenant_id int int >tenants.id
  name text lastFirst =name
  email text mail =email
  phone text usDash~30 =phone
  password text bcrypt =password
  remember_token text token~50 =?
  two_factor_secret text token~80 =?
  timezone text tz
table personal_access_tokens 80
  id int n !
  name text word
  token text sha256 =?
table sessions 100
  id text token !
  ip_address text ipAny =ip
  user_agent text agent
  payload text token
table invoices 90
  number text part
  total numeric cents
  customer text full =name
  bill_to text streetFull =address`,
  w_hibernate: `
table PersonEntity 90
  id bigint n !
  dtype text word
  firstName text first =name
  middleName text first~60 =name
  surName text last =name
  emailAddress text mail =email
  phoneNumber text e164 =phone
  birthDay timestamp birth =birth_date
table VehicleEntity 80
  id bigint n !
  ownerId bigint int >PersonEntity.id
  plate text plate =?
  lastPosition point point =location
  odometer numeric ratio
table WarehouseEntity 20
  name text goods
  location text town
  managerName text full =name
  barcode text ean
  dims text size
table AuditEntity 100
  revType int int
  remoteAddr text ip =ip
  buildVersion text build4
  principal text login =?`,
  w_events: `
table events 150
  event_id uuid uuid !
  occurred_at bigint epoch
  name text status
  payload jsonb eventJson =text
  context jsonb plainJson
  client_ip text ipList =ip
  app_version text build3
  trace text md5
table products 50
  sku text code
  attributes jsonb productJson
  gtin text ean
  title text goods
table outbox 60
  topic text word
  body jsonb plainJson
  hash text sha256`,
  w_support: `
table requesters 80
  id int n !
  display text full =name
  handle text login =?
  reply_to text mail =email
  callback text us~30 =phone
table tickets 150
  id int n !
  requester_id int int >requesters.id
  subject text sentence
  body text ticket =text
  internal_note text memo =text
  order_ref text order13
  product text goods
  csat int int
table macros 20
  title text word
  reply text sentence
table attachments 60
  file_hash text sha256
  file_name text path
  part_no text part`,
  w_legacy: `
table SAWON 60
  SABUN char(6) key6 !
  SNAME char(20) koName =name
  JUMINNO char(13) rrn13 =rrn
  JUSO char(80) road =address
  JUNHWA char(15) land =phone
  HDPHONE char(15) mobile =phone
  IPSAIL char(8) day8
  SAENGIL char(8) birth8 =birth_date
  GYEJWA char(20) account =account
table GEORAE 70
  GCODE char(6) key6 !
  SANGHO char(30) firmKo
  DAEPYO char(20) koName =name
  SAUPNO char(12) biz
  FAXNO char(15) land =phone
table JAEGO 50
  PUMCODE char(13) ean
  PUMMYUNG char(30) goodsKo
  DANGA numeric won
  JEPUM_VER char(12) firmware
  BIGO char(60) word`,
  w_wide: `
table profile 40
  id int n !
  c01 text word
  kor_name text koName =name
  c02 text status
  contact1 text mobile =phone
  contact2 text landParen~40 =phone
  fax_no text land~60 =phone
  c03 numeric ratio
  c04 numeric signed
  home text road =address
  office text road =address
  c05 text part
  c06 text hs
  c07 text order16
  c08 text tracking14
  bday text birthDots =birth_date
  mail1 text mail =email
  mail2 text mail~70 =email
  gps text pair =location
  pos jsonb latlngJson =location
  visa_pp text passport~40 =passport
  pay_card text cardDashes =card
  pay_iban text iban~50 =account
  lic text licence~40 =licence
  c09 bigint epoch
  c10 text ean
  c11 text build4
  c12 text sha256
table few 3
  id int n !
  person text koName =name
  tel text mobile =phone
  nick text heroKo =?
table none 0
  id int n !
  user_email text mail =email
  cell_phone text mobile =phone
  version text build4`,
};
