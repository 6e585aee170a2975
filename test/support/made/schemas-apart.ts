/**
 * Schemas by which discovery was not built: their truth was written first, and the bench met them once, at the end (docs/discover.md has that first figure).
 * The first four follow well-known databases from memory, with made-up rows.
 */

const northwind = `
table categories 8
  category_id smallint serial !
  category_name varchar(15) department
  description text sentence
table customers 91
  customer_id varchar(8) code !
  company_name varchar(60) company
  contact_name varchar(40) full
  contact_title varchar(60) job
  address varchar(60) street
  city varchar(40) city
  region varchar(15) state
  postal_code varchar(10) zip
  country varchar(60) country
  phone varchar(24) phoneAny
  fax varchar(24) phoneAny
table employees 40
  employee_id smallint serial !
  last_name varchar(20) last
  first_name varchar(20) first
  title varchar(60) job
  title_of_courtesy varchar(25) sex
  birth_date date birth
  hire_date date day
  address varchar(60) street
  city varchar(40) city
  region varchar(15) state
  postal_code varchar(10) zip
  country varchar(60) country
  home_phone varchar(24) phone
  extension varchar(4) postalShort
  notes text sentence
  photo_path varchar(255) url
  salary real price
table suppliers 29
  supplier_id smallint serial !
  company_name varchar(60) company
  contact_name varchar(40) full
  contact_title varchar(60) job
  address varchar(60) street
  city varchar(40) city
  region varchar(15) state
  postal_code varchar(10) zip
  country varchar(60) country
  phone varchar(24) phoneAny
  fax varchar(24) phoneAny
  homepage text url
table products 77
  product_id smallint serial !
  product_name varchar(60) product
  supplier_id smallint int >suppliers.supplier_id
  category_id smallint int >categories.category_id
  quantity_per_unit varchar(20) word
  unit_price real price
table shippers 6
  shipper_id smallint serial !
  company_name varchar(60) company
  phone varchar(24) phone
table orders 300
  order_id smallint serial !
  customer_id varchar(8) code >customers.customer_id
  employee_id smallint int >employees.employee_id
  order_date date day
  shipped_date date day
  ship_via smallint int >shippers.shipper_id
  freight real price
  ship_name varchar(60) full
  ship_address varchar(60) street
  ship_city varchar(40) city
  ship_region varchar(15) state
  ship_postal_code varchar(10) zip
  ship_country varchar(60) country
table territories 53
  territory_id varchar(20) zip !
  territory_description varchar(60) city
table us_states 51
  state_id smallint serial !
  state_name varchar(100) county
  state_abbr varchar(2) state
  state_region varchar(50) word`;

const chinook = `
table Artist 200
  ArtistId int serial !
  Name varchar(120) company
table Album 200
  AlbumId int serial !
  Title varchar(160) title
  ArtistId int int >Artist.ArtistId
table Employee 8
  EmployeeId int serial !
  LastName varchar(20) last
  FirstName varchar(20) first
  Title varchar(30) job
  ReportsTo int serial
  BirthDate timestamp birth
  HireDate timestamp day
  Address varchar(70) street
  City varchar(40) city
  State varchar(40) state
  Country varchar(40) country
  PostalCode varchar(10) zip
  Phone varchar(24) phoneIntl
  Fax varchar(24) phoneIntl
  Email varchar(60) mail
table Customer 59
  CustomerId int serial !
  FirstName varchar(40) first
  LastName varchar(20) last
  Company varchar(80) company
  Address varchar(70) street
  City varchar(40) city
  State varchar(40) state
  Country varchar(40) country
  PostalCode varchar(10) zip
  Phone varchar(24) phoneIntl
  Fax varchar(24) phoneIntl
  Email varchar(60) mail
  SupportRepId int int >Employee.EmployeeId
table Invoice 300
  InvoiceId int serial !
  CustomerId int int >Customer.CustomerId
  InvoiceDate timestamp day
  BillingAddress varchar(70) street
  BillingCity varchar(40) city
  BillingState varchar(40) state
  BillingCountry varchar(40) country
  BillingPostalCode varchar(10) zip
  Total numeric price
table Track 300
  TrackId int serial !
  Name varchar(200) title
  AlbumId int int >Album.AlbumId
  Milliseconds int int
table Playlist 18
  PlaylistId int serial !
  Name varchar(120) department
table MediaType 5
  MediaTypeId int serial !
  Name varchar(120) word`;

/** As Synthea exports patients. */
const synthea = `
table patients 300
  Id uuid uuid !
  BIRTHDATE date birth
  DEATHDATE date empty
  SSN text ssn
  DRIVERS text licenceUs
  PASSPORT text passportUs
  PREFIX text sex
  FIRST text first
  LAST text last
  MAIDEN text last
  MARITAL text sex
  RACE text word
  GENDER text sex
  BIRTHPLACE text city
  ADDRESS text street
  CITY text city
  STATE text state
  COUNTY text county
  ZIP text zip
  LAT float8 lat
  LON float8 lon
  HEALTHCARE_EXPENSES numeric price
table organizations 40
  Id uuid uuid !
  NAME text company
  ADDRESS text street
  CITY text city
  STATE text state
  ZIP text zip
  LAT float8 lat
  LON float8 lon
  PHONE text phone
table providers 60
  Id uuid uuid !
  ORGANIZATION uuid uuid >organizations.Id
  NAME text full
  GENDER text sex
  SPECIALITY text word
  ADDRESS text street
  CITY text city
table encounters 300
  Id uuid uuid !
  START timestamptz time
  PATIENT uuid uuid >patients.Id
  PROVIDER uuid uuid >providers.Id
  CODE text barcode
  DESCRIPTION text sentence
  BASE_ENCOUNTER_COST numeric price
table allergies 100
  START date day
  PATIENT uuid uuid >patients.Id
  CODE text barcode
  DESCRIPTION text word`;

