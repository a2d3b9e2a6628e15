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

/** The one stretch in which two texts differ. */
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
