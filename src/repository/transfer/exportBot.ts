import { printBot, type PrintedBot } from '../format/printBot';
import { repositoryCommandOf } from './records';
import type { WholeBot } from './readWholeBot';

/**
 * A bot as files in the repository format. Libraries are left out: the API says which are installed and not their code.
 * @param lastKnownGroup of a command, for a server that does not say groups
 */
export function exportBot(
  bot: WholeBot,
  {
    name,
    lastKnownGroup,
  }: { readonly name: string; readonly lastKnownGroup?: (commandId: number) => string | null | undefined },
): PrintedBot {
  const titles = new Map(bot.folders.map(({ id, title }) => [id, title]));
  return printBot({
    name,
    csvUrl: bot.csvUrl,
    commands: bot.commands.map((command) => {
      const folderId = command.commands_folder_id ?? null;
      const folder = folderId === null ? null : (titles.get(folderId) ?? null);
      return repositoryCommandOf(command, folder, lastKnownGroup?.(command.id));
    }),
    libraries: [],
  });
}
