import type { Block, Delimiter, Header, HeaderEntry } from './commandFile';
import { isBlank } from './headerKeys';
import type { Line, TextLine } from './lines';

const opening = /^([ \t]*)\/\*CMD([ \t]*)$/;
const closing = /^([ \t]*)CMD\*\//;
const blockOpening = /^([ \t]*)<<([A-Z_]+)([ \t]*)$/;
const keyLine = /^([ \t]*)([A-Za-z_][\w-]*)([ \t]*):( ?)([^]*)$/;
const onlySpaces = /^[ \t]*$/;

export interface FoundHeader {
  readonly header: Header;
  /** Where the code starts. */
  readonly end: number;
}

/**
 * The `/*CMD … CMD*\/` header at the start of a file; only blank lines may stand before it. It ends with the first line
 * that begins with `CMD*\/`, also in a block that is not closed before; a `*\/` elsewhere ends nothing.
 *
 * @returns `undefined` when there is none, or one that never ends.
 * Source: Bots.Business help, repository format; that `CMD*\/` inside a line ends nothing is assumed.
 */
export function findHeader(lines: readonly Line[]): FoundHeader | undefined {
  const first = openingOf(lines);
  if (first === undefined) return undefined;
  const ends = new Ends(lines, first + 1);
  const entries: HeaderEntry[] = [];
  for (let index = first + 1; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    const last = closing.exec(line.text);
    if (last) {
      const opened = delimiterOf(opening, lines[first]);
      const before = lines.slice(0, first).map(textLineOf);
      return headerUpTo(lines, index, { blanksBefore: before, opening: opened, entries });
    }
    const block = blockOpening.exec(line.text);
    if (!block) {
      entries.push(entryOf(line));
      continue;
    }
    const [, indent = '', name = ''] = block;
    const closed = ends.ofBlock(index, indent, name);
    const end = closed ?? ends.ofHeader(index);
    if (end === undefined) return undefined;
    entries.push({
      kind: 'block',
      blankBefore: takeBlank(entries),
      name,
      opening: { indent, trailing: block[3] ?? '', end: line.end },
      lines: lines.slice(index + 1, end).map(textLineOf),
      closing: closed === undefined ? null : closingOf(lines[closed], name),
    });
    index = closed ?? end - 1;
  }
  return undefined;
}

/** The number, from 0, of the line that opens a header, whether it ends or not. */
export function openingOf(lines: readonly TextLine[]): number | undefined {
  const first = lines.findIndex((line) => !isBlank(line.text));
  return opening.test(lines[first]?.text ?? '') ? first : undefined;
}

/** Whether a line would open a header. */
export function opensHeader(line: string): boolean {
  return opening.test(line);
}

/** Whether a line would end a header. */
export function closesHeader(line: string): boolean {
  return closing.test(line);
}

/** Whether a line would close the block `name` that is indented so. */
export function closesBlock(line: string, indent: string, name: string): boolean {
  return line.trimEnd() === indent + name;
}

function headerUpTo(
  lines: readonly Line[],
  last: number,
  start: Pick<Header, 'blanksBefore' | 'opening' | 'entries'>,
): FoundHeader {
  const line = lines[last];
  const [terminator = '', closingIndent = ''] = closing.exec(line?.text ?? '') ?? [];
  const rest = restOf(line, terminator.length);
  const gap = rest ? restOf(lines[last + 1], 0) : null;
  const end =
    (gap ? lines[last + 1]?.next : rest ? line?.next : undefined) ?? (line?.start ?? 0) + terminator.length;
  return { header: { ...start, closingIndent, closingRest: rest, gap }, end };
}

/** The rest of a line that ends, if it is only spaces. */
function restOf(line: Line | undefined, from: number): TextLine | null {
  if (line === undefined || line.end === '') return null;
  const text = line.text.slice(from);
  return onlySpaces.test(text) ? { text, end: line.end } : null;
}

function entryOf(line: Line): HeaderEntry {
  const pair = keyLine.exec(line.text);
  if (!pair) return { kind: 'other', ...textLineOf(line) };
  const [, indent = '', key = '', beforeColon = '', space, value = ''] = pair;
  return { kind: 'key', indent, key, beforeColon, afterColon: space ? ' ' : '', value, end: line.end };
}

/** Takes the blank line off the end of what was read so far, since it belongs to the block that follows. */
function takeBlank(entries: HeaderEntry[]): TextLine | null {
  const last = entries.at(-1);
  if (last?.kind !== 'other' || !isBlank(last.text)) return null;
  entries.pop();
  return textLineOf(last);
}

function delimiterOf(pattern: RegExp, line: TextLine | undefined): Delimiter {
  const [, indent = '', trailing = ''] = pattern.exec(line?.text ?? '') ?? [];
  return { indent, trailing, end: line?.end ?? '' };
}

function closingOf(line: TextLine | undefined, name: string): Block['closing'] {
  const text = line?.text ?? '';
  const at = text.indexOf(name);
  return { indent: text.slice(0, at), trailing: text.slice(at + name.length), end: line?.end ?? '' };
}

function textLineOf({ text, end }: TextLine): TextLine {
  return { text, end };
}

/** Where blocks and headers may end, by line; gathered once, so that a file of nothing but openings takes no longer. */
class Ends {
  readonly #ofHeaders: number[] = [];
  /** By the text of the line without the spaces at its end. */
  readonly #exact = new Map<string, number[]>();
  /** By the word of the line. */
  readonly #loose = new Map<string, number[]>();

  constructor(lines: readonly TextLine[], from: number) {
    for (let index = from; index < lines.length; index++) {
      const text = lines[index]?.text ?? '';
      if (closing.test(text)) this.#ofHeaders.push(index);
      const word = text.trim();
      if (!/^[A-Z_]+$/.test(word)) continue;
      add(this.#exact, text.trimEnd(), index);
      add(this.#loose, word, index);
    }
  }

  /** The first line after `from` that would end a header. */
  ofHeader(from: number): number | undefined {
    return firstAfter(this.#ofHeaders, from);
  }

  /**
   * The line that closes a block inside the header: the one indented as the opening is, since a line of the content may
   * read the same without its indent; only without such a line, one with another indent.
   */
  ofBlock(from: number, indent: string, name: string): number | undefined {
    const last = this.ofHeader(from) ?? Infinity;
    const exact = firstAfter(this.#exact.get(indent + name), from) ?? Infinity;
    const loose = firstAfter(this.#loose.get(name), from) ?? Infinity;
    const found = exact < last ? exact : loose;
    return found < last ? found : undefined;
  }
}

function add(lists: Map<string, number[]>, key: string, index: number): void {
  const list = lists.get(key);
  if (list) list.push(index);
  else lists.set(key, [index]);
}

/** The first number of a rising list that is greater than `from`, found by halving. */
function firstAfter(rising: readonly number[] | undefined, from: number): number | undefined {
  let low = 0;
  let high = rising?.length ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising?.[middle] ?? Infinity) > from) high = middle;
    else low = middle + 1;
  }
  return rising?.[low];
}
