import type { RepositoryCommand } from './command';
import type { CommandFinding } from './findings';
import { linesOf } from './lines';
import { commandNameFromFileName } from './names';
import { isBlank, parseHeader, type HeaderKey } from './parseHeader';

export interface ParsedCommand {
  readonly command: RepositoryCommand;
  readonly findings: readonly CommandFinding[];
}

/**
 * Reads one command's file: an optional header, a blank line, the code. What the header does not say comes from the
 * path: the name from the file name, the folder from the directory. The line break that the exporter adds at the end
 * of the file is not part of the code; the rest of the code is exactly as written, CRLF included.
 *
 * Never throws: what cannot be read is a finding, and as much as possible is kept.
 *
 * @param place.path path inside the bot, with `/`, such as `commands/Cart/_add.js`.
 * Source: Bots.Business help, repository format.
 */
export function parseCommand(text: string, place: { readonly path: string }): ParsedCommand {
  const { path } = place;
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const header = parseHeader(source, path);
  const findings = [...header.findings];

  const code = codeAfter(source, header.end);
  // Only behind a header of its own is another one a second one.
  if (header.end > 0) {
    const second = linesOf(code).findIndex((line) => /^[ \t]*\/\*CMD[ \t]*$/.test(line.text));
    if (second !== -1) {
      const linesBefore = linesOf(source.slice(0, startOfCode(source, header.end))).length;
      findings.push({ reason: 'second-header', path, line: linesBefore + second + 1 });
    }
  }

  const segments = path.split('/');
  const fileName = segments.at(-1) ?? '';
  const name = textOf('command') ?? commandNameFromFileName(fileName);
  if (isBlank(name)) findings.push({ reason: 'no-name', path });

  return {
    command: {
      name,
      folder: textOf('folder') ?? (segments.length > 2 ? (segments.at(-2) ?? null) : null),
      help: textOf('help'),
      needReply: valueOf('need_reply', readFlag),
      autoRetryTime: valueOf('auto_retry_time', readSeconds),
      answer: textOf('answer'),
      keyboard: textOf('keyboard'),
      aliases: (textOf('aliases') ?? '')
        .split(',')
        .map((alias) => alias.trim())
        .filter((alias) => alias !== ''),
      group: textOf('group'),
      code,
    },
    findings,
  };

  function textOf(key: HeaderKey): string | null {
    const value = header.values.get(key);
    return value === undefined || isBlank(value.text) ? null : value.text;
  }

  function valueOf<T>(key: HeaderKey, read: (text: string) => T | undefined): T | null {
    const value = header.values.get(key);
    if (value === undefined || isBlank(value.text)) return null;
    const result = read(value.text.trim());
    if (result !== undefined) return result;
    findings.push({ reason: 'bad-value', path, line: value.line, key, value: value.text });
    return null;
  }
}

function readFlag(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

function readSeconds(text: string): number | undefined {
  const seconds = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(seconds) ? seconds : undefined;
}

function codeAfter(source: string, headerEnd: number): string {
  return source.slice(startOfCode(source, headerEnd)).replace(/\r?\n$/, '');
}

/** Behind a header: past the rest of its line, if blank, and past one blank line. */
function startOfCode(source: string, headerEnd: number): number {
  if (headerEnd === 0) return 0;
  return headerEnd + (/^[ \t]*\r?\n(?:[ \t]*\r?\n)?/.exec(source.slice(headerEnd))?.[0].length ?? 0);
}
