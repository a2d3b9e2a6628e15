import type { Block, CommandFile, Delimiter, Header, HeaderEntry, KeyLine } from './commandFile';
import type { TextLine } from './lines';

/** The text of a command's file, character for character what was laid out. */
export function printCommandFile({ bom, header, body }: CommandFile): string {
  return (bom ? '\uFEFF' : '') + (header ? headerText(header) : '') + body.code + body.end;
}

function headerText(header: Header): string {
  return [
    textBeforeEntries(header),
    ...header.entries.map(entryText),
    `${header.closingIndent}CMD*/`,
    lineText(header.closingRest),
    lineText(header.gap),
  ].join('');
}

/** What stands before the first key of a header. */
export function textBeforeEntries({ blanksBefore, opening }: Header): string {
  return blanksBefore.map(lineText).join('') + delimiterText(opening, '/*CMD');
}

export function entryText(entry: HeaderEntry): string {
  switch (entry.kind) {
    case 'key':
      return textBeforeValue(entry) + entry.value + entry.end;
    case 'block':
      return textBeforeValue(entry) + entry.lines.map(lineText).join('') + closingText(entry);
    case 'other':
      return lineText(entry);
  }
}

/** What stands of an entry before its value begins. */
export function textBeforeValue(entry: KeyLine | Block): string {
  return entry.kind === 'key'
    ? `${entry.indent}${entry.key}${entry.beforeColon}:${entry.afterColon}`
    : lineText(entry.blankBefore) + delimiterText(entry.opening, `<<${entry.name}`);
}

function closingText({ closing, name }: Block): string {
  return closing ? delimiterText(closing, name) : '';
}

function delimiterText({ indent, trailing, end }: Delimiter, word: string): string {
  return indent + word + trailing + end;
}

function lineText(line: TextLine | null): string {
  return line ? line.text + line.end : '';
}
