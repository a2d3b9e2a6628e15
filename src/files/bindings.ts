import * as v from 'valibot';

import type { Command } from '../api/commands';
import { LastKnown } from '../model/lastKnown';
import { fileNameOf, folderNameOf } from '../repository/format/names';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';

const storedSchema = v.object({
  version: v.literal(1),
  bots: v.array(
    v.object({
      id: v.number(),
      /** Names under which the bot's directory was handed out, the newest last. */
      directories: v.array(v.string()),
      /** Paths below the directory and the command each belongs to, in the order they were bound. */
      paths: v.array(v.tuple([v.string(), v.number()])),
      /** What each command was called last, and the title of its folder; `null` at the root. */
      names: v.optional(v.array(v.tuple([v.number(), v.string(), v.nullable(v.string())])), []),
      /**
       * Commands that an import replaced, and the command of the same name and folder that came for each; one itself
       * when another took its place.
       */
      successors: v.optional(v.array(v.tuple([v.number(), v.number()])), []),
    }),
  ),
});

/** How many commands of a bot that are gone keep their paths: those seen last. */
const mostGone = 2000;

interface BotBindings {
  readonly directories: string[];
  readonly paths: Map<string, number>;
  readonly names: Map<number, LastName>;
  readonly successors: Map<number, number>;
}

interface LastName {
  readonly name: string;
  /** Title of the folder; `null` at the root. */
  readonly folder: string | null;
}

/** A command and what its folder is called, `undefined` at the root. */
export interface NamedCommand {
  readonly command: Command;
  readonly folderTitle: string | null | undefined;
}

/**
 * Which path belongs to which command of one account. Kept when the account signs out: editors with unsaved text may
 * still use the paths when it comes back. Identity is the ids; a path is a name bound to them. A path
 * once handed out is never given to another command, so that an editor, a backup or a link that still uses it can
 * never write into a stranger.
 */
export class Bindings {
  readonly #stored: LastKnown<typeof storedSchema>;
  readonly #bots = new Map<number, BotBindings>();
  #restoring: Promise<void> | undefined;

  constructor(store: TextStore, accountId: string, log: Log) {
    this.#stored = new LastKnown(store, `bindings/${accountId}.json`, storedSchema, log);
  }

  /** Must have resolved before anything else is asked. */
  restore(): Promise<void> {
    this.#restoring ??= this.#restore();
    return this.#restoring;
  }

