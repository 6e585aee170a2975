/** What `adopt` says, in both languages. */
import type { Effect, Remains } from '../custody/adoption/mod.ts';

export type AdoptTexts = {
  readonly summary: string;
  readonly description: string;
  readonly map: string;
  readonly uri: string;
  readonly reach: string;
  readonly dryRun: string;
  readonly usageReach: string;
  readonly examples: readonly string[];
  readonly column: string;
  readonly category: string;
  readonly findable: string;
  readonly rows: string;
  readonly oneWay: string;
  readonly unmapped: string;
  readonly connected: string;
  program(user: string, application: string, connections: number): string;
  readonly effects: Readonly<Record<Effect, string>>;
  readonly swapping: string;
  readonly nothingChanged: string;
  title(database: string, address: string): string;
  nobodyApproves(service: string): string;
  newService(service: string): string;
  next: { readonly purpose: string; readonly person: string; readonly service: string };
  adopted(tables: string): string;
  unguarded(tables: string): string;
  otherRights(tables: string): string;
  unowned(table: string, rows: number): string;
  shared(table: string, rows: number): string;
  sealed(table: string, rows: number): string;
  hashed(table: string, rows: number): string;
  staying(count: number): string;
  hashing(count: number, seconds: number): string;
  done(database: string, remains: Remains): string[];
  older: string;
  updated(database: string): string;
  nothingToDo(database: string): string;
};

export function adoptTexts(language: 'en' | 'ko'): AdoptTexts {
  return language === 'ko' ? korean : english;
}

const examples = [
  "export JIKIMI_ADOPT_URI='postgresql://postgres:…@db.example.kr/shop'",
  'jikimi adopt shop.yaml --dry-run',
  'jikimi adopt shop.yaml --as cpo',
] as const;

const english: AdoptTexts = {
  summary: 'seal chosen columns of an existing, quiet database',
  description:
    'Seals the columns that a map names, and shows first what would break.\nThe map and the whole walk are in docs/adopt.md.',
  map: 'the map: YAML that says of each column what it is, and whose',
  uri: 'connection string of a superuser (better: JIKIMI_ADOPT_URI)',
  reach: 'where the gateway reaches the database (default: as the connection string)',
  dryRun: 'show what would be sealed and what would break; change nothing; exit 1 where adopt would refuse',
  usageReach: '--reach is written host:port.',
  examples,
  column: 'column',
  category: 'category',
  findable: 'findable',
  rows: 'rows',
  oneWay: 'hashed one-way',
  unmapped:
    'Not in the map: left as they are, and no grant reads them. One that a service needs stands there with `subject: none` and its columns under `plain`',
  connected:
    'Connected now: stop what writes until this is done, and have what reads sealed columns come through the gateway',
  program: (user, application, connections) =>
    `${user}${application === '' ? '' : ` (${application})`}: ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
  effects: {
    unanswered: 'Would break, and the map does not say what becomes of them: adopt refuses until it does',
    dropped: 'Dropped',
    replaced: "Replaced by the map's SQL",
    recreated:
      'Dropped and made again as they are (a view is read by no grant until its owner opens it: docs/adopt.md)',
    rebuilt: 'Kept, over sealed values: equality only',
    kept: 'Kept as they are, as the map says: what they are given of sealed columns is ciphertext',
    'may-break':
      'May break: PostgreSQL cannot tell what their code does with sealed columns, and they are left as they are. Look at each',
    exposed: 'Open to PUBLIC, and so to every grant: sealed columns stay sealed, the rest can be read',
  },
  swapping: 'every value sealed and verified; putting them in place …',
  nothingChanged: 'Nothing was changed.',
  title: (database, address) => `What adopting "${database}" means: ${address}`,
  adopted: (tables) => `Sealed already: ${tables}`,
  unguarded: (tables) => `Without the guard of what is written, which they get: ${tables}`,
  otherRights: (tables) =>
    `Readers and writers have other rights than the map says, which are set as it says: ${tables}`,
  unowned: (table, rows) =>
    `${rows} rows of ${table} lead to nobody: each is sealed under a key of its own kind, "unowned".`,
  shared: (table, rows) =>
    `${rows} rows of ${table} lead to several people: sealed as "unowned", read by grants for all subjects only.`,
  sealed: (table, rows) => `${table}: ${rows} rows sealed and verified`,
  hashed: (table, rows) => `${table}: ${rows} rows, passwords hashed one-way`,
  staying: (count) => `${count} password hashes are argon2id already: each stays as it is.`,
  hashing: (count, seconds) =>
    `${count} old password hashes are wrapped in argon2id: about ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`} on this machine. A service must know the new form to sign people in: docs/passwords.md.`,
  newService: (service) =>
    `The map brings the service "${service}" with it. Where it is new, nobody holds the office "responsible" for it, which no command gives yet: no grant could be approved, and nothing read. Write under "service:" the name of one that has such a person, before you adopt.`,
  nobodyApproves: (service) =>
    `Nobody holds the office "responsible" for the service "${service}", which no command gives yet: no grant on this database can be approved. Adopt it under another "database:" name, with a "service:" that has such a person.`,
  next: {
    purpose: "Next, the CPO's office approves a purpose:",
    person: 'then a person asks to read:',
    service: 'or a service account (docs/services.md):',
  },
  done: (database, { walArchived, standbys, slots }) => [
    `"${database}" is adopted. Its values are gone from the files of the tables, their indexes and the statistics.`,
    'They are still in: write-ahead log until it is recycled' +
      `${walArchived ? ', its archive (archiving is on)' : ''}${slots > 0 ? `, what ${slots} replication slots hold back` : ''}${standbys > 0 ? `, ${standbys} standbys until they replay` : ''}` +
      '; every backup, dump and copy made before; free space of the disk below the database. Destroy those too.',
    'A purpose must be approved for its fields before anybody reads them.',
  ],
  older: 'An older Jikimi prepared it: what Jikimi keeps there is brought up to date first.',
  updated: (database) => `What Jikimi keeps in "${database}" is up to date. It is adopted as the map says.`,
  nothingToDo: (database) => `"${database}" is adopted as the map says. There is nothing to do.`,
};

