/**
 * Phrases that a refusal puts into its sentence, the English one as it is written where it is refused, with its Korean. Closed: `malformed` and the map
 * take no other, and refusal.test.ts walks the sources for the rest. A phrase may have parameters of its own.
 */
export const phrases = {
  // JK002: after the path of a field
  '"{{source}}" is not CIDR': '("{{source}}"은(는) CIDR 형식이 아닙니다)',
  'is more than {{most}}, the longest that the house rules allow': '(내부 규정이 허용하는 최대 {{most}}일을 넘습니다)',
  'is neither a day (2027-01-04) nor a time with its offset (2027-01-04T09:00:00+09:00)':
    '(날짜(2027-01-04)나 시간대를 포함한 시각(2027-01-04T09:00:00+09:00)이 아닙니다)',
  'is past': '(지난 날입니다)',
  'needs one answer to each question': '(문제마다 답이 하나씩 있어야 합니다)',
  'is no day of the calendar': '(달력에 없는 날짜입니다)',
  'is not an id of the form {{prefix}}_…': '({{prefix}}_… 형식의 식별자가 아닙니다)',
  'names no field': '(항목이 하나도 없습니다)',
  'needs subject, handler, grant, session or from beside it':
    '(subject, handler, grant, session, from 가운데 하나를 함께 지정해야 합니다)',

  // JK004: a setting
  'is needed for a custodian of another host': '다른 호스트의 보관 프로세스와 통신하려면 필요합니다',
  'is not a setting that there is': '그런 설정은 없습니다',
  'is not right': '값이 올바르지 않습니다',
  'is not valid YAML': '올바른 YAML이 아닙니다',
  'must be at least {{least}}': '{{least}} 이상이어야 합니다',
  'must be at most {{most}}': '{{most}} 이하여야 합니다',
  'must be of the type {{expected}}': '{{expected}} 형식이어야 합니다',
  'must be one of: {{values}}': '다음 가운데 하나여야 합니다: {{values}}',

  // JK030: a process
  'it took too long': '정해진 시간 안에 준비되지 않았습니다',
  'it could not be started ({{errno}})': '실행할 수 없었습니다({{errno}})',
  'it ended ({{how}})': '종료되었습니다({{how}})',

  // JK112: a password
  'is shorter than {{least}} characters': '{{least}}자보다 짧습니다',
  'holds the name of the account': '계정 이름이 들어 있습니다',
  'is among the first that anybody would try': '누구나 먼저 시도해 볼 비밀번호입니다',

  // JK119: an account
  'a service account has no password': '서비스 계정에는 비밀번호가 없습니다',
  'this person has left': '퇴사했습니다',
  'this person is on leave': '휴직 중입니다',
  'this person does not work here yet': '아직 입사하지 않았습니다',

  // JK216: a request
  'decided by you': '본인이 이미 결정함',

  // JK400: the message, and what is wrong with it
  'A message': '메시지',
  'An array': '배열',
  'The first SCRAM message': '첫 번째 SCRAM 메시지',
  'The first SCRAM message of the server': '서버의 첫 번째 SCRAM 메시지',
  'The last SCRAM message': '마지막 SCRAM 메시지',
  'The start-up packet': '시작 패킷',
  'The stream': '스트림',
  'asks to act as another user': '다른 사용자로 동작하기를 요구합니다',
  'comes before its description': '설명(RowDescription)보다 먼저 왔습니다',
  'comes before the sign-in': '로그인보다 먼저 왔습니다',
  'comes twice': '두 번 왔습니다',
  'comes where none is due': '올 차례가 아닌 곳에 왔습니다',
  'contradicts the mechanism chosen': '선택한 인증 방식과 맞지 않습니다',
  'ends too early': '중간에 끊겼습니다',
  'has a key of an impossible length': '키의 길이가 올바르지 않습니다',
  'has a length that is not its own': '길이 값이 실제 길이와 다릅니다',
  'has a negative length': '길이가 음수입니다',
  'has a proof of another length': '증명의 길이가 다릅니다',
  'has a string that is not UTF-8': 'UTF-8이 아닌 문자열이 있습니다',
  'has a string without an end': '끝나지 않는 문자열이 있습니다',
  'has an impossible length': '길이가 올바르지 않습니다',
  'has an open quote': '닫히지 않은 따옴표가 있습니다',
  'has an unknown format': '알 수 없는 형식입니다',
  'has an unknown status': '알 수 없는 상태입니다',
  'has another form than RFC 5802 gives it': 'RFC 5802의 형식이 아닙니다',
  'has another nonce': '논스가 다릅니다',
  'has impossible dimensions': '차원이 올바르지 않습니다',
  'has more or fewer formats than parameters': '형식과 매개변수의 수가 다릅니다',
  'is longer than its content': '내용보다 깁니다',
  'is of another type': '종류가 다릅니다',
  'is read on after a fault': '오류 뒤에도 계속 읽혔습니다',
  'names a parameter twice': '같은 매개변수가 두 번 있습니다',
  'names neither a statement nor a portal': '문장도 포털도 가리키지 않습니다',
  'names no user': '사용자 이름이 없습니다',
  'would have a string with a zero byte': '0 바이트가 든 문자열이 들어갑니다',
  'would have more than 65,535 values': '값이 65,535개를 넘습니다',

  // JK610: after a path of the map
  'the map': '매핑 파일',
  'cannot stand beside category {{category}}, which is never findable':
    '검색할 수 없는 범주인 {{category}}에는 쓸 수 없습니다',
  'cannot stand beside scheme {{scheme}}, whose values tell it themselves':
    '{{scheme}} 방식은 값에 이미 적혀 있으므로 쓸 수 없습니다',
  'has not the form that is needed here': '여기에 쓸 수 있는 형식이 아닙니다',
  'is a resident registration number: name the `statute` that requires keeping it, or remove the numbers first':
    '주민등록번호입니다. 보관을 요구하는 법령을 `statute`에 적거나, 먼저 번호를 지우세요',
  'is empty': '비어 있습니다',
  'is longer than {{most}} characters': '{{most}}자를 넘습니다',
  'is none, but the table has columns to seal: say whose they are':
    'none인데 봉인할 열이 있습니다. 누구의 것인지 적으세요',
  'is not a map': '매핑 파일의 형식이 아닙니다',
  'is not known here': '여기에 쓸 수 없는 키입니다',
  'has a key twice in one place': '한곳에 같은 키가 두 번 있습니다',
  'has a sign that cannot stand there: quote the text': '그 자리에 올 수 없는 기호가 있습니다. 글을 따옴표로 묶으세요',
  'has more than one document (`---`)': '문서(`---`)가 둘 이상입니다',
  'has two keys in one line: begin a new line, or quote the text':
    '한 줄에 키가 둘 있습니다. 줄을 바꾸거나 글을 따옴표로 묶으세요',
  'is indented by a tab: use spaces': '탭으로 들여썼습니다. 빈칸을 쓰세요',
  'is not indented as the lines around it, or a bracket before it is not closed':
    '앞뒤 줄과 들여쓰기가 맞지 않거나 앞의 괄호가 닫히지 않았습니다',
  'lacks a colon behind a key, or quotes around a text of several lines':
    '키 뒤의 콜론이나 여러 줄에 걸친 글의 따옴표가 빠졌습니다',
  'lacks a colon, a comma, a quote or a bracket': '콜론, 쉼표, 따옴표, 괄호 가운데 하나가 빠졌습니다',
  'uses an alias (*) of nothing: quote a text that begins with *':
    '가리키는 것이 없는 별칭(*)입니다. *로 시작하는 글은 따옴표로 묶으세요',
  'is not right: {{code}}': '문법이 맞지 않습니다: {{code}}',
  'must hold {salt} and {hash}, each once': '{salt}와 {hash}가 한 번씩 있어야 합니다',
  'must say where the salt is: either `column` or `form`':
    '솔트의 위치를 `column`과 `form` 가운데 하나로 적어야 합니다',
  'must stand under `never` too: a salt is for nobody to read':
    '솔트는 아무도 읽을 필요가 없으므로 `never`에도 적어야 합니다',
  'must be {{group}}': '{{group}}이어야 합니다',
  "must be {{key}}, the key of the subjects' own table": '정보주체 테이블의 키인 {{key}}여야 합니다',
  'must be one of the tables of the map': '매핑 파일에 있는 테이블이어야 합니다',
  'must be small letters, digits and hyphens': '영문 소문자, 숫자, 하이픈만 쓸 수 있습니다',
  'must be written table.column': 'table.column 형식이어야 합니다',
  'must name the law': '법령을 적어야 합니다',
  'names {{name}} twice': '{{name}}이(가) 두 번 있습니다',
  'names {{name}}, and nothing of that name asks for an answer here. What does: {{names}}':
    '{{name}}은(는) 답을 묻지 않는 이름입니다. 답을 묻는 것: {{names}}',
  'names {{name}}, which `drop` takes away': '{{name}}은(는) `drop`에서 지우는 열입니다',
  'names {{name}}, where {{use}} gives ciphertext': '{{name}}에서는 {{use}}의 결과가 암호문이 됩니다',
  'names {{name}}, which cannot be made again: {{why}}': '{{name}}은(는) 다시 만들 수 없습니다: {{why}}',
  'names {{name}}, which is not in the map': '{{name}}은(는) 매핑 파일에 없습니다',

  // JK803: after a path of a rule file
  'the file': '파일',
  'is missing': '빠져 있습니다',
  'holds a control character': '제어 문자가 있습니다',
  'is no rule file': '규칙 파일의 형식이 아닙니다',
  'is not after the first day': '시작일 다음이 아닙니다',
  'is not a source that the head of the file lists': '파일 머리의 출처 목록에 없습니다',
  'cannot be: a secondary source confirms nothing': '쓸 수 없습니다. 2차 출처로는 확인된 것이 아닙니다',
  'must be a whole number above 0': '0보다 큰 정수여야 합니다',
  'must be a day, such as 2027-03-09': '2027-03-09 같은 날짜여야 합니다',
  'is not a topic that Jikimi knows': '지키미가 아는 주제가 아닙니다',
  'overlaps the rule that begins on {{other}}': '{{other}}에 시작하는 규칙과 겹칩니다',
  'leaves a hole: no rule about the topic holds from {{first}} to {{last}}':
    '빈 기간이 있습니다. {{first}}부터 {{last}}까지 그 주제의 규칙이 없습니다',
  'says other than the rule that stands from this day; a rule never changes':
    '이 날부터 있는 규칙과 내용이 다릅니다. 규칙은 바꿀 수 없습니다',
  'would end a rule on which a decision of {{used}} rests': '{{used}}의 결정이 근거로 삼은 규칙을 끝내게 됩니다',
  ' So in lines {{lines}}.': ' {{lines}}행도 고쳐야 합니다.',

  // JK804
  ', unconfirmed': ', 미확인',
  '1 year': '1년은',
  '1 month': '1개월은',
  '1 day': '1일은',
  '1 hour': '1시간은',
  '1 time': '1회는',
  '{{number}} years': '{{number}}년은',
  '{{number}} months': '{{number}}개월은',
  '{{number}} days': '{{number}}일은',
  '{{number}} hours': '{{number}}시간은',
  '{{number}} times': '{{number}}회는',

  // JK243 to JK250: which duty withholds, and how many do beside it
  'the pledge of joining': '입사 서약서',
  'the pledge of handlers': '취급자 서약서',
  'the yearly pledge': '연간 서약서',
  'the first half-year': '상반기',
  'the second half-year': '하반기',
  ' Beside it are open: {{others}}.': ' 그 밖에 남은 의무: {{others}}.',

  // JK122: after a path of the file of a pledge or a course
  'is a number of no choice of its question': '그 문제의 보기에 없는 번호입니다',

  // JK625 and JK629: steps of adopting
  '{{use}} gives ciphertext': '결과가 암호문이 됩니다({{use}})',
  'locking the tables': '테이블 잠금',
  'dropping views': '뷰 삭제',
  'rewriting {{on}}': '{{on}} 다시 쓰기',
  'comparing {{on}}': '{{on}} 비교',
  'roles and rights': '역할과 권한 설정',
  'making {{on}}': '{{on}} 만들기',
  committing: '커밋',
} as const satisfies Readonly<Record<string, string>>;

export type Phrase = keyof typeof phrases;

export function isPhrase(text: unknown): text is Phrase {
  return typeof text === 'string' && Object.hasOwn(phrases, text);
}

/** Parameters that may be a phrase. Others are names, which stay as they are. */
export const phraseSlots = [
  'fault',
  'message',
  'more',
  'path',
  'state',
  'step',
  'unconfirmed',
  'value',
  'why',
] as const;
