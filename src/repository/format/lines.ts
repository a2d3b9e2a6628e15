export type LineEnd = '\n' | '\r\n';

/** A line without its break, and the break; only the last line of a text may have none. */
export interface TextLine {
  readonly text: string;
  readonly end: LineEnd | '';
}

/** A line and where it and the next one start. */
export interface Line extends TextLine {
  readonly start: number;
  readonly next: number;
}

/**
 * The lines of `text` with their places; a text that ends in a line break has no empty last line. A CR that no LF
 * follows ends no line: it is a character like any other.
 */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    const feed = text.indexOf('\n', start);
    if (feed === -1) {
      lines.push({ text: text.slice(start), end: '', start, next: text.length });
      break;
    }
    const end = feed > start && text[feed - 1] === '\r' ? '\r\n' : '\n';
    const next = feed + 1;
    lines.push({ text: text.slice(start, next - end.length), end, start, next });
    start = next;
  }
  return lines;
}

/** How most lines of `text` end; LF when there are as many of both. */
export function usualLineEnd(text: string): LineEnd {
  let ofBoth = 0;
  for (let feed = text.indexOf('\n'); feed !== -1; feed = text.indexOf('\n', feed + 1)) {
    ofBoth += feed > 0 && text[feed - 1] === '\r' ? 1 : -1;
  }
  return ofBoth > 0 ? '\r\n' : '\n';
}
