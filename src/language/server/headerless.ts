import { parseCommandFile } from '../../repository/format/parseCommandFile';

const mayHaveHeader = /^\uFEFF?\s*\/\*CMD/;

/**
 * The text of a command's file as JavaScript takes it, with every character in its place. A header is a comment for the
 * platform whatever stands in it, also `*\/`, at which a comment of JavaScript ends.
 */
export function headerless(text: string): string {
  if (!mayHaveHeader.test(text)) return text;
  const { bom, header, body } = parseCommandFile(text);
  if (!header) return text;
  const end = text.length - body.code.length - body.end.length;
  const open = text.indexOf('/*', bom ? 1 : 0) + 2;
  const close = text.lastIndexOf('*/', end - 2);
  if (close < open) return text;
  return text.slice(0, open) + text.slice(open, close).replaceAll('*/', '* ') + text.slice(close);
}
