import * as v from 'valibot';

import type { Command } from '../api/commands';
import type { Folder } from '../api/folders';
import { Disposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import type { TextStore } from '../util/textStore';
import { ChangedMeanwhileError } from './changedMeanwhile';
import type { Contents } from './contents';
import { ifShown } from './judges';
import { LastKnown } from './lastKnown';
import { isGone } from './remoteCommand';
import { FolderNotEmptyError, listAnew, type Structure } from './structure';

const moveSchema = v.object({
  fromId: v.number(),
  fromTitle: v.string(),
  toTitle: v.string(),
  /** Unknown until the new folder is made. */
  toId: v.optional(v.number()),
  /** A folder of the new name was there already: it is somebody's, and stays whatever becomes of the move. */
  targetExisted: v.optional(v.boolean(), false),
  /** The commands that were in the folder at the start. */
  commandIds: v.array(v.number()),
});
const storedSchema = v.object({ version: v.literal(1), moves: v.array(moveSchema) });

/**
 * A folder on its way to another name. The API cannot rename folders, so a new one is made, every command is moved and
 * the old one deleted. Interrupted, both folders stay, and each command is in exactly one of them.
 */
export type FolderMove = v.InferOutput<typeof moveSchema>;

/** Commands may be put into the folder while it is emptied: how often it is looked again before that is an error. */
const rounds = 3;

/** The renames of folders of one bot: those that run, and those that were interrupted and can be gone on with. */
export class FolderMoves extends Disposable {
  readonly #contents: Contents;
  readonly #structure: Structure;
  readonly #stored: LastKnown<typeof storedSchema>;
  readonly #changed = this._register(new Emitter<void>());
  readonly #running = new Set<number>();
  #moves: readonly FolderMove[] = [];
  #restoring: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(contents: Contents, structure: Structure, store: TextStore, accountId: string, log: Log) {
    super();
    this.#contents = contents;
    this.#structure = structure;
    // Not with what signing out deletes: both halves of the folder are still there afterwards.
    const name = `moves/${accountId}/bot-${contents.botId}.json`;
    this.#stored = new LastKnown(store, name, storedSchema, log);
  }

  /** Brings back what was interrupted before this window. */
  restore(): Promise<void> {
    this.#restoring ??= this.#stored.read().then((stored) => {
      this.#moves = stored?.moves ?? [];
      if (this.#moves.length > 0) this.#changed.fire();
    });
    return this.#restoring;
  }

  /** Resolves when nothing is being stored any more. */
  whenStored(): Promise<void> {
    return this.#stored.whenIdle();
  }

  /** The moves that are not over. */
  get all(): readonly FolderMove[] {
    return this.#moves;
  }

  isRunning(move: FolderMove): boolean {
    return this.#running.has(move.fromId);
  }

  /** How many of the commands are in the new folder, of how many. */
  progressOf({ commandIds, toId }: FolderMove): { readonly moved: number; readonly total: number } {
    const { commands } = this.#contents;
    const there = commandIds.flatMap((id) => commands.get(id) ?? []);
    const moved = there.filter(({ commands_folder_id }) => commands_folder_id === toId).length;
    return { moved: toId === undefined ? 0 : moved, total: there.length };
  }

  /**
   * Renames a folder.
   * @throws ApiError, FolderNotEmptyError, NotKeptError; the move then stays to be gone on with
   */
  async start(folder: Folder, toTitle: string): Promise<void> {
    await this.restore();
    await listAnew(this.#contents);
    const commandIds = this.#commandsIn(folder.id).map(({ id }) => id);
    const targetExisted = this.#contents.folders.some(({ title }) => title === toTitle);
    const fromTitle = folder.title ?? '';
    const move: FolderMove = { fromId: folder.id, fromTitle, toTitle, commandIds, targetExisted };
    await this.#put(move);
    await this.goOn(move);
  }

  /**
   * Does what is left of a move.
   * @throws ApiError, FolderNotEmptyError, NotKeptError; the move then stays
   */
  async goOn(move: FolderMove): Promise<void> {
    await this.#run(move, async () => {
      await listAnew(this.#contents);
      const toId = this.#isThere(move.toId) ? move.toId : await this.#makeTarget(move);
      for (let round = 1; ; round++) {
        await this.#moveAll(this.#commandsIn(move.fromId), toId);
        try {
          await this.#structure.deleteFolder({ id: move.fromId, title: move.fromTitle });
          return;
        } catch (error) {
          if (!(error instanceof FolderNotEmptyError) || round === rounds) throw error;
        }
      }
    });
  }

  /**
   * Takes a move back: its commands return, and the new folder goes when nothing else is in it.
   * @throws ApiError, NotKeptError; the move then stays
   */
  async back(move: FolderMove): Promise<void> {
    await this.#run(move, async () => {
      const { fromId, commandIds } = move;
      await listAnew(this.#contents);
      const toId = move.toId ?? this.#targetWithoutId(move);
      if (toId === undefined) return;
      const isThere = this.#isThere(fromId);
      const backId = isThere ? fromId : (await this.#structure.createFolder(move.fromTitle)).id;
      // Whatever somebody else put into the new folder is theirs.
      const own = this.#commandsIn(toId).filter(({ id }) => commandIds.includes(id));
      await this.#moveAll(own, backId);
      if (move.targetExisted || !this.#isThere(toId)) return;
      await this.#structure.deleteFolder({ id: toId, title: move.toTitle }).catch((error: unknown) => {
        if (!(error instanceof FolderNotEmptyError)) throw error;
      });
    });
  }

  async #run(move: FolderMove, work: () => Promise<void>): Promise<void> {
    const renaming = this.#contents.pending.begin('renaming', { what: 'folder', id: move.fromId });
    this.#running.add(move.fromId);
    this.#changed.fire();
    try {
      await work();
      await this.#drop(move);
    } finally {
      this.#running.delete(move.fromId);
      renaming.end();
      this.#changed.fire();
    }
  }

  /** A folder of that title is taken over: an earlier try made it and did not live to note its id. */
  async #makeTarget(move: FolderMove): Promise<number> {
    const made = this.#contents.folders.find(({ id, title }) => title === move.toTitle && id !== move.fromId);
    const { id } = made ?? (await this.#structure.createFolder(move.toTitle));
    await this.#put({ ...move, toId: id });
    return id;
  }

  async #moveAll(commands: readonly Command[], folderId: number): Promise<void> {
    for (const { id, commands_folder_id: from = null } of commands) {
      try {
        const mayMove = ifShown({ folderId }, { folderId: from });
        await this.#contents.remote(id).change({ folderId }, mayMove);
      } catch (error) {
        // Somebody moved it elsewhere meanwhile, so it is not to be taken along.
        if (error instanceof ChangedMeanwhileError) continue;
        // Deleted elsewhere meanwhile. That the folder is gone instead shows when the command is still there.
        if (!isGone(error)) throw error;
        await listAnew(this.#contents);
        if (this.#contents.commands.has(id)) throw error;
      }
      this.#changed.fire();
    }
  }

  #targetWithoutId({ fromId, toTitle }: FolderMove): number | undefined {
    return this.#contents.folders.find(({ id, title }) => title === toTitle && id !== fromId)?.id;
  }

  #isThere(folderId: number | undefined): folderId is number {
    return folderId !== undefined && this.#contents.folders.some(({ id }) => id === folderId);
  }

  #commandsIn(folderId: number): Command[] {
    return [...this.#contents.commands.values()].filter(
      ({ commands_folder_id }) => commands_folder_id === folderId,
    );
  }

  async #put(move: FolderMove): Promise<void> {
    await this.#change((others) => [...others, move], move);
  }

  async #drop(move: FolderMove): Promise<void> {
    await this.#change((others) => [...others], move);
  }

  /** On disk before the server is asked: whatever ends this window, the next one can go on. */
  async #change(change: (others: readonly FolderMove[]) => FolderMove[], move: FolderMove): Promise<void> {
    const without = (moves: readonly FolderMove[]) => moves.filter(({ fromId }) => fromId !== move.fromId);
    this.#moves = change(without(this.#moves));
    await this.#stored.change((stored) => ({ version: 1, moves: change(without(stored?.moves ?? [])) }));
    this.#changed.fire();
  }
}
