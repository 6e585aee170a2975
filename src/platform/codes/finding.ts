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
      '봉인된 열 옆의 값이 바인딩되지 않았습니다.',
      '지키미 게이트웨이로 접속해 값을 열 바로 옆에 리터럴이나 매개변수로 쓰세요.',
    ],
  },
  JK502: {
    name: 'not_searchable',
    http: 400,
    retryable: false,
    en: [
      '{{sealed_column}} cannot be searched by that value.',
      'The column is not findable, the grant may not compare it, or the value does not have the form of its values.',
    ],
    ko: [
      '{{sealed_column}} 그 값으로 찾을 수 없습니다.',
      '검색할 수 없는 열이거나, 권한에 그 열의 비교가 없거나, 값의 형식이 열과 맞지 않습니다.',
    ],
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
      '데이터베이스 안에서는 봉인된 값과 문자를 서로 바꿀 수 없습니다.',
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
    ko: ['이 값들은 봉인된 열에서 함께 찾을 수 없습니다.', '각 값이 둘 이상의 열 종류에 맞습니다. 하나씩 찾으세요.'],
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
    en: [
      'This grant does not write: a value for a sealed column was refused.',
      'Only a service account writes, under a grant requested with --write; leave the sealed columns out of the statement.',
    ],
    ko: [
      '이 권한은 쓰기를 허용하지 않습니다. 봉인된 열의 값을 거부했습니다.',
      '--write로 요청한 권한의 서비스 계정만 씁니다. 문장에서 봉인된 열을 빼세요.',
    ],
  },
  JK515: {
    name: 'value_cannot_be_sealed',
    http: 400,
    retryable: false,
    en: [
      'What this statement writes into the sealed column {{column}} cannot be sealed for certain, so it was not sent.',
      'Write a literal or a parameter of its own for each row: INSERT … VALUES, unnest of an array, UPDATE … SET, ON CONFLICT, MERGE over VALUES.',
    ],
    ko: [
      '이 문장이 봉인된 열 {{column}}에 쓰는 값을 확실히 봉인할 수 없어 보내지 않았습니다.',
      '행마다 리터럴이나 매개변수를 쓰세요: INSERT … VALUES, 배열의 unnest, UPDATE … SET, ON CONFLICT, VALUES의 MERGE.',
    ],
  },
  JK531: {
    name: 'sealed_value_copied',
    http: 400,
    retryable: false,
    en: [
      'This statement takes the value of the sealed column {{column}} out of another column or a query, where it cannot be sealed, so it was not sent.',
      'A value is sealed for one person and one column. Select it under a grant that opens it, and send it again as a literal or a parameter of its own for each row.',
    ],
    ko: [
      '이 문장은 봉인된 열 {{column}}의 값을 다른 열이나 조회에서 가져오며, 그런 값은 봉인할 수 없어 보내지 않았습니다.',
      '값은 한 사람의 한 열을 위해 봉인됩니다. 열람이 허용된 권한으로 조회한 뒤 행마다 리터럴이나 매개변수로 다시 보내세요.',
    ],
  },
  JK516: {
    name: 'no_such_writable_field',
    http: 400,
    retryable: false,
    en: [
      'The sealed column {{column}} is not registered for writing in this database.',
      'Run `jikimi adopt` with its map once more: it adds what writing needs and changes no data.',
    ],
    ko: [
      '봉인된 열 {{column}}은 이 데이터베이스에 쓰기용으로 등록되지 않았습니다.',
      '`jikimi adopt`를 그 지도로 다시 실행하세요. 쓰기에 필요한 것만 더하고 데이터는 바꾸지 않습니다.',
    ],
  },
  JK517: {
    name: 'one_value_for_several_people',
    http: 409,
    retryable: false,
    en: [
      'One value would be written into the rows of several people, and is sealed for one.',
      'Update one person a statement, or give each row its own value: UPDATE … FROM (VALUES (key, value), …).',
    ],
    ko: [
      '값 하나가 여러 사람의 행에 쓰이게 되는데, 값은 한 사람의 것으로 봉인됩니다.',
      '문장 하나로 한 사람만 고치거나 행마다 값을 주세요: UPDATE … FROM (VALUES (키, 값), …).',
    ],
  },
  JK519: {
    name: 'prepared_write_refused',
    http: 400,
    retryable: false,
    en: [
      'PREPARE, EXPLAIN, WITH and functions cannot write into a sealed column.',
      'Send the INSERT, UPDATE or MERGE itself; drivers prepare it by the protocol.',
    ],
    ko: [
      'PREPARE, EXPLAIN, WITH, 함수로는 봉인된 열에 쓸 수 없습니다.',
      'INSERT, UPDATE, MERGE를 직접 보내세요. 드라이버는 프로토콜로 준비합니다.',
    ],
  },
  JK520: {
    name: 'copy_form_refused',
    http: 400,
    retryable: false,
    en: [
      'This form of COPY into a sealed column is not carried out.',
      'Use COPY table (columns) FROM STDIN as a statement of its own, in text or CSV format with UTF-8, by the simple protocol; or INSERT.',
    ],
    ko: [
      '봉인된 열로의 이런 COPY 형식은 실행하지 않습니다.',
      '단독 문장인 COPY … FROM STDIN을 UTF-8 text 또는 CSV 형식, 단순 프로토콜로 보내거나 INSERT를 쓰세요.',
    ],
  },
  JK530: {
    name: 'copy_out_form_refused',
    http: 400,
    retryable: false,
    en: [
      'This form of COPY … TO STDOUT is not carried out under a grant with export.',
      'Send COPY of a table or of a SELECT as a statement of its own by the simple protocol, in text or CSV format with UTF-8; or use SELECT.',
    ],
    ko: [
      '내보내기가 승인된 권한에서 이런 COPY … TO STDOUT 형식은 실행하지 않습니다.',
      '테이블이나 SELECT의 COPY … TO STDOUT을 단독 문장으로, UTF-8 text 또는 CSV 형식, 단순 프로토콜로 보내거나 SELECT를 쓰세요.',
    ],
  },
  JK532: {
    name: 'copy_row_too_long',
    http: 413,
    retryable: false,
    en: [
      'A row is too long to leave as a copy (at most {{megabytes}} MiB).',
      'Read its long values by SELECT, or in parts by substring().',
    ],
    ko: [
      '행이 너무 길어 복사로 내보낼 수 없습니다(최대 {{megabytes}} MiB).',
      '긴 값은 SELECT로, 또는 substring()으로 나누어 조회하세요.',
    ],
  },
  JK521: {
    name: 'conflict_not_understood',
    http: 400,
    retryable: false,
    en: [
      'Whose row ON CONFLICT would change cannot be asked.',
      'Name the columns or the constraint: ON CONFLICT (email) or ON CONFLICT ON CONSTRAINT name.',
    ],
    ko: [
      'ON CONFLICT가 누구의 행을 바꾸는지 물을 수 없습니다.',
      '열이나 제약 조건의 이름을 쓰세요: ON CONFLICT (email), ON CONFLICT ON CONSTRAINT 이름.',
    ],
  },
  JK522: {
    name: 'too_many_rows_to_seal',
    http: 413,
    retryable: false,
    en: [
      'The statement writes sealed values in {{rows}} rows; the most is {{most}}.',
      'Send it in portions, within one transaction where they belong together.',
    ],
    ko: [
      '이 문장은 {{rows}}개의 행에 봉인된 값을 씁니다. 최대는 {{most}}개입니다.',
      '나누어 보내세요. 함께여야 하면 한 트랜잭션으로 보내세요.',
    ],
  },
  JK523: {
    name: 'copy_data_malformed',
    http: 400,
    retryable: false,
    en: [
      'A row of the COPY data does not have the form that the statement says.',
      'Check the delimiter, the quotes and the number of columns; nothing was stored.',
    ],
    ko: [
      'COPY 데이터의 한 행이 문장이 말한 형식이 아닙니다.',
      '구분자, 따옴표, 열의 수를 확인하세요. 저장된 것은 없습니다.',
    ],
  },
  JK524: {
    name: 'copy_given_up',
    http: 400,
    retryable: false,
    en: ['The client gave up its COPY.', 'Nothing of it was stored; send it again.'],
    ko: ['클라이언트가 COPY를 그만두었습니다.', '저장된 것은 없습니다. 다시 보내세요.'],
  },
  JK526: {
    name: 'binary_value_not_read',
    http: 400,
    retryable: false,
    en: [
      'A value for a sealed column came in the binary format of a type (OID {{oid}}) that is not read.',
      'Send it as text: sealed columns are text to clients.',
    ],
    ko: [
      '봉인된 열의 값이 읽지 않는 형(OID {{oid}})의 이진 형식으로 왔습니다.',
      '텍스트로 보내세요. 봉인된 열은 클라이언트에게 텍스트입니다.',
    ],
  },
  JK527: {
    name: 'too_much_to_seal',
    http: 413,
    retryable: false,
    en: [
      'The statement brings more than {{megabytes}} MiB of values for sealed columns.',
      'Send it in portions, within one transaction where they belong together.',
    ],
    ko: [
      '이 문장은 봉인된 열에 넣을 값을 {{megabytes}} MiB보다 많이 담고 있습니다.',
      '나누어 보내세요. 함께여야 하면 한 트랜잭션으로 보내세요.',
    ],
  },
  JK528: {
    name: 'value_not_utf8',
    http: 400,
    retryable: false,
    en: ['A value for a sealed column is not UTF-8; it was neither stored nor looked for.', 'Send it in UTF-8.'],
    ko: ['봉인된 열에 쓰거나 찾을 값이 UTF-8이 아닙니다. 저장하지도 찾지도 않았습니다.', 'UTF-8로 보내세요.'],
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
    ko: ["U&'…' 형식의 리터럴이 봉인된 열 옆에 있습니다.", "보통 리터럴('…')로 쓰세요."],
  },
  JK513: {
    name: 'array_form_not_read',
    http: 400,
    retryable: false,
    en: [
      'An array of values for a sealed column is not a list of texts of one dimension.',
      "Write it as '{a,b}' or in ('a','b').",
    ],
    ko: ['봉인된 열에 쓸 값의 배열이 1차원 텍스트 목록이 아닙니다.', "'{a,b}' 또는 in ('a','b')로 쓰세요."],
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
  JK518: {
    name: 'cast_would_cut',
    http: 400,
    retryable: false,
    en: [
      'A value for a sealed column is longer than the {{most}} characters to which a cast would cut it.',
      'Send the whole value without the cast, or the shorter value.',
    ],
    ko: [
      '봉인된 열에 쓸 값이 형 변환이 자르는 {{most}}자보다 깁니다.',
      '형 변환 없이 전체 값을 보내거나 짧은 값을 보내세요.',
    ],
  },
} as const satisfies CodeTable;
