import type { RepositoryCommand } from './command';
import {
  type Block,
  type CommandFile,
  type Header,
  type HeaderEntry,
  type KeyLine,
  keyOf,
  valueOf,
} from './commandFile';
import { commandOfFields, fieldsOf, type FieldValues, isSameValue } from './fields';
import { fieldText } from './fieldText';
import { entryFor, newHeader, usualIndent } from './headerEntries';
import { type HeaderKey, headerKeys, isBlank } from './headerKeys';
import { type LineEnd, usualLineEnd } from './lines';
import { parseCommandFile } from './parseCommandFile';
import { printCommandFile } from './printCommandFile';
import { type CommandPlace, directoryOf, effectiveEntry, readCommand } from './readCommand';
import { FormatRefusal } from './refusal';

/**
 * A file with another value for one key. Only the lines of that key differ: its line or its block with the blank line
 * before it. A value that the file has already changes nothing, blank and `null` being one; a key that is missing comes
 * where the exporter's order puts it; a file without a header gets one, with all keys. New lines end as most lines of
 * the file do.
 *
 * @param place says the name and the folder that a file without a header has.
 * @throws FormatRefusal when the value cannot be written so that it is read back.
 */
export function withField<K extends HeaderKey>(
  file: CommandFile,
  key: K,
  value: FieldValues[K],
  place: CommandPlace,
): CommandFile {
  const { command, findings } = readCommand(file, place);
  const fields = fieldsOf(command);
  const unreadable = findings.some((finding) => finding.reason === 'bad-value' && finding.key === key);
  if (isSameValue(fields[key], value) && !unreadable) return file;

  const text = fieldText(key, value);
  const directory = directoryOf(place.path);
  if (key === 'folder' && isBlank(text) && directory !== null) {
    throw new FormatRefusal({ reason: 'folder-of-directory', directory });
  }
  const wanted = { ...fields, [key]: value };
  const end = usualLineEnd(printCommandFile(file));
  const header = file.header ? replaceIn(file.header, key, text, end) : newHeader(wanted, end);
  const edited = readBack({ ...file, header }, commandOfFields(wanted, command.code), place);
  if (!edited) throw new FormatRefusal({ reason: 'misread', key });
  return edited;
}

/**
 * A file with other code. The header stays as it is; the blank line before the code is added where the code could not
 * be told from it otherwise, and a file without a header gets one when its code would be read as a header.
 *
 * @throws FormatRefusal when the code cannot be written so that it is read back.
 */
export function withCode(file: CommandFile, code: string, place: CommandPlace): CommandFile {
  if (code === file.body.code) return file;
  const { command } = readCommand(file, place);
  const wanted = { ...command, code };
  const end = usualLineEnd(printCommandFile(file));
  const changed = { ...file, body: { code, end: endOfFile(file, code, end) } };
  const edited =
    (hasPlaceForCode(file) ? readBack(changed, wanted, place) : undefined) ??
    readBack({ ...changed, header: headerBefore(file, command, end) }, wanted, place);
  if (!edited) throw new FormatRefusal({ reason: 'misread', key: 'code' });
  return edited;
}

/** The file as it is read after printing, if that is what is wanted. */
function readBack(
  file: CommandFile,
  wanted: RepositoryCommand,
  place: CommandPlace,
): CommandFile | undefined {
  const printed = parseCommandFile(printCommandFile(file));
  const { command } = readCommand(printed, place);
  const fields = fieldsOf(command);
  const wantedFields = fieldsOf(wanted);
  const same =
    command.code === wanted.code && headerKeys.every((key) => isSameValue(fields[key], wantedFields[key]));
  return same ? printed : undefined;
}

function replaceIn(header: Header, key: HeaderKey, text: string, end: LineEnd): Header {
  const own = header.entries.filter((entry) => isOf(entry, key));
  const current = effectiveEntry(own);
  if (!current) return insertInto(header, key, text, end);
  const entries = header.entries.map((entry) => {
    if (entry === current) return replacement(entry, key, text, end);
    // An earlier value would be read in place of a blank one.
    const inTheWay = isBlank(text) && isOf(entry, key) && !isBlank(valueOf(entry));
    return inTheWay ? replacement(entry, key, '', end) : entry;
  });
  return { ...header, entries };
}

/** What is only the form of a line stays as it is. */
function replacement(current: KeyLine | Block, key: HeaderKey, text: string, end: LineEnd): KeyLine | Block {
  const next = entryFor(key, text, { indent: indentOf(current), end });
  if (current.kind === 'key' && next.kind === 'key') {
    const afterColon = text.startsWith(' ') ? ' ' : current.afterColon;
    return { ...current, value: text, afterColon };
  }
  if (current.kind === 'block' && next.kind === 'block') {
    const opening = { ...current.opening, end: next.opening.end };
    return { ...next, blankBefore: current.blankBefore, opening, closing: current.closing ?? next.closing };
  }
  return next;
}

function insertInto(header: Header, key: HeaderKey, text: string, end: LineEnd): Header {
  const rank = headerKeys.indexOf(key);
  const { entries } = header;
  const previous = entries.findLastIndex((entry) => {
    const place = rankOf(entry);
    return place !== -1 && place < rank;
  });
  const neighbour = entries[previous] ?? entries.find((entry) => rankOf(entry) !== -1);
  const indent = neighbour === undefined ? usualIndent : indentOf(neighbour);
  const added = entryFor(key, text, { indent, end });
  return { ...header, entries: entries.toSpliced(previous + 1, 0, added) };
}

function rankOf(entry: HeaderEntry): number {
  return entry.kind === 'other' ? -1 : (headerKeys as readonly string[]).indexOf(keyOf(entry));
}

function indentOf(entry: HeaderEntry): string {
  if (entry.kind === 'other') return usualIndent;
  return entry.kind === 'key' ? entry.indent : entry.opening.indent;
}

function isOf(entry: HeaderEntry, key: HeaderKey): entry is KeyLine | Block {
  return entry.kind !== 'other' && keyOf(entry) === key;
}

/** Behind `CMD*\/` code would come onto its line. */
function hasPlaceForCode({ header, body }: CommandFile): boolean {
  return header?.gap !== null || body.code !== '';
}

/** A header behind which any code is read as it is. */
function headerBefore({ header }: CommandFile, command: RepositoryCommand, end: LineEnd): Header {
  if (header === null) return newHeader(fieldsOf(command), end);
  const blank = { text: '', end };
  return { ...header, closingRest: header.closingRest ?? blank, gap: header.gap ?? blank };
}

/** The break behind the code stays, unless with this code it would be read as another one. */
function endOfFile({ body }: CommandFile, code: string, usual: LineEnd): LineEnd | '' {
  const isNeeded = code.endsWith('\n') || body.code === '';
  const end = body.end === '' && isNeeded ? usual : body.end;
  return end === '\n' && code.endsWith('\r') ? '\r\n' : end;
}
