/** Where an error is, in the statement as the client wrote it: the server counts in the text that the gateway sent. */
import { reportFields } from './backend-parsers.ts';
import type { Replacement, Spliced } from './literals.ts';
import { FrameWriter } from './frame-writer.ts';

const positionField = 0x50;

/**
 * Positions count characters from 1. `replacements`, in byte offsets of `text`, made the text that `position` is of; within one of them, it is where the
 * replaced bytes begin.
 */
export function positionBefore(text: string, replacements: readonly Replacement[], position: number): number {
  const bytes = Buffer.from(text);
  let left = position - 1; // characters of the spliced text up to the position
  let before = 0;
  let at = 0;
  for (const { start, end, text: put } of replacements.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const kept = charactersIn(bytes, at, start);
    if (left < kept) return before + left + 1;
    before += kept;
    left -= kept;
    const length = Array.from(put).length;
    if (left < length) return before + 1;
    left -= length;
    before += charactersIn(bytes, start, end);
    at = end;
  }
  return before + left + 1;
}

/** Where a position of the text that came of it all is in what the client wrote. */
export function positionIn(spliced: Spliced | null, position: number): number {
  if (spliced === null) return position;
  return positionIn(spliced.before, positionBefore(spliced.text, spliced.replacements, position));
}

/** How many characters stand in these bytes of a UTF-8 text. */
export function charactersIn(bytes: Buffer, start: number, end: number): number {
  return Array.from(bytes.toString('utf8', start, end)).length;
}

/** An ErrorResponse with its position counted in what the client wrote. */
export function withPositionIn(spliced: Spliced, error: Buffer): Buffer {
  const writer = new FrameWriter(error.length + 16).begin(error[0] ?? 0);
  for (const [letter, value] of reportFields(error, 0, error.length)) {
    const position = letter === positionField ? Number(value.toString('utf8')) : 0;
    writer.byte(letter);
    if (position > 0) writer.cString(String(positionIn(spliced, position)));
    else writer.raw(Buffer.from(value)).byte(0);
  }
  return writer.byte(0).end().take();
}

/** An ErrorResponse without its position: it counts in a text that the client has not seen. */
export function withoutPosition(error: Buffer): Buffer {
  const writer = new FrameWriter(error.length).begin(error[0] ?? 0);
  for (const [letter, value] of reportFields(error, 0, error.length))
    if (letter !== positionField) writer.byte(letter).raw(Buffer.from(value)).byte(0);
  return writer.byte(0).end().take();
}
