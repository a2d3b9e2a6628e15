import * as vscode from 'vscode';

import type { BroadcastTask } from '../api/broadcasts';
import type { Broadcasts } from '../model/bot/broadcasts';
import { type CommandId, commandIds } from '../util/contract';
import { broadcastName } from '../views/bot/broadcastsSection';
import type { BotViewNode } from '../views/bot/nodes';
import { goneError } from './commandActions';
import { confirm } from './confirmations';
import type { MeantBot, PartContext } from './partContext';
import type { Commands } from './registry';

/** What is done with a broadcast; all of it happens on the server. */
export function registerBroadcastCommands(commands: Commands, context: PartContext): void {
  const register = (
    id: CommandId,
    act: (broadcasts: Broadcasts, taskId: number) => Promise<void>,
    ask: (bot: MeantBot, task: BroadcastTask) => Promise<void>,
    said: (name: string) => string,
  ) =>
    commands.register(id, async (node?: BotViewNode) => {
      if (node?.kind !== 'broadcast') return;
      const bot = context.of(node);
      const { broadcasts } = bot.parts;
      const task = broadcasts.get(node.partId);
      if (!task) throw goneError();
      await ask(bot, task);
      await context.inView(bot, 'broadcasts', () => act(broadcasts, task.id));
      vscode.window.setStatusBarMessage(said(broadcastName(task)), 5000);
    });
  const withoutAsking = () => Promise.resolve();
  register(
    commandIds.pauseBroadcast,
    (broadcasts, id) => broadcasts.pause(id),
    withoutAsking,
    (name) => vscode.l10n.t('{0} is paused', name),
  );
  register(
    commandIds.resumeBroadcast,
    (broadcasts, id) => broadcasts.resume(id),
    withoutAsking,
    (name) => vscode.l10n.t('{0} goes on, on the server also without VS Code', name),
  );
  register(
    commandIds.deleteBroadcast,
    (broadcasts, id) => broadcasts.delete(id),
    async (bot, task) =>
      confirm(
        vscode.l10n.t('Delete the broadcast {0} of {1}?', broadcastName(task), bot.name),
        vscode.l10n.t(
          'It ends. Messages that were delivered already are not recalled. This cannot be undone.',
        ),
        vscode.l10n.t('Delete'),
      ),
    (name) => vscode.l10n.t('{0} is deleted', name),
  );
}
