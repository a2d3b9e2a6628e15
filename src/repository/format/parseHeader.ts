import type { CommandFinding } from './findings';
import { linesOf, type Line } from './lines';

/** The keys of a header, in the order in which they are written. */
export const headerKeys = [
  'command',
  'help',
  'need_reply',
  'auto_retry_time',
  'folder',
  'answer',
  'keyboard',
  'aliases',
  'group',
] as const;

export type HeaderKey = (typeof headerKeys)[number];

/** A key's value as written, and the line (from 1) on which it starts. */
export interface HeaderValue {
  readonly text: string;
  readonly line: number;
}

export interface Header {
  readonly values: ReadonlyMap<HeaderKey, HeaderValue>;
  /** Where the text after `CMD*\/` starts; 0 when there is no header. */
  readonly end: number;
  readonly findings: readonly CommandFinding[];
}

const opening = /^[ \t]*\/\*CMD[ \t]*$/;
const closing = /^[ \t]*CMD\*\//;
const blockOpening = /^([ \t]*)<<([A-Z_]+)[ \t]*$/;
const keyLine = /^[ \t]*([A-Za-z_]+)[ \t]*:[ ]?(.*)$/;

/**
 * Reads the `/*CMD … CMD*\/` header at the start of a command's file; only blank lines may stand before it.
 * Inline values keep their spaces but the one after the colon. A block's lines are kept as they are, line breaks
 * too, unless the line that opens it ends in CRLF: then the file was converted, and the breaks are read as LF.
 *
 * Never throws: a header that never ends is a finding, and then there is no header.
 * Source: Bots.Business help, repository format; blocks inside of which `CMD*\/` stands: assumed to go on.
 */
export function parseHeader(text: string, path: string): Header {
  const lines = linesOf(text);
  const first = lines.findIndex((line) => line.text.trim() !== '');
  if (first === -1 || !opening.test(lines[first]?.text ?? ''))
    return { values: new Map(), end: 0, findings: [] };

  const values = new Map<HeaderKey, HeaderValue>();
  const findings: CommandFinding[] = [];
  for (let index = first + 1; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    const terminator = closing.exec(line.text);
    if (terminator) return { values, end: line.start + terminator[0].length, findings };

    const at = { path, line: index + 1 };
    const block = blockOpening.exec(line.text);
    if (block) {
      const name = block[2] ?? '';
      const last = closingLineOf(lines, index, block[1] ?? '', name);
      const closed = last !== undefined;
      const end = last ?? lines.findIndex((each, place) => place > index && closing.test(each.text));
      if (end === -1) break;
      if (!closed) findings.push({ reason: 'block-not-closed', ...at, key: name.toLowerCase() });
      keep(name.toLowerCase(), blockText(lines.slice(index + 1, end), line.end === '\r\n'), at);
      index = closed ? end : end - 1;
      continue;
    }

    const pair = keyLine.exec(line.text);
    if (pair) keep(pair[1] ?? '', pair[2] ?? '', at);
    else if (line.text.trim() !== '') findings.push({ reason: 'unreadable-line', ...at, text: line.text });
  }
  return { values: new Map(), end: 0, findings: [{ reason: 'header-not-closed', path, line: first + 1 }] };

  function keep(key: string, value: string, at: { path: string; line: number }): void {
    if (!isHeaderKey(key)) {
      findings.push({ reason: 'unknown-key', ...at, key, value });
      return;
    }
    const earlier = values.get(key);
    if (earlier !== undefined && !isBlank(earlier.text)) {
      if (isBlank(value)) return;
      findings.push({ reason: 'repeated-key', ...at, key });
    }
    values.set(key, { text: value, line: at.line });
  }
}

/** Blank values mean "none". */
export function isBlank(value: string): boolean {
  return value.trim() === '';
}

/**
 * The line that closes a block: the one indented as the opening is, since a line of the content may read the same
 * without its indent; only without such a line, one with another indent inside the header.
 */
function closingLineOf(
  lines: readonly Line[],
  from: number,
  indent: string,
  name: string,
): number | undefined {
  let loose: number | undefined;
  let headerEnded = false;
  for (let index = from + 1; index < lines.length; index++) {
    const text = lines[index]?.text ?? '';
    if (text.trim() === name) {
      if (text.trimEnd() === indent + name) return index;
      if (!headerEnded) loose ??= index;
    }
    headerEnded ||= closing.test(text);
  }
  return loose;
}

/** The last line's `\n` is the exporter's own; a CR before it belongs to the value. */
function blockText(lines: readonly Line[], converted: boolean): string {
  const text = lines.map((line) => line.text + (converted ? '\n' : line.end)).join('');
  return text.replace(/\n$/, '');
}

function isHeaderKey(key: string): key is HeaderKey {
  return (headerKeys as readonly string[]).includes(key);
}
