import * as vscode from 'vscode';

import type { CommandFiles } from '../files/commandFiles';
import type { Accounts } from '../model/accounts';
import { currentAccount } from '../model/currentAccount';
import type { CurrentBot } from '../model/currentBot';
import { commandIds, viewIds } from '../util/contract';
import type { BotViewNode } from '../views/bot/nodes';
import type { CommandNode, Node } from '../views/nodes';
import { confirmOpening } from './confirmations';
import { pickBot, pickCommand } from './pickers';
import { inView } from './progress';
import { Cancelled, type CommandRegistry, Explained } from './registry';

export function registerViewCommands(
  registry: CommandRegistry,
  accounts: Accounts,
  current: CurrentBot,
  files: CommandFiles,
  showLog: () => void,
): void {
  registry.register<Node>(commandIds.openCommand, async (node, selected) => {
    const nodes = node
      ? (selected ?? [node]).filter((row) => row.kind === 'command')
      : [await pickCommandToOpen(accounts, current)];
    await confirmOpening(nodes.length);
    // Several do not take each other's place.
    const options = nodes.length > 1 ? { preview: false } : {};
    for (const each of nodes) await openCommand(accounts, files, each, options);
  });
  registry.register(commandIds.refresh, () => refreshAll(accounts));
  registry.register(commandIds.refreshBot, () => refreshBot(accounts, current));
  registry.register(commandIds.refreshAccount, () => refreshAccount(accounts, current));
  registry.register(commandIds.retry, (node?: Node | BotViewNode) => retry(accounts, node));
  registry.register(commandIds.showLog, () => showLog());
}

async function openCommand(
  accounts: Accounts,
  files: CommandFiles,
  { ref, commandId }: CommandNode,
  options: vscode.TextDocumentShowOptions,
): Promise<void> {
  const account = accounts.get(ref.accountId);
  const command = account?.contents(ref.botId).commands.get(commandId);
  if (!account || !command) {
    throw new Explained(vscode.l10n.t('This command is no longer there. Refresh the list.'));
  }
  const uri = await files.uriOf(ref, account.bots.get(ref.botId)?.name ?? null, command);
  await vscode.commands.executeCommand('vscode.open', uri, options);
}

/** Asks for one of the current bot's commands, for the bot first when none is current. @throws Cancelled */
async function pickCommandToOpen(accounts: Accounts, current: CurrentBot): Promise<CommandNode> {
  const title = vscode.l10n.t('Open Command');
  const ref = current.ref ?? (await pickBot(accounts, current, title));
  const contents = accounts.contents(ref);
  if (!contents) throw new Cancelled();
  return pickCommand(contents, ref, title);
}

/** What the view of the current bot shows: its state, and those of its sections that were opened. */
async function refreshBot(accounts: Accounts, { ref }: CurrentBot): Promise<void> {
  const model = ref && accounts.get(ref.accountId);
  if (!model) return;
  await inView(
    Promise.all([model.bots.refreshBot(ref.botId), model.parts(ref.botId).refresh()]),
    viewIds.bot,
  );
}

/** What the view of the current account shows. */
async function refreshAccount(accounts: Accounts, current: CurrentBot): Promise<void> {
  const model = currentAccount(accounts, current);
  if (model) await inView(Promise.all([model.profile.refresh(), model.usage.refresh()]), viewIds.account);
}

/** Everything that was opened. */
async function refreshAll(accounts: Accounts): Promise<void> {
  await Promise.all(
    accounts.all.flatMap((model) => [
      model.bots.refresh(),
      model.usage.refresh(),
      ...(model.profile.isOpened ? [model.profile.refresh()] : []),
      ...model.openedParts.map((parts) => parts.refresh()),
      ...model.openedContents
        .filter((contents) => contents.isOpened || contents.error)
        .map((contents) => contents.refresh()),
    ]),
  );
}

async function retry(accounts: Accounts, node: Node | BotViewNode | undefined): Promise<void> {
  if (node?.kind === 'sectionFailure') {
    const list = accounts.parts(node.ref)?.[node.section];
    if (list) await inView(list.retry(), viewIds.bot);
    return;
  }
  if (node?.kind === 'partial') return accounts.contents(node.ref)?.refresh();
  if (node?.kind !== 'failure') return refreshAll(accounts);
  const { of } = node;
  await (typeof of === 'string' ? accounts.get(of)?.bots.refresh() : accounts.contents(of)?.refresh());
}
