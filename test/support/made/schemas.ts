/** Schemas of our own by which discovery was built; schemas-apart.ts has those that it was not. */

/** A shop with Korean names throughout. */
const mall = `
table 회원 300
  회원번호 bigint serial !
  아이디 text login u
  비밀번호 text bcrypt
  성명 text koName
  이메일 text email
  휴대폰번호 text mobile
  생년월일 date birth
  성별 text sexKo
  우편번호 text postal
  주소 text address
  상세주소 text addressRest
  이메일수신여부 text yn
  회원등급 text grade
  가입일시 timestamptz time
  최종접속아이피 text ip
table 회원계좌 200
  계좌순번 bigint serial !
  회원번호 bigint int >회원.회원번호
  은행명 text bank
  계좌번호 text account
  예금주 text koName
table 상품 100
  상품번호 bigint serial !
  상품명 text productKo
  판매가 int money
  바코드 text barcode
  제조사명 text company
table 주문 300
  주문번호 text orderNumber !
  회원번호 bigint int >회원.회원번호
  상품번호 bigint int >상품.상품번호
  주문일시 timestamptz time
  결제금액 int money
  카드번호 text card
  카드사명 text cardBrand
table 배송지 300
  배송지번호 bigint serial !
  회원번호 bigint int >회원.회원번호
  수령인 text koName
  연락처 text mobileTight
  배송지주소 text address
  위도 float8 lat
  경도 float8 lon
  배송메모 text note
table 상담이력 200
  상담번호 bigint serial !
  회원번호 bigint int >회원.회원번호
  상담내용 text noteHot
  상담일자 date day
  처리상태 text status
table 매장 12
  매장코드 text code !
  매장명 text company
  전화번호 text landline
  소재지 text address`;

/** The abbreviations of Korean public bodies, with comments, numbers without hyphens and registration numbers. */
const office = `
table TB_CVLCPT_MBR 300
  MBR_SN bigint serial !
  MBR_NM varchar(60) koName #민원인명
  RRNO varchar(14) rrnTight #주민등록번호
  BRDT varchar(8) birthTight
  SEXDSTN_CD varchar(1) sex
  MBTLNUM varchar(20) mobileTight
  TELNO varchar(20) landline
  EML_ADDR varchar(100) email
  ZIP varchar(5) postal
  ADDR varchar(200) address
  DTL_ADDR varchar(200) addressRest
  PSWD varchar(100) sha256
  LGN_IP varchar(40) ip
  USE_YN varchar(1) yn
  FRST_REG_DT timestamp time
table TB_FRGNR 150
  FRGNR_SN bigint serial !
  MBR_SN bigint int >TB_CVLCPT_MBR.MBR_SN
  FRGNR_REG_NO varchar(14) foreign
  PSPT_NO varchar(20) passport
  ENG_NM varchar(100) full
  NTN_CD varchar(3) currency
table TB_DRVR 150
  LCNS_SN bigint serial !
  MBR_SN bigint int >TB_CVLCPT_MBR.MBR_SN
  DRV_LCNS_NO varchar(20) licence
  ISSU_DT date day
table TB_ACNT 200
  ACNT_SN bigint serial !
  MBR_SN bigint int >TB_CVLCPT_MBR.MBR_SN
  BANK_NM varchar(50) bank
  ACTNO varchar(30) accountTight #환급계좌번호
  DPSTR_NM varchar(50) koName
table TB_CVLCPT 200
  CVLCPT_NO varchar(20) code !
  MBR_SN bigint int >TB_CVLCPT_MBR.MBR_SN
  TTL varchar(200) sentence
  CN text noteHot #민원내용
  PRCS_STTS_CD varchar(10) status
  LA numeric(10,6) lat
  LO numeric(10,6) lon
table TB_CD 20
  CD varchar(10) code !
  CD_NM varchar(50) statusKo
  RM varchar(100) note
table TB_DEPT 10
  DEPT_CD varchar(10) code !
  DEPT_NM varchar(50) departmentKo
  REPRSNT_TELNO varchar(20) landline`;

/** A clinic in English: JSON, arrays, points, a table of workers beside the patients. */
const clinic = `
table patients 250
  id bigint serial !
  given_name text first
  family_name text last
  sex text sex
  date_of_birth date birth
  home_phone text phone
  email text mail
  street_address text street
  unit text suite
  city text city
  state text state
  postal_code text zip
  ssn text ssn
  home_location point pointType
  emergency_contact_name text full
  emergency_contact_phone text phone
  profile jsonb profile
  preferences jsonb settings
  created_at timestamptz time
table staff 30
  staff_id int serial !
  full_name text full
  email text mail
  password_hash bytea shaBytes
  job_title text job
  hired_on date day
table visits 250
  id bigint serial !
  patient_id bigint int >patients.id
  staff_id int int >staff.staff_id
  visited_at timestamptz time
  reason text sentence
  notes text noteEn
  fee numeric price
table insurance 200
  id bigint serial !
  patient_id bigint int >patients.id
  provider_name text company
  policy_number text sku
  card_no text card
table audit_log 250
  id bigint serial !
  actor_id int int >staff.staff_id
  action text status
  source inet ip
  user_agent text agent
  document_sha256 text sha256
  app_version text version
table medicines 40
  code text code !
  name text product
  maker text company`;

export const schemas: Readonly<Record<string, string>> = { mall, office, clinic };
