/** One line of a file: its text without the line break, and where it and the next one start. */
export interface Line {
  readonly text: string;
  /** The break that ends the line; empty for the last line of a text without one. */
  readonly end: '\n' | '\r\n' | '';
  readonly start: number;
  readonly next: number;
}

/** The lines of `text` with their places; a text that ends in a line break has no empty last line. */
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
