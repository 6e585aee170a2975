/** Types of PostgreSQL whose values can be sealed, each as its text. */
const sealable: ReadonlySet<string> = new Set(
  `text, character varying, character, citext, public.citext, date, numeric, smallint, integer, bigint, inet, cidr, uuid,
  timestamp without time zone, timestamp with time zone`.split(/,\s+/),
);

/** `base` is the type below domains, without length, as `format_type` says it. */
export function isSealable(base: string): boolean {
  return sealable.has(base);
}
