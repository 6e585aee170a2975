import { Refusal } from './refusal.ts';

declare const kind: unique symbol;

/** An id of one kind: a uuid in the database, `prefix_` and 32 hex digits at the edge. */
export type Id<Prefix extends string> = string & { readonly [kind]: Prefix };

export type IdKind<Prefix extends string> = {
  readonly prefix: Prefix;
  /** From the edge (`grant_…`) or from the database (a uuid); throws JK002 naming `path`. */
  parse(text: string, path?: string): Id<Prefix>;
  /** Whether the text has the form of this id; names of things never do. */
  matches(text: string): boolean;
  /** For people and the API. */
  show(id: Id<Prefix>): string;
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function idKind<const Prefix extends string>(prefix: Prefix): IdKind<Prefix> {
  const edge = new RegExp(`^${prefix}_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$`);
  return {
    prefix,
    parse(text, path = prefix) {
      const parts = edge.exec(text);
      if (parts !== null) return parts.slice(1).join('-') as Id<Prefix>;
      if (uuid.test(text)) return text as Id<Prefix>;
      throw new Refusal('JK002', { path, fault: 'is not an id of the form {{prefix}}_…', prefix });
    },
    matches: (text) => edge.test(text) || uuid.test(text),
    show: (id) => `${prefix}_${id.replaceAll('-', '')}`,
  };
}
