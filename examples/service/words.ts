/** The words of the pages, in Korean and English. */
import type { FastifyRequest } from 'fastify';

export type Language = 'ko' | 'en';

/** Korean, unless the browser asks for English before it. */
export function languageOf(request: FastifyRequest): Language {
  const wanted = (request.headers['accept-language'] ?? '').toLowerCase();
  return /^[^,;]*\ben\b/.test(wanted) ? 'en' : 'ko';
}

export const words = {
  title: { ko: '하늘 상점', en: 'Haneul Shop' },
  signIn: { ko: '로그인', en: 'Sign in' },
  signUp: { ko: '회원 가입', en: 'Sign up' },
  signOut: { ko: '로그아웃', en: 'Sign out' },
  profile: { ko: '내 정보', en: 'My profile' },
  save: { ko: '저장', en: 'Save' },
  email: { ko: '이메일', en: 'E-mail' },
  password: { ko: '비밀번호 (8자 이상)', en: 'Password (8 characters or more)' },
  name: { ko: '이름', en: 'Name' },
  phone: { ko: '전화번호', en: 'Telephone' },
  address: { ko: '주소', en: 'Address' },
  birth_date: { ko: '생년월일', en: 'Date of birth' },
  orders: { ko: '주문 내역', en: 'Orders' },
  order: { ko: '주문하기', en: 'Place an order' },
  item: { ko: '상품', en: 'Item' },
  amount_krw: { ko: '금액 (원)', en: 'Amount (KRW)' },
  delivery_address: { ko: '배송지 (비우면 내 주소)', en: 'Delivery address (empty: mine)' },
  none: { ko: '주문이 없습니다.', en: 'No orders yet.' },
  unsubscribe: { ko: '소식지 수신 거부', en: 'Unsubscribe from the newsletter' },
  unsubscribed: { ko: '소식지를 받지 않습니다.', en: 'You do not receive the newsletter.' },
  withdraw: { ko: '회원 탈퇴 (모든 정보를 지웁니다)', en: 'Leave (deletes everything about me)' },
  back: { ko: '돌아가기', en: 'Back' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;
export type Word = keyof typeof words;
