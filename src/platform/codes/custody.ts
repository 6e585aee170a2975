/** Codes of the room `custody`. JK301 to JK311: the key store. */
import type { CodeTable } from './table.ts';

export const custodyCodes = {
  JK301: {
    name: 'key_store_down',
    http: 503,
    retryable: true,
    en: [
      'The key store cannot be reached, so nothing was opened.',
      'Try again. If it goes on, run `jikimi doctor` on the custodian.',
    ],
    ko: [
      '키 저장소에 연결할 수 없어 아무것도 열지 않았습니다.',
      '다시 시도하고, 계속되면 보관 서버에서 `jikimi doctor`를 실행하세요.',
    ],
  },
  JK302: {
    name: 'key_store_locked',
    http: 503,
    retryable: false,
    en: [
      'The key store is locked: its passphrase is missing or wrong, or it was closed.',
      'Start the custodian with the right passphrase.',
    ],
    ko: [
      '키 저장소가 잠겨 있습니다. 암호가 없거나 틀렸거나, 이미 닫혔습니다.',
      '올바른 암호로 보관 서버를 시작하세요.',
    ],
  },
  JK303: {
    name: 'key_store_corrupt',
    http: 500,
    retryable: false,
    en: [
      'A file of the key store is damaged or missing: {{file}}.',
      'Restore the key store from its backup. Do not make a new one over it.',
    ],
    ko: [
      '키 저장소의 파일이 손상되었거나 없습니다: {{file}}.',
      '백업에서 키 저장소를 복원하세요. 그 위에 새로 만들지 마세요.',
    ],
  },
  JK304: {
    name: 'key_store_missing',
    http: 503,
    retryable: false,
    en: [
      'There is no key store in the place that was named.',
      'Check the path, or make a key store there if this installation is new.',
    ],
    ko: ['지정한 위치에 키 저장소가 없습니다.', '경로를 확인하고, 새 설치라면 그 위치에 키 저장소를 만드세요.'],
  },
  JK305: {
    name: 'key_store_exists',
    http: 409,
    retryable: false,
    en: [
      'There is a key store already; a new one over it would make everything sealed unreadable.',
      'Open the one that is there.',
    ],
    ko: [
      '이미 키 저장소가 있습니다. 그 위에 새로 만들면 봉인된 모든 것을 읽을 수 없게 됩니다.',
      '있는 저장소를 여세요.',
    ],
  },
  JK306: {
    name: 'key_store_exposed',
    http: 503,
    retryable: false,
    en: [
      'Other users of this machine may read or change the key store.',
      'Set its files to mode 0600 and its directory to 0700.',
    ],
    ko: [
      '이 기기의 다른 사용자가 키 저장소를 읽거나 바꿀 수 있습니다.',
      '파일은 0600, 디렉터리는 0700으로 권한을 바꾸세요.',
    ],
  },
  JK307: {
    name: 'epoch_destroyed',
    http: 410,
    retryable: false,
    en: [
      'The keys of epoch {{epoch}} were destroyed. Nothing sealed under it can be opened again.',
      'Look up its destruction certificate.',
    ],
    ko: [
      '{{epoch}}번 키 세대는 파기되었습니다. 그 세대로 봉인된 것은 다시 열 수 없습니다.',
      '파기 증명서를 확인하세요.',
    ],
  },
  JK308: {
    name: 'epoch_unknown',
    http: 404,
    retryable: false,
    en: [
      'There is no epoch {{epoch}} in the key store.',
      'Check that the key store and the membership database belong together.',
    ],
    ko: ['키 저장소에 {{epoch}}번 키 세대가 없습니다.', '키 저장소와 회원 데이터베이스가 서로 맞는지 확인하세요.'],
  },
  JK309: {
    name: 'epoch_in_use',
    http: 409,
    retryable: false,
    en: [
      'Epoch {{epoch}} is the current one and is not destroyed.',
      'Begin a new epoch and re-wrap the living keys under it first.',
    ],
    ko: [
      '{{epoch}}번은 현재 키 세대이므로 파기하지 않습니다.',
      '먼저 새 세대를 만들고 남은 키를 그 세대로 다시 감싸세요.',
    ],
  },
  JK310: {
    name: 'term_group_unknown',
    http: 404,
    retryable: false,
    en: [
      'There is no term group {{group}} in the key store.',
      'Check that the key store and the catalog belong together.',
    ],
    ko: ['키 저장소에 {{group}}번 검색 그룹이 없습니다.', '키 저장소와 카탈로그가 서로 맞는지 확인하세요.'],
  },
  JK311: {
    name: 'term_groups_exhausted',
    http: 409,
    retryable: false,
    en: ['All 65,535 term groups are taken.', 'Let columns that hold the same kind of value share a group.'],
    ko: ['검색 그룹 65,535개를 모두 사용했습니다.', '같은 종류의 값을 담는 열은 그룹을 함께 쓰세요.'],
  },
  JK312: {
    name: 'record_store_unavailable',
    http: 503,
    retryable: true,
    en: [
      'The record of this opening could not be made, so nothing was opened.',
      'Try again in a moment; `jikimi doctor` says what is down.',
    ],
    ko: [
      '열람 기록을 남길 수 없어 아무것도 열지 않았습니다.',
      '잠시 뒤 다시 하세요. 무엇이 멈췄는지는 `jikimi doctor`가 알려 줍니다.',
    ],
  },
  JK313: {
    name: 'custodian_unavailable',
    http: 503,
    retryable: true,
    en: [
      'The custodian does not answer, so nothing was opened.',
      'Try again in a moment; `jikimi doctor` says what is down.',
    ],
    ko: [
      '보관 프로세스가 응답하지 않아 아무것도 열지 않았습니다.',
      '잠시 뒤 다시 하세요. 무엇이 멈췄는지는 `jikimi doctor`가 알려 줍니다.',
    ],
  },
  JK320: {
    name: 'clock_skew',
    http: 503,
    retryable: true,
    en: [
      "The custodian's clock and the database's are {{seconds}} seconds apart, so nothing was opened.",
      'Set the clocks right (NTP); opening goes on by itself.',
    ],
    ko: [
      '보관 프로세스와 데이터베이스의 시계가 {{seconds}}초 어긋나 아무것도 열지 않았습니다.',
      '시계를 맞추면(NTP) 저절로 다시 열립니다.',
    ],
  },
  JK321: {
    name: 'record_not_durable',
    http: 503,
    retryable: false,
    en: [
      'The record store does not keep what it says it wrote ({{setting}} is off), so the custodian does not start.',
      "Set {{setting}} to on in Jikimi's own PostgreSQL.",
    ],
    ko: [
      '기록 저장소가 저장을 보장하지 않습니다({{setting}} 설정이 꺼져 있습니다). 키 보관 프로세스를 시작하지 않습니다.',
      '지키미 자체 PostgreSQL에서 {{setting}}을(를) 켜세요.',
    ],
  },
  JK322: {
    name: 'batch_number_reused',
    http: 409,
    retryable: false,
    en: [
      'A gateway asked two different things under one number; nothing was opened.',
      'Connect again, and tell the security office: the attempt is on record.',
    ],
    ko: [
      '게이트웨이가 한 번호로 서로 다른 것을 물었습니다. 아무것도 열지 않았습니다.',
      '다시 접속하고 보안 부서에 알리세요. 이 시도는 기록되었습니다.',
    ],
  },
  JK323: {
    name: 'session_unknown',
    http: 403,
    retryable: false,
    en: ['The custodian knows no such session.', 'Connect again.'],
    ko: ['보관 프로세스가 모르는 세션입니다.', '다시 접속하세요.'],
  },
  JK324: {
    name: 'cannot_seal',
    http: 409,
    retryable: false,
    en: [
      'A value of field {{field}} cannot be sealed: the field is not registered, or its subject has no key.',
      'Run `jikimi adopt` again with a map that names the column.',
    ],
    ko: [
      '{{field}}번 항목의 값을 봉인할 수 없습니다. 등록되지 않았거나 정보주체의 키가 없습니다.',
      '그 열이 적힌 매핑 파일로 `jikimi adopt`를 다시 실행하세요.',
    ],
  },
  JK325: {
    name: 'channel_refused',
    http: 403,
    retryable: false,
    en: [
      'The custodian refused this process: its token does not match its role.',
      'Start Jikimi again on this home; it gives each process its own token.',
    ],
    ko: [
      '보관 프로세스가 이 프로세스를 거절했습니다. 토큰이 역할과 맞지 않습니다.',
      '이 홈에서 지키미를 다시 시작하세요. 프로세스마다 토큰을 새로 줍니다.',
    ],
  },
  JK326: {
    name: 'record_store_older',
    http: 503,
    retryable: false,
    en: [
      "Jikimi's own database is of an older version than this custodian, so the custodian does not start.",
      'Bring it up to date: `jikimi start` of this version does it before the processes run.',
    ],
    ko: [
      '지키미의 데이터베이스가 이 보관 프로세스보다 이전 버전이어서 보관 프로세스를 시작하지 않습니다.',
      '이 버전의 `jikimi start`로 시작하면 프로세스를 띄우기 전에 데이터베이스를 갱신합니다.',
    ],
  },
  JK327: {
    name: 'subject_without_key',
    http: 409,
    retryable: false,
    en: [
      'Nothing can be stored about one of these people: their data was destroyed, or the row names nobody known here.',
      'Leave that row out; if nothing was destroyed, run `jikimi doctor`.',
    ],
    ko: [
      '저장할 수 없는 사람이 있습니다. 데이터가 파기되었거나, 그 행이 가리키는 사람을 알 수 없습니다.',
      '그 행을 빼세요. 파기한 적이 없다면 `jikimi doctor`를 실행하세요.',
    ],
  },
  JK328: {
    name: 'value_not_storable',
    http: 422,
    retryable: false,
    en: [
      'A value that is longer than 1 MiB, or that holds a zero byte, is neither sealed nor looked for.',
      'Store it in a column that is not sealed, or in parts.',
    ],
    ko: [
      '1MiB보다 길거나 값이 0인 바이트가 든 값은 봉인하지도 찾지도 않습니다.',
      '봉인하지 않은 열에 저장하거나 나누어 저장하세요.',
    ],
  },
  JK330: {
    name: 'record_store_is_a_standby',
    http: 503,
    retryable: true,
    en: [
      'The record store is a standby, which keeps no record, so nothing was opened.',
      'Lead DATABASE_URL to the primary (docs/operations.md).',
    ],
    ko: [
      '기록 저장소가 대기 서버라 기록을 남길 수 없어 아무것도 열지 않았습니다.',
      'DATABASE_URL이 주 서버를 가리키게 하세요(docs/operations.md).',
    ],
  },
  JK331: {
    name: 'record_store_promoted',
    http: 503,
    retryable: true,
    en: [
      'The record store is on timeline {{timeline}}, which nobody accepted, so nothing was opened.',
      'A standby was promoted, or a backup restored. Whoever knows that it holds every record says so: `jikimi store accept --reason TEXT`.',
    ],
    ko: [
      '기록 저장소가 아무도 확인하지 않은 타임라인 {{timeline}}에 있어 아무것도 열지 않았습니다.',
      '대기 서버가 승격되었거나 백업에서 복원되었습니다. 모든 기록이 있음을 아는 사람이 `jikimi store accept --reason TEXT`로 확인하세요.',
    ],
  },
  JK332: {
    name: 'records_lost',
    http: 503,
    retryable: true,
    en: [
      'The record store is on timeline {{timeline}} and lacks records of openings that were made, so nothing was opened.',
      'The standby that was promoted was not synchronous. Bring the old primary back, or have `jikimi store accept --reason TEXT` answer for the loss.',
    ],
    ko: [
      '타임라인 {{timeline}}의 기록 저장소에 이미 열람한 기록이 빠져 있어 아무것도 열지 않았습니다.',
      '동기식이 아닌 대기 서버가 승격되었습니다. 이전 주 서버를 되살리거나, 유실을 책임지는 사람이 `jikimi store accept --reason TEXT`로 확인하세요.',
    ],
  },
  JK333: {
    name: 'record_store_accepted_already',
    http: 409,
    retryable: false,
    en: ['Timeline {{timeline}} was accepted already.', '`jikimi store show` says by whom and why.'],
    ko: ['타임라인 {{timeline}}은 이미 확인되었습니다.', '누가 왜 확인했는지는 `jikimi store show`가 알려 줍니다.'],
  },
  JK340: {
    name: 'subject_by_id_only',
    http: 422,
    retryable: false,
    en: [
      'The history knows data subjects by their subject id, a uuid, and not by a member number, e-mail address or name.',
      'Find the id in psql, on your own grant: `select pii.subject_of(email) from members where id = …`.',
    ],
    ko: [
      '이력은 정보주체를 회원 번호나 이메일, 이름이 아니라 정보주체 ID(uuid)로 구별합니다.',
      '자신의 권한으로 psql에서 ID를 찾으세요: `select pii.subject_of(email) from members where id = …`.',
    ],
  },
} as const satisfies CodeTable;
