import { lengthOf, longestName } from '../repository/format/nameRules';

/** Where a copy is to lie: in a folder of the bot, or at its root. */
export type CopyPlace =
  | { readonly kind: 'root' }
  | { readonly kind: 'folder'; readonly id: number }
  /** A folder of this title, which is made when the bot has none. */
  | { readonly kind: 'titled'; readonly title: string };

/** A command that is to be copied. */
export interface CopySource {
  /** Tells the commands of one plan apart. */
  readonly key: string;
  readonly name: string | null;
  readonly place: CopyPlace;
}

/** A command that the target bot has. */
export interface PresentCommand {
  readonly id: number;
  readonly name: string | null;
  readonly aliases: readonly string[];
  readonly folderId: number | null;
}

/**
 * Why a command cannot simply be copied under its name.
 * - `present`: the bot has a command of that name
 * - `twin`: another of those that are copied has it, or has taken the only command of that name already
 */
export type Clash =
  { readonly kind: 'present'; readonly command: PresentCommand } | { readonly kind: 'twin' };

export interface PlannedCopy<S extends CopySource = CopySource> {
  readonly source: S;
  readonly clash?: Clash;
}

/** What becomes of a command that clashes. A twin has nothing that it could replace. */
export type ClashChoice = 'skip' | 'replace' | 'keepBoth';

/** What is going to be done with a command. */
export type CopyDecision<S extends CopySource = CopySource> =
  | { readonly act: 'create'; readonly source: S; readonly name: string | null }
  | { readonly act: 'replace'; readonly source: S; readonly command: PresentCommand }
  | { readonly act: 'skip'; readonly source: S; readonly clash: Clash };

/** Ids of folders by their titles; of two that share a title the first. */
export type FolderIds = ReadonlyMap<string, number>;

/** What is chosen for a clash before the person chose: nothing of anybody's is overwritten, and nothing is left out. */
export function usualChoice({ kind }: Clash): ClashChoice {
  return kind === 'present' ? 'skip' : 'keepBoth';
}

/**
 * Finds out which commands clash. A command of the bot clashes with one of those that are copied at most, first of all
 * with one that is to lie in the same folder. Those without a name clash with nothing.
 */
export function planCopies<S extends CopySource>(
  sources: readonly S[],
  present: Iterable<PresentCommand>,
  folders: FolderIds,
): readonly PlannedCopy<S>[] {
  const free = new Map<string, PresentCommand[]>();
  for (const command of present) {
    if (command.name) free.set(command.name, [...(free.get(command.name) ?? []), command]);
  }
  const names = new Set(free.keys());
  const found = new Map<S, PresentCommand>();
  const pair = (source: S, isIt: (command: PresentCommand) => boolean) => {
    const candidates = found.has(source) ? [] : (free.get(source.name ?? '') ?? []);
    const at = candidates.findIndex(isIt);
    const [command] = at === -1 ? [] : candidates.splice(at, 1);
    if (command) found.set(source, command);
  };
  for (const source of sources) {
    const folderId = folderIdOf(source.place, folders);
    pair(source, (command) => command.folderId === folderId);
  }
  for (const source of sources) pair(source, () => true);
  return sources.map((source) => {
    const command = found.get(source);
    if (command) return { source, clash: { kind: 'present', command } };
    if (!source.name) return { source };
    const isTwin = names.has(source.name);
    names.add(source.name);
    return isTwin ? { source, clash: { kind: 'twin' } } : { source };
  });
}

/**
 * What is going to be done, with names for those that are kept beside others.
 * @param choices by the keys of the sources; where none is made, the usual one counts
 * @param names that were given to sources, by their keys
 */
export function decideCopies<S extends CopySource>(
  planned: readonly PlannedCopy<S>[],
  choices: ReadonlyMap<string, ClashChoice>,
  present: Iterable<PresentCommand>,
  names: ReadonlyMap<string, string> = new Map(),
): readonly CopyDecision<S>[] {
  const taken = takenNames(present);
  for (const { source, clash } of planned) {
    if (!clash && source.name) taken.add(keyOf(source.name));
  }
  for (const name of names.values()) taken.add(keyOf(name));
  return planned.map(({ source, clash }) => {
    const given = names.get(source.key);
    if (given !== undefined) return { act: 'create', source, name: given };
    if (!clash) return { act: 'create', source, name: source.name };
    const choice = choices.get(source.key) ?? usualChoice(clash);
    if (choice === 'replace' && clash.kind === 'present') {
      return { act: 'replace', source, command: clash.command };
    }
    if (choice !== 'keepBoth') return { act: 'skip', source, clash };
    const name = freeName(source.name ?? '', (other) => taken.has(keyOf(other)));
    taken.add(keyOf(name));
    return { act: 'create', source, name };
  });
}

