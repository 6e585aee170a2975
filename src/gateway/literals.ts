/**
 * The string literals of a statement: where they are, what they say, and how another text takes their place.
 * Found by PostgreSQL's own scanner (libpg-query). It reads as `standard_conforming_strings = on` does: the session must hold that setting.
 *
 * Offsets are bytes of the UTF-8 text, as the parser's are. Source: PostgreSQL 18, Lexical Structure, 4.1.2.
 */
import { scanSql } from './parser-pool.ts';

/** `plain` '…' · `escape` E'…' · `dollar` $tag$…$tag$ · `unicode` U&'…', with its UESCAPE, which is not read. */
export type LiteralKind = 'plain' | 'escape' | 'dollar' | 'unicode';

export type Literal = {
  readonly kind: LiteralKind;
  /** Offset of its first byte. */
  readonly start: number;
  /** Offset after its last byte. */
  readonly end: number;
  /** As it was written. */
  readonly raw: string;
};

export type Token = { readonly type: number; readonly start: number; readonly end: number; readonly text: string };

/** Put in the place of the bytes from `start` to before `end`. */
export type Replacement = { readonly start: number; readonly end: number; readonly text: string };

/** A text that replacements were put into; `before`: what had made it of the one that the client wrote. */
export type Spliced = {
  readonly text: string;
  readonly replacements: readonly Replacement[];
  readonly before: Spliced | null;
};

// Token numbers of libpg-query 18, whose names are not all in its list.
const SCONST = 261;
const USCONST = 262;
const comments = new Set([275, 276]);

/** Without the parser: false means that the text certainly has no string literal. */
export function mayHoldLiterals(text: string): boolean {
  return text.includes("'") || /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.test(text);
}

/** Every token but comments, in order. Throws when PostgreSQL's scanner does. */
export function tokensOf(text: string): readonly Token[] {
  const bytes = Buffer.from(text);
  return scanned(text)
    .filter((token) => !comments.has(token.tokenType))
    .map(({ tokenType, start, end }) => ({ type: tokenType, start, end, text: bytes.toString('utf8', start, end) }));
}

/** Where the comments of a text are. Throws as `tokensOf` does. */
export function commentsOf(text: string): readonly { readonly start: number; readonly end: number }[] {
  return scanned(text).filter((token) => comments.has(token.tokenType));
}

type Scanned = { readonly tokenType: number; readonly start: number; readonly end: number };

function scanned(text: string): readonly Scanned[] {
  return (JSON.parse(scanSql(withoutControls(text))) as { readonly tokens: readonly Scanned[] }).tokens;
}

/** The string literals among the tokens. B'…' and X'…' are bit strings, which no sealed column is compared with. */
export function literalsOf(tokens: readonly Token[]): readonly Literal[] {
  const literals: Literal[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type === SCONST && !isEscapeCharacter(tokens, index))
      literals.push({ kind: kindOf(token.text), start: token.start, end: token.end, raw: token.text });
    if (token.type === USCONST) {
      const last = isEscapeCharacter(tokens, index + 2) ? (tokens[index + 2] ?? token) : token;
      literals.push({ kind: 'unicode', start: token.start, end: last.end, raw: token.text });
    }
  }
  return literals;
}

/** What the literal says, as PostgreSQL reads it; undefined where it is not positively recognised. */
export function valueOf(literal: Literal): string | undefined {
  switch (literal.kind) {
    case 'plain':
      return unquote(literal.raw, false);
    case 'escape':
      return unquote(literal.raw.slice(1), true);
    case 'dollar': {
      const tag = literal.raw.indexOf('$', 1) + 1;
      return literal.raw.slice(tag, -tag);
    }
    case 'unicode':
      return undefined;
  }
}

/** Replaces at byte offsets and keeps every other byte. Replacements may come in any order and must not overlap. */
export function splice(text: string, replacements: readonly Replacement[]): string {
  if (replacements.length === 0) return text;
  const bytes = Buffer.from(text);
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, text: put } of replacements.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at || end < start || end > bytes.length)
      throw new RangeError('replacements overlap or lie outside the text');
    parts.push(bytes.subarray(at, start), Buffer.from(put));
    at = end;
  }
  parts.push(bytes.subarray(at));
  return Buffer.concat(parts).toString();
}

function kindOf(raw: string): LiteralKind {
  if (raw.startsWith('$')) return 'dollar';
  return raw.startsWith("'") ? 'plain' : 'escape';
}

/** Whether the token is the '!' of `U&'…' UESCAPE '!'`. */
function isEscapeCharacter(tokens: readonly Token[], index: number): boolean {
  return (
    tokens[index]?.type === SCONST &&
    tokens[index - 1]?.text.toLowerCase() === 'uescape' &&
    tokens[index - 2]?.type === USCONST
  );
}

/** libpg-query's JSON does not escape control characters. None ends a token inside a literal, so that offsets stay. */
function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\v\f]/g, ' ').replace(/[\x01-\x08\x0e-\x1f]/g, '?');
}

const simpleEscapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Joins `'…' newline '…'`, undoubles quotes and, where asked, reads backslash escapes. Undefined for bytes that are not UTF-8. */
function unquote(quoted: string, escapes: boolean): string | undefined {
  const bytes: Buffer[] = [];
  let units = ''; // UTF-16 code units of \u escapes in a row, so that a surrogate pair becomes one character
  for (let at = 1; at < quoted.length; ) {
    const { length, kind, body } = pieceAt(quoted, at, escapes);
    at += length;
    if (kind === 'unit') {
      units += String.fromCodePoint(Number.parseInt(body, 16));
      continue;
    }
    bytes.push(
      Buffer.from(units),
      kind === 'byte' ? Buffer.from([Number.parseInt(body, 16) & 0xff]) : Buffer.from(body),
    );
    units = '';
  }
  bytes.push(Buffer.from(units));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(bytes));
  } catch {
    return undefined;
  }
}

/** `body` is text, or the hexadecimal number of a byte or of a code unit. */
type Piece = { readonly length: number; readonly kind: 'text' | 'byte' | 'unit'; readonly body: string };

function pieceAt(quoted: string, at: number, escapes: boolean): Piece {
  const read = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(quoted);
  };
  const run = read(escapes ? /[^'\\]+/y : /[^']+/y);
  if (run !== null) return { length: run[0].length, kind: 'text', body: run[0] };
  if (quoted.startsWith("''", at)) return { length: 2, kind: 'text', body: "'" };
  // the end of a segment: what follows, if anything, is white space and the quote that opens the next one
  const end = read(/'\s*'?/y);
  if (end !== null) return { length: end[0].length, kind: 'text', body: '' };
  const unit = read(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/y);
  if (unit !== null) return { length: unit[0].length, kind: 'unit', body: unit[1] ?? unit[2] ?? '' };
  const hex = read(/\\x([0-9a-fA-F]{1,2})/y);
  if (hex !== null) return { length: hex[0].length, kind: 'byte', body: hex[1] ?? '' };
  const octal = read(/\\([0-7]{1,3})/y);
  if (octal !== null)
    return { length: octal[0].length, kind: 'byte', body: Number.parseInt(octal[1] ?? '', 8).toString(16) };
  const character = String.fromCodePoint(quoted.codePointAt(at + 1) ?? 0);
  return { length: 1 + character.length, kind: 'text', body: simpleEscapes[character] ?? character };
}
