/** Codes of the room `people`. */
import type { CodeTable } from './table.ts';

export const peopleCodes = {
  JK101: {
    name: 'not_signed_in',
    http: 401,
    retryable: false,
    en: [
      'You are not signed in, or your session has ended.',
      'Sign in: `jikimi sign-in`; in an example home whose owner has not signed in yet, `--as handler` or `--as responsible`.',
    ],
    ko: [
      '로그인하지 않았거나 세션이 끝났습니다.',
      '로그인하세요: `jikimi sign-in`. 소유자가 아직 로그인하지 않은 예제 홈에서는 `--as handler`나 `--as responsible`을 쓰세요.',
    ],
  },
  JK102: {
    name: 'no_local_session',
    http: 401,
    retryable: false,
    en: ['There is no local session named "{{name}}" in {{directory}}.', 'Use one of: {{names}}.'],
    ko: ['{{directory}}에 "{{name}}"(이)라는 로컬 세션이 없습니다.', '다음 가운데 하나를 쓰세요: {{names}}.'],
  },
  JK103: {
    name: 'office_needed',
    http: 403,
    retryable: false,
    en: [
      '{{account}} holds no office that may do this.',
      'It takes one of: {{offices}}. Ask a person who holds it; in an example home whose owner has not signed in yet, {{inExample}}.',
    ],
    ko: [
      '{{account}}에게는 이 일을 할 직책이 없습니다.',
      '다음 직책이 필요합니다: {{offices}}. 그 직책을 맡은 사람에게 부탁하세요. 소유자가 아직 로그인하지 않은 예제 홈에서는 {{inExample}}.',
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
    ko: ['"{{account}}"(이)라는 서비스 계정이 없습니다.', '`jikimi account list`에서 확인하세요.'],
  },
  JK108: {
    name: 'account_left',
    http: 409,
    retryable: false,
    en: ['The service account "{{account}}" has left, and stays so.', 'Enter a new one: `jikimi account add`.'],
    ko: ['"{{account}}" 서비스 계정은 종료되어 되돌릴 수 없습니다.', '새 계정을 등록하세요: `jikimi account add`.'],
  },
  JK109: {
    name: 'sign_in_not_right',
    http: 401,
    retryable: false,
    en: [
      'The account, the password or the code is not right.',
      'Check all three; a code counts once, so wait for the next. After {{tries}} wrong tries in a row an account is locked for {{minutes}} minutes.',
    ],
    ko: [
      '계정, 비밀번호, 코드 가운데 맞지 않는 것이 있습니다.',
      '셋 다 확인하세요. 코드는 한 번만 쓸 수 있으니 다음 코드를 기다리세요. 연속 {{tries}}번 틀리면 계정이 {{minutes}}분 동안 잠깁니다.',
    ],
  },
  JK110: {
    name: 'account_locked',
    http: 423,
    retryable: false,
    en: [
      'This account is locked until {{until}} (Seoul), after too many wrong tries.',
      'Wait until then. If these tries were not yours, tell the security desk.',
    ],
    ko: [
      '틀린 시도가 많아 이 계정은 {{until}}(서울)까지 잠겨 있습니다.',
      '그때까지 기다리세요. 본인의 시도가 아니면 관제 담당자에게 알리세요.',
    ],
  },
  JK111: {
    name: 'too_many_tries',
    http: 429,
    retryable: true,
    en: ['Too many tries to sign in came from this address.', 'Wait {{minutes}} minutes and try again.'],
    ko: ['이 주소에서 로그인 시도가 너무 많았습니다.', '{{minutes}}분 기다린 뒤 다시 시도하세요.'],
  },
  JK112: {
    name: 'password_not_taken',
    http: 400,
    retryable: false,
    en: [
      'This password cannot be taken: it {{fault}}.',
      'Choose another: several words that belong together for you alone.',
    ],
    ko: [
      '이 비밀번호는 쓸 수 없습니다: {{fault}}.',
      '다른 비밀번호를 고르세요. 본인만 이어 붙일 낱말 여러 개가 좋습니다.',
    ],
  },
  JK113: {
    name: 'local_sessions_closed',
    http: 401,
    retryable: false,
    en: [
      'The owner of this installation has signed in, so there are no sessions without sign-in (`--as`) any more.',
      'Sign in: `jikimi sign-in ACCOUNT`. Whoever has no password yet gets a link from HR or the owner: `jikimi person invite ACCOUNT`.',
    ],
    ko: [
      '이 설치의 소유자가 로그인했으므로 로그인 없는 세션(`--as`)은 더 쓸 수 없습니다.',
      '로그인하세요: `jikimi sign-in 계정`. 비밀번호가 아직 없으면 인사 담당자나 소유자에게 링크를 받으세요: `jikimi person invite 계정`.',
    ],
  },
  JK114: {
    name: 'session_idle',
    http: 401,
    retryable: false,
    en: ['Your session has ended, since it was not used for {{minutes}} minutes.', 'Sign in again: `jikimi sign-in`.'],
    ko: ['{{minutes}}분 동안 쓰지 않아 세션이 끝났습니다.', '다시 로그인하세요: `jikimi sign-in`.'],
  },
  JK115: {
    name: 'link_over',
    http: 410,
    retryable: false,
    en: [
      'This link is not valid: it was used, another took its place, or its time is over.',
      'Ask HR or the owner for another (`jikimi person invite ACCOUNT`); the owner makes one on the host: `jikimi owner link`.',
    ],
    ko: [
      '쓸 수 없는 링크입니다. 이미 썼거나, 새 링크로 바뀌었거나, 기한이 지났습니다.',
      '인사 담당자나 소유자에게 새 링크를 부탁하세요(`jikimi person invite 계정`). 소유자는 서버에서 만듭니다: `jikimi owner link`.',
    ],
  },
  JK116: {
    name: 'owner_signed_in_already',
    http: 409,
    retryable: false,
    en: [
      'The owner of this installation has used their link already, and there is no second one.',
      'Sign in: `jikimi sign-in`, with a recovery code where the authenticator is lost.',
    ],
    ko: [
      '이 설치의 소유자는 이미 링크를 썼고, 두 번째 링크는 없습니다.',
      '로그인하세요: `jikimi sign-in`. 인증 앱을 잃었으면 복구 코드를 쓰세요.',
    ],
  },
  JK117: {
    name: 'other_origin',
    http: 403,
    retryable: false,
    en: [
      'This came by a cookie and not from a page of this office.',
      'Use the office’s own pages; a script signs in without a cookie and sends `Authorization: Bearer`.',
    ],
    ko: [
      '이 업무 서버의 화면이 아닌 곳에서 쿠키로 보낸 요청입니다.',
      '업무 서버의 화면을 쓰세요. 스크립트는 쿠키 없이 로그인해 `Authorization: Bearer`를 보냅니다.',
    ],
  },
  JK118: {
    name: 'sign_in_busy',
    http: 503,
    retryable: true,
    en: ['Too many people are signing in at this moment.', 'Try again in a few seconds.'],
    ko: ['지금 로그인하는 사람이 너무 많습니다.', '몇 초 뒤에 다시 시도하세요.'],
  },
  JK119: {
    name: 'cannot_sign_in',
    http: 409,
    retryable: false,
    en: ['"{{account}}" cannot be invited: {{why}}.', 'Check the account: it is that of a person who works here.'],
    ko: ['"{{account}}" 계정은 초대할 수 없습니다: {{why}}.', '지금 일하는 사람의 계정인지 확인하세요.'],
  },
  JK120: {
    name: 'code_not_right',
    http: 400,
    retryable: false,
    en: [
      'The code is not what this authenticator shows now.',
      'Enter the authenticator into the app again, see that the clock of the phone is right, and type the code that it shows.',
    ],
    ko: [
      '이 인증 앱이 지금 보여 주는 코드가 아닙니다.',
      '인증 앱에 다시 등록하고 휴대전화의 시계가 맞는지 본 뒤, 앱이 보여 주는 코드를 입력하세요.',
    ],
  },
  JK121: {
    name: 'nobody_to_type',
    http: 400,
    retryable: false,
    en: [
      'There is nobody at a terminal to type what is missing.',
      'Give it beside the command: the account, `--password-file FILE` (`-` is standard input), `--code CODE` or, for a link, `--authenticator-file FILE`; docs/sign-in.md has examples.',
    ],
    ko: [
      '빠진 값을 입력할 사람이 터미널에 없습니다.',
      '명령과 함께 주세요: 계정, `--password-file 파일`(`-`는 표준 입력), `--code 코드`(링크를 쓸 때는 `--authenticator-file 파일`). docs/sign-in.md에 예가 있습니다.',
    ],
  },
  JK122: {
    name: 'duty_file_not_valid',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}} {{fault}}.{{more}}',
      'Nothing was published. Correct the file; docs/duties.md says what may stand where.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: {{fault}}.{{more}}',
      '아무것도 게시하지 않았습니다. 파일을 고치세요. 무엇을 쓸 수 있는지는 docs/duties.md에 있습니다.',
    ],
  },
  JK123: {
    name: 'edition_out_of_order',
    http: 409,
    retryable: false,
    en: [
      'An edition follows the one before it and holds from today at the earliest; a course is published no later than it is due, and one a period.',
      'Choose another day; `jikimi pledge list` and `jikimi course list` show what there is.',
    ],
    ko: [
      '새 판은 앞 판의 뒤를 이어 오늘 이후에 시행해야 하고, 교육은 기한까지, 한 기간에 하나만 게시할 수 있습니다.',
      '다른 날을 고르세요. 지금 있는 것은 `jikimi pledge list`와 `jikimi course list`에 있습니다.',
    ],
  },
  JK124: {
    name: 'edition_superseded',
    http: 409,
    retryable: false,
    en: [
      'Edition {{edition}} is not the text that holds now, so it is not signed.',
      'Read the one that does: `jikimi pledge show {{pledge}}`.',
    ],
    ko: [
      '{{edition}}판은 지금 시행 중인 내용이 아니므로 서명할 수 없습니다.',
      '시행 중인 판을 읽으세요: `jikimi pledge show {{pledge}}`.',
    ],
  },
  JK125: {
    name: 'device_not_detected',
    http: 409,
    retryable: false,
    en: [
      'Nothing waits to be cleared on the device "{{device}}" of {{account}}.',
      '`jikimi device list` shows which devices are DETECTED.',
    ],
    ko: [
      '{{account}}의 기기 "{{device}}"에는 확인을 기다리는 악성코드가 없습니다.',
      'DETECTED 상태인 기기는 `jikimi device list`에 있습니다.',
    ],
  },
  JK126: {
    name: 'own_device',
    http: 403,
    retryable: false,
    en: ['Nobody clears their own device.', 'Ask somebody else of a security desk.'],
    ko: ['자신의 기기는 스스로 해제할 수 없습니다.', '관제센터의 다른 사람에게 부탁하세요.'],
  },
  JK127: {
    name: 'course_edition_superseded',
    http: 409,
    retryable: false,
    en: [
      'Edition {{edition}} of the course "{{course}}" is not the one that holds now, so its answers are not judged.',
      'Take the one that does: `jikimi course take {{course}}`.',
    ],
    ko: [
      '"{{course}}" 교육의 {{edition}}판은 지금 시행 중인 것이 아니어서 답을 채점하지 않습니다.',
      '시행 중인 교육을 받으세요: `jikimi course take {{course}}`.',
    ],
  },
  JK128: {
    name: 'nobody_to_sign',
    http: 400,
    retryable: false,
    en: [
      'There is nobody at a terminal to read edition {{edition}} and sign it.',
      'Read it (`jikimi pledge show {{pledge}}`), then name it: `jikimi pledge sign {{pledge}} --edition {{edition}} --yes`.',
    ],
    ko: [
      '{{edition}}판을 읽고 서명할 사람이 터미널에 없습니다.',
      '읽은 뒤(`jikimi pledge show {{pledge}}`) 그 판을 밝히세요: `jikimi pledge sign {{pledge}} --edition {{edition}} --yes`.',
    ],
  },
  JK129: {
    name: 'nobody_to_answer',
    http: 400,
    retryable: false,
    en: [
      'There is nobody at a terminal to answer the questions.',
      'Give the answers beside the command: `jikimi course take {{course}} --edition {{edition}} --answers 2,1,3`.',
    ],
    ko: [
      '문제에 답할 사람이 터미널에 없습니다.',
      '답을 명령과 함께 주세요: `jikimi course take {{course}} --edition {{edition}} --answers 2,1,3`.',
    ],
  },
  JK140: {
    name: 'not_about_oneself',
    http: 403,
    retryable: false,
    en: ['Nobody moves, sends on leave, brings back or ends themselves.', 'Ask somebody else of HR, or the owner.'],
    ko: [
      '자신의 전보, 휴직, 복직, 퇴사는 스스로 등록할 수 없습니다.',
      '인사 부서의 다른 사람이나 소유자에게 부탁하세요.',
    ],
  },
  JK141: {
    name: 'act_does_not_follow',
    http: 409,
    retryable: false,
    en: [
      '"{{act}}" is not possible: {{account}} is {{state}} then.',
      '`jikimi person show {{account}}` tells what is on record and what is planned; `jikimi person return {{account}} --reason TEXT` takes back what is planned. Who has left stays so, and comes back under a new account.',
    ],
    ko: [
      '"{{act}}"을(를) 할 수 없습니다: 그때 {{account}}의 상태는 {{state}}입니다.',
      '등록된 내용과 예정은 `jikimi person show {{account}}`에 있고, 예정은 `jikimi person return {{account}} --reason 사유`로 취소합니다. 퇴사한 사람은 되돌릴 수 없으니 다시 입사하면 새 계정을 쓰세요.',
    ],
  },
  JK142: {
    name: 'people_file_not_valid',
    http: 422,
    retryable: false,
    en: [
      'The list has {{faults}} faults, the first in line {{line}}, column {{column}}: nothing was changed.',
      '`jikimi person import FILE --dry-run` tells each of them; docs/people.md says what may stand where.',
    ],
    ko: [
      '목록에 잘못된 곳이 {{faults}}개 있고 첫 번째는 {{line}}행 {{column}} 열입니다. 아무것도 바꾸지 않았습니다.',
      '`jikimi person import 파일 --dry-run`이 모두 알려 줍니다. 무엇을 쓸 수 있는지는 docs/people.md에 있습니다.',
    ],
  },
} as const satisfies CodeTable;
