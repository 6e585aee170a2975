/** Codes of the room `access`: why a grant does not open something, and why a request is not decided. */
import type { CodeTable } from './table.ts';

export const accessCodes = {
  JK201: {
    name: 'no_licence',
    http: 403,
    retryable: false,
    en: [
      'This grant has not been approved, so nothing is opened.',
      'Ask its deciders: `jikimi grant show {{grant}}` names who must approve it.',
    ],
    ko: [
      '승인되지 않은 권한이므로 아무것도 열람할 수 없습니다.',
      '결정권자에게 요청하세요. 누가 승인해야 하는지는 `jikimi grant show {{grant}}`에 있습니다.',
    ],
  },
  JK202: {
    name: 'grant_expired',
    http: 403,
    retryable: false,
    en: ['This grant has expired.', 'Request a new one: `jikimi grant request --replaces`.'],
    ko: ['권한의 기간이 끝났습니다.', '새로 요청하세요: `jikimi grant request --replaces`.'],
  },
  JK203: {
    name: 'grant_revoked',
    http: 403,
    retryable: false,
    en: [
      'This grant was revoked or replaced.',
      '`jikimi grant show {{grant}}` says which of the two and when; ask a responsible person of its service, or request a new one.',
    ],
    ko: [
      '권한이 회수되었거나 다른 권한으로 바뀌었습니다.',
      '어느 쪽인지와 그 시각은 `jikimi grant show {{grant}}`에 있습니다. 서비스의 개인정보 보호 담당자에게 문의하거나 새로 요청하세요.',
    ],
  },
  JK204: {
    name: 'review_missed',
    http: 403,
    retryable: false,
    en: [
      'This grant ended because its review was missed.',
      'Request a new one, and ask the responsible person to keep the next review.',
    ],
    ko: [
      '정기 검토를 하지 않아 권한이 끝났습니다.',
      '새로 요청하고, 개인정보 보호 담당자에게 다음 검토를 지켜 달라고 하세요.',
    ],
  },
  JK205: {
    name: 'not_fit',
    http: 403,
    retryable: false,
    en: [
      'The handler is not in order today: nobody has declared them fit, or no longer.',
      'Ask HR or a responsible person to, for a service account its responsible person (`jikimi account fit`); opening goes on by itself.',
    ],
    ko: [
      '취급자의 적격 확인이 없거나 기한이 지나 열람할 수 없습니다.',
      '인사 담당자나 책임자에게, 서비스 계정은 그 개인정보 보호 담당자에게(`jikimi account fit`) 적격 확인을 부탁하세요. 확인되면 저절로 다시 열립니다.',
    ],
  },
  JK206: {
    name: 'handler_left',
    http: 403,
    retryable: false,
    en: [
      'The holder of this grant has left: a person who does not work here any more, or a service account that was ended.',
      'Request a grant for a holder that has not: `jikimi grant request`.',
    ],
    ko: [
      '이 권한의 보유자가 퇴사한 사람이거나 종료된 서비스 계정입니다.',
      '그렇지 않은 보유자로 새 권한을 요청하세요: `jikimi grant request`.',
    ],
  },
  JK207: {
    name: 'purpose_not_approved',
    http: 403,
    retryable: false,
    en: ['The purpose of this grant is not approved any more.', "Ask the CPO's office to approve the purpose again."],
    ko: ['이 권한의 처리 목적은 이제 승인되어 있지 않습니다.', '개인정보보호 부서에 목적의 승인을 다시 요청하세요.'],
  },
  JK208: {
    name: 'source_not_allowed',
    http: 403,
    retryable: false,
    en: [
      'This grant may not be used from this address.',
      'Connect from a network that the grant names; `jikimi grant show {{grant}}` lists them.',
    ],
    ko: [
      '이 주소에서는 이 권한을 쓸 수 없습니다.',
      '권한에 적힌 네트워크에서 접속하세요. 목록은 `jikimi grant show {{grant}}`에 있습니다.',
    ],
  },
  JK209: {
    name: 'outside_window',
    http: 403,
    retryable: true,
    en: [
      'This grant may not be used at this hour.',
      'Come back within its hours; `jikimi grant show {{grant}}` says which.',
    ],
    ko: [
      '지금은 이 권한을 쓸 수 없는 시간입니다.',
      '허용된 시간에 다시 하세요. 시간은 `jikimi grant show {{grant}}`에 있습니다.',
    ],
  },
  JK210: {
    name: 'not_begun',
    http: 403,
    retryable: true,
    en: ['This grant has not begun yet.', '`jikimi grant show {{grant}}` says when it does.'],
    ko: ['아직 시작되지 않은 권한입니다.', '시작 시각은 `jikimi grant show {{grant}}`에 있습니다.'],
  },
  JK211: {
    name: 'terms_settled',
    http: 409,
    retryable: false,
    en: ['The terms of a grant never change once it was requested.', 'Request a new grant that replaces it.'],
    ko: ['요청한 권한의 조건은 바꿀 수 없습니다.', '이를 대신할 새 권한을 요청하세요.'],
  },
  JK212: {
    name: 'mode_above_purpose',
    http: 422,
    retryable: false,
    en: [
      'The purpose is not approved for {{field}} as far as "{{mode}}".',
      'Ask for a lower mode, or for a change of the purpose.',
    ],
    ko: [
      '이 목적은 {{field}}을(를) "{{mode}}"까지 승인받지 않았습니다.',
      '더 낮은 방식을 요청하거나 목적의 변경을 요청하세요.',
    ],
  },
  JK213: {
    name: 'approval_missing',
    http: 403,
    retryable: false,
    en: ['An office that must approve this grant has not.', '`jikimi grant show {{grant}}` names the offices.'],
    ko: ['이 권한을 승인해야 할 직책의 승인이 없습니다.', '어느 직책인지는 `jikimi grant show {{grant}}`에 있습니다.'],
  },
  JK214: {
    name: 'life_never_changes',
    http: 409,
    retryable: false,
    en: [
      'A grant that has begun can only be ended, once; it never changes.',
      'Request a new grant: `jikimi grant request --replaces`.',
    ],
    ko: [
      '시작된 권한은 종료만 할 수 있고 고칠 수 없습니다.',
      '새 권한을 요청하세요: `jikimi grant request --replaces`.',
    ],
  },
  JK215: {
    name: 'own_request',
    http: 403,
    retryable: false,
    en: ['Nobody decides a request of their own.', 'Another responsible person must decide it.'],
    ko: ['자신의 요청은 결정할 수 없습니다.', '다른 개인정보 보호 담당자가 결정해야 합니다.'],
  },
  JK216: {
    name: 'already_decided',
    http: 409,
    retryable: false,
    en: ['The request "{{name}}" was decided already: it is {{state}}.', 'A change is a new request.'],
    ko: ['"{{name}}" 요청은 이미 결정되었습니다: {{state}}.', '바꾸려면 새로 요청하세요.'],
  },
  JK217: {
    name: 'not_live',
    http: 409,
    retryable: false,
    en: ['The grant "{{name}}" is not live: it is {{state}}.', '`jikimi grant explain {{name}}` says why.'],
    ko: [
      '"{{name}}" 권한은 지금 유효하지 않습니다(상태: {{state}}).',
      '이유는 `jikimi grant explain {{name}}`이 알려 줍니다.',
    ],
  },
  JK218: {
    name: 'name_taken',
    http: 409,
    retryable: false,
    en: ['A grant named "{{name}}" exists already.', 'Choose another name, or replace it with --replaces {{name}}.'],
    ko: ['"{{name}}"(이)라는 권한이 이미 있습니다.', '다른 이름을 고르거나 --replaces {{name}}(으)로 대신하세요.'],
  },
  JK219: {
    name: 'purpose_does_not_cover',
    http: 422,
    retryable: false,
    en: [
      'The approved purpose "{{purpose}}" does not cover {{field}}.',
      'Leave that field out, or ask for a change of the purpose.',
    ],
    ko: ['승인된 목적({{purpose}})에 {{field}}이(가) 없습니다.', '그 항목을 빼거나 목적의 변경을 요청하세요.'],
  },
  JK220: {
    name: 'envelope_forged',
    http: 403,
    retryable: false,
    en: [
      'A sealed value is not genuine: it was altered, cut, or moved to another field.',
      'Tell the security office; the attempt is on record.',
    ],
    ko: [
      '봉인된 값이 진짜가 아닙니다. 바뀌었거나 잘렸거나 다른 항목으로 옮겨졌습니다.',
      '보안 부서에 알리세요. 이 시도는 기록되었습니다.',
    ],
  },
  JK221: {
    name: 'subject_out_of_scope',
    http: 403,
    retryable: false,
    en: ['This grant does not cover that person.', 'Ask for a grant that names them.'],
    ko: ['이 권한의 대상이 아닌 정보주체입니다.', '그 사람을 포함한 권한을 요청하세요.'],
  },
  JK222: {
    name: 'cap_reached',
    http: 403,
    // A minute and a day begin anew; only a cap in all stays reached.
    retryable: true,
    en: [
      'That would open more people than this grant may {{span}}.',
      '`jikimi grant explain` says how many are left: ask for no more than those. A cap of a minute or a day counts anew in the next (Seoul); a cap in all does not: request a larger grant.',
    ],
    ko: [
      '이 권한으로 열람할 수 있는 사람 수({{span}})를 넘게 됩니다.',
      '남은 수는 `jikimi grant explain`에서 볼 수 있습니다. 그보다 많이 조회하지 마세요. 1분, 하루 한도는 다음 1분, 다음 날(서울)에 다시 셉니다. 전체 한도는 다시 세지 않으니 더 큰 권한을 요청하세요.',
    ],
  },
  JK223: {
    name: 'field_not_granted',
    http: 403,
    retryable: false,
    en: [
      'The service grant does not have a field that the statement reads.',
      'Leave the field out of the statement, or request a grant that has it.',
    ],
    ko: ['서비스 권한에 없는 항목을 읽었습니다.', '문장에서 그 항목을 빼거나 그 항목이 있는 권한을 요청하세요.'],
  },
  JK224: {
    name: 'personal_text',
    http: 422,
    retryable: false,
    en: [
      '{{path}} seems to hold an e-mail address or a phone number; this text is kept for years.',
      'Name the ticket or the matter instead.',
    ],
    ko: [
      '{{path}}에 이메일 주소나 전화번호처럼 보이는 것이 있습니다. 이 글은 여러 해 보관됩니다.',
      '대신 접수 번호나 용건을 적으세요.',
    ],
  },
  JK225: {
    name: 'no_match',
    http: 403,
    retryable: false,
    en: ['This grant may not search by that field.', 'Request match mode for the field.'],
    ko: ['이 권한으로는 그 항목으로 찾을 수 없습니다.', '그 항목의 일치 확인(match) 방식을 요청하세요.'],
  },
  JK226: {
    name: 'not_your_grant',
    http: 403,
    retryable: false,
    en: [
      'The grant "{{name}}" belongs to somebody else.',
      "Use a grant of your own: `jikimi grant list`. For a service account's grant, the one who requested it connects.",
    ],
    ko: [
      '"{{name}}" 권한은 다른 사람의 것입니다.',
      '자신의 권한을 쓰세요: `jikimi grant list`. 서비스 계정의 권한이면 요청한 사람만 접속 정보를 받습니다.',
    ],
  },
  JK227: {
    name: 'admission_refused',
    http: 403,
    retryable: true,
    en: ['This address is blocked.', 'Ask the security office.'],
    ko: ['차단된 주소입니다.', '보안 부서에 문의하세요.'],
  },
  JK228: {
    name: 'replacement_requested_already',
    http: 409,
    retryable: false,
    en: [
      'A grant that replaces "{{name}}" was requested already.',
      'Have that request decided; once it is rejected, request a new grant without --replaces and revoke the old one.',
    ],
    ko: [
      '"{{name}}"을(를) 대신할 권한이 이미 요청되었습니다.',
      '그 요청을 먼저 결정하세요. 반려되었다면 --replaces 없이 새로 요청하고 이전 권한은 회수하세요.',
    ],
  },
  JK229: {
    name: 'on_behalf_unusable',
    http: 422,
    retryable: false,
    en: [
      'jikimi.on_behalf is longer than 200 characters, or holds an e-mail address, a mobile number or a control character.',
      'Set it to an id of your own, such as the number of the signed-in user; it is kept for years.',
    ],
    ko: [
      'jikimi.on_behalf가 200자를 넘거나 이메일 주소, 휴대전화 번호, 제어 문자가 들어 있습니다.',
      '로그인한 이용자의 번호처럼 서비스가 쓰는 식별자로 정하세요. 여러 해 보관됩니다.',
    ],
  },
  JK230: {
    name: 'on_behalf_of_a_person',
    http: 403,
    retryable: false,
    en: [
      'A person reads on their own behalf: jikimi.on_behalf belongs to grants of service accounts.',
      'Leave it out.',
    ],
    ko: ['사람은 자신을 위해 읽습니다. jikimi.on_behalf는 서비스 계정의 권한에서만 씁니다.', '그 설정을 빼세요.'],
  },
  JK231: {
    name: 'service_caps_wrong',
    http: 422,
    retryable: false,
    en: [
      'The grant of a service account is capped by people a minute and a day, and has no cap in all.',
      'Give --per-minute and --per-day, and leave out --max.',
    ],
    ko: [
      '서비스 계정의 권한에는 1분과 하루의 사람 수 한도가 있어야 하고, 전체 한도는 없습니다.',
      '--per-minute와 --per-day를 주고 --max는 빼세요.',
    ],
  },
  JK232: {
    name: 'person_caps_wrong',
    http: 422,
    retryable: false,
    en: ['The grant of a person is capped by people in all.', 'Give --max.'],
    ko: ['사람의 권한에는 전체 사람 수 한도가 있어야 합니다.', '--max를 주세요.'],
  },
  JK233: {
    name: 'no_such_credential',
    http: 404,
    retryable: false,
    en: [
      'The grant "{{name}}" has no credential "{{username}}" that could be ended.',
      '`jikimi connect {{name}} --list` shows those that it has.',
    ],
    ko: [
      '"{{name}}" 권한에는 끝낼 수 있는 접속 정보 "{{username}}"이(가) 없습니다.',
      '`jikimi connect {{name}} --list`에서 확인하세요.',
    ],
  },
  JK234: {
    name: 'account_of_another_service',
    http: 422,
    retryable: false,
    en: [
      'The service account "{{account}}" does not work for the service "{{service}}".',
      '`jikimi account list` shows which works for which; `jikimi account add` enters a new one.',
    ],
    ko: [
      '"{{account}}" 계정은 "{{service}}" 서비스의 계정이 아닙니다.',
      '`jikimi account list`에서 확인하거나 `jikimi account add`로 새 계정을 등록하세요.',
    ],
  },
  JK235: {
    name: 'on_behalf_unclear',
    http: 422,
    retryable: false,
    en: [
      'This statement reads protected data and may change jikimi.on_behalf in between, so nobody could say on whose behalf it reads.',
      'Send what sets it, and what ends a transaction, in a statement of its own before.',
    ],
    ko: [
      '보호된 데이터를 읽으면서 jikimi.on_behalf를 바꿀 수 있는 문장이어서 누구를 위한 조회인지 알 수 없습니다.',
      '그 설정이나 트랜잭션을 끝내는 문장을 먼저 따로 보내세요.',
    ],
  },
  JK236: {
    name: 'no_sql_by_hand',
    http: 403,
    retryable: false,
    en: [
      'The grant "{{name}}" belongs to a service account; its programs connect with `jikimi connect {{name}}`.',
      'Request a grant of your own: `jikimi grant request`.',
    ],
    ko: [
      '"{{name}}"은(는) 서비스 계정의 권한입니다. 그 프로그램은 `jikimi connect {{name}}`(으)로 접속합니다.',
      '직접 조회하려면 자신의 권한을 요청하세요: `jikimi grant request`.',
    ],
  },
  JK237: {
    name: 'export_not_granted',
    http: 403,
    retryable: false,
    en: [
      'This grant does not allow values to leave as a copy.',
      'Read them with SELECT, or request a grant with --export.',
    ],
    ko: ['이 권한으로는 값을 복사본으로 내보낼 수 없습니다.', 'SELECT로 조회하거나 --export로 권한을 요청하세요.'],
  },
  JK240: {
    name: 'field_not_writable',
    http: 403,
    retryable: false,
    en: [
      'This grant may not store a value in {{field}}.',
      'Request a service grant with --write that has the field in full or for comparison; what comes masked is not written.',
    ],
    ko: [
      '이 권한으로는 {{field}}에 값을 저장할 수 없습니다.',
      '그 항목이 전체(full)나 일치 확인(match) 방식으로 든 서비스 권한을 --write로 요청하세요. 일부만 보이는 항목은 저장할 수 없습니다.',
    ],
  },
  JK241: {
    name: 'subject_stopped',
    http: 403,
    retryable: false,
    en: [
      'A data subject withdrew consent or had the processing restricted, so nothing is stored about them for this purpose.',
      'Leave that person out of the statement.',
    ],
    ko: [
      '동의를 철회했거나 처리 정지를 요구한 정보주체가 있어, 이 목적으로는 그 사람에 관한 값을 저장하지 않습니다.',
      '문장에서 그 사람을 빼세요.',
    ],
  },
  JK242: {
    name: 'person_does_not_write',
    http: 422,
    retryable: false,
    en: [
      'Only a service account may have a grant that writes, and {{holder}} is a person.',
      'Ask without --write, or name a service account with --holder.',
    ],
    ko: [
      '저장하는 권한은 서비스 계정만 가질 수 있는데, {{holder}}은(는) 사람입니다.',
      '--write 없이 요청하거나 --holder에 서비스 계정을 적으세요.',
    ],
  },
  JK243: {
    name: 'pledge_not_signed',
    http: 403,
    retryable: false,
    en: [
      'The handler has not signed edition {{edition}} of {{value}} (in force since {{day}}), so nothing is opened.{{more}}',
      'Sign it now: `jikimi pledge sign {{pledge}}`; `jikimi duties` lists all that is open.',
    ],
    ko: [
      '{{value}} {{edition}}판({{day}} 시행)에 서명하지 않아 열람할 수 없습니다.{{more}}',
      '지금 서명하세요: `jikimi pledge sign {{pledge}}`. 남은 의무는 모두 `jikimi duties`에 있습니다.',
    ],
  },
  JK244: {
    name: 'pledge_superseded',
    http: 403,
    retryable: false,
    en: [
      'Edition {{edition}} of {{value}} is in force since {{day}}, and the handler has signed an earlier one only, so nothing is opened.{{more}}',
      'Read and sign it: `jikimi pledge sign {{pledge}}`; `jikimi duties` lists all that is open.',
    ],
    ko: [
      '{{value}}가 {{edition}}판({{day}} 시행)으로 바뀌었으나 예전 판에만 서명하여 열람할 수 없습니다.{{more}}',
      '새 판을 읽고 서명하세요: `jikimi pledge sign {{pledge}}`. 남은 의무는 모두 `jikimi duties`에 있습니다.',
    ],
  },
  JK245: {
    name: 'pledge_expired',
    http: 403,
    retryable: false,
    en: [
      'The signature under edition {{edition}} of {{value}} counts no more, so nothing is opened.{{more}}',
      'Sign it again: `jikimi pledge sign {{pledge}}`; `jikimi duties` lists all that is open.',
    ],
    ko: [
      '{{value}} {{edition}}판에 한 서명의 유효 기간이 끝나 열람할 수 없습니다.{{more}}',
      '다시 서명하세요: `jikimi pledge sign {{pledge}}`. 남은 의무는 모두 `jikimi duties`에 있습니다.',
    ],
  },
  JK246: {
    name: 'course_not_passed',
    http: 403,
    retryable: false,
    en: [
      'The handler has not finished the course of {{value}} (due {{day}}), so nothing is opened.{{more}}',
      'Take it now: `jikimi course take {{course}}`; `jikimi duties` lists all that is open.',
    ],
    ko: [
      '{{value}} 교육을 마치지 않았습니다(기한 {{day}}).{{more}}',
      '지금 교육을 받으세요: `jikimi course take {{course}}`. 남은 의무는 모두 `jikimi duties`에 있습니다.',
    ],
  },
  JK247: {
    name: 'malware_detected',
    http: 403,
    retryable: false,
    en: [
      'Malware was detected on the handler’s device {{device}}, and a security desk has not cleared it yet.{{more}}',
      'A desk that has looked clears it: `jikimi device clear ACCOUNT {{device}} --reason TEXT`.',
    ],
    ko: [
      'PC({{device}})에서 악성코드가 발견되어 관제센터의 확인을 기다립니다.{{more}}',
      '관제센터가 확인하고 해제합니다: `jikimi device clear 계정 {{device}} --reason 사유`.',
    ],
  },
  JK248: {
    name: 'device_stale',
    http: 403,
    retryable: false,
    en: [
      'No device of the handler reported lately with signatures that are current, so nothing is opened.{{more}}',
      'Bring it up to date and report it: `jikimi device report --file FILE`; `jikimi device list` says what was reported when.',
    ],
    ko: [
      '취급자의 기기 가운데 최근에 보고하고 백신이 최신인 것이 없어 열람할 수 없습니다.{{more}}',
      '백신을 업데이트하고 보고하세요: `jikimi device report --file 파일`. 보고된 내용은 `jikimi device list`에 있습니다.',
    ],
  },
  JK249: {
    name: 'device_none',
    http: 403,
    retryable: false,
    en: [
      'No device of the handler has ever reported, so nothing is opened.{{more}}',
      'Report the one that you work on: `jikimi device report --file FILE`, or ask HR to.',
    ],
    ko: [
      '취급자의 기기가 한 번도 보고되지 않아 열람할 수 없습니다.{{more}}',
      '일하는 기기를 보고하거나 인사 담당자에게 부탁하세요: `jikimi device report --file 파일`.',
    ],
  },
  JK250: {
    name: 'handler_course_not_passed',
    http: 403,
    retryable: false,
    en: [
      'The handler has not finished the course for handlers, so nothing is opened.{{more}}',
      'Take it now: `jikimi course take {{course}}`; `jikimi duties` lists all that is open.',
    ],
    ko: [
      '취급자 교육을 마치지 않아 열람할 수 없습니다.{{more}}',
      '지금 교육을 받으세요: `jikimi course take {{course}}`. 남은 의무는 모두 `jikimi duties`에 있습니다.',
    ],
  },
  JK260: {
    name: 'holder_moved',
    http: 403,
    retryable: false,
    en: [
      'The holder of this grant moved to other work on {{day}}, and nobody has kept it since; nothing is opened.',
      'A responsible person of the service keeps it until {{due}}, else it ends: `jikimi grant keep {{grant}} --reason TEXT`.',
    ],
    ko: [
      '이 권한을 가진 사람이 {{day}}에 다른 업무로 옮겼고 아직 권한을 유지하기로 한 사람이 없어 열람할 수 없습니다.',
      '서비스의 책임자가 {{due}}까지 유지하지 않으면 끝납니다: `jikimi grant keep {{grant}} --reason 사유`.',
    ],
  },
  JK261: {
    name: 'holder_on_leave',
    http: 403,
    retryable: false,
    en: [
      'The holder of this grant is on leave since {{day}}, so nothing is opened.',
      'It opens again when HR says that they are back: `jikimi person return ACCOUNT --reason TEXT`.',
    ],
    ko: [
      '이 권한을 가진 사람이 {{day}}부터 휴직 중이어서 열람할 수 없습니다.',
      '인사 담당자가 복직을 등록하면 다시 열람할 수 있습니다: `jikimi person return 계정 --reason 사유`.',
    ],
  },
  JK262: {
    name: 'holder_not_here_yet',
    http: 403,
    retryable: false,
    en: [
      'The holder of this grant does not work here yet, so nothing is opened.',
      '`jikimi person show ACCOUNT` tells their first day.',
    ],
    ko: [
      '이 권한을 가진 사람이 아직 입사하지 않아 열람할 수 없습니다.',
      '입사일은 `jikimi person show 계정`에 있습니다.',
    ],
  },
  JK263: {
    name: 'no_review_waits',
    http: 409,
    retryable: false,
    en: [
      'The grant "{{name}}" does not wait for a review after a move, or its time is over.',
      '`jikimi grant show {{name}}` tells its state; what has lapsed is requested anew.',
    ],
    ko: [
      '"{{name}}" 권한은 전보에 따른 검토를 기다리고 있지 않거나 기한이 지났습니다.',
      '상태는 `jikimi grant show {{name}}`에 있습니다. 끝난 권한은 새로 요청하세요.',
    ],
  },
} as const satisfies CodeTable;
