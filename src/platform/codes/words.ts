/**
 * Words that a refusal puts into its sentence: the parameter names one, and whoever reads gets it in their language. Closed: what is not
 * here may not be named by `what` or `span` (refusal.test.ts walks the sources).
 */
import { fill } from './fill.ts';
import { isPhrase, phraseSlots, phrases } from './phrases.ts';

type Words = Readonly<Record<'en' | 'ko', string>>;

/** What may be missing (JK003). The Korean has its particle; `where` says where the names that there are can be found. */
const things: Readonly<Record<string, Words & { readonly where: Words }>> = {
  address: {
    en: 'address',
    ko: '주소가',
    where: {
      en: '/openapi.json lists what the office answers',
      ko: '업무 서버가 답하는 주소는 /openapi.json에 있습니다',
    },
  },
  code: {
    en: 'code',
    ko: '오류 코드가',
    where: { en: 'docs/errors.md lists all of them', ko: '모든 오류 코드는 docs/errors.md에 있습니다' },
  },
  course: {
    en: 'course',
    ko: '교육이',
    where: { en: '`jikimi course list` lists them', ko: '교육은 `jikimi course list`에 있습니다' },
  },
  database: {
    en: 'database',
    ko: '데이터베이스가',
    where: {
      en: 'whoever adopted the database gave it its name',
      ko: '데이터베이스 이름은 편입한 담당자에게 물어보세요',
    },
  },
  entry: {
    en: 'entry',
    ko: '기록 항목이',
    where: {
      en: '`jikimi history` lists those that you may read',
      ko: '볼 수 있는 기록은 `jikimi history`에 있습니다',
    },
  },
  field: {
    en: 'field',
    ko: '항목이',
    where: {
      en: 'a field is TABLE.COLUMN, as in the map that the database was adopted with',
      ko: '데이터베이스를 편입할 때 쓴 매핑 파일에 있는 대로 테이블.컬럼 형식으로 적으세요',
    },
  },
  grant: {
    en: 'grant',
    ko: '권한이',
    where: {
      en: '`jikimi grant list` lists those that you may see',
      ko: '볼 수 있는 권한은 `jikimi grant list`에 있습니다',
    },
  },
  person: {
    en: 'person',
    ko: '사람이',
    where: { en: 'it is the account as HR entered it', ko: '인사 담당자가 등록한 계정 이름을 적으세요' },
  },
  pledge: {
    en: 'pledge',
    ko: '서약서가',
    where: { en: '`jikimi pledge list` lists them', ko: '서약서는 `jikimi pledge list`에 있습니다' },
  },
  purpose: {
    en: 'purpose',
    ko: '처리 목적이',
    where: {
      en: "the CPO's office approves purposes and names them",
      ko: '처리 목적의 이름은 승인한 CPO 부서에 물어보세요',
    },
  },
  rule: {
    en: 'rule',
    ko: '규칙이',
    where: { en: '`jikimi law list` lists the topics', ko: '주제는 `jikimi law list`에 있습니다' },
  },
  service: {
    en: 'service',
    ko: '서비스가',
    where: {
      en: 'whoever adopted its database gave it its name; a map registers a new one by `service: { name: …, display: … }`',
      ko: '서비스 이름은 데이터베이스를 편입한 담당자에게 물어보세요. 새 서비스는 매핑 파일에 `service: { name: …, display: … }`로 적으면 등록됩니다',
    },
  },
};

const anywhere: Words = { en: 'look at the list and use a name from it', ko: '목록에 있는 이름을 쓰세요' };

/** In which time a cap counts people (JK222). */
const spans: Readonly<Record<string, Words>> = {
  all: { en: 'in all', ko: '전체' },
  day: { en: 'today', ko: '오늘' },
  minute: { en: 'in this minute', ko: '1분' },
};

/** Where it is not known which of them was meant: in the history, which keeps the code alone, and in `jikimi why`. */
const anySpan: Words = { en: 'in a minute, in a day or in all', ko: '1분, 하루 또는 전체' };

/** Where it is not known which one was meant: in the history, before somebody signed in, and in `jikimi why`. The command line puts in the one it uses. */
const anyGrant = 'GRANT';

