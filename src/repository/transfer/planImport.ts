import type { Command } from '../../api/commands';
import type { RepositoryCommandFile } from '../format/parseBot';

/** A command that the bot has. */
export interface ExistingCommand {
  readonly id: number;
  readonly name: string | null;
  /** Title of its folder; `null` at the root. */
  readonly folder: string | null;
}

/** The commands of a bot, as plans look at them. */
export function existingCommands(
  commands: Iterable<Command>,
  folders: Iterable<{ readonly id: number; readonly title: string | null }>,
): ExistingCommand[] {
  const titles = new Map([...folders].map(({ id, title }) => [id, title]));
  return [...commands].map(({ id, command, commands_folder_id: folderId }) => ({
    id,
    name: command ?? null,
    folder: folderId == null ? null : (titles.get(folderId) ?? null),
  }));
}

/** What an import is going to do. */
export interface ImportPlan {
  readonly create: readonly RepositoryCommandFile[];
  /** The bot has a command of the name, which stays as it is. */
  readonly present: readonly PresentCommand[];
}

export interface PresentCommand {
  readonly command: RepositoryCommandFile;
  readonly existing: ExistingCommand;
}

/**
 * Which of a bot folder's commands a bot lacks. A command is there when one of its name is, first of all in the same
 * folder, else in another one; each of the bot's commands stands for one of the files.
 * @param existing all commands of the bot; none for a new one
 */
export function planImport(
  commands: readonly RepositoryCommandFile[],
  existing: Iterable<ExistingCommand> = [],
): ImportPlan {
  const free = new Map<string, ExistingCommand[]>();
  for (const each of existing) {
    if (each.name !== null) free.set(each.name, [...(free.get(each.name) ?? []), each]);
  }
  const found = new Map<RepositoryCommandFile, ExistingCommand>();
  const pair = (command: RepositoryCommandFile, isIt: (existing: ExistingCommand) => boolean) => {
    const of = free.get(command.name) ?? [];
    const at = found.has(command) ? -1 : of.findIndex(isIt);
    const [match] = at === -1 ? [] : of.splice(at, 1);
    if (match) found.set(command, match);
  };
  for (const command of commands) pair(command, ({ folder }) => folder === command.folder);
  for (const command of commands) pair(command, () => true);
  return {
    create: commands.filter((command) => !found.has(command)),
    present: commands.flatMap((command) => {
      const match = found.get(command);
      return match ? [{ command, existing: match }] : [];
    }),
  };
}