/** As Gnuboard keeps members: one prefix for all, no foreign keys. */
const board = `
table g5_member 300
  mb_no int serial !
  mb_id varchar(20) login u
  mb_password varchar(255) sha1
  mb_name varchar(255) koName
  mb_nick varchar(255) nick
  mb_email varchar(255) email
  mb_homepage varchar(255) url
  mb_level int int
  mb_sex char(1) sex
  mb_birth varchar(255) birthTight
  mb_tel varchar(255) landline
  mb_hp varchar(255) mobile
  mb_certify varchar(20) yn
  mb_dupinfo varchar(255) sha256
  mb_zip1 char(3) hex3
  mb_addr1 varchar(255) address
  mb_addr2 varchar(255) addressRest
  mb_point int int
  mb_today_login timestamp time
  mb_login_ip varchar(255) ip
  mb_datetime timestamp time
  mb_memo text noteHot
  mb_mailling int int
table g5_write_free 200
  wr_id int serial !
  mb_id varchar(20) login
  wr_subject varchar(255) productKo
  wr_content text noteHot
  wr_name varchar(255) koName
  wr_email varchar(255) email
  wr_password varchar(255) md5
  wr_ip varchar(255) ip
  wr_hit int int
table g5_shop_order 200
  od_id bigint serial !
  mb_id varchar(20) login
  od_name varchar(20) koName
  od_email varchar(100) email
  od_tel varchar(20) landline
  od_hp varchar(20) mobile
  od_addr1 varchar(100) address
  od_b_name varchar(20) koName
  od_b_hp varchar(20) mobile
  od_b_addr1 varchar(100) address
  od_deposit_name varchar(20) koName
  od_bank_account varchar(255) account
  od_receipt_price int money
  od_ip varchar(25) ip`;

/** A service in the manner of Django, with credentials as Keycloak keeps them. */
const service = `
table auth_user 200
  id int serial !
  password varchar(128) pbkdf2
  last_login timestamptz time
  is_superuser boolean yes
  username varchar(150) login u
  first_name varchar(150) first
  last_name varchar(150) last
  email varchar(254) mail
  is_active boolean yes
table user_profile 200
  id int serial !
  user_id int int >auth_user.id
  dob date birth
  mobile_number bigint mobileNumber
  billing_iban varchar(34) iban
  headline varchar(200) job
  last_known_position text pair
  notify_emails text[] mails
  labels text[] tags
table credential 200
  id varchar(36) uuid !
  user_id int int >auth_user.id
  type varchar(255) status
  secret_data jsonb credential
  created_date bigint int
table session 200
  session_key varchar(40) sha1 !
  user_id int int >auth_user.id
  ip_address inet ipAny
  user_agent text agent
  expire_date timestamptz time
table payment_method 200
  id int serial !
  user_id int int >auth_user.id
  brand text cardBrand
  pan text cardSpaced
  holder text full
  exp_year int int
table ticket 200
  id int serial !
  user_id int int >auth_user.id
  subject text sentence
  body text noteEn
  status text status
  payload jsonb profile
  attachment_md5 text md5
table site 5
  id int serial !
  domain varchar(100) url
  name varchar(50) company
table release 30
  id int serial !
  version text version
  checksum text sha256
  released_on date day`;

/** A bank with names in Hangul and no declared foreign keys. */
const bank = `
table 고객기본 300
  고객식별번호 bigint serial !
  고객명 text koName
  영문고객명 text romanName
  실명번호 text rrn
  출생연월일 text birthShort
  자택전화 text landline
  직장명 text company
  직장전화번호 text landline
  이동전화번호 text mobile
  자택주소 text address
  전자메일 text email
  인터넷뱅킹비밀번호 text sha512
  고객등급코드 text code
table 예금계좌 300
  계좌번호 text account !
  고객식별번호 bigint serial
  상품코드 text code
  잔액 bigint money
  개설일자 date day
table 카드원장 300
  카드일련번호 bigint serial !
  고객식별번호 bigint serial
  카드번호 text card
  유효기간 text postal
  결제계좌번호 text account
table 거래내역 300
  거래일련번호 bigint serial !
  계좌번호 text account
  거래금액 bigint money
  적요 text note
  상대방성명 text koName
  상대방계좌 text accountTight
  거래단말IP text ip
table 외국인고객 100
  고객식별번호 bigint serial !
  외국인등록번호 text foreign
  여권번호 text passport
  국적코드 text currency
table 영업점 30
  영업점코드 text code !
  영업점명 text company
  대표전화 text landline
  영업점주소 text address
  좌표 text pair`;

export const schemasApart: Readonly<Record<string, string>> = {
  northwind,
  chinook,
  synthea,
  board,
  service,
  bank,
};
