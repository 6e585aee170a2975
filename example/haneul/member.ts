/** A member of Haneul Talk as the membership database keeps one, and the one whom everybody may know by name. */

export type Grade = 'seed' | 'sprout' | 'tree' | 'forest';
export type MemberStatus = 'active' | 'dormant' | 'suspended';

/** A row of `public.members`, named as its columns. The fields down to `last_location`, but for id, postal_code and bank_name, are sealed. */
export type Member = {
  /** From 100001, in the order of joining. */
  readonly id: number;
  readonly name_ko: string;
  /** Surname first: `Kim Min-jun`. */
  readonly name_en: string;
  /** Lower case, unique. */
  readonly email: string;
  /** `010-1xxx-xxxx` or `010-0xxx-xxxx`, unique. */
  readonly mobile: string;
  readonly address: string;
  /** Five digits. */
  readonly postal_code: string;
  /** `1994-05-17`; at least fourteen years before `joined_at`. */
  readonly birth_date: string;
  /** 16 digits, unique. */
  readonly card_number: string;
  readonly bank_name: string;
  readonly bank_account: string;
  /** Latitude and longitude, WGS 84 degrees: `37.5665,126.9780`. */
  readonly last_location: string;
  readonly grade: Grade;
  readonly marketing_opt_in: boolean;
  /** ISO 8601 with offset. */
  readonly joined_at: string;
  readonly status: MemberStatus;
};

/** The member whom documentation, transcripts and tests ask for: the same whatever the seed, but for `joined_at`. The address is a town hall's. */
export const KIM_HANEUL = {
  id: 100_001,
  name_ko: '김하늘',
  name_en: 'Kim Ha-neul',
  email: 'kim@example.kr',
  mobile: '010-1234-5678',
  address: '서울특별시 중구 세종대로 110, 101동 1203호',
  postal_code: '04524',
  birth_date: '1994-05-17',
  card_number: '4242424242424242',
  bank_name: '국민은행',
  bank_account: '123456-04-567890',
  last_location: '37.5665,126.9780',
  grade: 'tree',
  marketing_opt_in: true,
  status: 'active',
} as const satisfies Omit<Member, 'joined_at'>;
