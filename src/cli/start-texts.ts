/** What `start` says, in both languages. */
import type { Config } from '../platform/mod.ts';
import { firstQuestion } from './first-question.sql.ts';
import { commandFor, placeToRun } from './other-terminal.ts';

type Ended = { readonly name: string; readonly how: string; readonly waitMs: number };

/** How a first member is read. */
export type Reading = {
  /** A connection string with its credential; null where none may be printed. */
  readonly uri: string | null;
  /** The example's grant, as it is called today: one that ended has a successor. */
  readonly grant: string;
  /** Who must have signed in to use it; null while the example's local sessions do. */
  readonly holder: string | null;
};

export type StartTexts = {
  clusters(ports: readonly number[]): string;
  migrated(count: number): string;
  sealing(done: number, of: number): string;
  exampleMade(members: number): string;
  processes(pids: readonly (readonly [string, number])[]): string;
  /** The owner's one-time link, printed this once. */
  ownerLink(config: Config, link: string, until: string): string;
  /** Instead of the link, where what is printed is kept for others to read. */
  ownerLinkElsewhere(config: Config): string;
  ready(config: Config, reading: Reading, seconds: number): string;
  ended(event: Ended): string;
  again(name: string): string;
  stopping(): string;
  stopped(): string;
};

export function startTexts(language: 'en' | 'ko'): StartTexts {
  return language === 'ko' ? korean : english;
}

const english: StartTexts = {
  clusters: (ports) => `✓ PostgreSQL 18 on ${ports.map((port) => `127.0.0.1:${port}`).join(' and ')}`,
  migrated: (count) => `✓ database brought up to date (${count} migrations)`,
  sealing: (done, of) => `  sealing the example's members ${done}/${of}`,
  exampleMade: (members) => `✓ example organisation made: Haneul, ${members.toLocaleString('en')} members, sealed`,
  processes: (pids) => `✓ ${pids.map(([name, pid]) => `${name} (${pid})`).join(', ')}`,
  ownerLink: (config, link, until) => `
The owner signs in by this link, once, until ${until}; it is not shown again${placeToRun(', in')}:

  ${commandFor(config, `owner claim ${link}`)}

Until then the example is used without signing in (\`--as\`).
`,
  ownerLinkElsewhere: (config) =>
    `! the owner has not signed in yet: \`${commandFor(config, 'owner link')}\` prints the one-time link`,
  ready: (config, { uri, grant, holder }, seconds) => `✓ ready in ${seconds} s — home ${config.home}
${holder === null ? '' : signedInEnglish(config, grant, holder)}
Paste this into another terminal to read one member, on record:

  psql "${uri ?? asked(config, grant)}" -c "${firstQuestion}"

or, without psql${placeToRun(', in')}:

  ${commandFor(config, `sql ${grant} -c "${firstQuestion}"`)}

then see who looked:

  ${commandFor(config, `history --grant ${grant}${holder === null ? ' --as responsible' : ''}`)}

Office and API: http://${config.listen}:${config.httpPort}   Ctrl-C stops everything.`,
  ended: ({ name, how, waitMs }) => `! ${name} ended (${how}); starting it again in ${waitMs / 1000} s`,
  again: (name) => `✓ ${name} is ready again`,
  stopping: () => 'stopping …',
  stopped: () => '✓ stopped',
};

const korean: StartTexts = {
  clusters: (ports) => `✓ PostgreSQL 18: ${ports.map((port) => `127.0.0.1:${port}`).join(', ')}`,
  migrated: (count) => `✓ 데이터베이스를 최신으로 맞췄습니다(마이그레이션 ${count}건)`,
  sealing: (done, of) => `  예제 회원 봉인 중 ${done}/${of}`,
  exampleMade: (members) => `✓ 예제 조직을 만들었습니다: 하늘, 회원 ${members.toLocaleString('ko')}명, 봉인됨`,
  processes: (pids) => `✓ ${pids.map(([name, pid]) => `${name} (${pid})`).join(', ')}`,
  ownerLink: (config, link, until) => `
소유자는 이 링크로 ${until}까지 한 번 로그인합니다. 다시 보여 주지 않습니다${placeToRun('. 실행할 폴더는')}:

  ${commandFor(config, `owner claim ${link}`)}

그때까지는 로그인 없이 예제를 쓸 수 있습니다(\`--as\`).
`,
  ownerLinkElsewhere: (config) =>
    `! 소유자가 아직 로그인하지 않았습니다. \`${commandFor(config, 'owner link')}\`가 일회용 링크를 출력합니다`,
  ready: (config, { uri, grant, holder }, seconds) => `✓ ${seconds}초 만에 준비되었습니다 — 홈 ${config.home}
${holder === null ? '' : signedInKorean(config, grant, holder)}
다른 터미널에 붙여 넣으면 회원 한 명을 기록과 함께 열람합니다:

  psql "${uri ?? asked(config, grant)}" -c "${firstQuestion}"

psql이 없으면${placeToRun('. 실행할 폴더는')}:

  ${commandFor(config, `sql ${grant} -c "${firstQuestion}"`)}

누가 보았는지는:

  ${commandFor(config, `history --grant ${grant}${holder === null ? ' --as responsible' : ''}`)}

업무 서버(office)와 API: http://${config.listen}:${config.httpPort}   Ctrl-C를 누르면 모두 멈춥니다.`,
  ended: ({ name, how, waitMs }) => `! ${name}이(가) 끝났습니다(${how}). ${waitMs / 1000}초 뒤 다시 시작합니다`,
  again: (name) => `✓ ${name}이(가) 다시 준비되었습니다`,
  stopping: () => '멈추는 중 …',
  stopped: () => '✓ 멈췄습니다',
};

function signedInEnglish(config: Config, grant: string, holder: string): string {
  return `
Everybody signs in here. What follows is for ${holder}, who holds the grant "${grant}" and signs in with \`${commandFor(config, `sign-in ${holder}`)}\`;
the first time by a link, which the owner makes with \`${commandFor(config, `person invite ${holder}`)}\`.
`;
}

function signedInKorean(config: Config, grant: string, holder: string): string {
  return `
이 홈에서는 모두 로그인합니다. 아래는 "${grant}" 권한을 가진 ${holder}이(가) \`${commandFor(config, `sign-in ${holder}`)}\`으로 로그인한 뒤에 씁니다.
처음에는 소유자가 \`${commandFor(config, `person invite ${holder}`)}\`로 만든 링크를 씁니다.
`;
}

function asked(config: Config, grant: string): string {
  return `$(${commandFor(config, `connect ${grant} --uri`)})`;
}
