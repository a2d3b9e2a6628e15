import * as vscode from 'vscode';

import type { StoreBot } from '../api/store';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import { installationsSentence } from '../sentences/installations';
import { shownName } from '../sentences/shownName';
import type { BotsView } from '../views/botsView';
import { botNode, botOf, type Node } from '../views/nodes';
import { byName } from '../views/order';
import { assertChoosable, type BrokenItem, brokenItems } from './brokenItems';
import { goneError } from './commandActions';
import { pickAccount } from './pickers';
import { followingServer } from './progress';
import { Cancelled } from './registry';
import { tell } from './tell';

interface StoreBotItem extends vscode.QuickPickItem {
  readonly bot: StoreBot;
}

/** *Install Demo Bot…*: a bot of the store as a bot of one's own. */
export class InstallDemoBot {
  readonly #accounts: Accounts;
  readonly #view: BotsView;

  constructor(accounts: Accounts, view: BotsView) {
    this.#accounts = accounts;
    this.#view = view;
  }

  /** @param node the account, or something in it; asked for without @throws Cancelled, Explained, ApiError */
  async run(node: Node | undefined): Promise<void> {
    const title = vscode.l10n.t('Install Demo Bot');
    const account = await this.#account(node, title);
    const chosen = await pickStoreBot(account, title);
    const show = this.#view.showingLater();
    const name = shownName(chosen.name);
    const made = await followingServer(vscode.l10n.t('Installing {0}', name), (_, signal) =>
      account.newBots.install(chosen, signal),
    );
    if (made) {
      await show(botNode({ accountId: account.account.id, botId: made.id }));
      tell(vscode.l10n.t('{0} is installed. It stands in the Bots view.', shownName(made.name)));
      return;
    }
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} is being installed, but is not in the list yet. Press Refresh in the Bots view in a while.',
        name,
      ),
    );
  }

  async #account(node: Node | undefined, title: string): Promise<AccountModel> {
    const accountId =
      node?.kind === 'account'
        ? node.accountId
        : (botOf(node)?.accountId ?? (await pickAccount(this.#accounts, title)).id);
    const account = this.#accounts.get(accountId);
    if (!account) throw goneError();
    return account;
  }
}

/** @throws Cancelled, ApiError */
async function pickStoreBot(account: AccountModel, title: string): Promise<StoreBot> {
  const items = account.newBots
    .storeBots()
    .then(({ items: bots, broken }) => [
      ...bots.toSorted(byName(({ name }) => name)).map((bot) => itemOf(bot)),
      ...brokenItems(broken),
    ]);
  const picked = await vscode.window.showQuickPick<StoreBotItem | BrokenItem>(items, {
    title,
    placeHolder: vscode.l10n.t('Search by name or description'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) throw new Cancelled();
  assertChoosable<StoreBotItem>(picked);
  return picked.bot;
}

function itemOf(bot: StoreBot): StoreBotItem {
  const { name, description, installations, author, isProtected, collections } = bot;
  return {
    label: `$(hubot) ${shownName(name)}`,
    description: [
      author,
      installations !== undefined && installationsSentence(installations),
      isProtected && vscode.l10n.t('protected: its commands stay hidden'),
      ...collections,
    ]
      .filter(Boolean)
      .join(' · '),
    ...(description ? { detail: description.replace(/\s+/g, ' ') } : {}),
    bot,
  };
}
