import type { Block, CommandFile, Delimiter, Header, HeaderEntry } from './commandFile';
import type { TextLine } from './lines';

/** The text of a command's file, character for character what was laid out. */
export function printCommandFile({ bom, header, body }: CommandFile): string {
  return (bom ? '\uFEFF' : '') + (header ? headerText(header) : '') + body.code + body.end;
}

function headerText(header: Header): string {
  return [
    ...header.blanksBefore.map(lineText),
    delimiterText(header.opening, '/*CMD'),
    ...header.entries.map(entryText),
    `${header.closingIndent}CMD*/`,
    lineText(header.closingRest),
    lineText(header.gap),
  ].join('');
}

function entryText(entry: HeaderEntry): string {
  switch (entry.kind) {
    case 'key':
      return `${entry.indent}${entry.key}${entry.beforeColon}:${entry.afterColon}${entry.value}${entry.end}`;
    case 'block':
      return blockText(entry);
    case 'other':
      return lineText(entry);
  }
}

function blockText({ blankBefore, name, opening, lines, closing }: Block): string {
  return [
    lineText(blankBefore),
    delimiterText(opening, `<<${name}`),
    ...lines.map(lineText),
    closing ? delimiterText(closing, name) : '',
  ].join('');
}

function delimiterText({ indent, trailing, end }: Delimiter, word: string): string {
  return indent + word + trailing + end;
}

function lineText(line: TextLine | null): string {
  return line ? line.text + line.end : '';
}
