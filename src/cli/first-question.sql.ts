/** What `start` shows to be pasted: opens one member of the example organisation, on record. It has no double quotes, for the shell. */
export const firstQuestion =
  "select name_ko, mobile, birth_date, card_number from members where email = 'kim@example.kr'";
