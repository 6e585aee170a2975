import type { DiscoveryTexts } from './texts.ts';

export const korean: DiscoveryTexts = {
  findings: {
    name: '이름',
    email: '이메일',
    phone: '전화번호',
    address: '주소',
    birth_date: '생년월일',
    password: '비밀번호',
    card: '카드번호',
    account: '계좌번호',
    location: '위치',
    rrn: '주민등록번호·외국인등록번호',
    ip: 'IP 주소',
    passport: '여권번호',
    licence: '운전면허번호',
    text: '자유 서술',
  },
  kinds: {
    salted: '솔트가 붙은 해시',
    salt: '해시의 솔트',
    unknown: '알려진 형식이 아님, 평문일 수 있음',
    ldap: 'LDAP 형식',
  },
  obstacles: {
    password: '봉인하지 않음: 비밀번호는 일방향으로 해시합니다(docs/passwords.md)',
    key: '봉인하지 않음: 기본 키나 파티션 키는 봉인할 수 없습니다. 먼저 다른 키를 만드세요',
    type: '봉인하지 않음: 문자, 숫자, 날짜, uuid, 네트워크 주소만 봉인합니다',
    generated: '봉인하지 않음: 생성 열입니다. `drop`으로 없애세요',
    nobody: '봉인하지 않음: 이 테이블에서 정보주체로 이어지는 길이 없습니다',
    far: '봉인하지 않음: 정보주체까지 여러 행을 거칩니다. 정보주체의 키를 담은 열을 더하세요',
    heirs: '봉인하지 않음: 다른 테이블이 이 테이블을 상속합니다',
    'row-type': '봉인하지 않음: 다른 열이 이 테이블의 행 전체를 담고 있습니다',
    keyless: '봉인하지 않음: 테이블에 기본 키가 없습니다',
    'foreign-table': '봉인하지 않음: 행이 다른 데이터베이스에 있습니다',
    delicate:
      '어느 분류도 아니지만 개인정보일 수 있습니다. 판단하세요. 여기 두면 아무도 읽지 못해 `select *`가 거절되고, `plain`에 두면 모든 권한이 읽습니다',
    secret:
      '비밀번호가 아니라 토큰이나 키의 해시로 보입니다. 이 값으로 행을 찾는 서비스는 읽어야 합니다. `never`에 두면 사이트도 읽지 못합니다',
  },
  reason(reason) {
    switch (reason.because) {
      case 'name':
      case 'comment': {
        const where = reason.because === 'name' ? '열 이름' : '열 설명';
        if (reason.strength === 'against') return `${where}은 다른 것을 가리킴`;
        return reason.strength === 'strong' ? `${where}과 일치` : `${where}이 그런 뜻일 수 있음`;
      }
      case 'type':
        return '자료형과 일치';
      case 'strict':
        return `${reason.of}개 중 ${reason.fit}개가 형식 일치`;
      case 'loose':
        return `${reason.of}개 중 ${reason.fit}개가 그럴 수 있음`;
      case 'misfit':
        return `${reason.of}개 중 ${reason.fit}개가 맞지 않음`;
      case 'no-rows':
        return '살펴볼 값이 없음';
      case 'not-read':
        return '테이블을 읽지 못함';
      case 'sealed':
        return '이미 봉인됨';
      case 'people':
        return '회원 테이블에 있음';
      case 'no-people':
        return '회원 테이블이 아님';
      case 'beside':
        return '옆의 열이 그렇게 말함';
      case 'points':
        return '그런 열을 가리킴';
      case 'inside':
        return `들어 있는 것: ${reason.findings.map((one) => korean.findings[one]).join(', ')}`;
    }
  },
  head: (database, tables, columns) => [
    `\`jikimi discover\`가 제안하는 "${database}"의 \`jikimi adopt\` 매핑 파일: 테이블 ${tables}개, 개인정보가 있는 열 ${columns}개.`,
    '개인정보 열마다 얼마나 확실한지와 이유를 적었습니다. 제안일 뿐이니 한 줄씩 확인하세요. 틀린 줄은 잘못 봉인되거나 봉인되지 않습니다.',
    '`plain`에 있는 열은 살펴본 행에서 개인정보가 보이지 않았다는 뜻일 뿐입니다.',
  ],
  mayWrite: (user) => `"${user}" 역할은 쓰기도 할 수 있습니다. 아무것도 쓰지 않았으며, 읽기만 하는 역할로 충분합니다.`,
  service: '새 서비스에는 승인할 사람이 없습니다. 개인정보 보호 담당자가 있는 서비스의 이름을 적으세요(docs/adopt.md)',
  subject: (rows) => `정보주체 한 명이 한 행${rows > 0 ? `, 약 ${rows}행` : ''}.`,
  noSubject: [
    '사람의 테이블을 찾지 못했습니다. 여기에 적지 않으면 봉인할 수 없습니다:',
    'subject: { table: …, key: … }',
  ],
  others: (tables) => `다른 사람들. 각각의 매핑 파일을 만들거나 그대로 둡니다: ${tables}`,
  byName: (column) => `외래 키는 없지만 ${column}의 이름이 정보주체의 키와 같습니다`,
  far: (over) => `정보주체까지의 길: ${over}`,
  nobody: '정보주체로 이어지지 않음',
  hashed: 'adopt가 argon2id로 감쌉니다. 서비스를 먼저 바꾸세요(docs/passwords.md)',
  stays: '그대로 둡니다(docs/passwords.md)',
  tryFirst: (passwords) => `비밀번호를 아는 계정으로 먼저 시험하세요: ${passwords}`,
  statute: 'adopt가 근거 법령을 묻습니다. `statute: …`를 적거나 먼저 번호를 지우세요',
  publicMayRead: 'PUBLIC이 읽을 수 있음: 먼저 회수하세요',
  holds: (findings) => `들어 있는 것: ${findings}`,
  left: '개인정보가 보이지 않고 누구에게도 이어지지 않아 뺀 테이블. 어떤 권한으로도 읽지 못하므로, 서비스에 필요하면 `subject: none`과 함께 적고 열을 `plain`에 두세요.',
  unread: '읽지 못해 이름만으로 판단한 테이블:',
  why: (sqlstate) =>
    sqlstate === '42501'
      ? '읽을 권한 없음'
      : sqlstate === '57014'
        ? '시간 초과'
        : sqlstate === '55P03'
          ? '잠겨 있음'
          : sqlstate,
  noRows: '행이 없어 이름만으로 판단함',
};
