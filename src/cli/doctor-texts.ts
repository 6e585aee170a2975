/** Names of the checks of `doctor`, and how to mend what each finds. */

type Words = readonly [name: string, mend: string];

export const checks = {
  node: {
    en: ['Node.js', 'Run `npm ci`; it installs the Node.js that Jikimi needs.'],
    ko: ['Node.js', '`npm ci`를 실행하면 필요한 Node.js가 설치됩니다.'],
  },
  installation: {
    en: [
      'There is no installation here',
      'Make one with `npm start`, or name the home that you mean: JIKIMI_HOME or --home.',
    ],
    ko: [
      '여기에는 설치된 지키미가 없습니다',
      '`npm start`로 새로 만들거나, 찾는 홈을 JIKIMI_HOME이나 --home으로 지정하세요.',
    ],
  },
  authority: {
    en: [
      'what the gateway is checked by',
      "Copy the installation's tls/ca.pem to that place: without it `jikimi sql` and `connect` cannot check the gateway.",
    ],
    ko: [
      '게이트웨이를 확인할 인증서',
      '설치된 홈의 tls/ca.pem을 그 자리에 복사하세요. 없으면 `jikimi sql`과 `connect`가 게이트웨이를 확인하지 못합니다.',
    ],
  },
  office: {
    en: [
      'office of the installation that this home signs in to',
      'Ask whoever runs it whether it runs, and set JIKIMI_HTTP_PORT to its port where that is not 8700.',
    ],
    ko: [
      '이 홈에서 로그인하는 지키미의 업무 서버',
      '운영 담당자에게 실행 중인지 묻고, 포트가 8700이 아니면 JIKIMI_HTTP_PORT로 지정하세요.',
    ],
  },
  home: {
    en: ['home and its modes', 'chmod 700 the folders named, and 600 the files in them.'],
    ko: ['홈과 권한', '적힌 폴더는 700, 그 안의 파일은 600으로 바꾸세요.'],
  },
  disk: {
    en: ['free disk space', 'Free some space: when the disk is full nothing is recorded, so nothing is opened.'],
    ko: ['남은 디스크', '공간을 비우세요. 디스크가 차면 기록하지 못해 아무것도 열지 않습니다.'],
  },
  psql: {
    en: ['psql (optional)', 'Install it (Debian: postgresql-client), or use `jikimi sql`.'],
    ko: ['psql (선택)', '설치하거나(Debian: postgresql-client) `jikimi sql`을 쓰세요.'],
  },
  certificate: {
    en: [
      'certificate of the gateway',
      'Start again: a local certificate is renewed; replace your own where you brought one.',
    ],
    ko: ['게이트웨이 인증서', '다시 시작하면 로컬 인증서가 갱신됩니다. 가져온 인증서는 교체하세요.'],
  },
  running: {
    en: ['processes', 'Start it with `npm start`; the log of each process is in $JIKIMI_HOME/log.'],
    ko: ['프로세스', '`npm start`로 시작하세요. 로그는 $JIKIMI_HOME/log에 있습니다.'],
  },
  database: {
    en: ["Jikimi's own database", 'Start it with `npm start`, or see that DATABASE_URL answers.'],
    ko: ['지키미 자체 데이터베이스', '`npm start`로 시작하거나 DATABASE_URL이 응답하는지 보세요.'],
  },
  version: {
    en: ['PostgreSQL 18', 'Use PostgreSQL 18 for Jikimi’s own database.'],
    ko: ['PostgreSQL 18', '지키미 자체 데이터베이스는 PostgreSQL 18을 쓰세요.'],
  },
  durable: {
    en: ['records are durable', 'Set fsync and full_page_writes to on; the custodian does not start without them.'],
    ko: ['기록의 내구성', 'fsync와 full_page_writes를 켜세요. 꺼져 있으면 보관 프로세스가 시작하지 않습니다.'],
  },
  clock: {
    en: ['clocks agree', 'Set the clocks right (NTP): above 2 s nothing is opened.'],
    ko: ['시계 일치', '시계를 맞추세요(NTP). 2초 넘게 어긋나면 아무것도 열지 않습니다.'],
  },
  purpose: {
    en: [
      'promise 1: no purpose, no data',
      'A constraint that carries it is gone: restore it from the migrations and find out who removed it.',
    ],
    ko: [
      '약속 1: 목적 없이는 열지 않습니다',
      '이를 지키는 제약이 없습니다. 마이그레이션에서 되살리고 누가 지웠는지 찾으세요.',
    ],
  },
  recorded: {
    en: [
      'promise 2: recorded before released',
      'A constraint named is to be restored from the migrations. A number counts disclosures without an entry: run `jikimi verify` and keep the database as it is.',
    ],
    ko: [
      '약속 2: 기록한 뒤에 엽니다',
      '제약 이름이 적혀 있으면 마이그레이션에서 되살리세요. 숫자는 이력이 없는 열람 기록의 수입니다. `jikimi verify`를 실행하고 데이터베이스를 그대로 두세요.',
    ],
  },
  rights: {
    en: ['promise 3: nobody rewrites the history', 'Revoke the rights named, or switch the triggers named on again.'],
    ko: ['약속 3: 아무도 이력을 고치지 못합니다', '적힌 권한을 회수하거나 적힌 트리거를 다시 켜세요.'],
  },
  store: {
    en: [
      'the record store after a failover',
      'A number is the timeline that nobody accepted: nothing is opened until `jikimi store accept --reason TEXT`. Standbys that are not synchronous lose records at a failover: set synchronous_standby_names (docs/operations.md).',
    ],
    ko: [
      '장애 조치 뒤의 기록 저장소',
      '숫자는 아무도 확인하지 않은 타임라인입니다. `jikimi store accept --reason TEXT`까지 아무것도 열리지 않습니다. 동기식이 아닌 대기 서버는 장애 조치 때 기록을 잃습니다. synchronous_standby_names를 설정하세요(docs/operations.md).',
    ],
  },
  sequence: {
    en: [
      'the history is being numbered',
      'See log/office.log: its sequencer cannot work, or another one holds its lock. Openings go on, but the tail is unproven until it catches up (docs/operations.md).',
    ],
    ko: [
      '이력 번호 매기기',
      'log/office.log를 보세요. 순번 작업이 멈췄거나 다른 쪽이 잠금을 쥐고 있습니다. 열람은 되지만 따라잡을 때까지 끝부분이 증명되지 않습니다(docs/operations.md).',
    ],
  },
  months: {
    en: ['room for the next months of history', 'See the log of the office: its sequencer makes the months.'],
    ko: ['다음 달 이력 자리', '업무 서버(office) 로그를 보세요. 순번 작업이 달을 만듭니다.'],
  },
  witness: {
    en: [
      'promise 3: two watchers',
      'The witness of the independent experts comes later. Until then an operator could rewrite the history whole: keep what `jikimi verify` prints out of their reach (docs/history.md).',
    ],
    ko: [
      '약속 3: 두 관찰자',
      '독립 전문가의 증인은 나중에 나옵니다. 그 전에는 운영자가 이력을 통째로 다시 쓸 수 있으니 `jikimi verify`의 출력을 운영자가 닿지 못하는 곳에 두세요(docs/history.md).',
    ],
  },
  ends: {
    en: [
      'promise 4: everything ends',
      'A constraint named is to be restored from the migrations. For a grant named the sweep does not run, or cannot drop its role: see the logs of gateway and office.',
    ],
    ko: [
      '약속 4: 모든 것에는 끝이 있습니다',
      '제약 이름이 적혀 있으면 마이그레이션에서 되살리세요. 권한 이름이 적혀 있으면 정리 작업이 돌지 않거나 역할을 지우지 못한 것입니다. 게이트웨이와 업무 서버(office) 로그를 보세요.',
    ],
  },
  strays: {
    en: [
      'promise 4: logins that no grant of this home knows',
      'Where no other installation of Jikimi shares the cluster, end them there: drop owned by ROLE; drop role ROLE.',
    ],
    ko: [
      '약속 4: 이 홈의 권한과 무관한 로그인 역할',
      '같은 클러스터를 쓰는 다른 지키미가 없다면 그곳에서 지우세요: drop owned by 역할; drop role 역할.',
    ],
  },
  notice: {
    en: [
      'promise 5: from breach to notice',
      'A constraint or rule of law named is to be restored; an index by person that is behind catches up while the office runs: see its log. Until then a question about a person takes longer and misses nothing.',
    ],
    ko: [
      '약속 5: 유출에서 통지까지',
      '적힌 제약이나 법령 규칙을 되살리세요. 개인별 색인이 밀려 있으면 업무 서버(office)가 도는 동안 따라잡으니 그 로그를 보세요. 그때까지 개인별 조회는 느려질 뿐 빠지는 것은 없습니다.',
    ],
  },
  law: {
    en: [
      'house rules keep the law',
      'Raise the house numbers named, each to what the law in brackets asks: until then they are laxer than it.',
    ],
    ko: [
      '내부 규칙과 법령',
      '적힌 내부 규칙을 괄호 안의 법령이 요구하는 값으로 고치세요. 그때까지 법령보다 느슨합니다.',
    ],
  },
  unconfirmed: {
    en: [
      'rules in force that nobody confirmed in the official text',
      '`jikimi law list` marks them; check them in the official text (docs/law.md) before you rely on one.',
    ],
    ko: [
      '공식 원문에서 확인하지 않은 시행 중인 규칙',
      '`jikimi law list`에 표시되어 있습니다. 근거로 삼기 전에 공식 원문에서 확인하세요(docs/law.md).',
    ],
  },
  keys: {
    en: [
      'where the passphrase of the keys lies',
      'Give the passphrase as a systemd credential (docs/keys.md): beside the keys it protects against nobody who has the disk.',
    ],
    ko: [
      '키 암호의 보관 위치',
      '암호를 systemd 자격 증명으로 주세요(docs/keys.md). 키 곁에 두면 디스크를 가진 사람을 막지 못합니다.',
    ],
  },
  members: {
    en: ['membership database', 'See that it runs and answers the gateway’s role.'],
    ko: ['회원 데이터베이스', '실행 중인지, 게이트웨이 역할에 응답하는지 보세요.'],
  },
  noMembers: {
    en: ['there is no membership database', 'Adopt one: `jikimi adopt MAP` (docs/adopt.md).'],
    ko: ['등록된 회원 데이터베이스가 없습니다', '`jikimi adopt MAP`으로 등록하세요(docs/adopt.md).'],
  },
  noWay: {
    en: [
      'this home has no password for',
      'Put back the file that `jikimi adopt` and the first start keep in $JIKIMI_HOME (postgres, secrets), from its backup.',
    ],
    ko: [
      '이 홈에 비밀번호가 없는 데이터베이스',
      '첫 시작과 `jikimi adopt`가 $JIKIMI_HOME의 postgres, secrets에 둔 파일을 백업에서 되돌리세요.',
    ],
  },
  sealed: {
    en: [
      'sealed columns are guarded',
      'Run `jikimi adopt` again for the columns named; `select pii.refuse_casts()` for open casts.',
    ],
    ko: [
      '봉인된 열의 보호',
      '적힌 열에 `jikimi adopt`를 다시 실행하고, 열린 변환에는 `select pii.refuse_casts()`를 실행하세요.',
    ],
  },
  wall: {
    en: [
      'row wall, readers and writers',
      'Revoke from jikimi_reader or jikimi_writer what is named; run `jikimi adopt` again for the tables named.',
    ],
    ko: [
      '행 벽, 읽기와 쓰기 역할',
      '적힌 것을 jikimi_reader나 jikimi_writer에서 회수하고, 적힌 표에 `jikimi adopt`를 다시 실행하세요.',
    ],
  },
  guard: {
    en: [
      'sealed values are written to their own rows only',
      'Run `jikimi adopt` again for the tables named: until then a writer could store one person’s values in another’s row.',
    ],
    ko: [
      '봉인된 값은 그 사람의 행에만 저장됩니다',
      '적힌 표에 `jikimi adopt`를 다시 실행하세요. 그때까지는 한 사람의 값을 다른 사람의 행에 저장할 수 있습니다.',
    ],
  },
  apart: {
    en: [
      'two databases, two superusers',
      'Put Jikimi’s own database on another cluster: one superuser over both could rewrite the record of what he reads.',
    ],
    ko: [
      '데이터베이스와 관리자 분리',
      '지키미 자체 데이터베이스를 다른 클러스터에 두세요. 두 곳의 관리자가 같으면 자신이 읽은 기록을 고칠 수 있습니다.',
    ],
  },
} as const satisfies Readonly<Record<string, { readonly en: Words; readonly ko: Words }>>;

export type CheckName = keyof typeof checks;
