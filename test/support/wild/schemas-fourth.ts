/**
 * Ten more, written after the mending that the third set led to and before discovery met them (1 December 2026), one for each trade that a reader may come
 * from; at least eight columns of every finding. Met once: the first figures stand in docs/discover.md. Told as those in schemas.ts.
 */
export const fourth: Readonly<Record<string, string>> = {
  f_shop: `
table es_member 150
  memNo int n !
  memId text login =?
  memPw text mixedHash =password
  memNm varchar(40) personKo =name
  nickNm text nick =?
  sexFl char(1) mf
  birthDt date birth =birth_date
  cellPhone text mobileMixed*~4 =phone
  zonecode char(5) zip
  address text road*~5 =address
  addressSub text flat~12 =address
  bankNm text bankKo~40
  bankNo text accountAny~40 =account
  depositor text personKo~40 =name
  adminMemo text memoKo~50 =text
  loginIp text ip =ip
  di char(64) base64di =?
  mileage int won
table es_order 200
  orderNo bigint order16 !
  memNo int int >es_member.memNo
  orderNm text personKo =name
  orderEmail text mail =email
  rcvNm text personKo =name
  rcvSafe text safeNumber =phone
  rcvAddr text roadFull =address
  rcvMsg text doorKo
  invcNo text tracking12
  pgTid text pgTid
  cardNoMask text cardMasked =?
  apprNo char(8) digits8
table es_goods 90
  goodsCd text key8 !
  goodsNm text goodsKo
  modelNo text modelNo
  originNm text originKo
  gtin char(13) ean
  imgHash char(64) sha256
  catePath text cate
table es_board 120
  sno int n !
  writerNm text maskedKo =name
  writerPw text md5 =password
  subject text sentence
  contents text memoKo =text
  writerIp text ip =ip`,
  f_hospital: `
table ptbasinf 140
  ptno char(8) key8 !
  ptnm text personKo =name
  ptenm text romanKo~60 =name
  rrno1 char(6) birth6 =rrn
  rrno2 char(7) rrnTail =rrn
  hptel1 char(3) mobileHead =?
  hptel2 char(4) digits4 =phone
  hptel3 char(4) digits4 =phone
  natncd char(2) country
  psptno text passportForeign~85 =passport
  zpcd char(5) zip
  bscadr text road =address
  dtladr text flat =address
  blodtype char(3) blood =?
  procnm text personKo~30 =name
  procrel text relationKo
  proctel text mobile~30 =phone
table mdrcpnt 200
  rcpnno bigint order13 !
  ptno char(8) null >ptbasinf.ptno
  meddt char(8) day8
  deptcd char(3) dept3
  drnm text fewDoctors =name
  dxcd text icd
  dxnm text disease
  soap text soapKo =text
  insctfno text tracking12 =?
table drbas 30
  drid char(6) key6 !
  drnm text personKo =name
  licno char(6) digits6 =?
  drtel text land =phone
  rfndacct text accountKo =account
table eqpm 40
  eqpmno char(9) assetNo
  srlno text serialLong
  ipaddr text ipPrivate =ip
  swver text build4`,
  f_hotel: `
table GUEST_PROFILE 140
  NAME_ID int n !
  LAST text lastUpper =name
  FIRST text firstUpper =name
  SALUTATION text salutation
  DOC_TYPE text docType
  DOC_NUMBER text passportAny =passport
  DOC_EXPIRY date future
  BIRTH_DT date birth =birth_date
  NATIONALITY char(3) iso3
  EMAIL_ADDR text mail~20 =email
  PHONE_MOBILE text e164Spaced =phone
  ADDR1 text streetUk =address
  CITY text townUk =address
  POSTCODE text postcodeUk
  VIP_LEVEL text grade
  PREFS jsonb plainJson
table RESERVATION 200
  CONF_NO char(9) digits9 !
  NAME_ID int int >GUEST_PROFILE.NAME_ID
  ARRIVAL date day
  ROOM char(4) digits4
  RATE_CODE text rateCode
  CC_NUM text cardSpaces~20 =card
  CC_EXP char(4) expiry
  BOOKER text fullWorld =name
  BOOKER_TEL text ukHome =phone
  REMARKS text hotelNote =text
table SCANNED_ID 90
  SCAN_ID int n !
  NAME_ID int int >GUEST_PROFILE.NAME_ID
  MRZ1 text mrzFirst =passport
  MRZ2 text mrzSecond =passport
  IMG_SHA256 char(64) sha256
  FILE text path
table TRANSFER 80
  REQ_NO int n !
  CHAUFFEUR text fullWorld =name
  LIC_NO text licenceUk =licence
  PICKUP text streetUk =address
  PLATE text plateUk =?
  FLIGHT text flightNo
  FARE numeric cents`,
  f_school: `
table 학생 140
  학번 char(8) key8 !
  한글성명 text personKo =name
  영문성명 text romanKo =name
  주민등록번호 text rrnAny =rrn
  생년 char(4) year4 =birth_date
  휴대전화 text mobileMixed =phone
  본가전화 text landParen~30 =phone
  우편 char(5) zip
  현주소 text roadFull =address
  전자우편 text mail =email
  장학금통장 text accountKo~50 =account
  은행 text bankKo~50
  입학일 date day
table 학부모 120
  번호 int n !
  학번 char(8) null >학생.학번
  성함 text personKo =name
  관계 text relationKo
  연락처1 text mobile =phone
  연락처2 text land~60 =phone
  직장명 text firmKo
table 상담기록 130
  기록번호 int n !
  학번 char(8) null >학생.학번
  상담교사 text fewDoctors =name
  상담내용 text memoKo =text
  상담일 date day
table 교환학생 60
  접수번호 char(12) applyNo !
  이름 text fullWorld =name
  여권 text passportForeign =passport
  국적 char(2) country
  외국인등록번호 text alienNo~20 =rrn
  생일 text birthDots =birth_date
  항공편 text flightNo
table 통학버스 40
  차량 text plate =?
  운행기사 text fewDoctors =name
  기사연락처 text mobile =phone
  면허 text licenceTight =licence
table 납부 120
  고지번호 char(13) order13 !
  학번 char(8) null >학생.학번
  결제카드 text cardDashes~40 =card
  금액 int won
table 도서 70
  등록번호 char(12) bookNo
  서명 text bookKo
  저자 text personKo =name
  국제표준도서번호 char(13) isbn13
  청구기호 text callNo`,
  f_telecom: `
table tb_svc_cont 160
  svc_cont_no char(12) digits12 !
  cust_no char(10) tracking10
  cust_nm text personKo =name
  ctz_no char(13) rrn13 =rrn
  svc_tlno char(11) mobile11 =phone
  usim_no text iccid =?
  imei char(15) imei =?
  mdl_nm text modelNo
  bill_eml text mail~40 =email
  bill_adr text lotFull =address
  stl_mthd char(2) payKo
  stl_bank_cd char(3) bankCode~50
  stl_no text accountPlain~50 =account
  stl_card text card~60 =card
  agnt_nm text personKo~85 =name
  agnt_birth char(6) birth6~85 =birth_date
  agnt_hp text mobile11~85 =phone
  join_dt char(8) day8
table tb_idnt 120
  idnt_seq int n !
  cust_no char(10) tracking10
  idnt_tp text idntKo
  drv_lcns_no text licenceKo~40 =licence
  psprt_no text passportKo~75 =passport
  frgnr_no char(13) alien13~80 =rrn
  serl_no text licenceSerial =?
  dvc_ip text ipAny =ip
table tb_cdr 220
  cdr_id bigint order16
  org_no char(11) mobile11 =phone
  term_no char(11) mobile11 =phone
  bgn_tm char(14) stamp14
  dur int int
  cell_id char(9) digits9
  imsi char(15) imsi =?
table tb_cell 80
  cell_id char(9) digits9 !
  cell_lat numeric lat =location
  cell_lot numeric lng =location
  azimuth int angle
  site_adr text lot =address
  vndr text firm
table tb_voc 110
  voc_no char(13) order13
  voc_cn text memoKo =text
  call_no text landOrMobile =phone
  emp_nm text fewDoctors =name`,
  f_game: `
table players 160
  player_id bigint n !
  handle text nick =?
  email_addr text mail u =email
  passhash text scrypt =password
  legacy_pw text saltedSha~60 =password
  dob date birth~40 =birth_date
  country char(2) country
  reg_ip bigint ipNumber =ip
  last_ip inet ip =ip
  device_fp char(64) sha256 =?
  discord text discord =?
  gold bigint won
table purchases 140
  receipt_id text gpa !
  player_id bigint int >players.player_id
  sku text code
  amount numeric cents
  billing_name text fullWorld =name
  billing_line1 text street =address
  billing_zip char(5) zip
  pan text card16~50 =card
  bin char(6) digits6
  last4 char(4) digits4
table characters 180
  char_id bigint n !
  player_id bigint int >players.player_id
  char_name text nick =?
  class text word
  pos_x real signed
  pos_y real signed
  guild_name text guild
  title text heroTitle
table chat_log 150
  id bigint n !
  ts bigint epoch
  channel text word
  msg text chatEn =text
table builds 30
  build_id text build4
  commit_sha char(40) sha1
  cdn_url text url
table sessions 160
  sess char(40) token !
  player_id bigint int >players.player_id
  client_addr text ipPort =ip
  geo text geohash =location
  ua text agent
table support_attrs 160
  ticket int n !
  attr_key text attrKey
  attr_value text attrValue =text`,
  f_delivery: `
table riderInfo 90
  riderSeq int n !
  riderNm text personKo =name
  riderHp text mobile11 =phone
  emergencyHp text mobile~10 =phone
  licenseNo text licenceKo =licence
  jumin text rrnAny =rrn
  settleBank text bankKo
  settleNo text accountAny =account
  bikeNo text plateBike =?
  insuNo text policyNo =?
  curLat float8 lat =location
  curLng float8 lng =location
table deliveryOrder 200
  orderId text shortUuid !
  shopSeq int int
  custTel text safeNumber =phone
  destAddr text road =address
  destDetail text flat =address
  destPoint text wkt =location
  doorMemo text doorKo
  entrancePw text digits4 =?
  track jsonb trackJson =?
  riderSeq int int >riderInfo.riderSeq
  payType text payKo
  fee int won
table shopInfo 60
  shopSeq int n !
  shopNm text storeKo
  ceoNm text personKo =name
  bizNo text biz
  shopTel text landOrMobile =phone
  shopAddr text road =address
  katecX int metresX =location
  katecY int metresY =location
  openTm text hours
  settleAcct text accountKo =account
table foreignRider 50
  seq int n !
  name text fullWorld =name
  passportNo text passportForeign =passport
  visaType text visa
  arc text alienNo =rrn
  licForeign text licenceUs =licence
table incident 90
  no int n !
  riderSeq int int >riderInfo.riderSeq
  place text lot =address
  report text accidentKo =text
  gps text pair =location
  video text url`,
  f_bank: `
table CSTBASM 150
  CSNO char(10) tracking10 !
  CSTM_NM text personKo =name
  RNNO char(13) rrn13 =rrn
  CSTM_ENG_NM text romanKo =name
  PSPT_NO text passportKo~60 =passport
  BIRTH_YMD char(8) birth8 =birth_date
  HM_TLNO text land~40 =phone
  MBPH_NO text mobile =phone
  EML text mail~20 =email
  DRV_LIC text licenceKo~60 =licence
  HM_ADR text roadFull =address
  WPL_NM text firmKo
  WPL_ADR text road =address
  CRGR_NM text fewDoctors =name
table ACNTBASM 180
  ACNT_NO text account14 =account
  CSNO char(10) null >CSTBASM.CSNO
  PRDT_CD char(7) digits7
  PSWD_ENC char(64) sha256 =password
  OPEN_BRCD char(4) digits4
  BAL numeric won
table TRDTL 220
  TR_SNO char(16) order16
  ACNT_NO text account14 =account
  CNPT_BANK text bankCode
  CNPT_ACNT text accountPlain~20 =account
  CNPT_NM text personKo~20 =name
  ABST text abstractKo
  CHN_IP text ip~40 =ip
  AMT numeric won
table CARDM 110
  CARD_SNO int n !
  CSNO char(10) null >CSTBASM.CSNO
  CARD_NO char(16) card16 =card
  OLD_CARD text cardDashes~60 =card
  VALD_YM char(6) future6
  STL_ACNT text account14 =account
  EMBS_NM text romanKo =name
table FXREMIT 90
  REF char(16) swiftRef
  SNDR text romanKo =name
  BNFC text fullWorld =name
  BNFC_IBAN text ibanAny =account
  BNFC_ADR text streetWorld =address
  SWIFT char(11) swift
  PURP text word
table EFTLOG 100
  RAW text eftRaw =text
  SRC bigint ipNumber =ip
  HASH char(64) sha256`,
  f_forum: `
table phpbb_users 160
  user_id int n !
  username text login =?
  username_clean text login =?
  user_password text phpass =password
  user_email text mail =email
  user_birthday char(10) birthPadded~40 =birth_date
  user_ip text ip =ip
  user_timezone text tz
  user_sig text sentence~60
  user_from text townUk~50 =?
  user_website text url~70
  user_actkey char(32) md5~80 =?
table phpbb_posts 200
  post_id int n !
  poster_id int int >phpbb_users.user_id
  poster_ip text ipAny =ip
  post_subject text sentence
  post_text text postEn =text
  post_checksum char(32) md5
  bbcode_uid char(8) hex8
table phpbb_privmsgs 120
  msg_id int n !
  author_ip text ip =ip
  message_text text postEn =text
  to_address text userList
table phpbb_profile_fields_data 160
  user_id int n !
  pf_realname text fullWorld~50 =name
  pf_mobile text usDash~60 =phone
  pf_location text pairLoose~70 =location
  pf_donation_card text cardSpaces~85 =card
  pf_skype text login~60 =?
table phpbb_log 120
  log_ip text ip =ip
  log_operation text opName
  log_data jsonb logJson =text
table phpbb_banlist 60
  ban_id int n !
  ban_email text mail~50 =email
  ban_ip text ipWild~50 =ip
  ban_reason text word
table donations 90
  txn char(17) paypalTxn
  payer_email text mailUpper =email
  payer text fullWorld =name
  residence char(2) country
  gross numeric cents`,
  f_hr: `
table WORKER 130
  WID char(32) md5 !
  EMPLID char(6) key6
  LEGAL_NAME text lastFirstWorld =name
  PREF_NAME text firstWorld =name
  BIRTHDATE date birth =birth_date
  GENDER char(1) mf
  NATIONAL_ID text nationalIds =?
  WORK_MAIL text mail =email
  HOME_MAIL text mail~30 =email
  CELL text e164Spaced =phone
  DESK text usExt~20 =phone
  STREET1 text streetWorld =address
  STREET2 text aptLine~50 =address
  CITY text townWorld =address
  POSTAL text zip
  GRADE text grade
table BANK_DTL 130
  EMPLID char(6) key6 !
  BANK_NM text bankEn
  ROUTING char(9) routing
  ACCT text accountUs =account
  IBAN_CD text ibanAny~50 =account
  HOLDER text fullWorld =name
table VISA_PERMIT 80
  EMPLID char(6) key6 !
  PASSPORT text passportForeign =passport
  ISSUE_CTRY char(2) country
  EXPIRES date future
  WORK_PERMIT text permitNo =?
table FLEET 60
  ASSET_NO char(9) assetNo !
  VIN char(17) vin
  DRIVER text lastFirstWorld =name
  DL text licenceUs =licence
  DL_STATE char(2) region
  TRACKER_POS text ewkb =location
table EXPENSE 150
  RPT char(10) digits10
  EMPLID char(6) key6
  MERCHANT text firm
  CORP_CARD text card16 =card
  AMEX text amex~60 =card
  MEMO text expenseNote =text
table TRAVEL_DOC 70
  ID int n !
  TRAVELLER text lastFirstWorld =name
  TRAVEL_DOC_NO text passportAny =passport
  KTN char(9) digits9 =?
  EMERGENCY_PERSON text fullWorld =name
  EMERGENCY_NO text e164 =phone
  RENTAL_DL text licenceAny~50 =licence
table SSO 130
  LOGIN text login =?
  PWD text ldap =password
  SALT text hex16 =password
  LAST_FROM text ipAny =ip`,
};
