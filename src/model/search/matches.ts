/** A match in a text. */
export interface TextMatch {
  /** Where it begins, in UTF-16 units from 0. */
  readonly start: number;
  /** Where it ends, exclusive. */
  readonly end: number;
  /** What is found, and what each group of the expression found; its line ends are `\n`. */
  readonly groups: readonly (string | undefined)[];
}

/** A place in a text as editors count: line and character from 0. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/**
 * All matches in a text, one after the other. Line ends of any kind are `\n` to the expression, so that `$` and `\n` mean
 * the same in every text.
 * @param expression with the flag `g`
 * @param most what comes after so many is left out
 */
export function matchesIn(text: string, expression: RegExp, most: number): TextMatch[] {
  const { searched, originalOf } = withPlainLineEnds(text);
  const found: TextMatch[] = [];
  expression.lastIndex = 0;
  for (const match of searched.matchAll(expression)) {
    if (found.length >= most) break;
    const end = match.index + match[0].length;
    found.push({ start: originalOf(match.index), end: originalOf(end), groups: [...match] });
  }
  return found;
}

/** Where offsets of a text are as editors count; asked from left to right it reads the text once. */
export class LineCounter {
  readonly #text: string;
  /** Where each line begins, as far as was asked. */
  readonly #starts: number[] = [0];
  #read = 0;

  constructor(text: string) {
    this.#text = text;
  }

  positionOf(offset: number): TextPosition {
    this.#readTo(offset);
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.#starts[low] ?? 0) };
  }

  /** The text of a line, without its end. */
  line(line: number): string {
    const start = this.#starts[line] ?? 0;
    const end = /\r\n|\r|\n|$/.exec(this.#text.slice(start))?.index ?? 0;
    return this.#text.slice(start, start + end);
  }

  #readTo(offset: number): void {
    const ends = /\r\n|\r|\n/g;
    ends.lastIndex = this.#read;
    while (this.#read <= offset) {
      const end = ends.exec(this.#text);
      if (!end) {
        this.#read = this.#text.length + 1;
        return;
      }
      this.#read = ends.lastIndex;
      this.#starts.push(this.#read);
    }
  }
}

/** The line end that most lines of a text have. */
export function lineEndOf(text: string): string {
  const counts = new Map<string, number>();
  for (const [end] of text.matchAll(/\r\n|\r|\n/g)) counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ['\n', 0])[0];
}

/** A text with `\n` for every line end, and the way back to offsets of the text itself. */
function withPlainLineEnds(text: string): { searched: string; originalOf: (offset: number) => number } {
  if (!text.includes('\r')) return { searched: text, originalOf: (offset) => offset };
  /** Offsets in the plain text after which one character of the text itself was left out. */
  const shortened: number[] = [];
  const searched = text.replace(/\r\n?/g, (end: string, at: number) => {
    if (end.length === 2) shortened.push(at - shortened.length + 1);
    return '\n';
  });
  const originalOf = (offset: number) => {
    let [low, high] = [0, shortened.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shortened[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + low;
  };
  return { searched, originalOf };
}
