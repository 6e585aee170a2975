/**
 * Codes of finding and storing a value in a sealed column. JK501 to JK505 are raised by the database itself
 * (migrations/members/0001-pii.sql, 0003-writes.sql); the others by the gateway, before a statement reaches it.
 */
import type { CodeTable } from './table.ts';

export const findingCodes = {
  JK501: {
    name: 'value_not_bound',
    http: 400,
    retryable: false,
    en: [
      'A value beside a sealed column was not bound.',
      'Connect through the Jikimi gateway and write the value as a literal or a parameter right beside the column.',
    ],
    ko: [
      '암호화된 열 옆의 값이 바인딩되지 않았습니다.',
      '지키미 게이트웨이로 접속해 값을 열 바로 옆에 리터럴이나 매개변수로 쓰세요.',
    ],
  },
  JK502: {
    name: 'not_searchable',
    http: 400,
    retryable: false,
    en: [
      'This sealed column cannot be searched by that value.',
      'The column is not findable, or the value does not have the form of its values.',
    ],
    ko: ['이 암호화된 열은 그 값으로 찾을 수 없습니다.', '검색할 수 없는 열이거나 값의 형식이 열과 맞지 않습니다.'],
  },
  JK503: {
    name: 'sealed_is_not_text',
    http: 400,
    retryable: false,
    en: [
      'A sealed value and text cannot be cast to each other inside the database.',
      'Compare the column itself; the gateway gives text to the client.',
    ],
    ko: [
      '데이터베이스 안에서는 암호화된 값과 문자를 서로 바꿀 수 없습니다.',
      '열 자체를 비교하세요. 문자는 게이트웨이가 클라이언트에 줍니다.',
    ],
  },
  JK504: {
    name: 'values_have_no_order',
    http: 400,
    retryable: false,
    en: [
      'These values cannot be looked for together in a sealed column.',
      'Each fits more than one kind of sealed column; look for them one at a time.',
    ],
    ko: ['이 값들은 암호화된 열에서 함께 찾을 수 없습니다.', '각 값이 둘 이상의 열 종류에 맞습니다. 하나씩 찾으세요.'],
  },
  JK505: {
    name: 'row_of_another',
    http: 409,
    retryable: true,
    en: [
      "A row would hold another person's sealed values, so it was not stored.",
      'Try the statement again: whose the row is changed while its values were being sealed.',
    ],
    ko: [
      '한 행에 다른 사람의 봉인된 값이 들어가게 되어 저장하지 않았습니다.',
      '다시 실행하세요. 값을 봉인하는 사이에 행의 주인이 바뀌었습니다.',
    ],
  },
  JK510: {
    name: 'sealed_write_refused',
    http: 403,
    retryable: false,
    en: ['Writes to a sealed column are refused for now.', 'Leave the sealed columns out of the statement.'],
    ko: ['암호화된 열에 쓰는 것은 아직 허용되지 않습니다.', '문장에서 암호화된 열을 빼세요.'],
  },
  JK511: {
    name: 'literal_not_resolved',
    http: 400,
    retryable: false,
    en: [
      'The database could not say what type a literal of this statement has (SQLSTATE {{sqlstate}}).',
      'Send the value as a parameter, or simplify the expression around it.',
    ],
    ko: [
      '이 문장의 리터럴이 어떤 형인지 데이터베이스가 정하지 못했습니다(SQLSTATE {{sqlstate}}).',
      '값을 매개변수로 보내거나 둘레의 식을 단순하게 고치세요.',
    ],
  },
  JK512: {
    name: 'literal_form_not_read',
    http: 400,
    retryable: false,
    en: ["A literal of the form U&'…' stands beside a sealed column.", "Write it as an ordinary literal: '…'."],
    ko: ["U&'…' 형식의 리터럴이 암호화된 열 옆에 있습니다.", "보통 리터럴('…')로 쓰세요."],
  },
  JK513: {
    name: 'array_form_not_read',
    http: 400,
    retryable: false,
    en: [
      'An array of values for a sealed column is not a list of one dimension.',
      "Write it as '{a,b}' or in ('a','b').",
    ],
    ko: ['암호화된 열에 쓸 값의 배열이 1차원 목록이 아닙니다.', "'{a,b}' 또는 in ('a','b')로 쓰세요."],
  },
  JK514: {
    name: 'statement_too_long',
    http: 413,
    retryable: false,
    en: [
      'The statement is too long to be checked ({{bytes}} bytes; at most {{most}}).',
      'Send its values as parameters, or several statements.',
    ],
    ko: [
      '문장이 너무 길어 검사할 수 없습니다({{bytes}}바이트, 최대 {{most}}).',
      '값을 매개변수로 보내거나 문장을 나누세요.',
    ],
  },
} as const satisfies CodeTable;
