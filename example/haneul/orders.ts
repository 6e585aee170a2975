/** What members bought in Haneul Talk's gift shop: about three orders each, a quarter of the members none. Items name no real brand. */
import { type Dice, type Weighted, weighted } from './dice.ts';
import type { Member } from './member.ts';
import { atSeoul } from './moments.ts';

export type OrderStatus = 'paid' | 'delivered' | 'cancelled' | 'refunded';

export type Order = {
  /** From 1, in the order of time. */
  readonly id: number;
  readonly member_id: number;
  /** ISO 8601 with offset, never before the member joined. */
  readonly ordered_at: string;
  readonly item: string;
  /** South Korean won, whole. */
  readonly amount_krw: number;
  readonly status: OrderStatus;
};

const DAY = 86_400_000;

/** Item, price in won, weight. */
const SHELF: readonly (readonly [string, number, number])[] = [
  ['아메리카노 교환권', 4500, 22],
  ['카페라테·조각 케이크 세트 교환권', 11800, 12],
  ['하늘 이모티콘: 꼬마구름의 하루', 2500, 18],
  ['하늘 이모티콘: 월요일의 직장인', 2500, 12],
  ['하늘 이모티콘: 우리 집 삽살개', 3200, 8],
  ['후라이드치킨·콜라 교환권', 21000, 10],
  ['피자 라지 교환권', 27900, 5],
  ['생크림 케이크 교환권', 32000, 5],
  ['편의점 상품권 1만원', 10000, 9],
  ['영화 관람권 2매', 28000, 5],
  ['백화점 상품권 5만원', 50000, 3],
  ['제주 한라봉 3kg', 29900, 3],
  ['들기름·참기름 선물 세트', 38000, 2],
  ['홍삼 스틱 30포', 59000, 2],
  ['완도 재래김 선물 세트', 19800, 2],
  ['햇사과 5kg', 34900, 2],
  ['한우 구이 모둠 600g', 89000, 1],
  ['핸드크림 3종 세트', 24000, 4],
  ['무선 충전 거치대', 39900, 1.5],
  ['하늘톡 꼬마구름 인형 30cm', 18900, 3],
];

const ITEMS: Weighted<readonly [string, number]> = weighted(
  SHELF.map(([item, price, weight]) => [[item, price], weight] as const),
);
const HOW_MANY: Weighted<number> = weighted([
  [0, 24],
  [1, 17],
  [2, 14],
  [3, 12],
  [4, 10],
  [5, 7],
  [6, 5],
  [8, 5],
  [11, 4],
  [16, 2],
]);
const PIECES: Weighted<number> = weighted([
  [1, 86],
  [2, 10],
  [3, 4],
]);
const ENDINGS: Weighted<OrderStatus> = weighted([
  ['delivered', 90],
  ['cancelled', 6],
  ['refunded', 4],
]);

/** `end`: milliseconds since 1970 before which every order lies. Orders of the last three days are still on their way. */
export function drawOrders(dice: Dice, members: readonly Member[], end: number): Order[] {
  const placed = members.flatMap((member) => {
    const joined = Temporal.Instant.from(member.joined_at).epochMilliseconds;
    return Array.from({ length: dice.draw(HOW_MANY) }, () => ({
      member_id: member.id,
      at: drawMoment(dice, joined, end),
    }));
  });
  placed.sort((a, b) => a.at - b.at || a.member_id - b.member_id);
  return placed.map(({ member_id, at }, index) => {
    const [item, price] = dice.draw(ITEMS);
    return {
      id: index + 1,
      member_id,
      ordered_at: atSeoul(at),
      item,
      amount_krw: price * dice.draw(PIECES),
      status: end - at < 3 * DAY ? 'paid' : dice.draw(ENDINGS),
    };
  });
}

/** Whole seconds; `to` itself is never reached, and `from` only where nothing lies between. */
function drawMoment(dice: Dice, from: number, to: number): number {
  return from + 1000 * dice.int(0, Math.max(0, Math.floor((to - from) / 1000) - 1));
}
