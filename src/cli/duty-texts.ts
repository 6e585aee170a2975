/** What the verbs of duties say: pledges, courses, devices, and who is in order. */
import type { Language } from '../platform/light.ts';

const english = {
  columns: {
    duty: 'duty',
    what: '',
    state: 'state',
    due: 'until or due',
    mend: 'what to do',
    edition: 'edition',
    from: 'in force from',
    by: 'published by',
    course: 'course',
    period: 'for',
    title: 'title',
    questions: 'questions',
    account: 'account',
    device: 'device',
    reported: 'last report',
    signatures: 'signatures, h',
  },
  duties: { pledge: 'pledge', course: 'course', device: 'device' },
  inOrder: (display: string, at: string) => `✓ ${display} is in order (${at})`,
  notInOrder: (display: string, at: string) => `✗ ${display} is not in order (${at}): nothing opens`,
  declared: (until: string, reason: string) => `Declared fit until ${until}: ${reason}`,
  notDeclared: 'Not declared fit: by HR or a responsible person',
  none: 'Nothing is published yet.',
  pledge: (kind: string, edition: number, from: string) => `${kind}, edition ${edition}, in force from ${from}`,
  published: (kind: string, edition: number, from: string) =>
    `✓ ${kind}, edition ${edition}, holds from ${from}; from then on whoever has not signed it opens nothing`,
  ask: 'Sign this?',
  notSigned: 'Not signed.',
  signed: (kind: string, edition: number, until: string) =>
    `✓ ${kind}, edition ${edition}, signed; it counts until ${until}`,
  oneWay: 'Give --yes and --edition together, having read that edition; without both you are asked.',
  coursePublished: (code: string, edition: number, due: string | null) =>
    due === null
      ? `✓ ${code}, edition ${edition}, is owed by everybody before they open anything`
      : `✓ ${code}, edition ${edition}, is due on ${due}; from the day after whoever has not passed opens nothing`,
  forHandlers: 'handlers',
  answersWay: 'Give --answers and --edition together; without both you are asked. Answers are numbers: 2,1,3.',
  question: (n: number, of: number) => `Question ${n} of ${of}`,
  passed: (score: number, line: number) => `✓ passed with ${score} of 100 (${line} are enough)`,
  failed: (score: number, line: number) =>
    `✗ ${score} of 100, and ${line} are needed. Read it again and take it once more.`,
  notJson: 'The report is no JSON of the form that docs/duties.md shows.',
  reported: (account: string, device: string) => `✓ ${device} of ${account} is on record`,
  cleared: (account: string, device: string) => `✓ ${device} of ${account} is cleared`,
  noDevices: 'No device has reported.',
  required: (from: string) => `✓ from ${from} a device in order is a condition for opening`,
  notRequired: (from: string) => `✓ from ${from} devices are no condition for opening`,
};
type DutyTexts = typeof english;

const korean: DutyTexts = {
  columns: {
    duty: '의무',
    what: '',
    state: '상태',
    due: '기한',
    mend: '할 일',
    edition: '판',
    from: '시행일',
    by: '게시한 사람',
    course: '교육',
    period: '대상',
    title: '제목',
    questions: '문제 수',
    account: '계정',
    device: '기기',
    reported: '마지막 보고',
    signatures: '백신 경과(시간)',
  },
  duties: { pledge: '서약서', course: '교육', device: '기기' },
  inOrder: (display, at) => `✓ ${display}: 모두 갖추었습니다(${at})`,
  notInOrder: (display, at) => `✗ ${display}: 갖추지 않은 것이 있어 열람할 수 없습니다(${at})`,
  declared: (until, reason) => `적격 확인: ${until}까지, ${reason}`,
  notDeclared: '적격 확인 없음: 인사 담당자나 책임자가 합니다',
  none: '게시된 것이 없습니다.',
  pledge: (kind, edition, from) => `${kind} ${edition}판, ${from} 시행`,
  published: (kind, edition, from) =>
    `✓ ${kind} ${edition}판을 ${from}부터 시행합니다. 그때부터 서명하지 않은 사람은 열람할 수 없습니다`,
  ask: '서명할까요?',
  notSigned: '서명하지 않았습니다.',
  signed: (kind, edition, until) => `✓ ${kind} ${edition}판에 서명했습니다. ${until}까지 유효합니다`,
  oneWay: '읽은 판을 밝혀 --yes와 --edition을 함께 쓰세요. 둘 다 없으면 묻습니다.',
  coursePublished: (code, edition, due) =>
    due === null
      ? `✓ ${code} ${edition}판: 누구나 열람하기 전에 마쳐야 합니다`
      : `✓ ${code} ${edition}판: 기한은 ${due}이고, 다음 날부터 마치지 않은 사람은 열람할 수 없습니다`,
  forHandlers: '취급자',
  answersWay: '--answers와 --edition을 함께 쓰세요. 둘 다 없으면 묻습니다. 답은 번호입니다: 2,1,3.',
  question: (n, of) => `문제 ${n}/${of}`,
  passed: (score, line) => `✓ 100점 가운데 ${score}점으로 통과했습니다(기준 ${line}점)`,
  failed: (score, line) => `✗ 100점 가운데 ${score}점입니다. ${line}점이 필요합니다. 다시 읽고 한 번 더 받으세요.`,
  notJson: '보고가 docs/duties.md에 있는 JSON 형식이 아닙니다.',
  reported: (account, device) => `✓ ${account}의 ${device} 보고를 기록했습니다`,
  cleared: (account, device) => `✓ ${account}의 ${device}을(를) 해제했습니다`,
  noDevices: '보고된 기기가 없습니다.',
  required: (from) => `✓ ${from}부터 정상 기기가 열람의 조건입니다`,
  notRequired: (from) => `✓ ${from}부터 기기는 열람의 조건이 아닙니다`,
};

export function dutyTexts(language: Language): DutyTexts {
  return language === 'ko' ? korean : english;
}
