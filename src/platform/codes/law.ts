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
      'No rule about "{{topic}}" is in force on {{day}}, so this cannot be decided.',
      'Enact one; a restart loads the rules that come with Jikimi and are missing.',
    ],
    ko: [
      '{{day}}에 시행 중인 "{{topic}}" 규칙이 없어 결정할 수 없습니다.',
      '규칙을 제정하세요. 다시 시작하면 지키미에 들어 있는 규칙 가운데 빠진 것을 불러옵니다.',
    ],
  },
  JK803: {
    name: 'rule_file_not_valid',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}} {{fault}}.{{more}}',
      'Nothing was loaded. Correct the file; docs/law.md says what may stand where.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: {{fault}}.{{more}}',
      '아무것도 불러오지 않았습니다. 파일을 고치세요. 무엇을 쓸 수 있는지는 docs/law.md에 있습니다.',
    ],
  },
  JK804: {
    name: 'laxer_than_the_law',
    http: 422,
    retryable: false,
    en: [
      '{{dutyEn}} ({{articleEn}}{{unconfirmed}}). {{value}} cannot be stored.',
      'The rule holds from {{since}}: `jikimi law show {{statute}}`. Choose a number that keeps it.',
    ],
    ko: [
      '{{dutyKo}}({{articleKo}}{{unconfirmed}}). {{value}} 저장할 수 없습니다.',
      '{{since}}부터 시행되는 규칙입니다(`jikimi law show {{statute}}`). 이를 지키는 값을 고르세요.',
    ],
  },
} as const satisfies CodeTable;