/** Offices that could do it (JK103), in Korean, in the words of docs/glossary.md; in English they are called as `people` calls them. */
const koreanOffices: Readonly<Record<string, string>> = {
  owner: '소유자',
  ceo: '대표자',
  dpo: '데이터 보호 담당자(DPO)',
  cpo: '개인정보 보호책임자(CPO)',
  cpo_office: 'CPO 부서',
  ciso: '정보보호 최고책임자(CISO)',
  responsible: '개인정보 보호 담당자',
  hr: '인사 담당자',
  desk_a: '자체 관제',
  desk_b: '독립 관제',
  counselling: '상담 담당자',
  auditor: '감사 담당자',
  handler: '개인정보취급자',
};

/** A sealed column (JK502) as the subject of a sentence; of several one is meant, and of none this one. The Korean has its particle. */
function sealedColumn(names: string, language: 'en' | 'ko'): string {
  if (names === '') return language === 'ko' ? '이 봉인된 열은' : 'This sealed column';
  if (language === 'ko') return names.includes(', ') ? `봉인된 열 ${names} 가운데 하나는` : `봉인된 열 ${names}은(는)`;
  return names.includes(', ') ? `One of the sealed columns ${names}` : `The sealed column ${names}`;
}

function officesIn(names: string, language: 'en' | 'ko'): string {
  if (language === 'en') return names;
  return names
    .split(', ')
    .map((name) => (Object.hasOwn(koreanOffices, name) ? koreanOffices[name] : name))
    .join(', ');
}

/** Whom the example has of them, to act as before its owner has signed in. */
function inExample(names: string, language: 'en' | 'ko'): string {
  const sessions = ['responsible', 'cpo'].filter((name) => names.split(', ').includes(name));
  const flags = sessions.map((name) => `\`--as ${name}\``);
  if (language === 'ko')
    return flags.length === 0
      ? '아직 아무도 그 직책을 맡고 있지 않습니다. 소유자가 먼저 `start`가 출력한 링크(`jikimi owner claim …`)로 로그인해야 하며, 그 뒤에는 `--as`를 쓸 수 없습니다'
      : `${flags.join('나 ')}를 붙이세요`;
  return flags.length === 0
    ? 'nobody holds it: the owner signs in first, by the link that `start` printed (`jikimi owner claim …`), and `--as` is over then'
    : `add ${flags.join(' or ')}`;
}

/** `there`: names that there are, where who asks may be told. */
function whereOf(
  { there = '' }: Readonly<Record<string, string | number>>,
  where: Words,
  language: 'en' | 'ko',
): string {
  if (there === '') return where[language];
  return language === 'ko' ? `있는 이름: ${there}` : `there is ${there}`;
}

/** Every word that a parameter of that name may be. */
export const vocabulary = { what: Object.keys(things), span: Object.keys(spans) } as const;

/** The parameters of a sentence with their words and phrases in a language; `where` comes with `what`, and `grant` is never missing. */
export function inWords(
  params: Readonly<Record<string, string | number>>,
  language: 'en' | 'ko',
): Readonly<Record<string, string | number>> {
  const thing = Object.hasOwn(params, 'what') ? things[String(params['what'])] : undefined;
  const span = Object.hasOwn(params, 'span') ? spans[String(params['span'])] : undefined;
  return {
    where: whereOf(params, thing?.where ?? anywhere, language),
    span: anySpan[language],
    field: language === 'ko' ? '그 항목' : 'that field',
    grant: anyGrant,
    ...params,
    sealed_column: sealedColumn(String(params['sealed_column'] ?? ''), language),
    ...Object.fromEntries(
      phraseSlots.flatMap((slot) => {
        const phrase = params[slot];
        return isPhrase(phrase) ? [[slot, fill(language === 'ko' ? phrases[phrase] : phrase, params)]] : [];
      }),
    ),
    ...(thing === undefined ? {} : { what: thing[language] }),
    inExample: inExample(String(params['offices'] ?? 'responsible, cpo'), language),
    ...(Object.hasOwn(params, 'offices') ? { offices: officesIn(String(params['offices']), language) } : {}),
    ...(span === undefined ? {} : { span: span[language] }),
  };
}
