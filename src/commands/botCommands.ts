import * as vscode from 'vscode';

import { ApiError } from '../api/errors';
import { sameBot } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { runStateOf } from '../model/runState';
import { type CommandId, commandIds } from '../util/contract';
import { botNode, botOf, type Node } from '../views/nodes';
import { shownName, stateWord } from '../views/treeItems';
import { pickBot } from './pickers';
import { Cancelled, type CommandRegistry, Explained } from './registry';

/**
 * @param openInView shows a row in the Bots view, which comes to the front, and selects it
 * @param started called when the server has taken the order to start a bot
 */
export function registerBotCommands(
  registry: CommandRegistry,
  accounts: Accounts,
  current: CurrentBot,
  openInView: (node: Node) => Promise<void>,
  started: () => void,
): void {
  registry.register(commandIds.startBot, async (node?: Node) => {
    const ref = botOf(node) ?? (await pickBot(accounts, current, vscode.l10n.t('Start Bot')));
    const bots = accounts.get(ref.accountId)?.bots;
    try {
      await bots?.setStatus(ref.botId, 'start_launch');
      if (bots) started();
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
  registry.register(commandIds.pinBot, async (node?: Node) =>
    current.pin(botOf(node) ?? (await pickBot(accounts, current, vscode.l10n.t('Pin Bot')))),
  );
  registry.register(commandIds.unpinBot, () => current.pin(undefined));
  registry.register(commandIds.showBotActions, () => showBotActions(accounts, current, openInView));
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
async function showBotActions(
  accounts: Accounts,
  current: CurrentBot,
  openInView: (node: Node) => Promise<void>,
): Promise<void> {
  const ref = current.ref;
  const bot = ref && accounts.get(ref.accountId)?.bots.get(ref.botId);
  if (!bot) throw new Cancelled();
  const state = runStateOf(bot.status);
  const node = botNode(ref);
  const run = (commandId: CommandId) => async () => vscode.commands.executeCommand(commandId, node);
  interface Action extends vscode.QuickPickItem {
    readonly act: () => Promise<unknown>;
  }
  const start: Action = {
    label: `$(play) ${vscode.l10n.t('Start Bot')}`,
    act: run(commandIds.startBot),
  };
  const stop: Action = { label: `$(debug-stop) ${vscode.l10n.t('Stop Bot')}`, act: run(commandIds.stopBot) };
  const open: Action = {
    label: `$(list-tree) ${vscode.l10n.t('Open in Bots View')}`,
    act: async () => openInView(node),
  };
  const log: Action = { label: `$(output) ${vscode.l10n.t('Show Log')}`, act: run(commandIds.showLog) };
  const telegram: Action = {
    label: `$(send) ${vscode.l10n.t('Open in Telegram')}`,
    act: run(commandIds.openInTelegram),
  };
  const pin: Action = sameBot(current.pinned, ref)
    ? { label: `$(pinned) ${vscode.l10n.t('Unpin Bot')}`, act: run(commandIds.unpinBot) }
    : { label: `$(pin) ${vscode.l10n.t('Pin Bot')}`, act: run(commandIds.pinBot) };
  // A bot that is stuck on its way can be told both.
  const actions = [
    ...(state === 'running' ? [] : [start]),
    ...(state === 'stopped' ? [] : [stop]),
    open,
    // Bots of the sandbox run on this machine only.
    ...(accounts.get(ref.accountId)?.account.kind === 'sandbox' ? [] : [telegram]),
    pin,
    log,
  ];
  const picked = await vscode.window.showQuickPick(actions, {
    title: shownName(bot.name),
    placeHolder: stateWord(bot),
  });
  if (!picked) throw new Cancelled();
  await picked.act();
}
