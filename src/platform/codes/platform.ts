/** Codes of the platform: configuration, processes, HTTP, databases. */
import type { CodeTable } from './table.ts';

export const platformCodes = {
  JK001: {
    name: 'internal',
    http: 500,
    retryable: false,
    en: ['Something failed inside Jikimi.', 'The log of the process has the cause; run `jikimi doctor`.'],
    ko: ['지키미 내부에서 오류가 났습니다.', '원인은 프로세스 로그에 있습니다. `jikimi doctor`를 실행하세요.'],
  },
  JK002: {
    name: 'bad_request',
    http: 400,
    retryable: false,
    en: ['The request is not valid: {{path}} {{fault}}.', 'Correct that field and send it again.'],
    ko: ['요청이 올바르지 않습니다: {{path}} {{fault}}.', '그 항목을 고쳐 다시 보내세요.'],
  },
  JK003: {
    name: 'not_found',
    http: 404,
    retryable: false,
    en: ['There is no {{what}} called "{{name}}".', 'Check the name: {{where}}.'],
    ko: ['"{{name}}"에 해당하는 {{what}} 없습니다.', '이름을 확인하세요. {{where}}.'],
  },
  JK004: {
    name: 'bad_setting',
    http: 500,
    retryable: false,
    en: [
      'The setting {{setting}} is not valid: {{fault}}.',
      'Correct the environment variable or {{file}}, then start again.',
    ],
    ko: ['{{setting}} 설정이 올바르지 않습니다: {{fault}}.', '환경 변수나 {{file}}을 고친 뒤 다시 시작하세요.'],
  },
  JK005: {
    name: 'port_in_use',
    http: 500,
    retryable: true,
    en: ['Port {{port}} is in use by another program.', 'Stop that program, or choose another port with {{setting}}.'],
    ko: [
      '{{port}} 포트를 다른 프로그램이 쓰고 있습니다.',
      '그 프로그램을 멈추거나 {{setting}}(으)로 다른 포트를 고르세요.',
    ],
  },
  JK006: {
    name: 'already_running',
    http: 409,
    retryable: false,
    en: [
      'Jikimi is already running on this home ({{home}}, process {{pid}}).',
      'Use it, or stop it with `jikimi stop`; another home is chosen with JIKIMI_HOME.',
    ],
    ko: [
      '이 홈에서 지키미가 이미 실행 중입니다({{home}}, 프로세스 {{pid}}).',
      '그대로 쓰거나 `jikimi stop`으로 멈추세요. 다른 홈은 JIKIMI_HOME으로 정합니다.',
    ],
  },
  JK007: {
    name: 'database_cannot_start',
    http: 503,
    retryable: true,
    en: ['PostgreSQL in {{directory}} did not start.', 'Its log is {{log}}; the last line says: {{line}}'],
    ko: [
      '{{directory}}의 PostgreSQL이 시작되지 않았습니다.',
      '로그는 {{log}}에 있고, 마지막 줄은 다음과 같습니다: {{line}}',
    ],
  },
  JK008: {
    name: 'home_not_reachable',
    http: 500,
    retryable: false,
    en: [
      'The user "{{user}}", as whom PostgreSQL must run, cannot reach {{path}}.',
      'Put the clone and JIKIMI_HOME where that user may read, or start Jikimi as an ordinary user.',
    ],
    ko: [
      'PostgreSQL을 실행할 사용자 "{{user}}"이(가) {{path}}에 접근할 수 없습니다.',
      '그 사용자가 읽을 수 있는 곳으로 옮기거나, 일반 사용자로 지키미를 시작하세요.',
    ],
  },
  JK009: {
    name: 'platform_not_supported',
    http: 500,
    retryable: false,
    en: [
      'There is no embedded PostgreSQL for {{platform}}.',
      'Use Linux or macOS, or name an existing PostgreSQL 18 with DATABASE_URL.',
    ],
    ko: [
      '{{platform}}용 내장 PostgreSQL이 없습니다.',
      'Linux나 macOS를 쓰거나 DATABASE_URL로 기존 PostgreSQL 18을 지정하세요.',
    ],
  },
  JK010: {
    name: 'home_is_newer',
    http: 500,
    retryable: false,
    en: [
      'This home was last used by a newer Jikimi (migration {{migration}} is unknown here).',
      'Start it with that version or a later one; nothing was changed.',
    ],
    ko: [
      '이 홈은 더 새로운 지키미가 쓰던 것입니다(마이그레이션 {{migration}}을 모릅니다).',
      '그 버전 이상으로 시작하세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK011: {
    name: 'database_unavailable',
    http: 503,
    retryable: true,
    en: ["Jikimi's own database does not answer.", 'Wait a moment and try again; `jikimi doctor` says what is down.'],
    ko: [
      '지키미 자체 데이터베이스가 응답하지 않습니다.',
      '잠시 뒤 다시 해 보세요. 무엇이 멈췄는지는 `jikimi doctor`가 알려 줍니다.',
    ],
  },
  JK012: {
    name: 'not_running',
    http: 503,
    retryable: true,
    en: [
      'Jikimi is not running on this home ({{home}}).',
      'Start it with `npm start` (or `jikimi start`) in another terminal; where it runs on another home, set JIKIMI_HOME to that.',
    ],
    ko: [
      '이 홈에서 지키미가 실행 중이 아닙니다({{home}}).',
      '다른 터미널에서 `npm start`(또는 `jikimi start`)로 시작하세요. 다른 홈에서 실행 중이면 JIKIMI_HOME에 그 홈을 지정하세요.',
    ],
  },
  JK013: {
    name: 'office_slow',
    http: 504,
    retryable: false,
    en: [
      'The office at {{address}} did not answer within {{seconds}} s. What was asked may have been done.',
      'See whether it was before you ask again; `jikimi status` says what is slow or down.',
    ],
    ko: [
      '업무 서버({{address}})가 {{seconds}}초 안에 응답하지 않았습니다. 요청은 처리되었을 수 있습니다.',
      '다시 요청하기 전에 처리되었는지 확인하세요. 무엇이 느리거나 멈췄는지는 `jikimi status`가 알려 줍니다.',
    ],
  },
  JK014: {
    name: 'gateway_unreachable',
    http: 503,
    retryable: true,
    en: [
      'The gateway does not answer at {{address}}.',
      'Wait a moment and try again; `jikimi status` says which process is down.',
    ],
    ko: [
      '게이트웨이가 {{address}}에서 응답하지 않습니다.',
      '잠시 뒤 다시 하세요. 어느 프로세스가 멈췄는지는 `jikimi status`가 알려 줍니다.',
    ],
  },
  JK015: {
    name: 'file_unreadable',
    http: 500,
    retryable: false,
    en: ['The file {{file}} cannot be read.', 'Check that it exists and that you may read it.'],
    ko: ['{{file}} 파일을 읽을 수 없습니다.', '파일이 있는지, 읽기 권한이 있는지 확인하세요.'],
  },
  JK016: {
    name: 'no_embedded_members',
    http: 404,
    retryable: false,
    en: [
      'This home keeps no embedded membership database ({{file}} is missing).',
      'Start it once with `npm start`; a database that was adopted keeps its own connection string with its owner.',
    ],
    ko: [
      '이 홈에는 내장 회원 데이터베이스가 없습니다({{file}}이 없습니다).',
      '`npm start`로 한 번 시작하세요. 편입한 데이터베이스의 접속 문자열은 그 소유자에게 있습니다.',
    ],
  },
  JK017: {
    name: 'answer_not_understood',
    http: 502,
    retryable: false,
    en: [
      'What answers at {{address}} is not an office of this version of Jikimi.',
      'Check JIKIMI_HTTP_PORT and JIKIMI_HOME, and that the running Jikimi and this command are of one version.',
    ],
    ko: [
      '{{address}}에서 응답하는 것은 이 버전의 지키미 office가 아닙니다.',
      'JIKIMI_HTTP_PORT와 JIKIMI_HOME을 확인하고, 실행 중인 지키미와 이 명령의 버전이 같은지 확인하세요.',
    ],
  },
  JK018: {
    name: 'took_too_long',
    http: 503,
    retryable: false,
    en: [
      'The question took longer than 30 seconds and was given up.',
      'Narrow it: name a subject, a grant or a session, or a shorter time.',
    ],
    ko: ['조회가 30초를 넘겨 중단했습니다.', '범위를 좁히세요. 정보주체, 권한, 세션이나 더 짧은 기간을 지정하세요.'],
  },
  JK019: {
    name: 'still_stopping',
    http: 504,
    retryable: true,
    en: [
      'Jikimi on {{home}} was told to stop and has not ended within {{seconds}} s (process {{pid}}).',
      'It ends by itself once what it waits for answers; see the logs in $JIKIMI_HOME/log, and ask again.',
    ],
    ko: [
      '{{home}}의 지키미에 종료를 요청했으나 {{seconds}}초 안에 끝나지 않았습니다(프로세스 {{pid}}).',
      '기다리는 작업이 끝나면 스스로 멈춥니다. $JIKIMI_HOME/log의 로그를 보고 다시 실행해 보세요.',
    ],
  },
  JK020: {
    name: 'tls_file_unreadable',
    http: 500,
    retryable: false,
    en: [
      'The TLS file {{file}} cannot be read.',
      'Check that it exists and that the account Jikimi runs as may read it.',
    ],
    ko: [
      'TLS 파일 {{file}}을(를) 읽을 수 없습니다.',
      '파일이 있는지, 지키미를 실행하는 계정에 읽기 권한이 있는지 확인하세요.',
    ],
  },
  JK021: {
    name: 'tls_certificate_broken',
    http: 500,
    retryable: false,
    en: [
      '{{file}} holds no certificate that TLS accepts.',
      'It must be PEM: the certificate of the server first, then those that lead to its authority.',
    ],
    ko: [
      '{{file}}에 TLS에서 쓸 수 있는 인증서가 없습니다.',
      'PEM 형식으로 서버 인증서를 먼저, 이어서 중간 인증서를 넣으세요.',
    ],
  },
  JK022: {
    name: 'tls_key_broken',
    http: 500,
    retryable: false,
    en: [
      '{{file}} holds no usable private key.',
      'It must be PEM without a passphrase; restore it from a backup, or remove it to have a local one made anew.',
    ],
    ko: [
      '{{file}}에 사용할 수 있는 개인키가 없습니다.',
      '암호가 걸리지 않은 PEM이어야 합니다. 백업에서 복구하거나, 로컬 키라면 지워서 새로 만들게 하세요.',
    ],
  },
  JK023: {
    name: 'tls_certificate_expired',
    http: 500,
    retryable: false,
    en: ['The certificate in {{file}} expired at {{until}}.', 'Install a new one and start again.'],
    ko: ['{{file}}의 인증서가 {{until}}에 만료되었습니다.', '새 인증서를 설치하고 다시 시작하세요.'],
  },
  JK024: {
    name: 'tls_certificate_not_yet_valid',
    http: 500,
    retryable: false,
    en: [
      'The certificate in {{file}} is not valid before {{from}}.',
      'Check the clock of this machine, then the certificate.',
    ],
    ko: ['{{file}}의 인증서는 {{from}}부터 유효합니다.', '먼저 이 서버의 시계를, 다음으로 인증서를 확인하세요.'],
  },
  JK025: {
    name: 'tls_key_mismatch',
    http: 500,
    retryable: false,
    en: [
      'The private key in {{keyFile}} does not belong to the certificate in {{file}}.',
      'Install the key with which that certificate was requested.',
    ],
    ko: ['{{keyFile}}의 개인키가 {{file}}의 인증서와 맞지 않습니다.', '그 인증서를 신청할 때 사용한 키를 설치하세요.'],
  },
  JK026: {
    name: 'local_ca_key_missing',
    http: 500,
    retryable: false,
    en: [
      'The certificate must be renewed, and the key of the local authority is not at {{file}}.',
      'Put the key back for the renewal; or remove ca.pem too, and let every client trust the new one.',
    ],
    ko: [
      '인증서를 갱신해야 하는데 로컬 인증기관의 키가 {{file}}에 없습니다.',
      '갱신하는 동안 키를 되돌려 놓으세요. 아니면 ca.pem도 지우고 모든 클라이언트가 새 인증서를 신뢰하게 하세요.',
    ],
  },
  JK027: {
    name: 'tls_name_invalid',
    http: 500,
    retryable: false,
    en: [
      '"{{name}}" cannot stand in a certificate.',
      'Give host names and IP addresses, without a scheme and without a port.',
    ],
    ko: [
      '"{{name}}"은(는) 인증서에 넣을 수 없는 이름입니다.',
      '프로토콜이나 포트 없이 호스트 이름이나 IP 주소만 적으세요.',
    ],
  },
  JK028: {
    name: 'role_too_strong',
    http: 500,
    retryable: false,
    en: [
      'The database role {{role}} could pass the rights that Jikimi gives it: {{because}}.',
      'Take that attribute or membership from the role, then start again; nothing was changed.',
    ],
    ko: [
      '데이터베이스 역할 {{role}}이(가) 지키미가 준 권한을 넘어설 수 있습니다: {{because}}.',
      '그 속성이나 소속을 역할에서 제거한 뒤 다시 시작하세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK029: {
    name: 'gateway_certificate_untrusted',
    http: 502,
    retryable: false,
    en: [
      'The certificate of the gateway at {{address}} is not trusted here ({{reason}}).',
      'Set NODE_EXTRA_CA_CERTS to the PEM file of the authority that issued it, or ask who runs Jikimi for it; nothing was sent.',
    ],
    ko: [
      '{{address}} 게이트웨이의 인증서를 여기서는 신뢰하지 않습니다({{reason}}).',
      '인증서를 발급한 인증기관의 PEM 파일을 NODE_EXTRA_CA_CERTS에 지정하거나, 지키미 운영자에게 그 파일을 받으세요. 아무것도 보내지 않았습니다.',
    ],
  },
  JK030: {
    name: 'process_not_started',
    http: 500,
    retryable: true,
    en: [
      'The process "{{name}}" did not start: {{why}}',
      'Its log is in $JIKIMI_HOME/log/{{name}}.log; `jikimi doctor` checks what it needs.',
    ],
    ko: [
      '"{{name}}" 프로세스가 시작되지 않았습니다: {{why}}',
      '로그는 $JIKIMI_HOME/log/{{name}}.log에 있고, 필요한 것은 `jikimi doctor`가 확인합니다.',
    ],
  },
  JK031: {
    name: 'not_an_example_home',
    http: 409,
    retryable: false,
    en: [
      '{{home}} is not an example home, so `reset` does not touch it.',
      'Only homes that `npm start` made with the example organisation can be thrown away.',
    ],
    ko: [
      '{{home}}은(는) 예제 홈이 아니므로 `reset`이 건드리지 않습니다.',
      '`npm start`가 예제 조직과 함께 만든 홈만 버릴 수 있습니다.',
    ],
  },
  JK032: {
    name: 'nobody_to_ask',
    http: 400,
    retryable: false,
    en: ['There is nobody at a terminal to confirm this.', 'Add --yes where you are sure.'],
    ko: ['확인할 사람이 터미널에 없습니다.', '확실하면 --yes를 붙이세요.'],
  },
  JK033: {
    name: 'home_keeps_other_keys',
    http: 409,
    retryable: false,
    en: [
      '{{home}} keeps the keys of databases beside the example ({{databases}}), so `reset` does not touch it.',
      'Without these keys their sealed values are lost. Choose another home with JIKIMI_HOME; where those databases are gone for good, remove this home by hand.',
    ],
    ko: [
      '{{home}}에는 예제가 아닌 데이터베이스({{databases}})의 키가 있으므로 `reset`이 건드리지 않습니다.',
      '이 키가 없으면 봉인된 값을 모두 잃습니다. JIKIMI_HOME으로 다른 홈을 쓰세요. 그 데이터베이스를 완전히 폐기했다면 이 홈을 직접 삭제하세요.',
    ],
  },
  JK034: {
    name: 'own_database_too_old',
    http: 500,
    retryable: false,
    en: [
      'DATABASE_URL names a PostgreSQL {{version}}: Jikimi’s own database needs 18 or later.',
      'Name a PostgreSQL 18, or leave DATABASE_URL out: then one is made in the home. Nothing was changed.',
    ],
    ko: [
      'DATABASE_URL이 가리키는 것은 PostgreSQL {{version}}입니다. 지키미 자체 데이터베이스는 18 이상이어야 합니다.',
      'PostgreSQL 18을 지정하거나 DATABASE_URL을 빼세요. 그러면 홈 안에 만듭니다. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK035: {
    name: 'own_database_refused',
    http: 500,
    retryable: false,
    en: [
      'The database that DATABASE_URL names refused what Jikimi needs there (SQLSTATE {{sqlstate}}).',
      'Check role, password and database name. The role is a superuser, or may create roles and owns the database (docs/operations.md). Nothing was changed.',
    ],
    ko: [
      'DATABASE_URL이 가리키는 데이터베이스가 지키미에 필요한 것을 거절했습니다(SQLSTATE {{sqlstate}}).',
      '역할, 암호, 데이터베이스 이름을 확인하세요. 역할은 superuser이거나, 역할을 만들 수 있고 그 데이터베이스의 소유자여야 합니다(docs/operations.md). 아무것도 바꾸지 않았습니다.',
    ],
  },
} as const satisfies CodeTable;
