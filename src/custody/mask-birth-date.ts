/** Year first, with or without separators, and with or without a time after it. */
const YEAR_FIRST =
  /^(1[89]\d\d|20\d\d)(?:([-./])(\d{1,2})\2(\d{1,2})|년\s*(\d{1,2})월\s*(\d{1,2})일|\.\s(\d{1,2})\.\s(\d{1,2})\.?)(?:[T ]\d{2}:\d{2}.*)?$/;
const COMPACT = /^(1[89]\d\d|20\d\d)(\d{2})(\d{2})$/;
const YEAR_LAST =
  /^(?:\d{1,2}([-./])\d{1,2}\1|\d{1,2} [A-Za-z]{3,9}\.?,? |[A-Za-z]{3,9}\.? \d{1,2},? )(1[89]\d\d|20\d\d)$/;
const SHORT = /^(\d{2})[-./]?(\d{2})[-./]?(\d{2})$/;

/** The year only: `1990-**-**`, or `90-**-**` where the value has two digits of it. Null where the text is no date. */
export function maskBirthDate(text: string): string | null {
  const year =
    YEAR_FIRST.exec(text)?.[1] ?? YEAR_LAST.exec(text)?.[2] ?? dated(COMPACT.exec(text)) ?? dated(SHORT.exec(text));
  return year === undefined ? null : `${year}-**-**`;
}

/** The year of a run of digits, where what follows can be a month and a day. */
function dated(parts: RegExpExecArray | null): string | undefined {
  const month = Number(parts?.[2]);
  const day = Number(parts?.[3]);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? parts?.[1] : undefined;
}
