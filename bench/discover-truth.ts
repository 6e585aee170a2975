/**
 * What each column truly holds, written from the schemas and the data, never from what discovery said. A column that is not named holds nothing personal. By
 * kind of value, whoever it is of: a shop's phone is a phone. Names are people's names. Town, district and region beside a street are part of an address;
 * postal codes and countries are not personal by themselves (as in the maps of examples/ and example/). A salt belongs to its password. Behind `?` stand
 * columns that count neither way, since people would answer differently.
 */
export type Truth = Readonly<Record<string, string>>;

/** By database, by table: `column=finding …`. */
export const truths: Readonly<Record<string, Truth>> = {
  pagila: {
    'public.actor': 'first_name=name last_name=name',
    'public.address': 'address=address address2=address district=address phone=phone',
    'public.customer': 'first_name=name last_name=name email=email',
    'public.staff': 'first_name=name last_name=name email=email password=password username=?',
  },
  adventureworks: {
    'person.address': 'addressline1=address addressline2=address city=address spatiallocation=location',
    'person.emailaddress': 'emailaddress=email',
    'person.password': 'passwordhash=password passwordsalt=password',
    'person.personphone': 'phonenumber=phone',
    'sales.creditcard': 'cardnumber=card',
  },
  haneul: {
    'public.members':
      'name_ko=name name_en=name email=email mobile=phone address=address birth_date=birth_date card_number=card bank_account=account last_location=location',
    'public.member_passwords': 'hash=password',
    'public.payout_tax': 'rrn=rrn',
  },
  // Its notes are the letter x, its streets "Street 7", its phones five digits long: what the names say is all that there is.
  shop: {
    'crm.person': 'email=email name=? born=birth_date note=? full_=?',
    'crm.letter': 'sent_to=email body=?',
    'crm.house': 'street=address',
    'crm.event': 'phone=phone',
  },
  // As examples/service/map.yaml has it, which its makers wrote. It has no rows.
  site: {
    'public.members': 'email=email password=password name=name phone=phone address=address birth_date=birth_date',
    'public.contact_emails': 'email=email',
    'public.orders': 'recipient=name delivery_phone=phone delivery_address=address',
  },
  // The same with rows. The digest of a session's token is no password.
  site_in_use: {
    'public.members': 'email=email password=password name=name phone=phone address=address birth_date=birth_date',
    'public.contact_emails': 'email=email',
    'public.orders': 'recipient=name delivery_phone=phone delivery_address=address',
  },
  mall: {
    'public.회원':
      '비밀번호=password 성명=name 이메일=email 휴대폰번호=phone 생년월일=birth_date 주소=address 상세주소=address 최종접속아이피=ip 아이디=?',
    'public.회원계좌': '계좌번호=account 예금주=name',
    'public.주문': '카드번호=card',
    'public.배송지': '수령인=name 연락처=phone 배송지주소=address 위도=location 경도=location',
    'public.상담이력': '상담내용=text',
    'public.매장': '전화번호=phone 소재지=address',
  },
  office: {
    'public.TB_CVLCPT_MBR':
      'MBR_NM=name RRNO=rrn BRDT=birth_date MBTLNUM=phone TELNO=phone EML_ADDR=email ADDR=address DTL_ADDR=address PSWD=password LGN_IP=ip',
    'public.TB_FRGNR': 'FRGNR_REG_NO=rrn PSPT_NO=passport ENG_NM=name',
    'public.TB_DRVR': 'DRV_LCNS_NO=licence',
    'public.TB_ACNT': 'ACTNO=account DPSTR_NM=name',
    'public.TB_CVLCPT': 'CN=text LA=location LO=location',
    'public.TB_DEPT': 'REPRSNT_TELNO=phone',
  },
  clinic: {
    'public.patients':
      'given_name=name family_name=name date_of_birth=birth_date home_phone=phone email=email street_address=address unit=address city=address state=address home_location=location emergency_contact_name=name emergency_contact_phone=phone profile=text ssn=?',
    'public.staff': 'full_name=name email=email password_hash=password',
    'public.visits': 'notes=text',
    'public.insurance': 'card_no=card',
    'public.audit_log': 'source=ip',
  },
};