const korean: AdoptTexts = {
  summary: '쓰이지 않는 동안의 기존 데이터베이스에서 고른 열을 봉인합니다',
  description:
    '매핑 파일에 적힌 열을 봉인합니다. 무엇이 더는 동작하지 않을지 먼저 보여 줍니다.\n매핑 파일과 전체 과정은 docs/adopt.md에 있습니다.',
  map: '매핑 파일: 각 열이 무엇이고 누구의 것인지 적은 YAML',
  uri: 'superuser의 접속 문자열(JIKIMI_ADOPT_URI 권장)',
  reach: '게이트웨이가 데이터베이스에 닿는 주소(기본값: 접속 문자열과 같음)',
  dryRun: '무엇을 봉인하고 무엇이 깨지는지만 보여 주고 아무것도 바꾸지 않음. adopt가 거절할 상태이면 종료 코드 1',
  usageReach: '--reach는 host:port로 쓰세요.',
  examples,
  column: '열',
  category: '분류',
  findable: '검색 가능',
  rows: '행',
  oneWay: '단방향 해시',
  unmapped:
    '매핑 파일에 없음: 그대로 두며, 어떤 권한으로도 읽지 못합니다. 서비스에 필요한 테이블은 `subject: none`과 함께 적고 열을 `plain`에 두세요',
  connected:
    '지금 연결되어 있음: 쓰는 프로그램은 끝날 때까지 멈추고, 봉인될 열을 읽는 프로그램은 게이트웨이로 옮기세요',
  program: (user, application, connections) =>
    `${user}${application === '' ? '' : `(${application})`}: 연결 ${connections}개`,
  effects: {
    unanswered: '더는 동작하지 않는데 매핑 파일에 답이 없음: 답이 적힐 때까지 adopt가 거절합니다',
    dropped: '지움',
    replaced: '매핑 파일의 SQL로 바꿈',
    recreated: '지웠다가 그대로 다시 만듦(뷰는 소유자가 열어 줄 때까지 어떤 권한으로도 읽지 못함: docs/adopt.md)',
    rebuilt: '봉인된 값 위에 유지: 같음 비교만 가능',
    kept: '매핑 파일대로 유지: 봉인된 열에서는 암호문을 받습니다',
    'may-break': '깨질 수 있음: 코드가 봉인된 열로 무엇을 하는지 PostgreSQL은 모르며, 그대로 둡니다. 하나씩 확인하세요',
    exposed: 'PUBLIC에 열려 있어 모든 권한이 쓸 수 있음: 봉인된 열은 그대로 봉인되고 나머지는 읽힙니다',
  },
  swapping: '모든 값을 봉인하고 확인했습니다. 테이블에 반영하는 중 …',
  nothingChanged: '아무것도 바꾸지 않았습니다.',
  title: (database, address) => `"${database}" 편입 결과 미리 보기: ${address}`,
  adopted: (tables) => `이미 봉인됨: ${tables}`,
  unguarded: (tables) => `저장을 지키는 트리거가 없어 이번에 두는 표: ${tables}`,
  otherRights: (tables) => `읽고 쓰는 권한이 매핑 파일과 달라 이번에 맞추는 테이블: ${tables}`,
  unowned: (table, rows) => `${table}의 ${rows}행은 누구에게도 이어지지 않습니다. 각각 "unowned" 키로 봉인합니다.`,
  shared: (table, rows) =>
    `${table}의 ${rows}행은 여러 사람에게 이어집니다. "unowned"로 봉인하며 전체를 대상으로 하는 권한만 읽습니다.`,
  sealed: (table, rows) => `${table}: ${rows}행 봉인·확인 완료`,
  hashed: (table, rows) => `${table}: ${rows}행, 비밀번호 단방향 해시 완료`,
  staying: (count) => `비밀번호 해시 ${count}개는 이미 argon2id이므로 그대로 둡니다.`,
  hashing: (count, seconds) =>
    `기존 비밀번호 해시 ${count}개를 argon2id로 감쌉니다. 이 기기에서 약 ${seconds < 120 ? `${seconds}초` : `${Math.round(seconds / 60)}분`} 걸립니다. 로그인하려면 서비스가 새 형식을 알아야 합니다: docs/passwords.md.`,
  newService: (service) =>
    `매핑 파일이 서비스 "${service}"을(를) 새로 등록합니다. 새 서비스에는 개인정보 보호 담당자("responsible")가 없고 아직 명령으로 지정할 수 없어, 권한을 승인할 사람이 없고 아무것도 읽지 못합니다. 편입하기 전에 개인정보 보호 담당자가 있는 서비스의 이름을 "service:"에 적으세요.`,
  nobodyApproves: (service) =>
    `서비스 "${service}"에는 개인정보 보호 담당자("responsible")가 없고 아직 명령으로 지정할 수 없어, 이 데이터베이스의 권한을 승인할 사람이 없습니다. "database:"에 다른 이름을, "service:"에 개인정보 보호 담당자가 있는 서비스를 적어 편입하세요.`,
  next: {
    purpose: '다음으로 CPO 부서가 목적을 승인합니다:',
    person: '그다음 담당자가 권한을 요청합니다:',
    service: '서비스 계정이라면(docs/services.md):',
  },
  done: (database, { walArchived, standbys, slots }) => [
    `"${database}"을(를) 편입했습니다. 테이블과 인덱스의 파일, 통계에서 값이 사라졌습니다.`,
    '값이 아직 남아 있는 곳: 재사용되기 전의 WAL' +
      `${walArchived ? ', WAL 보관소(보관이 켜져 있음)' : ''}${slots > 0 ? `, 복제 슬롯 ${slots}개가 붙들고 있는 것` : ''}${standbys > 0 ? `, 아직 재생하지 않은 대기 서버 ${standbys}대` : ''}` +
      '; 이전에 만든 모든 백업·덤프·사본; 디스크의 빈 공간. 이것들도 파기하세요.',
    '누구든 읽으려면 먼저 그 항목에 대한 목적이 승인되어야 합니다.',
  ],
  older: '이전 버전의 지키미가 준비한 데이터베이스입니다. 지키미가 그 안에 두는 것을 먼저 최신으로 맞춥니다.',
  updated: (database) =>
    `"${database}"의 지키미 스키마를 최신 상태로 바꿨습니다. 이미 매핑 파일대로 편입되어 있습니다.`,
  nothingToDo: (database) => `"${database}"은(는) 이미 매핑 파일대로 편입되었습니다. 할 일이 없습니다.`,
};
