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
    }),
  ),
});

interface BotBindings {
  readonly directories: string[];
  readonly paths: Map<string, number>;
}

interface NamedCommand {
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
    return this.#bots.get(botId)?.paths.get(path);
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
    const { paths } = this.#of(botId);
    const result = new Map<number, string>();
    for (const { command, folderTitle } of commands) {
      let path = wantedPath(command, folderTitle);
      // Once more when a third command is called just like the name that tells this one apart.
      while ((paths.get(path) ?? command.id) !== command.id) path = toldApart(path, command.id);
      if (!paths.has(path) && !mayBind) return undefined;
      paths.set(path, command.id);
      result.set(command.id, path);
    }
    return result;
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
    for (const { id, directories, paths } of stored?.bots ?? []) {
      const bot = this.#of(id);
      const own = bot.directories.filter((directory) => !directories.includes(directory));
      bot.directories.splice(0, bot.directories.length, ...own, ...directories);
      // What was handed out in this window stays so, even when it could not be stored at the time.
      for (const [path, commandId] of paths) if (!bot.paths.has(path)) bot.paths.set(path, commandId);
    }
  }

  #of(botId: number): BotBindings {
    let bot = this.#bots.get(botId);
    if (!bot) this.#bots.set(botId, (bot = { directories: [], paths: new Map() }));
    return bot;
  }

  #all(): v.InferOutput<typeof storedSchema> {
    const bots = [...this.#bots].map(([id, { directories, paths }]) => ({
      id,
      directories,
      paths: [...paths],
    }));
    return { version: 1, bots };
  }
}

function wantedPath(command: Command, folderTitle: string | null | undefined): string {
  const head = folderTitle === undefined ? '' : `${folderNameOf(folderTitle ?? '')}/`;
  return head + fileNameOf(command.command ?? '');
}

function toldApart(path: string, commandId: number): string {
  return `${path.slice(0, -'.js'.length)} (${commandId}).js`;
}
