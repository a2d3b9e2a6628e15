import * as vscode from 'vscode';

import type { Bot } from '../api/bots';
import type { Account, BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { KnownConnection } from '../model/bot/businessConnections';
import type { CurrentBot } from '../model/currentBot';
import { shownName } from '../sentences/shownName';
import type { BotApi } from '../telegram/botApi';
import { commandIds } from '../util/contract';
import { askAccepted } from './acceptedInput';
import { askPatiently, askTelegram } from './askTelegram';
import { connectionFacts, connectionSummary, connectionUser } from './businessConnectionFacts';
import { goneError } from './commandActions';
import { pickBot } from './pickers';
import { Cancelled, type CommandRegistry, Explained } from './registry';

/** The bot that connections are of. */
interface Owner {
  readonly account: AccountModel;
  readonly bot: Bot;
}

export interface BusinessConnectionsOptions {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  /** The Bot API that the tokens of an account's bots are for. */
  readonly botApi: (account: Account) => BotApi;
  readonly registry: CommandRegistry;
}

/**
 * *Business Connections…*: what business accounts let a bot do. Telegram lists them nowhere: each is asked for once by
 * the id that updates of the account bring, and kept.
 */
export class BusinessConnectionsCommand {
  readonly #options: BusinessConnectionsOptions;

  constructor(options: BusinessConnectionsOptions) {
    this.#options = options;
  }

  /** The list comes back after each connection, until the person leaves it. @throws Cancelled, Explained, ApiError */
  async run(row?: { readonly ref: BotRef }): Promise<never> {
    const { accounts, current } = this.#options;
    const ref = row?.ref ?? (await pickBot(accounts, current, vscode.l10n.t('Business Connections')));
    for (;;) {
      const owner = this.#owner(ref);
      const picked = await this.#pick(owner);
      const connection = picked === 'add' ? await this.#add(owner) : picked;
      if (connection) await this.#show(ref, connection.id);
    }
  }

  /** @throws Explained when it is no longer there */
  #owner({ accountId, botId }: BotRef): Owner {
    const account = this.#options.accounts.get(accountId);
    const bot = account?.bots.get(botId);
    if (!account || !bot) throw goneError();
    return { account, bot };
  }

  async #pick({ account, bot }: Owner): Promise<KnownConnection | 'add'> {
    const known = await account.businessConnections.list(bot.id);
    const items: (vscode.QuickPickItem & { readonly choice: KnownConnection | 'add' })[] = [
      ...known.map((connection) => ({
        label: `$(account) ${connectionUser(connection)}`,
        description: connection.id,
        detail: connectionSummary(connection),
        choice: connection,
      })),
      { label: `$(add) ${vscode.l10n.t('Add…')}`, alwaysShow: true, choice: 'add' },
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Business connections of {0}', shownName(bot.name)),
      placeHolder:
        known.length > 0
          ? vscode.l10n.t('Which connection?')
          : vscode.l10n.t('None was asked for yet. Add one by its id.'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (!picked) throw new Cancelled();
    return picked.choice;
  }

  /** @returns `undefined` when the person goes back */
  async #add({ account, bot }: Owner): Promise<KnownConnection | undefined> {
    let added: KnownConnection | undefined;
    try {
      await askAccepted({
        title: vscode.l10n.t('Add a business connection of {0}', shownName(bot.name)),
        prompt: vscode.l10n.t('Its business_connection_id, as updates of the business account bring it'),
        placeholder: 'business_connection_id',
        canGoBack: true,
        check: async (id, signal) => {
          if (id === '') return vscode.l10n.t('Paste the id.');
          if (/\s/.test(id)) return vscode.l10n.t('An id has no blanks in it.');
          try {
            added = await this.#ask({ account, bot }, id, signal);
            return undefined;
          } catch (error) {
            if (error instanceof Explained) return error.sentence;
            if (error instanceof Cancelled) return vscode.l10n.t('Not asked yet. Press Enter to ask.');
            throw error;
          }
        },
      });
    } catch (error) {
      // Closing the field leads back to the list.
      if (!(error instanceof Cancelled)) throw error;
    }
    return added;
  }

  /** @throws Cancelled, Explained, ApiError */
  async #ask({ account, bot }: Owner, id: string, signal?: AbortSignal): Promise<KnownConnection> {
    const botApi = this.#options.botApi(account.account);
    const options = signal ? { signal } : {};
    const connection = await askTelegram(account, bot, (token) =>
      askPatiently(() => botApi.getBusinessConnection(token, id, options), signal),
    );
    const known = { ...connection, askedAt: Date.now() };
    await account.businessConnections.keep(bot.id, known);
    return known;
  }

  /** Shows a connection until the person goes back or removes it. */
  async #show(ref: BotRef, id: string): Promise<void> {
    for (;;) {
      const owner = this.#owner(ref);
      const { account, bot } = owner;
      const connection = (await account.businessConnections.list(bot.id)).find((each) => each.id === id);
      if (!connection) return;
      const picked = await vscode.window.showQuickPick(connectionFacts(connection), {
        title: vscode.l10n.t('{0} and {1}', connectionUser(connection), shownName(bot.name)),
        placeHolder: vscode.l10n.t('Pick a line to copy it'),
        matchOnDescription: true,
      });
      if (!picked) return;
      if (picked.act === 'remove') {
        await account.businessConnections.remove(bot.id, id);
        return;
      }
      if (picked.act === 'refresh') {
        // A failure is told, and what was known goes on showing.
        await this.#options.registry.run(commandIds.businessConnections, () => this.#ask(owner, id));
      } else if (picked.copied !== undefined) {
        await vscode.env.clipboard.writeText(picked.copied);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Copied to the clipboard'), 3000);
      }
    }
  }
}