/** Of schemas-apart.ts. */
export const truthsApart: Readonly<Record<string, Truth>> = {
  northwind: {
    'public.customers': 'contact_name=name address=address city=address region=address phone=phone fax=phone',
    'public.employees':
      'last_name=name first_name=name birth_date=birth_date address=address city=address region=address home_phone=phone extension=? notes=?',
    'public.suppliers': 'contact_name=name address=address city=address region=address phone=phone fax=phone',
    'public.shippers': 'phone=phone',
    'public.orders': 'ship_name=name ship_address=address ship_city=address ship_region=address',
  },
  chinook: {
    'public.Artist': 'Name=?',
    'public.Employee':
      'LastName=name FirstName=name BirthDate=birth_date Address=address City=address State=address Phone=phone Fax=phone Email=email',
    'public.Customer':
      'FirstName=name LastName=name Address=address City=address State=address Phone=phone Fax=phone Email=email',
    'public.Invoice': 'BillingAddress=address BillingCity=address BillingState=address',
  },
  synthea: {
    'public.patients':
      'BIRTHDATE=birth_date SSN=? DRIVERS=licence PASSPORT=passport FIRST=name LAST=name MAIDEN=name BIRTHPLACE=? ADDRESS=address CITY=address STATE=address COUNTY=address LAT=location LON=location',
    'public.organizations': 'ADDRESS=address CITY=address STATE=address LAT=location LON=location PHONE=phone',
    'public.providers': 'NAME=name ADDRESS=address CITY=address',
  },
  board: {
    'public.g5_member':
      'mb_password=password mb_name=name mb_email=email mb_birth=birth_date mb_tel=phone mb_hp=phone mb_addr1=address mb_addr2=address mb_login_ip=ip mb_memo=text mb_id=? mb_nick=? mb_dupinfo=?',
    'public.g5_write_free': 'wr_content=text wr_name=name wr_email=email wr_password=password wr_ip=ip mb_id=?',
    'public.g5_shop_order':
      'od_name=name od_email=email od_tel=phone od_hp=phone od_addr1=address od_b_name=name od_b_hp=phone od_b_addr1=address od_deposit_name=name od_bank_account=account od_ip=ip mb_id=?',
  },
  service: {
    'public.auth_user': 'password=password first_name=name last_name=name email=email username=?',
    'public.user_profile':
      'dob=birth_date mobile_number=phone billing_iban=account last_known_position=location notify_emails=email',
    'public.credential': 'secret_data=?',
    'public.session': 'ip_address=ip',
    'public.payment_method': 'pan=card holder=name',
    'public.ticket': 'body=text payload=text',
  },
  bank: {
    'public.고객기본':
      '고객명=name 영문고객명=name 실명번호=rrn 출생연월일=birth_date 자택전화=phone 직장전화번호=phone 이동전화번호=phone 자택주소=address 전자메일=email 인터넷뱅킹비밀번호=password',
    'public.예금계좌': '계좌번호=account',
    'public.카드원장': '카드번호=card 결제계좌번호=account',
    'public.거래내역': '계좌번호=account 상대방성명=name 상대방계좌=account 거래단말IP=ip',
    'public.외국인고객': '외국인등록번호=rrn 여권번호=passport',
    'public.영업점': '대표전화=phone 영업점주소=address 좌표=location',
  },
};

/** Of schemas-later.ts. */
export const truthsLater: Readonly<Record<string, Truth>> = {
  hr: {
    'public.LOCATIONS': 'STREET_ADDRESS=address CITY=address STATE_PROVINCE=address',
    // Oracle's EMPLOYEES.EMAIL holds the part before the @.
    'public.EMPLOYEES': 'FIRST_NAME=name LAST_NAME=name EMAIL=? PHONE_NUMBER=phone',
    'public.DEPENDENTS': 'FULL_NAME=name BIRTHDATE=birth_date',
  },
  hotel: {
    'public.Guest':
      'firstName=name surname=name dateOfBirth=birth_date passportNumber=passport mobilePhone=phone emailAddr=email homeAddress=address addrLine2=address town=address geo=location',
    'public.Booking': 'specialRequests=text ccNumber=card cardholderName=name bookedFromIp=ip',
    'public.Review': 'reviewerName=name',
  },
  school: {
    'public.학생':
      '이름=name name_eng=name 주민번호=rrn 휴대전화=phone 보호자성명=name 보호자연락처=phone 도로명주소=address 계좌=account email=email',
    'public.교수': '성명=name 연구실전화=phone 이메일주소=email 비밀번호_해시=password',
    'public.로그인기록': '접속IP=ip',
  },
  shopfront: {
    'public.customer_entity':
      'email=email password_hash=password firstname=name middlename=name lastname=name dob=birth_date rp_token=?',
    'public.customer_address_entity': 'street=address city=address region=address telephone=phone fax=phone',
    'public.sales_order': 'customer_email=email customer_firstname=name remote_ip=ip x_forwarded_for=ip',
    // An encrypted card number has none of its forms any more.
    'public.sales_payment': 'cc_owner=name cc_number_enc=? cc_last_4=? iban=account',
    'public.courier': 'nm=name licence_no=licence last_lat=location last_lng=location tel=phone',
    'public.newsletter_subscriber': 'subscriber_email=email',
    'public.web_log': 'client=ip',
  },
  hospital: {
    'public.PTBSM':
      'PT_NM=name SSN1=? BIRTH_DT=birth_date HOME_TEL=phone CELL_TEL=phone ADDR1=address ADDR2=address EMAIL_ADDR=email',
    'public.PTFAM': 'FAM_NM=name TEL=phone',
    'public.MROPD': 'DR_NM=name CHIEF_COMPLAINT=text',
    'public.USRMS': 'USR_ID=? USR_NM=name USR_PW=password LAST_LOGIN_IP=ip',
  },
};

/** Column by column: the finding, `?`, or nothing. */
export function truthOf(truth: Truth, table: string, column: string): string | null {
  for (const pair of truth[table]?.split(' ') ?? []) {
    const equals = pair.lastIndexOf('=');
    if (pair.slice(0, equals) === column) return pair.slice(equals + 1);
  }
  return null;
}

/** The table with one row a data subject; several where either answer is right. */
export const subjects: Readonly<Record<string, readonly string[]>> = {
  pagila: ['public.customer'],
  adventureworks: ['person.person'],
  haneul: ['public.members'],
  shop: ['crm.person'],
  site: ['public.members'],
  site_in_use: ['public.members'],
  mall: ['public.회원'],
  office: ['public.TB_CVLCPT_MBR'],
  clinic: ['public.patients'],
  northwind: ['public.customers'],
  chinook: ['public.Customer'],
  synthea: ['public.patients'],
  board: ['public.g5_member'],
  service: ['public.auth_user'],
  bank: ['public.고객기본'],
  hr: ['public.EMPLOYEES'],
  hotel: ['public.Guest'],
  school: ['public.학생'],
  shopfront: ['public.customer_entity'],
  hospital: ['public.PTBSM'],
};
