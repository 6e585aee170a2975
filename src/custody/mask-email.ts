const EMAIL =
  /^([^\s@"<>()[\],;:\\*]+)@((?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}][\p{L}\p{M}\p{N}-]+)$/u;

/**
 * The domain, and of the local part the first two characters where it has five or more, the first where it has two to four. Null where the
 * text is not one plain address (RFC 5322 quoted locals and address literals are not).
 */
export function maskEmail(text: string): string | null {
  const parts = EMAIL.exec(text);
  if (parts?.[1] === undefined) return null;
  const local = Array.from(parts[1]);
  const shown = local.length >= 5 ? 2 : local.length >= 2 ? 1 : 0;
  return `${local.slice(0, shown).join('')}***@${parts[2]}`;
}
