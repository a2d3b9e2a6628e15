import pLimit from 'p-limit';

import { getBotSettings } from '../../api/bots';
import { requiredOnRead } from '../../api/commandBody';
import { type Command, getCommand } from '../../api/commands';
import type { BrokenRecord } from '../../api/decode';
import { ApiError } from '../../api/errors';
import { type Folder, getFolders } from '../../api/folders';
import type { HttpClient } from '../../api/http';
import { getInstalledLibraries } from '../../api/libraries';
import { type CommandListing, listCommands } from '../../api/listCommands';

/** A bot as the server has it now. */
export interface WholeBot {
  /** Address of the table that its commands are imported from. */
  readonly csvUrl: string | null;
  /** Names of those that are installed; `undefined` when the server does not say. */
  readonly libraries: readonly string[] | undefined;
  readonly folders: readonly Folder[];
  /** Each with all that a file says, but for the group, which not every server tells. */
  readonly commands: readonly Command[];
  /** Commands of which fields could not be had, so that a file of them would lie. */
  readonly incomplete: readonly IncompleteRecord[];
  /** Folders and commands that could not be understood. */
  readonly broken: readonly BrokenRecord[];
}

export interface IncompleteRecord {
  readonly command: Command;
  /** What the server did not say. */
  readonly fields: readonly string[];
}

export interface ReadProgress {
  readonly done: number;
  readonly total: number;
}

/** Commands that are read one by one, at a time. */
const atOnce = 4;

/**
 * Reads all of a bot anew. Commands that the listing does not say whole are read one by one.
 * @param onProgress called while that goes on
 * @throws ApiError when the bot, its folders or the listing cannot be had whole, or one of the single reads fails
 */
export async function readWholeBot(
  http: HttpClient,
  botId: number,
  {
    signal,
    onProgress,
  }: { readonly signal?: AbortSignal; readonly onProgress?: (at: ReadProgress) => void } = {},
): Promise<WholeBot> {
  const options = { fresh: true, ...(signal ? { signal } : {}) };
  const [settings, libraries, folders, listing] = await Promise.all([
    getBotSettings(http, botId, options),
    // Of those only the names are to be had, so a server that does not tell them keeps nobody from the rest.
    getInstalledLibraries(http, botId, options).catch(() => undefined),
    getFolders(http, botId, options),
    listTwice(http, botId, signal),
  ]);
  const partial = listing.commands.filter((command) => missingIn(command).length > 0);
  const limit = pLimit(atOnce);
  let done = 0;
  const read = await Promise.all(
    partial.map(({ id }) =>
      limit(async () => {
        const command = await getCommand(http, botId, id, options).catch((error: unknown) => {
          // Deleted since the listing.
          if (ApiError.is(error, 'notFound')) return undefined;
          limit.clearQueue();
          throw error;
        });
        onProgress?.({ done: ++done, total: partial.length });
        return command;
      }),
    ),
  );
  const byId = new Map(partial.map(({ id }, index) => [id, read[index]]));
  const commands = listing.commands.flatMap((command) =>
    byId.has(command.id) ? (byId.get(command.id) ?? []) : [command],
  );
  const incomplete = commands.flatMap((command) => {
    const fields = missingIn(command);
    return fields.length > 0 ? [{ command, fields }] : [];
  });
  return {
    csvUrl: settings.csvUrl ?? null,
    libraries: libraries?.items.map(({ name }) => name),
    folders: folders.items,
    commands: commands.filter((command) => missingIn(command).length === 0),
    incomplete,
    broken: [...folders.broken, ...listing.broken],
  };
}

/**
 * All commands, by two listings: while somebody deletes, what comes behind moves to an earlier page and may be passed
 * over. What only the first listing had is asked for with the rest; it may be deleted, or passed over by the second.
 */
async function listTwice(
  http: HttpClient,
  botId: number,
  signal: AbortSignal | undefined,
): Promise<CommandListing> {
  // With a signal no listing is answered by another one.
  const own = signal ?? new AbortController().signal;
  const first = await listCommands(http, botId, own);
  const second = await listCommands(http, botId, own);
  const listed = new Set(second.commands.map(({ id }) => id));
  const doubtful = first.commands.filter(({ id }) => !listed.has(id)).map(({ id }) => ({ id }));
  return { commands: [...second.commands, ...doubtful], broken: second.broken };
}

function missingIn(command: Command): readonly string[] {
  return requiredOnRead.filter((field) => command[field] === undefined);
}
