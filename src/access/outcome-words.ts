/** What a decision on a field means to the one who asked, in words. */
import { type Code, type Params, Refusal } from '../platform/mod.ts';
import type { Outcome } from './decide.ts';

type Words = {
  readonly outcome: Outcome['kind'];
  readonly code: Code | null;
  readonly because: string | null;
  readonly sentence: string;
  readonly hint: string | null;
};

const sentences = {
  open: { en: 'comes in full', ko: '전체 값이 나옵니다' },
  mask: { en: 'comes masked', ko: '일부를 가린 값이 나옵니다' },
  match: { en: 'can be compared', ko: '일치 여부를 물을 수 있습니다' },
  write: { en: 'can be stored', ko: '저장할 수 있습니다' },
  not_granted: { en: 'comes as null: not granted', ko: '권한이 없어 null로 나옵니다' },
  match_only: { en: 'comes as null; it can be compared only', ko: 'null로 나오며, 일치 여부만 물을 수 있습니다' },
  consent_withdrawn: { en: 'comes as null: consent was withdrawn', ko: '동의가 철회되어 null로 나옵니다' },
  restricted: { en: 'comes as null: processing is restricted', ko: '처리가 정지되어 null로 나옵니다' },
  held: { en: 'comes as null: held', ko: '제한되어 null로 나옵니다' },
  destroyed: { en: 'comes as null: destroyed', ko: '파기되어 null로 나옵니다' },
} as const;

/** `params`: what the sentence of a refusal says of these facts. */
export function outcomeWords(outcome: Outcome, language: 'en' | 'ko', params: (code: Code) => Params): Words {
  switch (outcome.kind) {
    case 'open':
    case 'mask':
    case 'match':
    case 'write':
      return {
        outcome: outcome.kind,
        code: null,
        because: null,
        sentence: sentences[outcome.kind][language],
        hint: null,
      };
    case 'withhold':
      return {
        outcome: 'withhold',
        code: null,
        because: outcome.because,
        sentence: sentences[outcome.because][language],
        hint: null,
      };
    case 'refuse': {
      const [sentence, hint] = new Refusal(outcome.code, params(outcome.code)).say(language);
      return { outcome: 'refuse', code: outcome.code, because: null, sentence, hint };
    }
  }
}
