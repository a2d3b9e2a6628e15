import { type CommandFile, keyOf } from '../repository/format/commandFile';
import { decodeText } from '../repository/format/decodeText';
import { withField } from '../repository/format/editCommandFile';
import { fieldsOf, type FieldValues, isSameValue } from '../repository/format/fields';
import { type HeaderKey, headerKeys } from '../repository/format/headerKeys';
import { parseCommandFile } from '../repository/format/parseCommandFile';
import { printCommandFile } from '../repository/format/printCommandFile';
import { readCommand } from '../repository/format/readCommand';
import { isCommandFile } from '../repository/format/botFolder';
import { FormatRefusal } from '../repository/format/refusal';

/** What reading and printing back gave. */
export interface Roundtrip {
  /** Command files that were looked at. */
  readonly files: number;
  readonly same: number;
  readonly different: readonly Difference[];
}

export interface Difference {
  /** Path inside the bot, with `/`. */
  readonly file: string;
  readonly reason: string;
}

/**
 * Reads the command files of a bot and prints them back, which must give the same bytes.
 * @param edit also changes each key of the header in turn: nothing but the lines of that key may differ then, and
 * reading back must give the new value
 */
export function roundtrip(
  files: ReadonlyMap<string, Uint8Array>,
  { edit }: { readonly edit: boolean },
): Roundtrip {
  const commands = [...files].filter(([path]) => isCommandFile(path));
  const different = commands.flatMap(([path, bytes]) => {
    const reason = differenceOf(path, bytes, edit);
    return reason === undefined ? [] : [{ file: path, reason }];
  });
  return { files: commands.length, same: commands.length - different.length, different };
}

function differenceOf(path: string, bytes: Uint8Array, edit: boolean): string | undefined {
  const text = decodeText(bytes);
  if (text === undefined) return 'it is not UTF-8 text';
  const file = parseCommandFile(text);
  if (!equal(new TextEncoder().encode(printCommandFile(file)), bytes)) return 'it is printed otherwise';
  if (!edit) return undefined;
  for (const key of headerKeys) {
    const reason = editingFails(file, key, path);
    if (reason !== undefined) return `with another ${key}: ${reason}`;
  }
  return undefined;
}

/** @returns why a key cannot be changed, or what else changes with it; `undefined` when all is well */
function editingFails(file: CommandFile, key: HeaderKey, path: string): string | undefined {
  const before = readCommand(file, { path }).command;
  const wanted = { ...fieldsOf(before), [key]: anotherValue(key, fieldsOf(before)) };
  let printed: string;
  try {
    printed = printCommandFile(withField(file, key, wanted[key], { path }));
  } catch (error) {
    if (error instanceof FormatRefusal) return `it is refused (${error.reason})`;
    throw error;
  }
  const edited = parseCommandFile(printed);
  const after = readCommand(edited, { path }).command;
  const fields = fieldsOf(after);
  const wrong = headerKeys.filter((each) => !isSameValue(fields[each], wanted[each]));
  if (wrong.length > 0) return `${wrong.join(', ')} read back otherwise`;
  if (after.code !== before.code) return 'the code is read back otherwise';
  // A file without a header gets one: all its lines are new, and the code behind them is the same.
  if (file.header && rest(edited, key) !== rest(file, key)) return 'other lines change with it';
  return undefined;
}

/** A value that no file is likely to have, and that is another than the present one in any case. */
function anotherValue(key: HeaderKey, present: FieldValues): FieldValues[HeaderKey] {
  switch (key) {
    case 'need_reply':
      return present.need_reply !== true;
    case 'auto_retry_time':
      return (present.auto_retry_time ?? 0) + 3600;
    case 'aliases':
      return [...present.aliases, 'changed by roundtrip'];
    default:
      return `${firstLine(present[key])} changed by roundtrip`.trimStart();
  }
}

function firstLine(text: string | null): string {
  return /^[^\r\n]*/.exec(text ?? '')?.[0].replaceAll('*/', '') ?? '';
}

/** All of a file but the lines of one key. */
function rest(file: CommandFile, key: HeaderKey): string {
  const { header } = file;
  if (!header) return printCommandFile(file);
  const entries = header.entries.filter((entry) => entry.kind === 'other' || keyOf(entry) !== key);
  return printCommandFile({ ...file, header: { ...header, entries } });
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** The report for a terminal. */
export function roundtripInWords({ files, same, different }: Roundtrip): string {
  const lines = different.map(({ file, reason }) => `${file}: ${reason}`);
  return [...lines, `${files} files: ${same} the same, ${different.length} different`, ''].join('\n');
}
