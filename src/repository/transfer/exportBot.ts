import { groupOf } from '../../api/commandBody';
import type { Command } from '../../api/commands';
import { printBot, type PrintedBot } from '../format/printBot';
import type { WholeBot } from './readWholeBot';
import { repositoryCommandOf } from './records';

/** Something that a person should know of a command's file. */
export interface ExportNote {
  /**
   * - `groupUnknown`: the server does not say the group, so the file says none
   * - `folderUnknown`: its folder is not in the list of folders, so the file lies in the root
   * - `headerEnd`: a value holds `CMD*\/`, where Bots.Business may end the header (not documented)
   */
  readonly reason: 'groupUnknown' | 'folderUnknown' | 'headerEnd';
  readonly command: Command;
}

export interface ExportedBot extends PrintedBot {
  readonly notes: readonly ExportNote[];
}

/**
 * A bot as files in the repository format. Libraries are left out: the API says which are installed and not their code.
 * @param lastKnownGroup of a command, for a server that does not say groups
 */
export function exportBot(
  bot: WholeBot,
  {
    name,
    lastKnownGroup,
  }: {
    readonly name: string;
    readonly lastKnownGroup?: (commandId: number) => string | null | undefined;
  },
): ExportedBot {
  const titles = new Map(bot.folders.map(({ id, title }) => [id, title]));
  const notes: ExportNote[] = [];
  const commands = bot.commands.map((command) => {
    const folderId = command.commands_folder_id ?? null;
    const group = lastKnownGroup?.(command.id);
    if (groupOf(command) === undefined && group === undefined)
      notes.push({ reason: 'groupUnknown', command });
    if (folderId !== null && !titles.has(folderId)) notes.push({ reason: 'folderUnknown', command });
    const texts = [command.command, command.answer, command.keyboard_body, command.help];
    if (texts.some((text) => text?.includes('CMD*/'))) notes.push({ reason: 'headerEnd', command });
    const folder = folderId === null ? null : (titles.get(folderId) ?? null);
    return repositoryCommandOf(command, folder, group);
  });
  return { ...printBot({ name, csvUrl: bot.csvUrl, commands, libraries: [] }), notes };
}
