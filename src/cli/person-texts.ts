/** What the verbs of joiners, movers, leave and leavers say. */
import type { Language } from '../platform/light.ts';

const english = {
  columns: {
    account: 'account',
    name: 'name',
    state: 'state',
    since: 'since',
    department: 'department',
    position: 'position',
    next: 'planned',
    line: 'line',
    act: 'act',
    from: 'from',
  },
  acts: { join: 'joins', move: 'moves', leave: 'goes on leave', return: 'returns', end: 'ends' },
  asOf: (at: string) => `As of ${at}`,
  nobody: 'Nobody of that kind.',
  joined: (account: string) =>
    `✓ ${account} works here. Next: \`jikimi person invite ${account}\` and \`jikimi person fit ${account} --until DAY --reason TEXT\``,
  joins: (account: string, from: string) =>
    `✓ ${account} joins on ${from}; until then nothing opens and nobody signs in`,
  done: {
    move: (account: string, due: string) =>
      `✓ ${account} has moved. Each of their grants (\`jikimi grant list --holder ${account}\`) waits until a responsible person keeps it (\`jikimi grant keep GRANT --reason TEXT\`), until ${due}`,
    leave: (account: string) => `✓ ${account} is on leave: nothing opens, and their sessions have ended`,
    return: (account: string) => `✓ ${account} is here`,
    end: (account: string) => `✓ ${account} has left, for good: grants, sessions, links and authenticator are over`,
  },
  plans: (account: string, act: string, from: string) => `✓ ${account}: ${act} on ${from}; until then nothing changes`,
  takesBack: (acts: string) => `! This takes back what was planned: ${acts}. Say it anew where it is still to come`,
  fit: (account: string, until: string) =>
    `✓ ${account} may handle personal data until ${until}, as far as their duties are done`,
  fault: (file: string, line: number, column: string | null, what: string) =>
    `${file}, line ${line}${column === null ? '' : `, ${column}`}: ${what}`,
  nothingChanged: (faults: number) => `✗ ${faults === 1 ? '1 fault' : `${faults} faults`}; nothing was changed`,
  fromNow: 'now',
  applied: (joins: number, moves: number, ends: number, same: number) =>
    `✓ ${joins} joined, ${moves} moved, ${ends} ended; ${same} as they were`,
  wouldChange: (joins: number, moves: number, ends: number, same: number) =>
    `Would change: ${joins} join, ${moves} move, ${ends} end; ${same} stay as they are. Nothing was changed.`,
  absent: (count: number, some: string) =>
    `${count} on record are not in the list, and stay as they are: ${some}${count > 10 ? ', …' : ''}`,
};
type PersonTexts = typeof english;

const korean: PersonTexts = {
  columns: {
    account: '계정',
    name: '이름',
    state: '상태',
    since: '시작',
    department: '부서',
    position: '직위',
    next: '예정',
    line: '행',
    act: '변경',
    from: '시작일',
  },
  acts: { join: '입사', move: '전보', leave: '휴직', return: '복직', end: '퇴사' },
  asOf: (at) => `${at} 기준`,
  nobody: '해당하는 사람이 없습니다.',
  joined: (account) =>
    `✓ ${account}이(가) 입사했습니다. 다음: \`jikimi person invite ${account}\`, \`jikimi person fit ${account} --until 날짜 --reason 사유\``,
  joins: (account, from) => `✓ ${account}의 입사일은 ${from}입니다. 그때까지 열람하거나 로그인할 수 없습니다`,
  done: {
    move: (account, due) =>
      `✓ ${account}이(가) 옮겼습니다. 권한(\`jikimi grant list --holder ${account}\`)마다 ${due}까지 책임자가 유지해야(\`jikimi grant keep 권한 --reason 사유\`) 다시 열람할 수 있습니다`,
    leave: (account) => `✓ ${account}이(가) 휴직했습니다. 열람할 수 없고 세션이 끝났습니다`,
    return: (account) => `✓ ${account}이(가) 근무 중입니다`,
    end: (account) => `✓ ${account}이(가) 퇴사했습니다. 권한, 세션, 링크, 인증 앱이 모두 끝났고 되돌릴 수 없습니다`,
  },
  plans: (account, act, from) => `✓ ${account}: ${from} ${act} 예정. 그때까지 달라지는 것은 없습니다`,
  takesBack: (acts) => `! 예정되었던 것이 취소되었습니다: ${acts}. 여전히 필요하면 다시 등록하세요`,
  fit: (account, until) => `✓ ${account}은(는) 의무를 마친 동안 ${until}까지 개인정보를 취급할 수 있습니다`,
  fault: (file, line, column, what) => `${file} ${line}행${column === null ? '' : ` ${column}`}: ${what}`,
  nothingChanged: (faults) => `✗ 잘못된 곳 ${faults}개. 아무것도 바꾸지 않았습니다`,
  fromNow: '지금',
  applied: (joins, moves, ends, same) => `✓ 입사 ${joins}명, 전보 ${moves}명, 퇴사 ${ends}명. ${same}명은 그대로입니다`,
  wouldChange: (joins, moves, ends, same) =>
    `바뀔 것: 입사 ${joins}명, 전보 ${moves}명, 퇴사 ${ends}명. ${same}명은 그대로입니다. 아무것도 바꾸지 않았습니다.`,
  absent: (count, some) => `등록된 사람 가운데 목록에 없어 그대로 두는 ${count}명: ${some}${count > 10 ? ', …' : ''}`,
};

export function personTexts(language: Language): PersonTexts {
  return language === 'ko' ? korean : english;
}
