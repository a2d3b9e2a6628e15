/**
 * How commands and folders are called as files. The same names are used in a repository and in the editor's
 * file system, so each function is a pure function of its argument. Two commands may share one file name
 * (`*` and `?` are both `_.js`): whoever shows both has to tell them apart.
 */

/** Longest name made here, in UTF-8 bytes without `.js`; file systems allow 255 for the whole segment. */
const longestName = 200;

const extension = '.js';

// What the exporter replaces, then what no path can carry safely: control characters, line separators
// and surrogates without a partner (a URI cannot hold those).
const unsafeCharacter = /[/\\*:?<>|"]|[\p{Control}\p{Surrogate}\u2028\u2029]/gu;

/**
 * The file name of a command, as the exporter of Bots.Business makes it: each of `/ \ * : ? < > | "` becomes `_`,
 * one for one (so `/start` is `_start.js`), spaces at the end are dropped, everything else stays.
 *
 * Beyond the exporter, and not documented: control characters and lone surrogates become `_` too, a name without
 * characters is `_.js`, and a very long one is cut at 200 bytes.
 *
 * @param commandName the command's name; `null` and `undefined` count as empty.
 * @returns a safe single path segment that ends in `.js`.
 * Source: Bots.Business help, repository format.
 */
export function fileNameOf(commandName: string | null | undefined): string {
  const name = cut(replaceUnsafe(commandName ?? '')).replace(/ +$/, '');
  return (name || '_') + extension;
}

/**
 * The directory name of a folder: the same replacement as for commands, but a space at the end stays.
 *
 * Beyond the exporter, and not documented: an empty title is `_`, `.` is `_` and `..` is `__`.
 *
 * @returns a safe single path segment.
 * Source: Bots.Business help, repository format.
 */
export function folderNameOf(title: string | null | undefined): string {
  const name = cut(replaceUnsafe(title ?? ''));
  if (name === '') return '_';
  return name === '.' || name === '..' ? '_'.repeat(name.length) : name;
}

/**
 * The name of a command whose file does not say one: `.js` is dropped and a leading `_` read as `/`.
 * This does not undo {@link fileNameOf} for names with other replaced characters; a header's `command` key does.
 *
 * @param file the last segment of the path.
 * Source: Bots.Business help, repository format.
 */
export function commandNameFromFileName(file: string): string {
  const name = file.endsWith(extension) ? file.slice(0, -extension.length) : file;
  return name.startsWith('_') ? `/${name.slice(1)}` : name;
}

function replaceUnsafe(name: string): string {
  return name.replace(unsafeCharacter, '_');
}

/** The longest start of `name` that fits, made of whole code points. */
function cut(name: string): string {
  let bytes = 0;
  let end = 0;
  for (const character of name) {
    bytes += utf8Length(character.codePointAt(0) ?? 0);
    if (bytes > longestName) return name.slice(0, end);
    end += character.length;
  }
  return name;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
