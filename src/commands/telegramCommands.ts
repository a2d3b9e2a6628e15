import * as vscode from 'vscode';

import type { Bot } from '../api/bots';
import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { shownName } from '../sentences/shownName';
import type { BotApi } from '../telegram/botApi';
import { commandIds } from '../util/contract';
import { botOf, type Node } from '../views/nodes';
import { askTelegram } from './askTelegram';
import { goneError } from './commandActions';
import { pickBot } from './pickers';
import { inView } from './progress';
import { type CommandRegistry, Explained } from './registry';

/** A user name, and the state of the bot that it is known for: a new token may be another bot's. */
interface Known {
  readonly userName: string;
  readonly updatedAt: string | undefined;
}

/** *Open in Telegram*. The API does not say what a bot is called there (not documented), so Telegram is asked. */
export class TelegramCommands {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #botApi: BotApi;
  readonly #known = new Map<string, Known>();

  constructor(accounts: Accounts, current: CurrentBot, botApi: BotApi) {
    this.#accounts = accounts;
    this.#current = current;
    this.#botApi = botApi;
  }

  register(registry: CommandRegistry): void {
    registry.register(commandIds.openInTelegram, async (node?: Node) =>
      this.#open(
        botOf(node) ?? (await pickBot(this.#accounts, this.#current, vscode.l10n.t('Open in Telegram'))),
      ),
    );
  }

  async #open({ accountId, botId }: BotRef): Promise<void> {
    const account = this.#accounts.get(accountId);
    const bot = account?.bots.get(botId);
    if (!account || !bot) throw goneError();
    if (account.account.kind === 'sandbox') {
      throw new Explained(
        vscode.l10n.t(
          '{0} is a bot of the sandbox: it runs on this machine only and cannot be opened in Telegram.',
          shownName(bot.name),
        ),
      );
    }
    const userName = await this.#userNameOf(account, bot);
    await vscode.env.openExternal(vscode.Uri.parse(`https://t.me/${userName}`));
  }

  /** @throws Explained, ApiError */
  async #userNameOf(account: AccountModel, bot: Bot): Promise<string> {
    const key = `${account.account.id}/${bot.id}`;
    const known = this.#known.get(key);
    if (known && known.updatedAt === bot.updatedAt) return known.userName;
    const userName = await inView(askTelegram(account, bot, (token) => this.#botApi.userName(token)));
    this.#known.set(key, { userName, updatedAt: bot.updatedAt });
    return userName;
  }
}
