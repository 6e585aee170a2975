/** Names and texts inside a statement that takes no parameters there, as the server's `quote_ident` and `quote_literal` write them. */

/** Always in double quotes, so that a name is what it is: no folding to lower case, no keyword. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Reads the same whether `standard_conforming_strings` is on or off. */
export function quoteText(text: string): string {
  const doubled = text.replaceAll("'", "''");
  return text.includes('\\') ? ` E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}
