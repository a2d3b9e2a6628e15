import * as vscode from 'vscode';

import type { StatusVerb } from '../api/bots';
import { sameBot } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { runStateOf } from '../model/runState';
import { shownName } from '../sentences/shownName';
import { type CommandId, commandIds } from '../util/contract';
import { botNode, botOf, type Node } from '../views/nodes';
import { stateWord } from '../views/treeItems';
import { pickBot } from './pickers';
import { Cancelled, type CommandRegistry } from './registry';
import { runBots } from './runBots';

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
  const registerRun = (
    id: CommandId,
    verb: StatusVerb,
    title: () => string,
    ordered: () => void = () => undefined,
  ) =>
    registry.register<Node>(id, async (node, selected) => {
      const rows = node ? (selected ?? [node]).filter((row) => row.kind === 'bot') : undefined;
      const refs = rows?.map(({ ref }) => ref) ?? [await pickBot(accounts, current, title())];
      await runBots(accounts, refs, verb, ordered);
    });
  registerRun(commandIds.startBot, 'start_launch', () => vscode.l10n.t('Start Bot'), started);
  registerRun(commandIds.stopBot, 'start_stopping', () => vscode.l10n.t('Stop Bot'));
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
