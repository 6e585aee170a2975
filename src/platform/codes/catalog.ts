/** Codes of the room `catalog`, and of adopting a database. */
import type { CodeTable } from './table.ts';

export const catalogCodes = {
  JK601: {
    name: 'database_registered_already',
    http: 409,
    retryable: false,
    en: ['A database named "{{name}}" is registered already.', 'Choose another name in the map.'],
    ko: ['"{{name}}" 데이터베이스가 이미 등록되어 있습니다.', '지도에서 다른 이름을 고르세요.'],
  },
  JK602: {
    name: 'not_findable',
    http: 422,
    retryable: false,
    en: ['{{table}}.{{column}} is {{category}}, which cannot be made findable.', 'Remove `find` from that column in the map; docs/masks.md says why.'],
    ko: ['{{table}}.{{column}}은(는) {{category}}이므로 검색할 수 있게 만들 수 없습니다.', '지도에서 그 열의 `find`를 지우세요. 이유는 docs/masks.md에 있습니다.'],
  },
  JK603: {
    name: 'mode_above_category',
    http: 422,
    retryable: false,
    en: ['{{table}}.{{column}} is {{category}}, which no purpose may open as far as "{{mode}}".', 'Ask for a lower mode.'],
    ko: ['{{table}}.{{column}}은(는) {{category}}이므로 어떤 목적으로도 "{{mode}}"까지 열 수 없습니다.', '더 낮은 방식을 요청하세요.'],
  },
} as const satisfies CodeTable;
