import type { TextPart } from './commandTexts';

/** A part of a text, in UTF-16 units from 0, and what comes in its place. */
export interface TextEdit {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly text: string;
}

/** What is done to the texts of a command; in each from its beginning to its end. */
export type TextEdits = ReadonlyMap<TextPart, readonly TextEdit[]>;

/** A text after edits that are in their order and do not overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: own } of edits) {
    pieces.push(text.slice(at, start), own);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

/** What makes of an edited text what it was. @param text as it was */
export function takingBack(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let moved = 0;
  return edits.map(({ start, end, text: own }) => {
    const at = start + moved;
    moved += own.length - (end - start);
    return { start: at, end: at + own.length, text: text.slice(start, end) };
  });
}
