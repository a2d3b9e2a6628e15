import { hash32 } from '../../util/hash';
import { isBlank } from './headerKeys';
import { commandNameFromFileName, fileNameOf, folderNameOf } from './names';
import { safeSegment, sameOnSomeDisk } from './safeNames';

/** What a command is called and where it lies. */
export interface NamedInFolder {
  readonly name: string;
  /** Title of the folder; `null` or blank at the root. */
  readonly folder: string | null;
}

const extension = '.js';

/** What tells names apart that some disk takes for one. */
const ownMark = / \([0-9a-f]{6}\)$/;

/**
 * The paths of a bot's commands, in the order of the commands: `commands/[<folder>/]<file>.js`, with the names that the
 * exporter gives. A name that some disk cannot hold is changed, and of those that some disk would take for the same, one
 * keeps its name and each other gets ` (<six digits>)` made of its own: which one does not depend on the order, nor
 * on how many there are. So the same commands always get the same paths, on every machine.
 *
 * The real names must stand in the headers, as `printCommand` writes them.
 */
export function fileNamesFor(commands: readonly NamedInFolder[]): string[] {
  const directories = folderNamesFor(commands.flatMap((command) => titleOf(command) ?? []));
  const paths = commands.map(() => '');
  for (const [title, indexes] of byTitle(commands)) {
    const directory = title === null ? '' : `${directories.get(title) ?? ''}/`;
    // A file cannot be called as a directory beside it.
    const taken = title === null ? [...directories.values()] : [];
    const names = indexes.map((index) => commands[index]?.name ?? '');
    segmentsFor(names, taken, fileForm).forEach((file, place) => {
      paths[indexes[place] ?? -1] = `commands/${directory}${file}`;
    });
  }
  return paths;
}

/**
 * The directories of folders by their titles, found as {@link fileNamesFor} finds those of files. Titles may come more
 * than once; two titles never share a directory.
 */
export function folderNamesFor(titles: readonly string[]): ReadonlyMap<string, string> {
  const unique = [...new Set(titles)];
  const segments = segmentsFor(unique, [], folderForm);
  return new Map(unique.map((title, index) => [title, segments[index] ?? '']));
}

/** Whether a directory is called as the exporter or {@link folderNamesFor} calls that of a folder. */
export function isDirectoryOf(directory: string, title: string): boolean {
  const plain = sameOnSomeDisk(safeSegment(folderForm.stemOf(title), ''));
  const found = sameOnSomeDisk(directory);
  return (
    found === plain || found === sameOnSomeDisk(folderNameOf(title)) || found.replace(ownMark, '') === plain
  );
}

/** The file of a library, whose name it is; `undefined` when some disk cannot hold it. */
export function libraryFileOf(name: string): string | undefined {
  const file = name + extension;
  return fileNameOf(name) === file && safeSegment(name, extension) === file ? `libs/${file}` : undefined;
}

/** How names become segments of paths. */
interface Form {
  /** What the exporter makes of a name, without the extension. */
  readonly stemOf: (name: string) => string;
  readonly extension: string;
  /** Whether the name can be told from the segment. */
  readonly isPlain: (name: string, segment: string) => boolean;
}

const fileForm: Form = {
  stemOf: (name) => fileNameOf(name).slice(0, -extension.length),
  extension,
  isPlain: (name, segment) => commandNameFromFileName(segment) === name,
};

const folderForm: Form = {
  // What is safe at the end of a title is none of a name that goes on.
  stemOf: (title) => folderNameOf(title).replace(/[. ]+$/, ''),
  extension: '',
  isPlain: (title, segment) => title === segment,
};

/** A segment for each name, none of them the same as another, or as one that is taken, on any disk. */
function segmentsFor(names: readonly string[], taken: readonly string[], form: Form): string[] {
  const used = new Set(taken.map(sameOnSomeDisk));
  const segments = names.map(() => '');
  const wishes = names.map((name, index) => ({
    name,
    index,
    segment: safeSegment(form.stemOf(name), form.extension),
  }));
  wishes.sort(
    (one, other) =>
      Number(form.isPlain(other.name, other.segment)) - Number(form.isPlain(one.name, one.segment)) ||
      compare(one.name, other.name),
  );
  const losers = wishes.filter(({ index, segment }) => !take(index, segment));
  for (const { name, index } of losers) {
    for (let attempt = 1; ; attempt++) {
      const mark = hash32(attempt === 1 ? name : `${name}\0${attempt}`);
      const suffix = ` (${mark.toString(16).padStart(8, '0').slice(0, 6)})`;
      if (take(index, safeSegment(form.stemOf(name), suffix + form.extension))) break;
    }
  }
  return segments;

  function take(index: number, segment: string): boolean {
    const key = sameOnSomeDisk(segment);
    if (used.has(key)) return false;
    used.add(key);
    segments[index] = segment;
    return true;
  }
}

function titleOf({ folder }: NamedInFolder): string | null {
  return folder === null || isBlank(folder) ? null : folder;
}

function byTitle(commands: readonly NamedInFolder[]): Map<string | null, number[]> {
  const indexes = new Map<string | null, number[]>();
  commands.forEach((command, index) => {
    const title = titleOf(command);
    const list = indexes.get(title);
    if (list) list.push(index);
    else indexes.set(title, [index]);
  });
  return indexes;
}

/** By code units, so that the order is the same in every language. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
