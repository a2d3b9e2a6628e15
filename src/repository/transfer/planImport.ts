import type { Command } from '../../api/commands';
import type { RepositoryCommandFile } from '../format/parseBot';

/** What an import is going to do. */
export interface ImportPlan {
  readonly create: readonly RepositoryCommandFile[];
  /** The bot has a command of the name, which stays as it is. */
  readonly present: readonly RepositoryCommandFile[];
}

/**
 * Which of a bot folder's commands a bot lacks. Of a name that comes more than once, as many are made as are missing.
 * @param existing the commands of the bot; none for a new one
 */
export function planImport(
  commands: readonly RepositoryCommandFile[],
  existing: Iterable<Command> = [],
): ImportPlan {
  const there = new Map<string, number>();
  for (const { command } of existing) {
    if (command != null) there.set(command, (there.get(command) ?? 0) + 1);
  }
  const create: RepositoryCommandFile[] = [];
  const present: RepositoryCommandFile[] = [];
  for (const command of commands) {
    const count = there.get(command.name) ?? 0;
    if (count === 0) create.push(command);
    else {
      there.set(command.name, count - 1);
      present.push(command);
    }
  }
  return { create, present };
}