/**
 * The names of commands to be made that others took since the plan was made.
 * @param planned the commands that the plan was made with
 * @param now those of the bot now
 */
export function takenMeanwhile(
  decisions: readonly CopyDecision[],
  planned: Iterable<PresentCommand>,
  now: Iterable<PresentCommand>,
): ReadonlySet<string> {
  const before = new Map([...planned].map(({ id, name }) => [id, name]));
  // Made or renamed since.
  const newcomers = new Set(
    [...now].flatMap(({ id, name }) => (!name || before.get(id) === name ? [] : [name])),
  );
  return new Set(
    decisions.flatMap((decision) =>
      decision.act === 'create' && decision.name && newcomers.has(decision.name) ? [decision.name] : [],
    ),
  );
}

/** A name or an alias of a copy that another command has as well: which of the two then runs is not documented. */
export interface SharedName {
  readonly name: string;
  /** Name of the copy. */
  readonly copy: string;
  /** Name of the other command. */
  readonly other: string;
}

/**
 * The names and aliases that copies share with commands of the bot, or with copies before them; names that differ in
 * case alone are one.
 * @param present the commands of the bot before anything is copied
 */
export function sharedNames<S extends CopySource>(
  decisions: readonly CopyDecision<S>[],
  present: Iterable<PresentCommand>,
  aliasesOf: (source: S) => readonly string[],
): readonly SharedName[] {
  const made = decisions.filter((decision) => decision.act !== 'skip');
  const replaced = new Set(
    made.flatMap((decision) => (decision.act === 'replace' ? [decision.command.id] : [])),
  );
  const owners = new Map<string, string>();
  for (const { id, name, aliases } of present) {
    if (replaced.has(id)) continue;
    for (const word of [name ?? '', ...aliases]) owners.set(keyOf(word), name ?? '');
  }
  return made.flatMap((decision): SharedName[] => {
    const copy = (decision.act === 'replace' ? decision.command.name : decision.name) ?? '';
    const words = new Map([copy, ...aliasesOf(decision.source)].map((word) => [keyOf(word), word]));
    words.delete('');
    return [...words].flatMap(([key, name]) => {
      const other = owners.get(key);
      owners.set(key, copy);
      return other === undefined ? [] : [{ name, copy, other }];
    });
  });
}

/** Names and aliases of a bot, as `freeNameIn` compares them. */
export function takenNames(present: Iterable<PresentCommand>): Set<string> {
  return new Set([...present].flatMap(({ name, aliases }) => [name ?? '', ...aliases].map(keyOf)));
}

/** As `freeName`, beside the commands that a bot has. */
export function freeNameIn(name: string, present: Iterable<PresentCommand>): string {
  const taken = takenNames(present);
  return freeName(name, (other) => taken.has(keyOf(other)));
}

/**
 * The name with the first number behind it that is free; one that ends in a number goes on counting. One that begins with
 * a slash gets it without a blank: what follows a blank is what a person sends to such a command, and no part of its name.
 */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const [, stem = name, digits] = /^(.*?(?<!\d))([1-9]\d{0,5})$/su.exec(name) ?? [];
  const gap = digits !== undefined || name.startsWith('/') || name === '' ? '' : ' ';
  for (let number = Number(digits ?? 1) + 1; ; number++) {
    const end = `${gap}${number}`;
    const free = `${shortened(stem, longestName - lengthOf(end))}${end}`;
    if (!isTaken(free)) return free;
  }
}

/** Names that differ in case alone are taken for one by people, and by some servers. */
function keyOf(name: string): string {
  return name.trim().toLowerCase();
}

function shortened(name: string, most: number): string {
  return lengthOf(name) > most ? Array.from(name).slice(0, most).join('') : name;
}

/** `undefined` for a folder that is yet to be made. */
function folderIdOf(place: CopyPlace, folders: FolderIds): number | null | undefined {
  switch (place.kind) {
    case 'root':
      return null;
    case 'folder':
      return place.id;
    case 'titled':
      return folders.get(place.title);
  }
}
