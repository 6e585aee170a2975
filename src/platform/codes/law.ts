/** Codes of the room `law`. */
import type { CodeTable } from './table.ts';

export const lawCodes = {
  JK801: {
    name: 'rule_never_changes',
    http: 409,
    retryable: false,
    en: ['A rule never changes; only its last day may come earlier.', 'Enact a new rule from the day after.'],
    ko: ['규칙은 바꿀 수 없고, 마지막 날을 앞당길 수만 있습니다.', '그 다음 날부터의 새 규칙을 제정하세요.'],
  },
  JK802: {
    name: 'no_rule_in_force',
    http: 500,
    retryable: false,
    en: [
      'No rule about "{{topic}}" is in force today, so this cannot be decided.',
      'Enact one; a restart loads the house rules that are missing.',
    ],
    ko: [
      '오늘 시행 중인 "{{topic}}" 규칙이 없어 결정할 수 없습니다.',
      '규칙을 제정하세요. 다시 시작하면 빠진 내부 규칙을 불러옵니다.',
    ],
  },
} as const satisfies CodeTable;
