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
