/** Codes of the room `gateway`. JK400–JK429: the wire (frames, start-up, sign-in by SCRAM). */
import type { CodeTable } from './table.ts';

export const gatewayCodes = {
  JK400: {
    name: 'protocol_violation',
    http: 400,
    retryable: false,
    en: [
      'A message does not follow the PostgreSQL protocol: {{message}} {{fault}}.',
      'Connect with a PostgreSQL driver or psql; if you did, report the driver and its version.',
    ],
    ko: [
      'PostgreSQL 프로토콜에 맞지 않는 메시지입니다. {{message}}: {{fault}}.',
      'PostgreSQL 드라이버나 psql로 접속하세요. 이미 그렇게 했다면 드라이버와 버전을 알려 주세요.',
    ],
  },
  JK401: {
    name: 'message_too_large',
    http: 413,
    retryable: false,
    en: [
      'A message of {{bytes}} bytes is larger than the {{limit}} bytes that are allowed here.',
      'Send fewer rows or smaller values at a time.',
    ],
    ko: [
      '메시지 크기 {{bytes}}바이트가 허용된 {{limit}}바이트를 넘습니다.',
      '한 번에 보내는 행이나 값의 크기를 줄이세요.',
    ],
  },
  JK402: {
    name: 'unsupported_message',
    http: 400,
    retryable: false,
    en: [
      'The gateway does not carry this kind of message: {{message}}.',
      'Replication, function calls and large-object calls do not pass the gateway; use ordinary statements.',
    ],
    ko: [
      '게이트웨이가 전달하지 않는 종류의 메시지입니다: {{message}}.',
      '복제, 함수 호출 메시지, 대형 객체 호출은 게이트웨이를 지나지 못합니다. 일반 SQL을 사용하세요.',
    ],
  },
  JK403: {
    name: 'wrong_credentials',
    http: 401,
    retryable: false,
    en: ['The user name or the password is wrong, or has ended.', 'Get a new one with `jikimi connect {{grant}}`.'],
    ko: [
      '사용자 이름이나 비밀번호가 틀렸거나 기한이 지났습니다.',
      '`jikimi connect {{grant}}`로 접속 정보를 새로 받으세요.',
    ],
  },
  JK404: {
    name: 'tls_required',
    http: 403,
    retryable: false,
    en: ['The gateway accepts encrypted connections only.', 'Connect with sslmode=verify-full.'],
    ko: ['게이트웨이는 암호화된 접속만 받습니다.', 'sslmode=verify-full로 접속하세요.'],
  },
  JK405: {
    name: 'protocol_version_unsupported',
    http: 400,
    retryable: false,
    en: [
      'The gateway speaks version 3 of the PostgreSQL protocol, not {{version}}.',
      'Use a driver for PostgreSQL 7.4 or newer.',
    ],
    ko: [
      '게이트웨이는 PostgreSQL 프로토콜 버전 3을 사용합니다. 요청한 버전: {{version}}.',
      'PostgreSQL 7.4 이후를 지원하는 드라이버를 사용하세요.',
    ],
  },
  JK406: {
    name: 'channel_binding_downgraded',
    http: 403,
    retryable: false,
    en: [
      'The client believes that channel binding is not offered, but it is: somebody may sit between client and gateway.',
      'Check the network path and the certificate; connect with sslmode=verify-full and channel_binding=require.',
    ],
    ko: [
      '클라이언트는 채널 바인딩이 제공되지 않는다고 알고 있지만 실제로는 제공됩니다. 중간에서 통신을 가로채고 있을 수 있습니다.',
      '네트워크 경로와 인증서를 확인하고 sslmode=verify-full, channel_binding=require로 접속하세요.',
    ],
  },
  JK407: {
    name: 'channel_binding_mismatch',
    http: 403,
    retryable: false,
    en: [
      'The client saw another certificate than the one the gateway presents: somebody may sit between them.',
      'Check the network path; connect directly, with sslmode=verify-full.',
    ],
    ko: [
      '클라이언트가 받은 인증서가 게이트웨이의 인증서와 다릅니다. 중간에서 통신을 가로채고 있을 수 있습니다.',
      '네트워크 경로를 확인하고 sslmode=verify-full로 직접 접속하세요.',
    ],
  },
  JK408: {
    name: 'sign_in_method_unsupported',
    http: 400,
    retryable: false,
    en: [
      'The client asked for a way to sign in that the gateway does not offer.',
      'Use a driver that supports SCRAM-SHA-256.',
    ],
    ko: ['게이트웨이가 제공하지 않는 로그인 방식입니다.', 'SCRAM-SHA-256을 지원하는 드라이버를 사용하세요.'],
  },
  JK409: {
    name: 'server_not_proven',
    http: 502,
    retryable: false,
    en: [
      'The membership database did not prove that it knows the password of its role.',
      'Check that the registered address is the right server; run `jikimi doctor`.',
    ],
    ko: [
      '회원 데이터베이스가 해당 역할의 비밀번호를 알고 있음을 증명하지 못했습니다.',
      '등록된 주소가 올바른 서버인지 확인하고 `jikimi doctor`를 실행하세요.',
    ],
  },
  JK410: {
    name: 'server_sign_in_unsupported',
    http: 502,
    retryable: false,
    en: [
      'The membership database asks the gateway to sign in by something else than SCRAM-SHA-256.',
      "Set scram-sha-256 for the gateway's address in its pg_hba.conf.",
    ],
    ko: [
      '회원 데이터베이스가 SCRAM-SHA-256이 아닌 로그인 방식을 요구합니다.',
      '그 서버의 pg_hba.conf에서 게이트웨이 주소에 scram-sha-256을 설정하세요.',
    ],
  },
  JK411: {
    name: 'bytes_before_tls',
    http: 400,
    retryable: false,
    en: [
      'Unencrypted bytes followed the request for encryption: somebody may be injecting data.',
      'Check the network path between the client and the gateway.',
    ],
    ko: [
      '암호화 요청 뒤에 암호화되지 않은 데이터가 이어졌습니다. 중간에서 데이터를 끼워 넣고 있을 수 있습니다.',
      '클라이언트와 게이트웨이 사이의 네트워크 경로를 확인하세요.',
    ],
  },
  // JK430–JK449: the session.
  JK430: {
    name: 'finder_never_leaves',
    http: 403,
    retryable: false,
    en: [
      'The value that you look for cannot be read back as a sealed column.',
      'Select the column itself instead of the value that you compare it with.',
    ],
    ko: ['찾으려는 값을 봉인된 열로 되돌려 읽을 수 없습니다.', '비교하는 값이 아니라 열 자체를 조회하세요.'],
  },
  JK431: {
    name: 'database_connection_lost',
    http: 503,
    retryable: true,
    en: ['The membership database closed the connection.', 'Connect again; `jikimi doctor` says what is down.'],
    ko: ['회원 데이터베이스가 연결을 끊었습니다.', '다시 접속하세요. 무엇이 멈췄는지는 `jikimi doctor`가 알려 줍니다.'],
  },
  JK432: {
    name: 'database_not_reached',
    http: 503,
    retryable: true,
    en: [
      'The membership database does not answer, or is not adopted.',
      'Try again in a moment; `jikimi doctor` says what is down.',
    ],
    ko: [
      '회원 데이터베이스가 응답하지 않거나 아직 지키미에 등록되지 않았습니다.',
      '잠시 뒤 다시 하세요. 무엇이 멈췄는지는 `jikimi doctor`가 알려 줍니다.',
    ],
  },
  JK433: {
    name: 'startup_option_refused',
    http: 400,
    retryable: false,
    en: [
      'The start-up parameter "{{name}}" is not allowed.',
      'Leave it out; docs/differences.md lists those that are.',
    ],
    ko: [
      '시작 매개변수 "{{name}}"은(는) 허용되지 않습니다.',
      '빼고 접속하세요. 허용되는 것은 docs/differences.md에 있습니다.',
    ],
  },
  JK434: {
    name: 'credential_over',
    http: 401,
    retryable: false,
    en: ['This connection credential has ended.', 'Get a new one: `jikimi connect {{grant}}`.'],
    ko: ['접속 정보의 기한이 끝났습니다.', '새로 받으세요: `jikimi connect {{grant}}`.'],
  },
  JK435: {
    name: 'idle_too_long',
    http: 408,
    retryable: true,
    en: ['The session was idle for {{minutes}} minutes and was ended.', 'Connect again.'],
    ko: ['{{minutes}}분 동안 쓰지 않아 세션을 끝냈습니다.', '다시 접속하세요.'],
  },
  JK436: {
    name: 'too_many_connections',
    http: 503,
    retryable: true,
    en: ['The gateway has as many connections as it serves at once.', 'Close one, or try again in a moment.'],
    ko: ['게이트웨이가 한 번에 받을 수 있는 연결을 모두 쓰고 있습니다.', '연결을 닫거나 잠시 뒤 다시 하세요.'],
  },
  JK437: {
    name: 'wrong_database',
    http: 400,
    retryable: false,
    en: [
      'This credential is for the database "{{expected}}".',
      'Name that database in the connection string; `jikimi connect {{grant}}` prints it whole.',
    ],
    ko: [
      '이 접속 정보는 "{{expected}}" 데이터베이스의 것입니다.',
      '접속 문자열에 그 데이터베이스를 쓰세요. `jikimi connect {{grant}}`가 전체를 출력합니다.',
    ],
  },
  JK438: {
    name: 'encoding_unsupported',
    http: 400,
    retryable: false,
    en: [
      'Sealed columns can be read and written only with client_encoding UTF8.',
      "Say: set client_encoding = 'UTF8'.",
    ],
    ko: [
      '봉인된 열은 client_encoding이 UTF8일 때만 읽고 쓸 수 있습니다.',
      "다음을 실행하세요: `set client_encoding = 'UTF8'`.",
    ],
  },
  JK439: {
    name: 'gateway_stops',
    http: 503,
    retryable: true,
    en: ['The gateway is stopping.', 'Connect again in a moment.'],
    ko: ['게이트웨이가 멈추는 중입니다.', '잠시 뒤 다시 접속하세요.'],
  },
  JK440: {
    name: 'columns_withheld',
    http: 200,
    retryable: false,
    en: [
      'Withheld, shown as null: {{columns}}.',
      'The grant does not have these fields, or the person has stopped their use: `jikimi grant show {{grant}}`.',
    ],
    ko: [
      '열람이 제한되어 null로 표시됨: {{columns}}.',
      '권한에 없는 항목이거나 정보주체가 이용을 멈춘 항목입니다: `jikimi grant show {{grant}}`.',
    ],
  },
  JK441: {
    name: 'sign_in_timed_out',
    http: 408,
    retryable: true,
    en: ['The sign-in took too long.', 'Connect again.'],
    ko: ['로그인이 너무 오래 걸렸습니다.', '다시 접속하세요.'],
  },
  JK442: {
    name: 'sealed_order',
    http: 200,
    retryable: false,
    en: ['Ordering by a sealed column does not follow its text.', 'Order by a plain column, or sort in the client.'],
    ko: ['봉인된 열로 정렬하면 글자 순서를 따르지 않습니다.', '일반 열로 정렬하거나 클라이언트에서 정렬하세요.'],
  },
  JK443: {
    name: 'standard_strings_needed',
    http: 400,
    retryable: false,
    en: [
      'Literals with a backslash can be read only with standard_conforming_strings on.',
      'Say: set standard_conforming_strings = on.',
    ],
    ko: [
      '백슬래시가 든 리터럴은 standard_conforming_strings가 켜져 있을 때만 읽을 수 있습니다.',
      '다음을 실행하세요: `set standard_conforming_strings = on`.',
    ],
  },
  JK444: {
    name: 'row_too_full',
    http: 413,
    retryable: false,
    en: [
      'One row brings more sealed values than can be opened together (at most {{most}} values, {{megabytes}} MiB).',
      'Select the rows instead of gathering them into one array.',
    ],
    ko: [
      '한 행에 함께 열 수 있는 것보다 많은 봉인된 값이 있습니다(최대 {{most}}개, {{megabytes}} MiB).',
      '배열 하나로 모으지 말고 행으로 조회하세요.',
    ],
  },
  JK445: {
    name: 'too_many_messages',
    http: 400,
    retryable: false,
    en: [
      'More than {{most}} messages came without a Sync, so that the connection was ended.',
      'Send a Sync (or let the driver do so) at least every few thousand messages.',
    ],
    ko: [
      'Sync 없이 메시지가 {{most}}개를 넘어 연결을 끊었습니다.',
      '메시지 수천 개마다 한 번은 Sync를 보내세요(대개 드라이버 설정으로 됩니다).',
    ],
  },
  JK446: {
    name: 'transaction_lost',
    http: 503,
    retryable: true,
    en: [
      'The transaction failed while the gateway asked about its search path, so that the connection was ended; nothing of the transaction is kept.',
      'Connect again and repeat the transaction.',
    ],
    ko: [
      '게이트웨이가 search_path를 확인하는 사이 트랜잭션이 실패해 연결을 끊었습니다. 이 트랜잭션의 변경은 남지 않았습니다.',
      '다시 접속해 트랜잭션을 처음부터 다시 실행하세요.',
    ],
  },
} as const satisfies CodeTable;
