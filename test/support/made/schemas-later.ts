/** A second set that discovery was not built by, written after the first one had been looked at; again the truth stood before the bench met it. */

/** Oracle's HR and a time sheet, in capitals. */
const hr = `
table REGIONS 4
  REGION_ID int serial !
  REGION_NAME varchar(25) word
table LOCATIONS 23
  LOCATION_ID int serial !
  STREET_ADDRESS varchar(60) street
  POSTAL_CODE varchar(12) zip
  CITY varchar(30) city
  STATE_PROVINCE varchar(25) state
  COUNTRY_ID char(2) state
table JOBS 19
  JOB_ID varchar(10) code !
  JOB_TITLE varchar(60) job
  MIN_SALARY int money
table DEPARTMENTS 27
  DEPARTMENT_ID int serial !
  DEPARTMENT_NAME varchar(30) department
  MANAGER_ID int int
  LOCATION_ID int int >LOCATIONS.LOCATION_ID
table EMPLOYEES 107
  EMPLOYEE_ID int serial !
  FIRST_NAME varchar(20) first
  LAST_NAME varchar(25) last
  EMAIL varchar(60) login
  PHONE_NUMBER varchar(20) phoneDots
  HIRE_DATE date day
  JOB_ID varchar(10) code >JOBS.JOB_ID
  SALARY numeric price
  DEPARTMENT_ID int int >DEPARTMENTS.DEPARTMENT_ID
table DEPENDENTS 80
  DEPENDENT_ID int serial !
  EMPLOYEE_ID int int >EMPLOYEES.EMPLOYEE_ID
  FULL_NAME varchar(50) full
  RELATIONSHIP varchar(25) word
  BIRTHDATE varchar(10) birth`;

/** A hotel in camel case. */
const hotel = `
table Guest 200
  guestId uuid uuid !
  title text sex
  firstName text first
  surname text last
  dateOfBirth timestamptz birth
  nationality text country
  passportNumber text passportUs
  mobilePhone text phoneIntl
  emailAddr text mail
  homeAddress text street
  addrLine2 text suite
  town text city
  postcode text zip
  loyaltyNumber text tracking
  preferences jsonb settings
  geo text wkt
table Room 50
  roomNo int serial !
  roomType text word
  rate numeric price
table Booking 250
  bookingRef text code !
  guestId uuid uuid >Guest.guestId
  roomNo int int >Room.roomNo
  arrival date day
  specialRequests text noteEn
  ccNumber text card
  ccExpiry text postalShort
  cardholderName text full
  bookedFromIp inet ip
  confirmationEmailSentAt timestamptz time
  partySize int int
table Review 150
  reviewId int serial !
  bookingRef text code >Booking.bookingRef
  reviewerName text full
  rating int int
  comment text sentence`;

/** A school: Hangul, English and abbreviations side by side. */
const school = `
table 학생 250
  학번 text code !
  이름 text koName
  name_eng text romanName
  주민번호 text rrn
  휴대전화 text mobile
  보호자성명 text koName
  보호자연락처 text mobile
  도로명주소 text address
  계좌 text account
  학과코드 text code
  학년 int int
  입학일자 date day
  email text email
table 교수 40
  교번 text code !
  성명 text koName
  연구실전화 text landline
  이메일주소 text email
  비밀번호_해시 text sha512
table 강좌 60
  강좌번호 text code !
  강좌명 text productKo
  교번 text code >교수.교번
  강의실 text word
table 수강 250
  수강번호 bigint serial !
  학번 text code >학생.학번
  강좌번호 text code >강좌.강좌번호
  성적 text grade
table 로그인기록 250
  기록번호 bigint serial !
  학번 text code >학생.학번
  접속IP text ip
  브라우저 text agent
  접속일시 timestamptz time
table 공지사항 40
  글번호 bigint serial !
  제목 text productKo
  내용 text note
  조회수 int int`;

/** A web shop in the manner of WooCommerce and Magento, with a delivery fleet. */
const shopfront = `
table customer_entity 200
  entity_id bigint serial !
  email text mail u
  password_hash text sha256
  firstname text first
  middlename text empty
  lastname text last
  dob date birth
  taxvat text empty
  rp_token text sha1
  created_in text company
table customer_address_entity 200
  entity_id bigint serial !
  parent_id bigint int >customer_entity.entity_id
  street text street
  city text city
  region text state
  postcode text zip
  telephone text phone
  fax text phone
  company text company
table sales_order 250
  entity_id bigint serial !
  customer_id bigint int >customer_entity.entity_id
  customer_email text mail
  customer_firstname text first
  remote_ip text ip
  x_forwarded_for text ip
  grand_total numeric price
  shipping_description text word
  increment_id text tracking
table sales_payment 200
  entity_id bigint serial !
  order_id bigint int >sales_order.entity_id
  cc_owner text full
  cc_number_enc text md5
  cc_last_4 text postalShort
  cc_type text cardBrand
  iban text iban
table catalog_product 120
  sku text sku !
  name text product
  ean text barcode
  color text color
  url_key text file
table courier 40
  courier_id int serial !
  nm text full
  licence_no text licenceUs
  plate text plate
  last_lat float8 lat
  last_lng float8 lon
  tel text phone
table newsletter_subscriber 200
  subscriber_id int serial !
  subscriber_email text mail
  subscriber_confirm_code text md5
  status int int
table web_log 200
  id bigint serial !
  at timestamptz time
  client inet ip
  path text url
  agent text agent
  bytes int int`;

/** A hospital with the abbreviations of its trade, as many in Korea have them: no foreign keys, comments in Korean. */
const hospital = `
table PTBSM 250
  PT_NO varchar(10) code ! #환자번호
  PT_NM varchar(50) koName #환자명
  SSN1 varchar(6) birthShort #주민번호 앞자리
  BIRTH_DT varchar(8) birthTight
  SEX_TP_CD varchar(1) sex
  HOME_TEL varchar(20) landline
  CELL_TEL varchar(20) mobileTight
  ADDR1 varchar(200) address
  ADDR2 varchar(200) addressRest
  ZIP_CD varchar(5) postal
  EMAIL_ADDR varchar(100) email
  BLD_TP varchar(2) sex
table PTFAM 200
  FAM_SEQ bigint serial !
  PT_NO varchar(10) code
  FAM_NM varchar(50) koName #가족 성명
  REL_CD varchar(2) sex
  TEL varchar(20) mobile
table MROPD 250
  OPD_SEQ bigint serial !
  PT_NO varchar(10) code
  DR_NM varchar(50) koName #의사명
  DEPT_NM varchar(50) departmentKo
  CHIEF_COMPLAINT text noteHot #주호소
  RCPT_DT date day
table USRMS 30
  USR_ID varchar(20) login !
  USR_NM varchar(50) koName
  USR_PW varchar(128) bcrypt
  LAST_LOGIN_IP varchar(40) ip
  USE_YN char(1) yn
table DRGMS 60
  DRG_CD varchar(10) code !
  DRG_NM varchar(100) productKo #약품명
  UNIT_PRC int money`;

export const schemasLater: Readonly<Record<string, string>> = { hr, hotel, school, shopfront, hospital };