  async #restore(): Promise<void> {
    this.#merge(await this.#stored.read());
  }

  /** Takes over what other windows bound meanwhile. */
  async refresh(): Promise<void> {
    this.#merge(await this.#stored.read());
  }

  /** Whether a directory name was handed out for this bot. */
  hasDirectory(botId: number, directory: string): boolean {
    return this.#bots.get(botId)?.directories.includes(directory) ?? false;
  }

  /** The command that a path below the bot's directory belongs to. */
  commandAt(botId: number, path: string): number | undefined {
    const bot = this.#bots.get(botId);
    const id = bot?.paths.get(path);
    return bot && id !== undefined ? newestOf(bot, id) : undefined;
  }

  /**
   * The path of a command as it is called now, when it is bound already.
   * @returns `undefined` for one that was renamed elsewhere and not shown since
   */
  pathOf(botId: number, named: NamedCommand): string | undefined {
    return this.#bind(botId, [named], false)?.get(named.command.id);
  }

  /** The path that a command got last, whatever it is called now. */
  lastPathOf(botId: number, commandId: number): string | undefined {
    const paths = [...(this.#bots.get(botId)?.paths ?? [])];
    return paths.findLast(([, id]) => id === commandId)?.[0];
  }

  /** The path that a command would get under this name; binds nothing. */
  pathUnder(botId: number, named: NamedCommand): string {
    return freePath(this.#of(botId), named);
  }

  /**
   * Gives a path that no other command has, or had, to a command.
   * @returns whether it could be had
   */
  async bindPath(botId: number, path: string, named: NamedCommand): Promise<boolean> {
    const { id } = named.command;
    await this.#change(() => {
      const bot = this.#of(botId);
      if (!bot.paths.has(path)) bot.paths.set(path, id);
      bot.names.set(id, lastNameOf(named));
    });
    return this.commandAt(botId, path) === id;
  }

  /**
   * Lets the paths of commands that are gone belong to those that came for them: after an import every command has
   * another id. Only where exactly one command has the name and folder that the gone one had.
   * @param commands all commands of the bot, of a complete listing
   * @returns the commands that are gone, each with the one that came for it
   */
  async followImport(
    botId: number,
    commands: Iterable<NamedCommand>,
  ): Promise<readonly (readonly [number, number])[]> {
    const bot = this.#of(botId);
    const present = [...commands];
    const ids = new Set(present.map(({ command }) => command.id));
    // One that was missing from a listing and is back needs nobody in its place.
    const back = [...bot.successors.keys()].filter((id) => ids.has(id));
    const gone = [...bot.names].filter(([id]) => !ids.has(id) && !bot.successors.has(id));
    if (gone.length === 0 && back.length === 0) return [];
    const isMuch = bot.names.size - ids.size > 2 * mostGone;
    if (successorsIn(bot, present).size === 0 && back.length === 0 && !isMuch) return [];
    const pairs = new Map<number, number>();
    await this.#change(() => {
      const { successors, names } = this.#of(botId);
      for (const id of back) successors.delete(id);
      // Asked again here: another window may know more of what the commands were called before.
      for (const [id, successor] of successorsIn(this.#of(botId), present)) {
        successors.set(id, successor);
        if (id === successor) continue;
        pairs.set(id, successor);
        // The next import asks for the name of this one.
        const name = bot.names.get(id);
        if (name && !names.has(successor)) names.set(successor, name);
      }
      if (isMuch) forgetOldest(this.#of(botId), ids);
    });
    return [...pairs];
  }

  /** Whether any path was handed out below this folder. */
  hasFolder(botId: number, folder: string): boolean {
    const paths = this.#bots.get(botId)?.paths.keys() ?? [];
    return [...paths].some((path) => path.startsWith(`${folder}/`));
  }

  /** Makes sure that this directory name answers for the bot, as its newest. */
  async bindDirectory(botId: number, directory: string): Promise<void> {
    if (this.#of(botId).directories.at(-1) === directory) return;
    await this.#change(() => {
      const { directories } = this.#of(botId);
      const known = directories.indexOf(directory);
      if (known >= 0) directories.splice(known, 1);
      directories.push(directory);
    });
  }

  /**
   * The path of each command as it is called now. A name that is taken by another command, or was, gets ` (<id>)`.
   * @param folderTitle of the command's folder, `undefined` at the root
   */
  async pathsFor(botId: number, commands: Iterable<NamedCommand>): Promise<ReadonlyMap<number, string>> {
    const wanted = [...commands];
    const bound = this.#bind(botId, wanted, false);
    if (bound) return bound;
    let result: ReadonlyMap<number, string> = new Map();
    await this.#change(() => (result = this.#bind(botId, wanted, true) ?? result));
    return result;
  }

  /** @returns the paths, or `undefined` when some would have to be bound and `mayBind` is not set */
  #bind(
    botId: number,
    commands: readonly NamedCommand[],
    mayBind: boolean,
  ): ReadonlyMap<number, string> | undefined {
    const bot = this.#of(botId);
    const result = new Map<number, string>();
    for (const named of commands) {
      const { id } = named.command;
      const path = freePath(bot, named);
      const name = lastNameOf(named);
      const known = bot.names.get(id);
      const isKnown = bot.paths.has(path) && known?.name === name.name && known.folder === name.folder;
      if (!isKnown) {
        if (!mayBind) return undefined;
        if (!bot.paths.has(path)) bot.paths.set(path, id);
        bot.names.set(id, name);
      }
      result.set(id, path);
    }
    return result;
  }

  /** Notes what commands that have a path are called now. */
  async noteNames(botId: number, commands: Iterable<NamedCommand>): Promise<void> {
    const { names } = this.#of(botId);
    const changed = [...commands].filter((named) => {
      const known = names.get(named.command.id);
      const now = lastNameOf(named);
      return known && (known.name !== now.name || known.folder !== now.folder);
    });
    if (changed.length === 0) return;
    await this.#change(() => {
      for (const named of changed) this.#of(botId).names.set(named.command.id, lastNameOf(named));
    });
  }

  /** Binds while no other window does, upon what all windows have bound: the first one to bind a path keeps it. */
  async #change(bind: () => void): Promise<void> {
    const isStored = await this.#stored.change((stored) => {
      this.#merge(stored);
      bind();
      return this.#all();
    });
    // Without a store this window at least stays true to itself.
    if (!isStored) bind();
  }

  #merge(stored: v.InferOutput<typeof storedSchema> | undefined): void {
    for (const { id, directories, paths, names, successors } of stored?.bots ?? []) {
      const bot = this.#of(id);
      const own = bot.directories.filter((directory) => !directories.includes(directory));
      bot.directories.splice(0, bot.directories.length, ...own, ...directories);
      // What was handed out in this window stays so, even when it could not be stored at the time.
      for (const [path, commandId] of paths) if (!bot.paths.has(path)) bot.paths.set(path, commandId);
      // Another window may have seen it called otherwise since; what this one sees is set after this.
      for (const [commandId, name, folder] of names) bot.names.set(commandId, { name, folder });
      for (const [commandId, successor] of successors) {
        if (!bot.successors.has(commandId)) bot.successors.set(commandId, successor);
      }
    }
  }

  #of(botId: number): BotBindings {
    let bot = this.#bots.get(botId);
    if (!bot) {
      bot = { directories: [], paths: new Map(), names: new Map(), successors: new Map() };
      this.#bots.set(botId, bot);
    }
    return bot;
  }

  #all(): v.InferOutput<typeof storedSchema> {
    const bots = [...this.#bots].map(([id, { directories, paths, names, successors }]) => ({
      id,
      directories,
      paths: [...paths],
      names: [...names].map(([commandId, { name, folder }]): [number, string, string | null] => [
        commandId,
        name,
        folder,
      ]),
      successors: [...successors],
    }));
    return { version: 1, bots };
  }
}

