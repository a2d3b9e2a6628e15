import type { RepositoryCommand } from './command';
import { type Block, type CommandFile, type KeyLine, keyOf, lineCountOf, valueOf } from './commandFile';
import type { CommandFinding } from './findings';
import { type HeaderKey, headerKeys, isBlank, isHeaderKey } from './headerKeys';
import { closesHeader, openingOf, opensHeader } from './headerLayout';
import { linesOf } from './lines';
import { isDirectoryOf } from './fileNames';
import { commandNameFromFileName } from './names';

export interface ParsedCommand {
  readonly command: RepositoryCommand;
  readonly findings: readonly CommandFinding[];
}

/** Where a command's file lies. */
export interface CommandPlace {
  /** Path inside the bot, with `/`, such as `commands/Cart/_add.js`. */
  readonly path: string;
}

/**
 * What a command's file says. What the header does not say comes from the path: the name from the file name, the folder
 * from the directory; where both say it, the header wins. The line break at the end of the file is not part of the
 * code; the rest of the code is exactly as written, CRLF included.
 *
 * Never throws: what cannot be read is a finding, and as much as possible is kept.
 * Source: Bots.Business help, repository format.
 */
export function readCommand(file: CommandFile, { path }: CommandPlace): ParsedCommand {
  const { values, lastLine, findings } = readHeader(file, path);
  findings.push(...findingsInCode(file, path, lastLine));

  const differing = otherFolder(values.get('folder'), path);
  if (differing) findings.push(differing);

  const segments = path.split('/');
  const name = textOf('command') ?? commandNameFromFileName(segments.at(-1) ?? '');
  if (isBlank(name)) findings.push({ reason: 'no-name', path });

  return {
    command: {
      name,
      folder: textOf('folder') ?? directoryOf(path),
      help: textOf('help'),
      needReply: parsed('need_reply', readFlag),
      autoRetryTime: parsed('auto_retry_time', readSeconds),
      answer: textOf('answer'),
      keyboard: textOf('keyboard'),
      aliases: readAliases(textOf('aliases') ?? ''),
      group: textOf('group'),
      code: file.body.code,
    },
    findings,
  };

  function textOf(key: HeaderKey): string | null {
    const value = values.get(key);
    return value === undefined || isBlank(value.text) ? null : value.text;
  }

  function parsed<T>(key: HeaderKey, read: (text: string) => T | undefined): T | null {
    const value = values.get(key);
    if (value === undefined || isBlank(value.text)) return null;
    const result = read(value.text.trim());
    if (result !== undefined) return result;
    findings.push({ reason: 'bad-value', path, line: value.line, key, value: value.text });
    return null;
  }
}

/**
 * The exporter makes the directory of the folder's title, so another one means that somebody changed one of the two. Old
 * exports have files of folders in the root as well.
 */
function otherFolder(value: HeaderValue | undefined, path: string): CommandFinding | undefined {
  if (value === undefined || isBlank(value.text)) return undefined;
  const directory = directoryOf(path);
  if (directory === null || isDirectoryOf(directory, value.text)) return undefined;
  return { reason: 'other-folder', path, line: value.line, folder: value.text, directory };
}

/** The directory of `commands` in which a file lies, which is its folder unless the header says another. */
export function directoryOf(path: string): string | null {
  const segments = path.split('/');
  return segments.length > 2 ? (segments.at(-2) ?? null) : null;
}

/** Of the lines of a key the one that counts: the last that is not blank, else the last. */
export function effectiveEntry<E extends KeyLine | Block>(entries: readonly E[]): E | undefined {
  return entries.findLast((entry) => !isBlank(valueOf(entry))) ?? entries.at(-1);
}

/** A key's value as written, and the line (from 1) on which it starts. */
interface HeaderValue {
  readonly text: string;
  readonly line: number;
}

interface ReadHeader {
  readonly values: ReadonlyMap<HeaderKey, HeaderValue>;
  /** The line of `CMD*\/`; 0 when there is no header. */
  readonly lastLine: number;
  readonly findings: CommandFinding[];
}

function readHeader({ header, body }: CommandFile, path: string): ReadHeader {
  const values = new Map<HeaderKey, HeaderValue>();
  const findings: CommandFinding[] = [];
  if (header === null) {
    const opening = openingOf(linesOf(body.code));
    if (opening !== undefined) findings.push({ reason: 'header-not-closed', path, line: opening + 1 });
    return { values, lastLine: 0, findings };
  }

  const keys = new Set(header.entries.map((entry) => (entry.kind === 'other' ? undefined : keyOf(entry))));
  let line = header.blanksBefore.length + 2;
  for (const entry of header.entries) {
    const at = { path, line: entry.kind === 'block' && entry.blankBefore ? line + 1 : line };
    line += lineCountOf(entry);
    if (entry.kind === 'other') {
      if (!isBlank(entry.text)) findings.push(unreadable(entry.text, at));
      continue;
    }
    const key = keyOf(entry);
    const text = valueOf(entry);
    if (entry.kind === 'block' && !entry.closing) findings.push({ reason: 'block-not-closed', ...at, key });
    if (!isHeaderKey(key)) {
      findings.push({ reason: 'unknown-key', ...at, key, value: text });
      continue;
    }
    if (text.includes('CMD*/')) findings.push({ reason: 'header-end-inside', ...at, key });
    const joined = entry.kind === 'key' ? joinedKey(key, text) : undefined;
    if (joined !== undefined && !keys.has(joined)) {
      findings.push({ reason: 'joined-keys', ...at, key, joined });
    }
    const earlier = values.get(key);
    if (earlier !== undefined && !isBlank(earlier.text)) {
      if (isBlank(text)) continue;
      findings.push({ reason: 'repeated-key', ...at, key });
    }
    values.set(key, { text, line: at.line });
  }
  return { values, lastLine: line, findings };
}

function unreadable(text: string, at: { readonly path: string; readonly line: number }): CommandFinding {
  const word = text.trim();
  return isHeaderKey(word.toLowerCase()) && word === word.toUpperCase()
    ? { reason: 'stray-terminator', ...at, text: word }
    : { reason: 'unreadable-line', ...at, text };
}

/** The next key of the order, if a value ends with it: `folder: Backgroundanswer: ` has lost a line break. */
function joinedKey(key: HeaderKey, value: string): HeaderKey | undefined {
  const next = headerKeys[headerKeys.indexOf(key) + 1];
  return next !== undefined && new RegExp(`\\S${next}:(?: .*)?$`).test(value) ? next : undefined;
}

/** Only behind a header of its own is another one a second one, and a terminator one too many. */
function findingsInCode({ header, body }: CommandFile, path: string, lastLine: number): CommandFinding[] {
  if (header === null || !body.code.includes('CMD')) return [];
  const lines = linesOf(body.code);
  const firstLine = lastLine + (header.closingRest ? 1 : 0) + (header.gap ? 1 : 0);
  const findings: CommandFinding[] = [];
  const second = lines.findIndex((line) => opensHeader(line.text));
  if (second !== -1) findings.push({ reason: 'second-header', path, line: firstLine + second });
  const stray = lines.findIndex((line) => closesHeader(line.text));
  if (stray !== -1 && (second === -1 || stray < second)) {
    findings.push({ reason: 'stray-terminator', path, line: firstLine + stray, text: 'CMD*/' });
  }
  return findings;
}

function readFlag(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

function readSeconds(text: string): number | undefined {
  const seconds = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(seconds) ? seconds : undefined;
}

function readAliases(text: string): string[] {
  return text
    .split(',')
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
}
