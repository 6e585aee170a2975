/** Codes of the room `people`. */
import type { CodeTable } from './table.ts';

export const peopleCodes = {
  JK101: {
    name: 'not_signed_in',
    http: 401,
    retryable: false,
    en: [
      'You are not signed in, or your session has ended.',
      'Sign in again; in the example home use `--as handler` or `--as responsible`.',
    ],
    ko: [
      '로그인하지 않았거나 세션이 끝났습니다.',
      '다시 로그인하세요. 예제 홈에서는 `--as handler`나 `--as responsible`을 쓰세요.',
    ],
  },
  JK102: {
    name: 'no_local_session',
    http: 401,
    retryable: false,
    en: ['There is no local session named "{{name}}" in {{directory}}.', 'Use one of: {{names}}.'],
    ko: ['{{directory}}에 "{{name}}"이라는 로컬 세션이 없습니다.', '다음 가운데 하나를 쓰세요: {{names}}.'],
  },
  JK103: {
    name: 'office_needed',
    http: 403,
    retryable: false,
    en: ['{{account}} holds no office that may do this.', 'It takes one of: {{offices}}. Ask a person who holds it.'],
    ko: [
      '{{account}}에게는 이 일을 할 직책이 없습니다.',
      '다음 직책이 필요합니다: {{offices}}. 그 직책을 맡은 사람에게 부탁하세요.',
    ],
  },
  JK104: {
    name: 'already_installed',
    http: 409,
    retryable: false,
    en: ['This installation has its owner already.', 'Ask the owner to enter you.'],
    ko: ['이 설치에는 이미 소유자가 있습니다.', '소유자에게 등록을 부탁하세요.'],
  },
  JK105: {
    name: 'account_taken',
    http: 409,
    retryable: false,
    en: ['The account "{{account}}" exists already.', 'Choose another name.'],
    ko: ['"{{account}}" 계정이 이미 있습니다.', '다른 이름을 고르세요.'],
  },
  JK106: {
    name: 'not_for_oneself',
    http: 403,
    retryable: false,
    en: ['Nobody declares themselves fit or gives themselves an office.', 'Ask HR or another responsible person.'],
    ko: ['자신의 취급 자격이나 직책은 스스로 정할 수 없습니다.', '인사 담당자나 다른 책임자에게 부탁하세요.'],
  },
  JK107: {
    name: 'no_service_account',
    http: 404,
    retryable: false,
    en: ['There is no service account "{{account}}".', '`jikimi account list` shows those that there are.'],
    ko: ['"{{account}}"이라는 서비스 계정이 없습니다.', '`jikimi account list`에서 확인하세요.'],
  },
  JK108: {
    name: 'account_left',
    http: 409,
    retryable: false,
    en: ['The service account "{{account}}" has left, and stays so.', 'Enter a new one: `jikimi account add`.'],
    ko: ['"{{account}}" 서비스 계정은 종료되어 되돌릴 수 없습니다.', '새 계정을 등록하세요: `jikimi account add`.'],
  },
} as const satisfies CodeTable;