/** The command that came for this one, or for the one that came for it, and so on; itself when none did. */
function newestOf({ successors }: BotBindings, id: number): number {
  const seen = new Set<number>();
  let newest = id;
  for (
    let next: number | undefined = id;
    next !== undefined && !seen.has(next);
    next = successors.get(next)
  ) {
    seen.add(next);
    newest = next;
  }
  return newest;
}

/**
 * The commands that are gone and have no successor yet, each with the one command of its name and folder. One whose
 * place another took stays its own for good: what comes there later comes for that other.
 */
function successorsIn(bot: BotBindings, present: readonly NamedCommand[]): Map<number, number> {
  const found = new Map<string, number | 'several'>();
  for (const named of present) {
    const key = JSON.stringify(lastNameOf(named));
    found.set(key, found.has(key) ? 'several' : named.command.id);
  }
  const ids = new Set(present.map(({ command }) => command.id));
  const pairs = new Map<number, number>();
  for (const [id, name] of bot.names) {
    if (ids.has(id) || bot.successors.has(id)) continue;
    const successor = found.get(JSON.stringify(name));
    if (typeof successor !== 'number') continue;
    // One that was called otherwise before was renamed, and lived beside the one that is gone.
    pairs.set(id, wasCalledOtherwise(bot, successor, name) ? id : successor);
  }
  return pairs;
}

/** Whether a command had another name or folder once: its first paths still tell when the name was noted anew. */
function wasCalledOtherwise(bot: BotBindings, id: number, { name, folder }: LastName): boolean {
  const former = bot.names.get(id);
  if (former && (former.name !== name || former.folder !== folder)) return true;
  const command = { id, command: name };
  const own = new Set([wantedPath(command, folder ?? undefined), wantedPath(command, folder)]);
  return [...bot.paths].some(([path, holder]) => holder === id && !own.has(path.replaceAll(` (${id})`, '')));
}

/** What is kept of commands that are gone must not grow for ever. */
function forgetOldest(bot: BotBindings, present: ReadonlySet<number>): void {
  const gone = [...bot.names.keys()].filter((id) => !present.has(id));
  const forgotten = new Set(gone.slice(0, Math.max(0, gone.length - mostGone)));
  for (const [path, id] of [...bot.paths]) {
    if (!forgotten.has(id)) continue;
    const newest = newestOf(bot, id);
    if (forgotten.has(newest)) bot.paths.delete(path);
    else bot.paths.set(path, newest);
  }
  for (const id of forgotten) {
    bot.names.delete(id);
    bot.successors.delete(id);
  }
}

/** The path of a command by its name; one that another command has, or had, gets the id behind it. */
function freePath(bot: BotBindings, { command, folderTitle }: NamedCommand): string {
  const isFree = (path: string) => {
    const holder = bot.paths.get(path);
    return holder === undefined || newestOf(bot, holder) === command.id;
  };
  let path = wantedPath(command, folderTitle);
  // Once more when a third command is called just like the name that tells this one apart.
  while (!isFree(path)) path = toldApart(path, command.id);
  return path;
}

function lastNameOf({ command, folderTitle }: NamedCommand): LastName {
  return { name: command.command ?? '', folder: folderTitle ?? null };
}

function wantedPath(command: Command, folderTitle: string | null | undefined): string {
  const head = folderTitle === undefined ? '' : `${folderNameOf(folderTitle ?? '')}/`;
  return head + fileNameOf(command.command ?? '');
}

function toldApart(path: string, commandId: number): string {
  return `${path.slice(0, -'.js'.length)} (${commandId}).js`;
}
