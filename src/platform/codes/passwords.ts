/** Codes of adopting password columns (docs/passwords.md). */
import type { CodeTable } from './table.ts';

export const passwordCodes = {
  JK640: {
    name: 'passwords_of_another_scheme',
    http: 422,
    retryable: false,
    en: [
      '{{count}} values of {{column}} look like password hashes, but not like {{scheme}} (rows by {{key}}: {{rows}}).',
      'Correct `scheme`, `encoding` or `salt` in the map; docs/passwords.md shows how each looks. Hashes of several schemes in one column, or of one that is not listed: set the few to null and have these people choose a new password. Nothing was changed.',
    ],
    ko: [
      '{{column}}의 값 {{count}}개가 비밀번호 해시로 보이지만 {{scheme}} 형식이 아닙니다({{key}} 기준 행: {{rows}}).',
      '매핑 파일의 `scheme`, `encoding`, `salt`를 고치세요. 형식별 예는 docs/passwords.md에 있습니다. 한 열에 여러 방식이 섞여 있거나 목록에 없는 방식이면 그 값을 null로 바꾸고 해당 이용자가 비밀번호를 다시 정하게 하세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK641: {
    name: 'passwords_not_hashed',
    http: 422,
    retryable: false,
    en: [
      '{{count}} values of {{column}} look like no password hash at all, and a plain password is never taken over (rows by {{key}}: {{rows}}).',
      'Hash them with argon2id first: docs/passwords.md has the few lines for it, and the map then says `scheme: argon2id`. Or set them to null and have these people choose a new one. Nothing was changed.',
    ],
    ko: [
      '{{column}}의 값 {{count}}개가 비밀번호 해시로 보이지 않습니다. 평문 비밀번호는 받지 않습니다({{key}} 기준 행: {{rows}}).',
      '먼저 argon2id로 해시하고 매핑 파일에 `scheme: argon2id`라고 쓰세요. 필요한 몇 줄은 docs/passwords.md에 있습니다. 또는 null로 바꾸고 해당 이용자가 비밀번호를 다시 정하게 하세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK642: {
    name: 'salts_missing',
    http: 422,
    retryable: false,
    en: [
      'Of {{count}} hashes in {{column}} ({{scheme}}) the salt is null or not encoded as the map says (rows by {{key}}: {{rows}}).',
      'Correct `salt` in the map. Where the salt is lost nobody can sign in: set those hashes to null. Nothing was changed.',
    ],
    ko: [
      '{{column}}({{scheme}})의 해시 {{count}}개에서 솔트가 null이거나 매핑 파일에 적힌 인코딩이 아닙니다({{key}} 기준 행: {{rows}}).',
      '매핑 파일의 `salt`를 고치세요. 솔트를 잃었다면 아무도 로그인할 수 없으므로 그 해시를 null로 바꾸세요. 아무것도 바꾸지 않았습니다.',
    ],
  },
  JK643: {
    name: 'password_column_not_text',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}}: {{column}} is of type {{type}}, and a password hash is kept as text.',
      "Convert it first, for example `alter column … type text using encode(…, 'hex')`.",
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: {{column}}의 자료형은 {{type}}입니다. 비밀번호 해시는 문자열로 보관합니다.',
      "먼저 변환하세요. 예: `alter column … type text using encode(…, 'hex')`.",
    ],
  },
  JK644: {
    name: 'password_column_told_otherwise',
    http: 422,
    retryable: false,
    en: [
      '{{file}}, line {{line}}: {{path}}: {{column}} was adopted as a column of passwords, and the map now says that it is something else.',
      'Put it back under `passwords`, with the scheme that it had or with `argon2id`.',
    ],
    ko: [
      '{{file}} {{line}}행: {{path}}: {{column}}은(는) 비밀번호 열로 편입되었는데 매핑 파일에는 다른 것으로 적혀 있습니다.',
      '원래 방식이나 `argon2id`로 `passwords`에 다시 적으세요.',
    ],
  },
} as const satisfies CodeTable;
