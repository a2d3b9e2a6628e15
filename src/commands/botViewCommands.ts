import type { CommandFiles } from '../files/commandFiles';
import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import type { CommandId } from '../util/contract';
import { registerBotPropertyCommands } from './botPropertyCommands';
import { registerBroadcastCommands } from './broadcastCommands';
import { registerChatCommands } from './chatCommands';
import { registerErrorCommands } from './errorCommands';
import { registerLibraryCommands } from './libraryCommands';
import { registerListFilters } from './listFilters';
import type { PartContext } from './partContext';
import type { CommandRun, Commands } from './registry';

/** What the commands of the view of a bot do, by their ids: loaded together when one of them is run first. */
export function botViewCommands(
  context: PartContext,
  files: CommandFiles,
  texts: ReadOnlyTexts,
): ReadonlyMap<CommandId, CommandRun<never, never>> {
  const runs = new Map<CommandId, CommandRun<never, never>>();
  const commands: Commands = { register: (id, run) => void runs.set(id, run) };
  registerErrorCommands(commands, context, files);
  registerLibraryCommands(commands, context);
  registerBroadcastCommands(commands, context);
  registerChatCommands(commands, context);
  registerBotPropertyCommands(commands, context, texts);
  registerListFilters(commands, context);
  return runs;
}
