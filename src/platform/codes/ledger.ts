/** Codes of the room `ledger`. */
import type { CodeTable } from './table.ts';

export const ledgerCodes = {
  JK701: {
    name: 'history_never_changes',
    http: 403,
    retryable: false,
    en: ['Rows of the history can be added, never changed or removed.', 'Record a new act that corrects the old one.'],
    ko: ['이력은 더할 수만 있고 바꾸거나 지울 수 없습니다.', '바로잡는 새 행위를 기록하세요.'],
  },
  JK702: {
    name: 'history_broken',
    http: 500,
    retryable: false,
    en: [
      'The history does not verify: {{faults}} faults.',
      'Keep the database as it is and tell the security office and the auditor.',
    ],
    ko: ['이력이 검증되지 않습니다: 오류 {{faults}}건.', '데이터베이스를 그대로 두고 보안 부서와 감사인에게 알리세요.'],
  },
  JK703: {
    name: 'verification_running',
    http: 409,
    retryable: true,
    en: ['The history is being checked already.', 'Wait until that check has ended, then ask again.'],
    ko: ['이미 이력을 검증하고 있습니다.', '그 검증이 끝난 뒤 다시 하세요.'],
  },
} as const satisfies CodeTable;
