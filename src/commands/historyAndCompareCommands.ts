import type { CommandFiles } from '../files/commandFiles';
import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import type { History } from '../model/history/history';
import { type CommandId, commandIds } from '../util/contract';
import type { BotsView } from '../views/botsView';
import type { CommandNode } from '../views/nodes';
import type { CommandActions } from './commandActions';
import { CommandHistory } from './commandHistory';
import { CommandTargets } from './commandTarget';
import { CompareBots } from './compareBots';
import { CompareCommands } from './compareCommands';
import type { FolderActions } from './folderActions';
import { OpenBotAsFolder } from './openBotAsFolder';
import { OpenChanges } from './openChanges';
import type { CommandRun } from './registry';
import { RestoreDeleted } from './restoreDeleted';
import { RestoreVersion } from './restoreVersion';

export interface HistoryAndCompareParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly files: CommandFiles;
  readonly texts: ReadOnlyTexts;
  readonly commands: CommandActions;
  readonly folders: FolderActions;
  readonly history: History;
  readonly view: BotsView;
  /** Asks for a command. */
  readonly pickCommand: (title: string) => Promise<CommandNode>;
}

/** The commands of earlier versions, of what is shown beside each other, and of bots in the Explorer, by their ids. */
export function historyAndCompareCommands(
  parts: HistoryAndCompareParts,
): ReadonlyMap<CommandId, CommandRun<never, never>> {
  const { accounts, current, files, texts, commands, folders, history, view, pickCommand } = parts;
  const targets = new CommandTargets(accounts, files, pickCommand);
  const restore = new RestoreVersion(targets, commands, folders);
  const commandHistory = new CommandHistory({ targets, commands, history, texts, restore });
  const restoreDeleted = new RestoreDeleted({ accounts, current, commands, folders, history, view });
  const openChanges = new OpenChanges(targets, commands, texts);
  const compareCommands = new CompareCommands({ accounts, current, targets, commands, texts });
  const compareBots = new CompareBots({ accounts, current, texts });
  const openBotAsFolder = new OpenBotAsFolder(accounts, current, files);
  return new Map<CommandId, CommandRun<never, never>>([
    [commandIds.commandHistory, (argument) => commandHistory.run(argument)],
    [commandIds.restoreDeletedCommand, (node) => restoreDeleted.run(node)],
    [commandIds.openChanges, (argument) => openChanges.run(argument)],
    [commandIds.compareCommands, (argument, selected) => compareCommands.run(argument, selected)],
    [commandIds.compareBots, (node, selected) => compareBots.run(node, selected)],
    [commandIds.openBotAsFolder, (node, selected) => openBotAsFolder.run(node, selected)],
  ]);
}
