import { type CommandBody, newCommandBody } from '../api/commandBody';
import { type Command, createCommand } from '../api/commands';
import { ApiError } from '../api/errors';
import { createFolder, deleteFolder, type Folder } from '../api/folders';
import type { HttpClient } from '../api/http';
import type { Contents } from './contents';
import { isGone, isRewriting } from './remoteCommand';

/** A folder is deleted only when a fresh list shows it empty: what the server does to commands inside is not known. */
export class FolderNotEmptyError extends Error {
  readonly reason = 'folderNotEmpty';

  constructor(
    readonly folder: Folder,
    /** How many commands it holds. */
    readonly count: number,
  ) {
    super(`folder ${folder.id} holds ${count} commands`);
    this.name = 'FolderNotEmptyError';
  }
}

/** Creates and deletes the commands and folders of one bot. */
export class Structure {
  readonly #http: HttpClient;
  readonly #contents: Contents;
  /** Commands that may have been made although nobody knows, with the ids of those that were there before. */
  readonly #unsure = new Map<string, ReadonlySet<number>>();

  constructor(http: HttpClient, contents: Contents) {
    this.#http = http;
    this.#contents = contents;
  }

  /**
   * Creates a command that has a name and code and nothing else.
   * @param folderId `null` for the root
   * @throws as `create`
   */
  async createCommand(name: string, folderId: number | null, code: string): Promise<Command> {
    return this.create(newCommandBody(name, folderId, code));
  }

  /**
   * Creates a command. One that an earlier try may have made is looked for first.
   * @throws ApiError; with `outcomeUnknown` when it cannot be told whether the command was made
   */
  async create(body: CommandBody): Promise<Command> {
    const contents = this.#contents;
    const { botId } = contents;
    const { commands_folder_id: folderId } = body;
    const [name, code] = [body.command ?? '', body.bjs_code ?? ''];
    const key = JSON.stringify(body);
    const before = this.#unsure.get(key);
    const known = before ?? new Set(contents.commands.keys());
    const newcomers = () =>
      [...contents.commands.values()].filter(
        (made) =>
          !known.has(made.id) &&
          (made.command ?? '') === name &&
          (made.commands_folder_id ?? null) === folderId,
      );
    /** One with other code is somebody else's of the same name. */
    const own = async ({ id }: Command) => {
      const record = await contents.fetchCommand(id);
      return isRewriting(record.code ?? '', code) ? record : undefined;
    };
    return contents.pending.creating({ what: 'command', name, folderId }, async (over) => {
      let earlier: Command | undefined;
      if (before) {
        await listAnew(contents);
        for (const each of newcomers()) earlier ??= await own(each);
      }
      const command =
        earlier ??
        (await createCommand(this.#http, botId, body).catch(async (error: unknown) => {
          if (ApiError.is(error) && error.outcomeUnknown) this.#unsure.set(key, known);
          const made = await own(await this.#foundAfter(error, newcomers));
          if (!made) throw error;
          return made;
        }));
      this.#unsure.delete(key);
      if (!contents.commands.has(command.id)) over();
      contents.take(command);
      return command;
    });
  }

  /** @throws ApiError; with `outcomeUnknown` when it cannot be told whether the folder was made */
  async createFolder(title: string): Promise<Folder> {
    const contents = this.#contents;
    const known = new Set(contents.folders.map(({ id }) => id));
    const created = { what: 'folder', name: title, folderId: null } as const;
    return contents.pending.creating(created, async (over) => {
      const folder = await createFolder(this.#http, contents.botId, title).catch((error: unknown) =>
        this.#foundAfter(error, () =>
          contents.folders.filter((made) => !known.has(made.id) && made.title === title),
        ),
      );
      over();
      contents.takeFolder(folder);
      return folder;
    });
  }

  /**
   * Deletes a folder that a fresh listing shows empty; one that is gone already counts as deleted.
   * @throws FolderNotEmptyError, ApiError
   */
  async deleteFolder(folder: Folder): Promise<void> {
    const { pending } = this.#contents;
    await pending.working('deleting', { what: 'folder', id: folder.id }, (over) =>
      this.#deleteFolder(folder, over),
    );
  }

  async #deleteFolder(folder: Folder, over: () => void): Promise<void> {
    const contents = this.#contents;
    const inside = () =>
      [...contents.commands.values()].filter(({ commands_folder_id }) => commands_folder_id === folder.id);
    const before = inside();
    await listAnew(contents);
    // Records that cannot be read, or do not say their folder, may lie in it.
    const isUnclear = [...contents.commands.values()].some(
      ({ commands_folder_id }) => commands_folder_id === undefined,
    );
    if (isUnclear || contents.broken.length > 0) throw new ApiError('malformed', { endpoint: 'getCommands' });
    const missing = before.filter(({ id }) => !contents.commands.has(id));
    const stillIn = await Promise.all(missing.map(({ id }) => this.#isStillIn(folder, id)));
    // What was asked for on its own is in the contents again.
    const held = new Set([...inside(), ...missing.filter((_, index) => stillIn[index])].map(({ id }) => id));
    if (held.size > 0) throw new FolderNotEmptyError(folder, held.size);
    try {
      await deleteFolder(this.#http, contents.botId, folder.id);
    } catch (error) {
      if (!ApiError.is(error, 'notFound')) {
        if (!ApiError.is(error) || !error.outcomeUnknown) throw error;
        await listAnew(contents);
        if (contents.folders.some(({ id }) => id === folder.id)) throw error;
      }
    }
    over();
    contents.folderGone(folder.id);
  }

  /** Whether a command that a listing lacks is in the folder all the same: pages shift when others delete. */
  async #isStillIn(folder: Folder, commandId: number): Promise<boolean> {
    try {
      const { commands_folder_id } = await this.#contents.fetchCommand(commandId);
      return commands_folder_id === undefined || commands_folder_id === folder.id;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }

  /** What a request of unknown outcome made, when exactly one newcomer can be it. @throws the error otherwise */
  async #foundAfter<T>(error: unknown, newcomers: () => T[]): Promise<T> {
    if (!ApiError.is(error) || !error.outcomeUnknown) throw error;
    await listAnew(this.#contents).catch(() => undefined);
    const [made, another] = newcomers();
    if (made === undefined || another !== undefined) throw error;
    return made;
  }
}

/**
 * Reads folders and commands anew, for decisions that must not rest on an old or cut listing.
 * @throws ApiError
 */
export async function listAnew(contents: Contents): Promise<void> {
  // A listing that is under way was asked for too early.
  if (contents.isRefreshing) await contents.refresh();
  await contents.refresh();
  if (contents.isOver) throw new ApiError('aborted', { endpoint: 'getCommands' });
  if (contents.error) throw contents.error;
  if (contents.isIncomplete) throw new ApiError('malformed', { endpoint: 'getCommands' });
}
