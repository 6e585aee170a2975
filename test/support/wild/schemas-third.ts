/** Five more, written after the last mending (1 December 2026) and met once: the first figure stands in docs/discover.md. Told as those in schemas.ts. */
export const third: Readonly<Record<string, string>> = {
  t_parish: `
table parishioner 80
  pid int n !
  baptismal_name text word
  full_nm text koName =name
  call_name text first =name
  household text koName =name
  tel_home text landParen~40 =phone
  hand_phone text mobile11~10 =phone
  born_on date birth =birth_date
  baptised_on date day
  dwelling text lot =address
  envelope_no text zip
table pledge 100
  receipt_no text order16
  pid int int >parishioner.pid
  won bigint won
  drawn_from text account~60 =account
table hymn 40
  hymn_no int n !
  title text goods
  composer text full =name
  metre text build4`,
  t_apartment: `
table 세대 90
  세대키 int n !
  동 text size
  세대주명 text koName =name
  비상연락망 text mobileMixed =phone
  입주일 date day
  차번 text plate =?
  관리비통장 text account =account
table 방문차량 80
  순번 int n !
  차량번호 text plate =?
  방문자연락처 text mobile~30 =phone
  목적 text word
table 하자접수 70
  접수번호 text order13
  민원내용 text memo =text
  처리업체 text firmKo
  업체전화 text land0 =phone
  자재코드 text part
table 검침 120
  계량기 text tracking10
  지침 numeric ratio`,
  t_praxis: `
table patienten 80
  pat_nr int n !
  nachname text german =name
  vorname text germanFirst =name
  geb_dat date birth =birth_date
  strasse text germanStreet =address
  ort text germanTown =address
  plz text zip
  handy text germanPhone =phone
  e_mail text mail~20 =email
  kontoverbindung text iban =account
table termine 120
  termin_id int n !
  pat_nr int int >patienten.pat_nr
  behandler text germanFull =name
  grund text word
  notiz text germanNote =text
table geraete 30
  bezeichnung text goods
  seriennr text part
  softwarestand text firmware
  hersteller text firm`,
  t_dating: `
table member_docs 100
  _id text sha1 !
  doc jsonb memberJson =text
  settings jsonb plainJson
  last_pos text dms =location
  seen_from text ip6 =ip
table swipes 150
  a text sha1
  b text sha1
  at bigint epoch
  score real ratio
table messages 120
  thread text uuid
  txt text ticket =text
  media text url
table verification 60
  doc_kind text role
  doc_number text passport =passport
  selfie_hash text sha256
  sms_to text e164 =phone
  code text zip
table build_info 20
  app text goods
  release text firmware
  commit text sha1`,
  t_port: `
table seafarer 70
  crew_no text code !
  rank text title
  seaman text lastFirst =name
  next_of_kin text full =name
  kin_phone text e164 =phone
  pp_no text passport =passport
  place_of_birth text town =?
  dob text birthUs =birth_date
table vessel 25
  imo int int
  vessel_name text goods
  call_sign text code
  mmsi text tracking10
  agent_firm text firm
  sat_phone text e164 =phone
table position_report 150
  mmsi text tracking10
  latitude numeric lat =location
  longitude numeric lng =location
  sog numeric ratio
  cog numeric volt
table container 90
  seal text part
  hs_code text hs
  consignee text firm
  notify_party text full =name
  notify_mail text mail =email
  waybill text tracking14
  invoice_to text streetFull =address`,
};
