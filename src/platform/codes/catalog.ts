/** Codes of the room `catalog`, and of adopting a database. */
import type { CodeTable } from './table.ts';

export const catalogCodes = {
  JK601: {
    name: 'database_registered_already',
    http: 409,
    retryable: false,
    en: ['A database named "{{name}}" is registered already.', 'Choose another name in the map.'],
    ko: ['"{{name}}" 데이터베이스가 이미 등록되어 있습니다.', '매핑 파일에서 다른 이름을 고르세요.'],
  },
  JK602: {
    name: 'not_findable',
    http: 422,
    retryable: false,
    en: [
      '{{table}}.{{column}} is {{category}}, which cannot be made findable.',
      'Remove `find` from that column in the map; docs/masks.md says why.',
    ],
    ko: [
      '{{table}}.{{column}}은(는) {{category}}이므로 검색할 수 있게 만들 수 없습니다.',
      '매핑 파일에서 그 열의 `find`를 지우세요. 이유는 docs/masks.md에 있습니다.',
    ],
  },
  JK603: {
    name: 'mode_above_category',
    http: 422,
    retryable: false,
    en: [
      '{{table}}.{{column}} is {{category}}, which no purpose may open as far as "{{mode}}".',
      'Ask for a lower mode.',
    ],
    ko: [
      '{{table}}.{{column}}은(는) {{category}}이므로 어떤 목적으로도 "{{mode}}"까지 열 수 없습니다.',
      '더 낮은 방식을 요청하세요.',
    ],
  },
  JK604: {
    name: 'purpose_not_narrowed',
    http: 409,
    retryable: false,
    en: [
      'The purpose "{{name}}" covers {{field}} as "{{covered}}"; approving it again takes no field away and changes no mode.',
      'Name that field as it is, or withdraw the purpose and approve another under a new name.',
    ],
    ko: [
      '"{{name}}" 처리 목적은 {{field}} 항목을 "{{covered}}" 방식으로 포함합니다. 다시 승인하면서 항목을 빼거나 방식을 바꿀 수 없습니다.',
      '그 항목을 지금 그대로 적으세요. 줄이려면 이 처리 목적을 철회하고 새 이름으로 승인하세요.',
    ],
  },
  JK610: {
    name: 'map_not_valid',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}} {{fault}}.',
      'Correct that line of the map. docs/adopt.md lists what may stand where.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: {{fault}}.',
      '매핑 파일의 그 줄을 고치세요. 무엇을 쓸 수 있는지는 docs/adopt.md에 있습니다.',
    ],
  },
  JK611: {
    name: 'database_to_adopt_unreachable',
    http: 503,
    retryable: true,
    en: [
      'The database to adopt does not answer at {{address}}.',
      'Check the host and port of the connection string and that the database runs. Nothing was changed.',
    ],
    ko: [
      '편입할 데이터베이스가 {{address}}에서 응답하지 않습니다.',
      '접속 문자열의 호스트와 포트, 데이터베이스가 실행 중인지 확인하세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK612: {
    name: 'database_to_adopt_refused',
    http: 403,
    retryable: false,
    en: [
      'The database to adopt at {{address}} refused the connection (SQLSTATE {{sqlstate}}).',
      'Check user, password and database name in the connection string. Nothing was changed.',
    ],
    ko: [
      '편입할 데이터베이스 {{address}}이(가) 접속을 거절했습니다(SQLSTATE {{sqlstate}}).',
      '접속 문자열의 사용자, 비밀번호, 데이터베이스 이름을 확인하세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK613: {
    name: 'superuser_needed',
    http: 403,
    retryable: false,
    en: [
      '"{{user}}" is no superuser of this database, and adopting needs one, once: it creates the type of sealed columns and the roles of grants.',
      'Give the connection string of a superuser with --uri or JIKIMI_ADOPT_URI. Nothing was changed.',
    ],
    ko: [
      '"{{user}}"은(는) 이 데이터베이스의 superuser가 아닙니다. 봉인된 열의 자료형과 권한별 역할을 만들기 위해 편입할 때 한 번 필요합니다.',
      '--uri나 JIKIMI_ADOPT_URI로 superuser의 접속 문자열을 주세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK614: {
    name: 'server_too_old',
    http: 422,
    retryable: false,
    en: ['This is PostgreSQL {{version}}; Jikimi adopts 16 to 18.', 'Upgrade the server first. Nothing was changed.'],
    ko: [
      '이 서버는 PostgreSQL {{version}}입니다. 지키미는 16부터 18까지 편입합니다.',
      '서버를 먼저 업그레이드하세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK615: {
    name: 'map_names_missing_table',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}}: there is no table {{table}} in the database.',
      'Correct the name, or take the table out of the map. Tables there are: {{tables}}.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: 데이터베이스에 {{table}} 테이블이 없습니다.',
      '이름을 고치거나 매핑 파일에서 그 테이블을 빼세요. 있는 테이블: {{tables}}.',
    ],
  },
  JK616: {
    name: 'map_names_missing_column',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}}: {{table}} has no column "{{column}}".',
      'Correct the name. The columns of {{table}} are: {{columns}}.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: {{table}}에 "{{column}}" 열이 없습니다.',
      '이름을 고치세요. {{table}}의 열: {{columns}}.',
    ],
  },
  JK617: {
    name: 'map_leaves_column_out',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}} says nothing of these columns of {{table}}: {{columns}}.',
      'Name each under `columns` (sealed), `plain` (not personal) or `never` (readable under no grant). Nothing is plain by default.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}에 {{table}}의 다음 열이 없습니다: {{columns}}.',
      '각 열을 `columns`(봉인), `plain`(개인정보 아님), `never`(어떤 권한으로도 읽지 못함) 가운데 하나에 쓰세요. 기본으로 공개되는 열은 없습니다.',
    ],
  },
  JK618: {
    name: 'column_type_not_sealable',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}}: {{column}} is of type {{type}}, which cannot be sealed.',
      'Texts, numbers, dates and addresses of the network can. Convert the column first, or put it under `never`.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: {{column}}의 자료형 {{type}}은(는) 봉인할 수 없습니다.',
      '문자열, 숫자, 날짜, 네트워크 주소를 봉인할 수 있습니다. 먼저 변환하거나 `never`에 쓰세요.',
    ],
  },
  JK619: {
    name: 'column_is_computed',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}}: {{column}} is generated by the database, so that it would hold plaintext again.',
      'Seal the columns that it is made from, and let the map drop it: add "table column {{column}}" to `drop`.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: {{column}}은(는) 데이터베이스가 생성하므로 평문이 다시 생깁니다.',
      '그 열의 바탕이 되는 열을 봉인하고, `drop`에 `table column {{column}}`을 더해 지우세요.',
    ],
  },
  JK620: {
    name: 'column_is_key',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}}: {{column}} belongs to the primary key or partition key of its table, which cannot be sealed.',
      'Give the table a key of its own that says nothing about the person, then seal the column.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: {{column}}은(는) 테이블의 기본 키나 파티션 키에 속하므로 봉인할 수 없습니다.',
      '사람에 대해 아무것도 말하지 않는 키를 따로 만든 다음 봉인하세요.',
    ],
  },
  JK621: {
    name: 'table_not_sealable',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}}: {{table}} cannot be sealed: {{reason}}.',
      '`keyless`: give it a primary key. `heirs`: other tables inherit from it; turn them into partitions. `partition`: name its parent instead. `row-type`: drop the column that holds whole rows of it. `not-a-table`: seal the table below.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: {{table}}을(를) 봉인할 수 없습니다: {{reason}}.',
      '`keyless`: 기본 키를 만드세요. `heirs`: 상속받는 테이블을 파티션으로 바꾸세요. `partition`: 부모 테이블을 쓰세요. `row-type`: 그 행 전체를 담는 열을 지우세요. `not-a-table`: 바탕이 되는 테이블을 봉인하세요.',
    ],
  },
  JK622: {
    name: 'subject_path_broken',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}} does not lead to a data subject: {{reason}}.',
      '`key`: the column of the other side must be unique there (name it with `key:`). `circle`: the way comes back to where it began. `none`: a table that it goes through has `subject: none`. `type`: the key of the persons is not a number, a text or a uuid, so that its spelling hangs on settings.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}이(가) 정보주체에 이르지 않습니다: {{reason}}.',
      '`key`: 상대 열은 그 테이블에서 유일해야 합니다(`key:`로 지정). `circle`: 경로가 제자리로 돌아옵니다. `none`: 지나는 테이블이 `subject: none`입니다. `type`: 사람의 키가 숫자, 텍스트, uuid가 아니어서 설정에 따라 다르게 쓰입니다.',
    ],
  },
  JK623: {
    name: 'rows_are_shared',
    http: 422,
    retryable: false,
    en: [
      '{{count}} rows of {{table}} lead to more than one person, so that no one key can seal them: {{rows}}.',
      "Give each person a row of their own, or let the map say `shared: unowned`: such a row is then sealed under a key of nobody's and read by grants for all subjects only.",
    ],
    ko: [
      '{{table}}의 {{count}}행이 두 사람 이상에게 이어져 하나의 키로 봉인할 수 없습니다: {{rows}}.',
      '사람마다 행을 나누거나 매핑 파일에 `shared: unowned`라고 쓰세요. 그러면 누구의 것도 아닌 키로 봉인되고, 전체를 대상으로 하는 권한만 읽습니다.',
    ],
  },
  JK624: {
    name: 'answers_missing',
    http: 422,
    retryable: false,
    en: [
      'The map does not say what becomes of what would break in the database ({{count}}): {{names}}.',
      'Views: add under `views` either `NAME: { drop: true }` or `NAME: { replace: "select …" }`. Everything else: add the name, as it stands here, to `drop`, or a trigger or publication that is to stay to `keep`. `jikimi adopt MAP --dry-run` shows the list. Nothing was changed.',
    ],
    ko: [
      '데이터베이스의 {{count}}개가 더는 동작하지 않는데 매핑 파일에 어떻게 할지가 없습니다: {{names}}.',
      '뷰는 `views` 아래에 `이름: { drop: true }`나 `이름: { replace: "select …" }`로 쓰고, 나머지는 여기 적힌 이름 그대로 `drop`에 더하세요. 그대로 둘 트리거와 발행(publication)은 `keep`에 적습니다. `jikimi adopt MAP --dry-run`이 목록을 보여 줍니다. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK625: {
    name: 'view_does_not_fit',
    http: 422,
    retryable: false,
    en: [
      'The view {{view}} cannot be made beside sealed columns: {{fault}}.',
      'Correct its `replace:` in the map, or drop it. It was only tried; nothing was changed.',
    ],
    ko: [
      '봉인된 열과 함께 {{view}} 뷰를 만들 수 없습니다: {{fault}}.',
      '매핑 파일의 `replace:`를 고치거나 뷰를 버리세요. 시험만 했고 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK626: {
    name: 'never_is_public',
    http: 422,
    retryable: false,
    en: [
      '{{columns}} stand under `never`, but PUBLIC may read them, and so every grant could.',
      'Revoke that first: `revoke select on {{table}} from public`. Nothing was changed.',
    ],
    ko: [
      '{{columns}}이(가) `never`에 있지만 PUBLIC이 읽을 수 있어 모든 권한이 읽게 됩니다.',
      '먼저 회수하세요: `revoke select on {{table}} from public`. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK627: {
    name: 'database_not_quiet',
    http: 409,
    retryable: true,
    en: [
      'The tables to be sealed are in use, so that the last step could not be taken.',
      'Stop what writes to them, then run `jikimi adopt` again: it goes on where it was. The tables are as they were.',
    ],
    ko: [
      '봉인할 테이블을 누가 쓰고 있어 마지막 단계를 할 수 없었습니다.',
      '쓰는 프로그램을 멈추고 `jikimi adopt`를 다시 실행하세요. 멈춘 곳에서 이어 갑니다. 테이블은 그대로입니다.',
    ],
  },
  JK628: {
    name: 'values_not_verified',
    http: 500,
    retryable: false,
    en: [
      '{{count}} values of {{table}} did not open to what was sealed, so that nothing was taken over.',
      'The tables are as they were. Run it again; if it goes on, run `jikimi doctor`.',
    ],
    ko: [
      '{{table}}의 값 {{count}}개가 봉인한 내용으로 열리지 않아 아무것도 옮기지 않았습니다.',
      '테이블은 그대로입니다. 다시 실행하고, 계속되면 `jikimi doctor`를 실행하세요.',
    ],
  },
  JK629: {
    name: 'database_refused_the_step',
    http: 409,
    retryable: false,
    en: [
      'The database refused a step of adopting ({{step}}; SQLSTATE {{sqlstate}}; {{fault}}).',
      'The tables are as they were. Mend what it names, then run `jikimi adopt` again: it goes on where it was.',
    ],
    ko: [
      '데이터베이스가 편입 단계를 거절했습니다({{step}}, SQLSTATE {{sqlstate}}, {{fault}}).',
      '테이블은 그대로입니다. 가리키는 것을 고치고 `jikimi adopt`를 다시 실행하세요. 멈춘 곳에서 이어 갑니다.',
    ],
  },
  JK630: {
    name: 'values_become_equal',
    http: 422,
    retryable: false,
    en: [
      'A unique index over {{table}} cannot stay: values that differed only in their spelling are one value once they can be found ({{step}}).',
      'Merge those rows, or take `find` from the column in the map. The tables are as they were.',
    ],
    ko: [
      '{{table}}의 유일 인덱스를 유지할 수 없습니다. 표기만 달랐던 값들이 검색용으로는 같은 값입니다({{step}}).',
      '그 행들을 합치거나 매핑 파일에서 그 열의 `find`를 지우세요. 테이블은 그대로입니다.',
    ],
  },
  JK631: {
    name: 'adopting_already',
    http: 409,
    retryable: true,
    en: ['Somebody adopts this database already.', 'Wait until it is done, or end that process; then run it again.'],
    ko: ['이미 이 데이터베이스를 편입하고 있습니다.', '끝날 때까지 기다리거나 그 프로세스를 끝낸 뒤 다시 실행하세요.'],
  },
  JK632: {
    name: 'gateway_role_of_another',
    http: 409,
    retryable: false,
    en: [
      'The role jikimi_gateway of this cluster has a password that this installation does not know: another installation uses it.',
      'Adopt from that installation. If there is none any more: `alter role jikimi_gateway password null`, then run this again.',
    ],
    ko: [
      '이 클러스터의 jikimi_gateway 역할에는 이 설치가 모르는 비밀번호가 있습니다. 다른 설치가 쓰고 있습니다.',
      '그 설치에서 편입하세요. 더는 없다면 `alter role jikimi_gateway password null`을 실행하고 다시 하세요.',
    ],
  },
  JK633: {
    name: 'adopting_cut_short',
    http: 500,
    retryable: true,
    en: ['Adopting was cut short ({{how}}).', 'Run the same `jikimi adopt MAP` again: it goes on where it was.'],
    ko: ['편입이 중간에 끊겼습니다({{how}}).', '같은 `jikimi adopt MAP`을 다시 실행하세요. 멈춘 곳에서 이어 갑니다.'],
  },
  JK634: {
    name: 'not_sealed_here',
    http: 409,
    retryable: true,
    en: [
      'The custodian verifies only what it sealed itself a moment ago.',
      'Run `jikimi adopt` again: it seals those values anew.',
    ],
    ko: [
      '보관 프로세스는 방금 스스로 봉인한 것만 확인해 줍니다.',
      '`jikimi adopt`를 다시 실행하세요. 그 값들을 새로 봉인합니다.',
    ],
  },
  JK635: {
    name: 'database_registered_elsewhere',
    http: 409,
    retryable: false,
    en: [
      '"{{name}}" is registered at another address: {{dbname}} on {{host}}:{{port}}.',
      'Use that address, or another name in the map.',
    ],
    ko: [
      '"{{name}}"은(는) 다른 주소로 등록되어 있습니다: {{host}}:{{port}}의 {{dbname}}.',
      '그 주소를 쓰거나 매핑 파일에서 다른 이름을 고르세요.',
    ],
  },
  JK636: {
    name: 'no_database_named',
    http: 422,
    retryable: false,
    en: [
      'Nobody said which database is to be adopted.',
      'Give its connection string with --uri, or better in JIKIMI_ADOPT_URI, which other users of this machine do not see.',
    ],
    ko: [
      '어느 데이터베이스를 편입할지 지정하지 않았습니다.',
      '--uri로 접속 문자열을 주거나, 이 기기의 다른 사용자가 볼 수 없는 JIKIMI_ADOPT_URI에 두세요.',
    ],
  },
  JK637: {
    name: 'database_prepared_by_newer',
    http: 409,
    retryable: false,
    en: [
      'The database "{{name}}" was prepared by a newer Jikimi (its schema pii is version {{there}}; this Jikimi knows {{known}}).',
      'Update this Jikimi to that version or a later one; nothing was changed.',
    ],
    ko: [
      '"{{name}}" 데이터베이스는 더 새로운 버전의 지키미가 준비한 것입니다(pii 스키마 버전 {{there}}, 이 지키미가 아는 버전 {{known}}).',
      '이 지키미를 그 버전 이상으로 업데이트하세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK638: {
    name: 'database_prepared_by_older',
    http: 409,
    retryable: false,
    en: [
      'The database "{{name}}" was prepared by an older Jikimi (its schema pii is version {{there}}; this Jikimi needs {{known}}).',
      'Have whoever adopted it run `jikimi adopt MAP` again with its map: that brings it up to date.',
    ],
    ko: [
      '"{{name}}" 데이터베이스는 이전 버전의 지키미가 준비한 것입니다(pii 스키마 버전 {{there}}, 필요한 버전 {{known}}).',
      '데이터베이스를 편입한 담당자가 같은 매핑 파일로 `jikimi adopt MAP`을 다시 실행하면 최신 상태가 됩니다.',
    ],
  },
  JK650: {
    name: 'database_to_discover_unreachable',
    http: 503,
    retryable: true,
    en: [
      'The database to look at does not answer at {{address}}.',
      'Check the host and port of the connection string and that the database runs.',
    ],
    ko: [
      '살펴볼 데이터베이스가 {{address}}에서 응답하지 않습니다.',
      '접속 문자열의 호스트와 포트, 데이터베이스가 실행 중인지 확인하세요.',
    ],
  },
  JK651: {
    name: 'database_to_discover_refused',
    http: 403,
    retryable: false,
    en: [
      'The database to look at, {{address}}, refused the connection (SQLSTATE {{sqlstate}}).',
      'Check user, password and database name in the connection string.',
    ],
    ko: [
      '살펴볼 데이터베이스 {{address}}이(가) 접속을 거절했습니다(SQLSTATE {{sqlstate}}).',
      '접속 문자열의 사용자, 비밀번호, 데이터베이스 이름을 확인하세요.',
    ],
  },
  JK652: {
    name: 'nothing_to_discover',
    http: 404,
    retryable: false,
    en: [
      'The database "{{database}}" has no tables.',
      'Check the database name in the connection string: `psql -l` lists those that there are.',
    ],
    ko: [
      '"{{database}}" 데이터베이스에 테이블이 없습니다.',
      '접속 문자열의 데이터베이스 이름을 확인하세요. `psql -l`이 목록을 보여 줍니다.',
    ],
  },
  JK653: {
    name: 'nothing_readable',
    http: 403,
    retryable: false,
    en: [
      'The role "{{user}}" may read no table of "{{database}}".',
      'Give it the right to read and nothing more: `grant pg_read_all_data to {{user}}`.',
    ],
    ko: [
      '"{{user}}" 역할은 "{{database}}"의 어떤 테이블도 읽을 수 없습니다.',
      '읽기 권한만 주세요: `grant pg_read_all_data to {{user}}`.',
    ],
  },
  JK654: {
    name: 'discovering_cut_short',
    http: 500,
    retryable: true,
    en: ['Looking at the database was cut short ({{how}}).', 'Run it again: it changes nothing.'],
    ko: ['데이터베이스를 살펴보는 중에 끊겼습니다({{how}}).', '다시 실행하세요. 아무것도 바꾸지 않습니다.'],
  },
  JK655: {
    name: 'connection_string_not_valid',
    http: 422,
    retryable: false,
    en: [
      'That is no connection string of PostgreSQL.',
      'Write `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`; what is no letter or digit in the password stands as its %-code.',
    ],
    ko: [
      'PostgreSQL 접속 문자열이 아닙니다.',
      '`postgresql://사용자:비밀번호@호스트:포트/데이터베이스` 형식으로 쓰세요. 비밀번호의 특수문자는 %-코드로 적습니다.',
    ],
  },
  JK656: {
    name: 'no_database_to_discover',
    http: 422,
    retryable: false,
    en: [
      'Nobody said which database is to be looked at.',
      'Give its connection string, or better put it in JIKIMI_DISCOVER_URI, which other users of this machine do not see.',
    ],
    ko: [
      '어느 데이터베이스를 살펴볼지 지정하지 않았습니다.',
      '접속 문자열을 주거나, 이 기기의 다른 사용자가 볼 수 없는 JIKIMI_DISCOVER_URI에 두세요.',
    ],
  },
  JK657: {
    name: 'discovering_interrupted',
    http: 503,
    retryable: true,
    en: [
      'The database ended the connection while it was looked at (SQLSTATE {{sqlstate}}).',
      'Run it again: it changes nothing.',
    ],
    ko: [
      '살펴보는 동안 데이터베이스가 접속을 끊었습니다(SQLSTATE {{sqlstate}}).',
      '다시 실행하세요. 아무것도 바꾸지 않습니다.',
    ],
  },
  JK658: {
    name: 'password_missing',
    http: 422,
    retryable: false,
    en: [
      'The server at {{address}} asks for a password, and the connection string has none.',
      'Write `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`, or put the password in PGPASSWORD. Nothing was changed.',
    ],
    ko: [
      '{{address}}의 서버가 비밀번호를 요구하는데 접속 문자열에 비밀번호가 없습니다.',
      '`postgresql://사용자:비밀번호@호스트:포트/데이터베이스` 형식으로 쓰거나 PGPASSWORD에 비밀번호를 두세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
} as const satisfies CodeTable;
