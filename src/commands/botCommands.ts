import * as vscode from 'vscode';

import { ApiError } from '../api/errors';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { runStateOf } from '../model/runState';
import { runStateWord } from '../sentences/runStateWords';
import { commandIds } from '../util/contract';
import { botOf, type Node } from '../views/nodes';
import { shownName } from '../views/treeItems';
import { pickBot } from './pickers';
import { Cancelled, type CommandRegistry, Explained } from './registry';

export function registerBotCommands(
  registry: CommandRegistry,
  accounts: Accounts,
  current: CurrentBot,
): void {
  registry.register(commandIds.startBot, async (node?: Node) => {
    const ref = botOf(node) ?? (await pickBot(accounts, current, vscode.l10n.t('Start Bot')));
    const bots = accounts.get(ref.accountId)?.bots;
    try {
      await bots?.setStatus(ref.botId, 'start_launch');
    } catch (error) {
      const bot = bots?.get(ref.botId);
      if (!ApiError.is(error, 'refused') || bot?.hasToken !== false) throw error;
      throw new Explained(
        vscode.l10n.t(
          '{0} has no Telegram token, so it cannot start. Give it the token from @BotFather in the Bots.Business app.',
          shownName(bot.name),
        ),
        error,
      );
    }
  });
  registry.register(commandIds.stopBot, async (node?: Node) => {
    const ref = botOf(node) ?? (await pickBot(accounts, current, vscode.l10n.t('Stop Bot')));
    await accounts.get(ref.accountId)?.bots.setStatus(ref.botId, 'start_stopping');
  });
  registry.register(commandIds.showBotActions, () => showBotActions(accounts, current));
  registry.register(commandIds.showUsage, async () => {
    const ref = current.ref;
    const usage = ref && accounts.get(ref.accountId)?.usage;
    if (!usage) throw new Cancelled();
    await usage.refresh();
    if (usage.error) throw usage.error;
    vscode.window.setStatusBarMessage(vscode.l10n.t('Iteration usage is up to date'), 3000);
  });
}

/** What a click on the run state offers. */
async function showBotActions(accounts: Accounts, current: CurrentBot): Promise<void> {
  const ref = current.ref;
  const bot = ref && accounts.get(ref.accountId)?.bots.get(ref.botId);
  if (!bot) throw new Cancelled();
  const state = runStateOf(bot.status);
  const start: vscode.QuickPickItem & { id: string } = {
    label: `$(play) ${vscode.l10n.t('Start Bot')}`,
    id: commandIds.startBot,
  };
  const stop: typeof start = { label: `$(debug-stop) ${vscode.l10n.t('Stop Bot')}`, id: commandIds.stopBot };
  const log: typeof start = { label: `$(output) ${vscode.l10n.t('Show Log')}`, id: commandIds.showLog };
  // A bot that is stuck on its way can be told both.
  const actions = [...(state === 'running' ? [] : [start]), ...(state === 'stopped' ? [] : [stop]), log];
  const picked = await vscode.window.showQuickPick(actions, {
    title: shownName(bot.name),
    placeHolder: runStateWord(state),
  });
  if (!picked) throw new Cancelled();
  const node: Node = { kind: 'bot', id: '', ref };
  await vscode.commands.executeCommand(picked.id, node);
}
