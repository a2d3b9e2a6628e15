import ts from 'typescript';

/** A text as TypeScript reads it; it parses anew only what differs from the text before. */
export class Snapshot implements ts.IScriptSnapshot {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  getText(start: number, end: number): string {
    return this.#text.slice(start, end);
  }

  getLength(): number {
    return this.#text.length;
  }

  getChangeRange(before: ts.IScriptSnapshot): ts.TextChangeRange | undefined {
    return before instanceof Snapshot ? changeBetween(before.#text, this.#text) : undefined;
  }
}

/**
 * The same for an editor: a change that begins and ends between characters. Emoji that share their first or last half
 * differ in the other half alone, and what an editor is told to change within a character it changes as a whole.
 */
export function characterChangeBetween(before: string, after: string): ts.TextChangeRange {
  const { span, newLength } = changeBetween(before, after);
  const end = span.start + span.length;
  const earlier = isFirstHalf(before.charCodeAt(span.start - 1)) ? 1 : 0;
  const later = isSecondHalf(before.charCodeAt(end)) ? 1 : 0;
  return ts.createTextChangeRange(
    ts.createTextSpan(span.start - earlier, span.length + earlier + later),
    newLength + earlier + later,
  );
}

function isFirstHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isSecondHalf(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** The one stretch in which two texts differ, which may begin and end within a character. */
export function changeBetween(before: string, after: string): ts.TextChangeRange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  return ts.createTextChangeRange(
    ts.createTextSpan(start, before.length - start - end),
    after.length - start - end,
  );
}
