import type { LineEnd, TextLine } from './lines';

/**
 * A command's file as it is laid out: what is understood stands here as understood, what is not as its text, and
 * together that is every character of the file. `parseCommandFile` makes it, `printCommandFile` gives the text back,
 * `readCommand` says what it means.
 */
export interface CommandFile {
  /** Whether a byte order mark stands first. */
  readonly bom: boolean;
  /** `null`: the whole file is code. */
  readonly header: Header | null;
  readonly body: Body;
}

/** `/*CMD … CMD*\/` and what stands between it and the code. */
export interface Header {
  /** Blank lines before the header. */
  readonly blanksBefore: readonly TextLine[];
  readonly opening: Delimiter;
  readonly entries: readonly HeaderEntry[];
  /** What indents `CMD*\/`. */
  readonly closingIndent: string;
  /** What is behind `CMD*\/` on its line: spaces and its end; `null` when the code begins there. */
  readonly closingRest: TextLine | null;
  /** The blank line before the code. */
  readonly gap: TextLine | null;
}

/** A line that holds one fixed word. */
export interface Delimiter {
  readonly indent: string;
  /** Spaces and tabs behind the word. */
  readonly trailing: string;
  readonly end: LineEnd | '';
}

export type HeaderEntry = KeyLine | Block | OtherLine;

/** `  key: value`, whatever the key. */
export interface KeyLine {
  readonly kind: 'key';
  readonly indent: string;
  readonly key: string;
  /** Spaces and tabs before the colon. */
  readonly beforeColon: string;
  /** The one space that belongs to the form; more belong to the value. */
  readonly afterColon: '' | ' ';
  /** As written, with the spaces at its end. */
  readonly value: string;
  readonly end: LineEnd | '';
}

/** `  <<KEY`, lines as they are, `  KEY`. */
export interface Block {
  readonly kind: 'block';
  /** The blank line before it, which belongs to the form. */
  readonly blankBefore: TextLine | null;
  /** As written, in capitals. */
  readonly name: string;
  readonly opening: Delimiter;
  readonly lines: readonly TextLine[];
  /** `null`: the block ends with the header. */
  readonly closing: Delimiter | null;
}

/** A line that is neither: blank, or not understood. */
export interface OtherLine extends TextLine {
  readonly kind: 'other';
}

/** The code, and the line break behind it that is not part of it. */
export interface Body {
  readonly code: string;
  readonly end: LineEnd | '';
}

/** The key that a line or a block is about; it need not be one of the nine. */
export function keyOf(entry: KeyLine | Block): string {
  return entry.kind === 'key' ? entry.key : entry.name.toLowerCase();
}

/**
 * The value of a line or a block. When the line that opens a block ends in CRLF the file was converted, and the breaks
 * inside are read as LF; else they are as they are. The last line's LF is the form's own, a CR before it the value's.
 */
export function valueOf(entry: KeyLine | Block): string {
  if (entry.kind === 'key') return entry.value;
  const converted = entry.opening.end === '\r\n';
  const text = entry.lines.map((line) => line.text + (converted ? '\n' : line.end)).join('');
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** How many lines of the file an entry takes. */
export function lineCountOf(entry: HeaderEntry): number {
  if (entry.kind !== 'block') return 1;
  return (entry.blankBefore ? 1 : 0) + 1 + entry.lines.length + (entry.closing ? 1 : 0);
}
