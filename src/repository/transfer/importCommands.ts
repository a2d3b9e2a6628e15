import type { CommandBody } from '../../api/commandBody';
import type { Command } from '../../api/commands';
import { manyAtOnce, type ManyOptions, type ManyProgress, type Patiently } from '../../api/manyAtOnce';
import type { RepositoryCommandFile } from '../format/parseBot';
import { bodyOf, type FilePart, partsUnlike } from './records';

/** Where commands are made: a bot of some account. */
export interface ImportTarget {
  /** @throws ApiError */
  createFolder(title: string): Promise<{ readonly id: number }>;
  /** @throws ApiError */
  createCommand(body: CommandBody): Promise<Command>;
}

/** What became of a file's command. */
export type ImportOutcome =
  /** `unlike`: parts of it that the server stored otherwise. */
  | { readonly kind: 'created'; readonly id: number; readonly unlike: readonly FilePart[] }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The import ended before it was its turn: it was cancelled, or the server could no longer be had. */
  | { readonly kind: 'notTried' };

export interface ImportedCommand {
  readonly command: RepositoryCommandFile;
  readonly outcome: ImportOutcome;
}

export interface ImportOptions extends ManyOptions {
  /** Ids of the folders that the bot has, by title. */
  readonly folders?: ReadonlyMap<string, number>;
}

export type ImportProgress = ManyProgress;

/**
 * Makes commands in a bot, and first the folders that they need. One that fails keeps no other from being made, unless
 * the account cannot be used any more. Nothing that the bot has is changed.
 * @returns what became of each, in the order given; never rejects for a command of its own
 */
export async function importCommands(
  target: ImportTarget,
  commands: readonly RepositoryCommandFile[],
  { folders: known, ...options }: ImportOptions = {},
): Promise<readonly ImportedCommand[]> {
  const folders = new Map([...(known ?? [])].map(([title, id]) => [title, Promise.resolve(id)]));
  /** The folder of a title; commands that need the same one share it, also its failure. */
  const folderOf = (title: string, patiently: Patiently): Promise<number> => {
    const there = folders.get(title);
    if (there) return there;
    const making = patiently(() => target.createFolder(title)).then(({ id }) => id);
    folders.set(title, making);
    return making;
  };
  const results = await manyAtOnce(
    commands,
    async (command, patiently) => {
      const folderId = command.folder === null ? null : await folderOf(command.folder, patiently);
      const body = bodyOf(command, folderId);
      const made = await patiently(() => target.createCommand(body));
      return { id: made.id, unlike: partsUnlike(command, made, folderId) };
    },
    options,
  );
  return results.map(({ item: command, outcome }) => ({
    command,
    outcome: outcome.kind === 'done' ? { kind: 'created', ...outcome.value } : outcome,
  }));
}
