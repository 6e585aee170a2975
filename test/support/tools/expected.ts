/** What every tool must come to see, step by step: examples/service/schema.sql with the people of people.tsv. */

const kim = 'kim@example.kr|김하람|010-9999-0001|1990-01-31';
const lee = 'lee@example.kr|이가람|010-9999-0002|';
const choi = 'choi@example.kr|최바다|010-1000-0004|1985-07-17';
const later = ['bulk3@example.kr|정다온||', 'bulk4@example.kr|강물결|010-2000-0004|'];
const last = 'bulk5@example.kr|서이음|010-2000-0005|1975-03-02';
const bulk2 = String.raw`bulk2@example.kr|O'Neil "Q" \ 백슬래시`;

export const expected: Readonly<Record<string, unknown>> = {
  create: [
    'kim@example.kr|김하늘|010-1000-0001|1990-01-31',
    'lee@example.kr|Lee Ga-ram||',
    'park@example.kr|박나래|010-1000-0003|2001-12-05',
  ],
  duplicate: { error: '23505' },
  find: 'kim@example.kr|김하늘|010-1000-0001|1990-01-31',
  'find.none': [],
  update: kim,
  'update.returning': 'park@example.kr|박나래|010-9999-0003|2001-12-06',
  upsert: [lee, choi],
  'find.list': ['kim@example.kr', 'choi@example.kr'],
  'find.phone': [kim, lee],
  count: 4,
  orders: [
    'kim@example.kr|lamp|김하늘|세종시 한누리대로 1',
    'kim@example.kr|chair|김하늘|세종시 한누리대로 1',
    'lee@example.kr|desk|Lee Ga-ram|세종시 한누리대로 1',
  ],
  transaction: ['rolled back', [], kim],
  bulk: ['bulk1@example.kr|한가람|010-2000-0001|1971-03-02', `${bulk2}|010-2000-0002|1972-03-02`, ...later, last],
  'bulk.update': [
    'bulk1@example.kr|한가람|010-3000-0000|1971-03-02',
    `${bulk2}|010-3000-0001|1972-03-02`,
    ...later,
    last,
  ],
  null: ['bulk1@example.kr', 'bulk3@example.kr'],
  delete: 8,
  'delete.list': 0,
};
