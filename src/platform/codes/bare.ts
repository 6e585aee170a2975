/**
 * Sentences of codes whose own name particulars, as the history tells them: an entry keeps the code alone, and a hole where the account or the
 * database stood would tell nobody anything.
 */
type Bare = Readonly<Record<'en' | 'ko', string>>;

export const bare: Readonly<Record<string, Bare>> = {
  JK103: { en: 'This takes an office that they do not hold.', ko: '이 일을 할 직책이 없습니다.' },
  JK226: { en: 'The grant belongs to somebody else.', ko: '다른 사람의 권한입니다.' },
  JK236: {
    en: 'The grant belongs to a service account, whose programs connect by themselves.',
    ko: '서비스 계정의 권한이며 그 프로그램이 직접 접속합니다.',
  },
  JK243: {
    en: 'The handler has not signed a pledge that is in force, so nothing is opened.',
    ko: '취급자가 시행 중인 서약서에 서명하지 않아 아무것도 열람할 수 없습니다.',
  },
  JK244: {
    en: 'The handler has signed an earlier edition of a pledge only, so nothing is opened.',
    ko: '취급자가 서약서의 이전 판에만 서명하여 아무것도 열람할 수 없습니다.',
  },
  JK245: {
    en: 'The signature under a pledge counts no more, so nothing is opened.',
    ko: '서약서의 서명이 더는 유효하지 않아 아무것도 열람할 수 없습니다.',
  },
  JK246: {
    en: 'The handler has not finished a course that is due, so nothing is opened.',
    ko: '취급자가 이수해야 할 교육을 마치지 않아 아무것도 열람할 수 없습니다.',
  },
  JK247: {
    en: 'Malware was detected on a device of the handler, and a security desk has not cleared it yet.',
    ko: '취급자의 기기에서 악성코드가 탐지되었고 보안 관제가 아직 해제하지 않았습니다.',
  },
  JK260: {
    en: 'The holder of this grant moved to other work, and nobody has kept it since; nothing is opened.',
    ko: '권한 보유자가 다른 업무로 옮긴 뒤 아무도 이 권한을 유지하지 않아 열람할 수 없습니다.',
  },
  JK261: {
    en: 'The holder of this grant is on leave, so nothing is opened.',
    ko: '권한 보유자가 휴직 중이므로 아무것도 열람할 수 없습니다.',
  },
  JK400: {
    en: 'A message does not follow the PostgreSQL protocol.',
    ko: '메시지가 PostgreSQL 프로토콜에 맞지 않습니다.',
  },
  JK401: { en: 'A message is larger than is allowed here.', ko: '메시지가 허용된 크기를 넘습니다.' },
  JK402: {
    en: 'The gateway does not carry this kind of message.',
    ko: '게이트웨이가 전달하지 않는 종류의 메시지입니다.',
  },
  JK405: {
    en: 'The gateway speaks version 3 of the PostgreSQL protocol only.',
    ko: '게이트웨이는 PostgreSQL 프로토콜 3판만 씁니다.',
  },
  JK433: { en: 'A start-up parameter is not allowed.', ko: '허용되지 않은 시작 매개변수입니다.' },
  JK437: { en: 'The credential is for another database.', ko: '다른 데이터베이스의 접속 정보입니다.' },
};
